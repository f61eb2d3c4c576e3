"""What a reference code and its PIN open, whatever it is of: the one way in for every face."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import references, searches, subscriptions
from hotline.domain.findings import Finding
from hotline.domain.limits import Asker
from hotline.models.contacts import Reference, ReferenceKind, SearchState
from hotline.models.messages import Means
from hotline.models.notices import Change


@dataclass(frozen=True, slots=True)
class Status:
    """What the code alone tells: of what it is, and one of three words."""

    matter_id: int
    kind: ReferenceKind
    state: SearchState


@dataclass(frozen=True, slots=True)
class Opened:
    """What code and PIN tell. For subscriptions also `changes` (in order), the records' `reason` or "", and whether it
    `is_confirmed`: until then notices do not come, and `finding` is NOT_CONFIRMED; `means` is how they come, None for a
    search.
    """

    matter_id: int
    kind: ReferenceKind
    finding: Finding
    changes: tuple[Change, ...] = ()
    reason: str = ""
    is_confirmed: bool = True
    means: Means | None = None


def status(session: Session, code: str, *, asker: Asker, now: datetime) -> Status | None:
    """What the code alone tells; None for a code nobody has, and for whoever tries too many.

    Raises Invalid("code", "mistyped"). An unknown code is no exception, because its count must be committed.
    """
    reference = references.find(session, code, asker=asker, now=now)
    return Status(reference.id, reference.kind, _state(session, reference)) if reference else None


def open_with_pin(session: Session, code: str, pin: str, *, asker: Asker, now: datetime) -> Opened | None:
    """Today's answer by the rule of evidence; None when code or PIN is wrong. Raises Invalid("code", "mistyped")."""
    reference = references.find(session, code, asker=asker, now=now)
    if reference is None or not references.opens(session, reference, pin):
        return None
    return _opened(session, reference, asker, now)


def open_known(session: Session, known: Status, pin: str, *, asker: Asker, now: datetime) -> Opened | None:
    """The same where status() has told of the code, which counted it; None when the PIN is wrong."""
    reference = session.get(Reference, known.matter_id)
    if reference is None or not references.opens(session, reference, pin):
        return None
    return _opened(session, reference, asker, now)


def open_called(session: Session, matter_id: int, pin: str, *, asker: Asker, now: datetime) -> Opened | None:
    """The same in a call that we placed about this matter; the PIN confirms a subscription by call. None: wrong PIN."""
    reference = session.get(Reference, matter_id)
    if reference is None or not references.opens(session, reference, pin):
        return None
    if reference.kind is ReferenceKind.SUBSCRIPTION:
        subscriptions.confirm_by_call(session, matter_id, now=now)
    return _opened(session, reference, asker, now)


def code_of(session: Session, matter_id: int) -> str | None:
    """The code of a search or a subscription, None where it is gone."""
    reference = session.get(Reference, matter_id)
    if reference is None:
        return None
    if reference.kind is ReferenceKind.SEARCH:
        return searches.code_of(session, matter_id)
    return subscriptions.code_of(session, matter_id)


def _state(session: Session, reference: Reference) -> SearchState:
    if reference.kind is ReferenceKind.SEARCH:
        return searches.state(session, reference.id)
    return subscriptions.state(session, reference.id)


def _opened(session: Session, reference: Reference, asker: Asker, now: datetime) -> Opened:
    if reference.kind is ReferenceKind.SEARCH:
        return Opened(reference.id, reference.kind, searches.read(session, reference.id, asker=asker, now=now))
    read = subscriptions.read(session, reference.id, now=now)
    is_confirmed = subscriptions.is_confirmed(session, reference.id)
    means = subscriptions.means(session, reference.id)
    return Opened(reference.id, reference.kind, read.finding, read.changes, read.reason, is_confirmed, means)
