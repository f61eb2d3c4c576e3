"""What the telephone company must forget: the words of texts, ours and those written to us, once they are of no use."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.models.messages import Redaction

CLAIMED_AT_ONCE = 50
MOST_ATTEMPTS = 12
KEPT = timedelta(days=7)
_LEASE = timedelta(minutes=5)


def ask(session: Session, sids: Iterable[str], *, due_at: datetime) -> None:
    """Have the words of these texts forgotten from then on; a later `due_at` puts off what still waits."""
    for sid in sids:
        row = db.upsert(session, Redaction).values(sid=sid, due_at=due_at, attempts=0)
        later = row.on_conflict_do_update(
            index_elements=["sid"], set_={"due_at": due_at}, where=Redaction.redacted_at.is_(None)
        )
        session.execute(later)


def claim(session: Session, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[str]:
    """The ids whose time has come, for this process alone for the next minutes; asking twice does no harm.

    Each further try waits twice as long as the one before: from ten minutes to two weeks in all.
    """
    is_open = (Redaction.redacted_at.is_(None), Redaction.due_at <= now, Redaction.attempts < MOST_ATTEMPTS)
    due = select(Redaction.sid, Redaction.attempts).where(*is_open).order_by(Redaction.due_at).limit(limit)
    claimed = session.execute(due.with_for_update(skip_locked=True)).all()
    for sid, attempts in claimed:
        later = now + _LEASE * 2 ** (attempts + 1)
        session.execute(update(Redaction).where(Redaction.sid == sid).values(due_at=later, attempts=attempts + 1))
    return [sid for sid, _ in claimed]


def record(session: Session, sids: Iterable[str], *, now: datetime) -> None:
    """The provider has forgotten them."""
    session.execute(update(Redaction).where(Redaction.sid.in_(list(sids))).values(redacted_at=now))


def forget(session: Session, *, now: datetime) -> int:
    """Delete the notes of what was forgotten a week ago; answers how many those were."""
    done = delete(Redaction).where(Redaction.redacted_at < now - KEPT).returning(Redaction.sid)
    return len(session.scalars(done).all())
