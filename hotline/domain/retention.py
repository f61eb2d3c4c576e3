"""What is forgotten, and when (product.md, section 4)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from hotline.domain import limits, outbox, redactions
from hotline.models.contacts import Call, CallReply
from hotline.models.messages import TextTalk

CALL_CONTENTS_KEPT = timedelta(hours=1)  # after the call's end
END_UNREPORTED = timedelta(hours=6)  # after its last webhook, when nobody reported an end
TALKS_KEPT = timedelta(hours=1)  # since the last text; it expires long before
CALLS_AT_ONCE = 1_000


def forget_calls(session: Session, *, now: datetime) -> int:
    """Delete what callers typed or said and what they were answered; answers how many calls that were.

    What remains of such a call, its language and its times, names nobody.
    """
    is_over = or_(Call.ended_at < now - CALL_CONTENTS_KEPT, Call.touched_at < now - END_UNREPORTED)
    over = session.scalars(select(Call.id).where(is_over, Call.sealed != b"").limit(CALLS_AT_ONCE)).all()
    session.execute(delete(CallReply).where(CallReply.call_id.in_(over)))
    session.execute(update(Call).where(Call.id.in_(over)).values(sealed=b""))
    return len(over)


def forget_texts(session: Session, *, now: datetime) -> int:
    """Delete conversations by text an hour after their last word, and messages whose matter is over."""
    over = delete(TextTalk).where(TextTalk.touched_at < now - TALKS_KEPT).returning(TextTalk.id)
    talks = session.scalars(over).all()  # our replies go with them
    return len(talks) + outbox.forget(session, now=now) + redactions.forget(session, now=now)


def forget_counters(session: Session, *, now: datetime) -> None:
    """Delete the limits' counters whose windows are over."""
    limits.purge(session, now=now)
