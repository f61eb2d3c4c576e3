"""What the pages of the queues share: who works on what, what a form brought, and the words for a fault."""

from collections.abc import Iterable, Mapping

from flask import request
from sqlalchemy.orm import Session

from hotline.domain.claims import Claimed
from hotline.domain.errors import Invalid
from hotline.domain.staff import members
from hotline.texts import gettext as _
from hotline.texts import lazy

REFUSED, CONFLICT = 422, 409  # statuses: what was typed cannot be used; somebody else has it
_SIGNATURE = "staff:"
_FAULTS = {
    ("note", "missing"): lazy("Please write why, for whoever asks later."),
    ("note", "too_long"): lazy("This note is longer than 5,000 characters. Please shorten it; nothing is lost yet."),
    ("outcome", "missing"): lazy("Please choose what became of it."),
    ("reason", "missing"): lazy("Please choose why it ends."),
    ("person", "missing"): lazy("Please choose one of the people."),
    ("task", "too_late"): lazy("It was done more than ten minutes ago, so it stays done."),
    ("task", "open"): lazy("The same task was opened again meanwhile. Work on that one."),
}
Faults = list[tuple[str, str]]  # a box, and a sentence for it


def faults(error: Invalid) -> Faults:
    """What is wrong with a form, for its top."""
    return [(error.field, _(_FAULTS[error.field, error.reason]))]


def after() -> int | None:
    """The last row of the page before, by its number."""
    return request.args.get("after", type=int)


def names(session: Session, claimed: Iterable[Claimed], signatures: Iterable[str] = ()) -> dict[int, str]:
    """The names of the staff who work on something, and of those who signed something."""
    signed = (int(by.removeprefix(_SIGNATURE)) for by in signatures if by.startswith(_SIGNATURE))
    return members.names(session, {*(one.staff_id for one in claimed), *signed})


def signer(by: str, known: Mapping[int, str]) -> str:
    """Who signed: one of the staff, or, from a terminal, a name as it was typed."""
    if not by.startswith(_SIGNATURE):
        return by
    return known.get(int(by.removeprefix(_SIGNATURE)), "") or _("somebody who left")
