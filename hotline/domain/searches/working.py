"""Staff look after an open search: one of them at a time, who alone sees whom the news goes to."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import audit, claims, notes
from hotline.domain.access import Actor
from hotline.domain.searches import closing, rerunning
from hotline.domain.searches.closing import LeftSearch
from hotline.models.contacts import ClosingReason, SearchState


def subject(search_id: int) -> str:
    """What claims, notes and the audit trail call it."""
    return f"search:{search_id}"


def view(session: Session, actor: Actor, search_id: int, *, now: datetime) -> LeftSearch:
    """What was asked, which is recorded. Raises NotFound where it is closed."""
    search = closing.one(session, search_id)
    audit.record(session, actor, "search.viewed", subject(search_id), now=now)
    return search


def take(session: Session, actor: Actor, search_id: int, *, now: datetime) -> LeftSearch:
    """The actor looks after it. Raises NotFound, Taken."""
    search = closing.one(session, search_id)
    claims.take(session, actor, subject(search_id), now=now)
    return search


def run(session: Session, actor: Actor, search_id: int, *, now: datetime) -> SearchState:
    """Run it now; what it finds leaves as always. Raises NotFound, Taken."""
    take(session, actor, search_id, now=now)
    state = rerunning.run_again(session, search_id, now=now)
    audit.record(session, actor, "search.ran", subject(search_id), facts={"state": state}, now=now)
    return state


def close(
    session: Session, actor: Actor, search_id: int, *, reason: ClosingReason, note: str = "", now: datetime
) -> None:
    """It ends, as closing.close() says. Raises NotFound, Taken, Invalid("note", "too_long")."""
    take(session, actor, search_id, now=now)
    if note.strip():
        notes.write(session, actor, subject(search_id), note, now=now)
    closing.close(session, search_id, reason=reason, now=now)
    claims.finish(session, subject(search_id))
    audit.record(session, actor, "search.closed", subject(search_id), facts={"reason": reason}, now=now)
