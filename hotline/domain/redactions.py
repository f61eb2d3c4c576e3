"""What the telephone company must forget: the words of texts, ours and those written to us, once they are of no use.

And the names that detained persons said so that who is called knows who calls.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import desk
from hotline.models.messages import Redaction
from hotline.models.operations import TaskKind

CLAIMED_AT_ONCE = 50
MOST_ATTEMPTS = 12
LOOK_WITHIN = timedelta(hours=24)
_LEASE = timedelta(minutes=5)


def ask(session: Session, sids: Iterable[str], *, due_at: datetime) -> None:
    """Have the words of these texts, or these recordings, forgotten from then on; again changes nothing."""
    rows = [{"sid": sid, "due_at": due_at, "attempts": 0} for sid in sids]
    if rows:
        session.execute(db.upsert(session, Redaction).on_conflict_do_nothing(), rows)


def claim(session: Session, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[str]:
    """The ids whose time has come, for this process alone for the next minutes; asking twice does no harm.

    Each try waits twice as long as the one before, from ten minutes to two weeks. When even the last one is due in
    vain, staff are asked to look at the provider.
    """
    is_open = (Redaction.redacted_at.is_(None), Redaction.due_at <= now, Redaction.attempts <= MOST_ATTEMPTS)
    due = select(Redaction.sid, Redaction.attempts).where(*is_open).order_by(Redaction.due_at).limit(limit)
    claimed = session.execute(due.with_for_update(skip_locked=True)).all()
    for sid, attempts in claimed:
        if attempts == MOST_ATTEMPTS:
            due_at = now + LOOK_WITHIN
            desk.open_task(session, TaskKind.LOOK_AT_MESSAGE, f"words:{sid}", due_at=due_at, now=now, reason="kept")
        later = now + _LEASE * 2 ** (attempts + 1)
        session.execute(update(Redaction).where(Redaction.sid == sid).values(due_at=later, attempts=attempts + 1))
    return [sid for sid, attempts in claimed if attempts < MOST_ATTEMPTS]


def record(session: Session, sids: Iterable[str], *, now: datetime) -> None:
    """The provider has forgotten them."""
    session.execute(update(Redaction).where(Redaction.sid.in_(list(sids))).values(redacted_at=now))
