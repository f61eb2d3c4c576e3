"""What waits to leave does not, where whoever it goes to may be told no longer.

A notice may wait for the morning, for a provider that is well again or for the next day's money, and meanwhile the
person may be hidden or name others. So it is looked at once more just before it leaves.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import consent, outbox
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.notices import Notice, Subscription

_ABOUT_THE_PERSON = (MessageKind.CHANGE, MessageKind.LAST_WORD)


def withdraw_silent(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Keep back what is due to who may not be told any more; answers how many subscriptions those were.

    What was not told counts as never told, so a notice follows with the next change if they may be told again.
    """
    due = Message.state == MessageState.WAITING, Message.due_at <= now, Message.kind.in_(_ABOUT_THE_PERSON)
    waits = Subscription.id.in_(select(Message.matter_id).where(*due))
    silent = select(Subscription).where(waits, consent.is_silent(since=now)).order_by(Subscription.id).limit(limit)
    rows = session.scalars(silent.with_for_update(skip_locked=True)).all()
    for row in rows:
        for kind in _ABOUT_THE_PERSON:
            outbox.withdraw(session, row.id, kind, now=now)
        _forget_untold(session, row)
    return len(rows)


def _forget_untold(session: Session, row: Subscription) -> None:
    """The newest notice is what the message was about; one that rang before was told of."""
    mine = Notice.subscription_id == row.id, Notice.acknowledged_at.is_(None), ~Notice.is_held
    newest = session.scalars(select(Notice).where(*mine).order_by(Notice.written_at.desc(), Notice.id).limit(1)).first()
    if newest and newest.calls <= 1:
        session.delete(newest)
        row.told = ""
    session.flush()
