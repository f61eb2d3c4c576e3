"""What a reference code is about, to the steps of a call: an open search, or changes somebody asked to be told of."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hotline.domain import openings, searches, subscriptions
from hotline.domain.findings import Finding
from hotline.ivr.state import Talk
from hotline.models.contacts import ClosingReason, Reference, ReferenceKind


@dataclass(frozen=True, slots=True)
class Matter:
    """A search or a subscription, and its reference code."""

    id: int
    kind: ReferenceKind
    code: str


def get(session: Session, matter_id: int) -> Matter | None:
    """That search or subscription, None where it is gone."""
    reference = session.get(Reference, matter_id)
    if reference is None:
        return None
    return Matter(matter_id, reference.kind, openings.code_of(session, matter_id) or "")


def open_with_pin(talk: Talk, pin: str) -> Finding | None:
    """The answer that code and PIN open now; None for a wrong PIN."""
    session, notes = talk.session, talk.notes
    opened = (
        openings.open_called(session, notes.matter_id, pin, asker=talk.asker, now=talk.now)
        if notes.matter_id
        else openings.open_with_pin(session, notes.code, pin, asker=talk.asker, now=talk.now)
    )
    return opened.finding if opened else None


def stop(talk: Talk, *, is_wrong_number: bool = False) -> None:
    """Nobody is called or written to about this any more."""
    if talk.notes.opens == ReferenceKind.SUBSCRIPTION:
        subscriptions.stop(talk.session, talk.notes.matter_id, is_told=True, now=talk.now)
        return
    reason = ClosingReason.UNREACHABLE if is_wrong_number else ClosingReason.WITHDRAWN
    searches.close(talk.session, talk.notes.matter_id, reason=reason, now=talk.now)
