"""What a reference code is about, to the steps of a call: an open search, or changes somebody asked to be told of."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hotline.domain import outbox, searches
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
    return Matter(matter_id, reference.kind, searches.code_of(session, matter_id))


def open_with_pin(talk: Talk, pin: str) -> Finding | None:
    """The answer that code and PIN open now; None for a wrong PIN."""
    return searches.open_with_pin(talk.session, talk.notes.code, pin, asker=talk.asker, now=talk.now)


def stop(talk: Talk, *, is_wrong_number: bool = False) -> None:
    """Nobody is called or written to about this any more."""
    reason = ClosingReason.UNREACHABLE if is_wrong_number else ClosingReason.WITHDRAWN
    outbox.drop(talk.session, talk.notes.matter_id, now=talk.now)
    searches.close(talk.session, talk.notes.matter_id, reason=reason, now=talk.now)
