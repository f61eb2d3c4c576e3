"""Calls about a change are repeated until the PIN opened it: nobody knows who, or what, answered the one before."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hotline.domain import consent, desk, outbox
from hotline.domain.notices import reaching
from hotline.domain.notices.reaching import CALL_AGAIN
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.notices import Notice, Subscription, SubscriptionState
from hotline.models.operations import TaskKind

REPEATED_FOR = timedelta(hours=24)
REACH_WITHIN = timedelta(hours=4)
_ON_ITS_WAY = (MessageState.WAITING, MessageState.SENDING)


def call_again_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Ring again about what no PIN has opened, after a day hand it to staff; answers how many calls were looked at.

    While a call still waits for the morning no further one is owed, or all of them would ring at eight.
    """
    due = select(Notice, Subscription).join(Subscription, Subscription.id == Notice.subscription_id)
    due = due.where(Notice.next_call_at <= now).order_by(Notice.next_call_at).limit(limit)
    rows = session.execute(due.with_for_update(skip_locked=True)).all()
    for notice, subscription in rows:
        _call_again(session, notice, subscription, now)
    return len(rows)


def acknowledge(session: Session, subscription_id: int, *, now: datetime) -> list[Notice]:
    """The PIN opened what there is: nothing more is sent about it; answers what was new, the oldest first."""
    mine = Notice.subscription_id == subscription_id, Notice.acknowledged_at.is_(None), ~Notice.is_held
    opened = list(session.scalars(select(Notice).where(*mine).order_by(Notice.written_at)))
    for notice in opened:
        notice.acknowledged_at, notice.next_call_at = now, None
    outbox.withdraw(session, subscription_id, MessageKind.CHANGE, now=now)
    desk.close_tasks(session, TaskKind.REACH_CALLER, _subject(subscription_id), now=now)
    return opened


def has_news(session: Session, subscription_id: int) -> bool:
    """Whether something was told of that no PIN has opened."""
    mine = Notice.subscription_id == subscription_id, Notice.acknowledged_at.is_(None), ~Notice.is_held
    return session.scalar(select(exists().where(*mine))) or False


def _call_again(session: Session, notice: Notice, subscription: Subscription, now: datetime) -> None:
    is_active = subscription.state is SubscriptionState.ACTIVE
    if not is_active or not consent.may_be_told(session, subscription.person_id, subscription.contact_key):
        notice.next_call_at = None
    elif now - notice.written_at >= REPEATED_FOR:
        notice.next_call_at = None
        due_at, subject = now + REACH_WITHIN, _subject(subscription.id)
        desk.open_task(session, TaskKind.REACH_CALLER, subject, due_at=due_at, now=now, reason="notice_not_opened")
    else:
        notice.next_call_at = now + CALL_AGAIN
        if not _is_on_its_way(session, subscription.id):
            facts, key = {"change": notice.change}, f"{notice.id}:{notice.calls}"
            notice.calls += 1
            reaching.write(session, subscription, MessageKind.CHANGE, key, facts=facts, now=now)


def _is_on_its_way(session: Session, subscription_id: int) -> bool:
    leaving = Message.matter_id == subscription_id, Message.state.in_(_ON_ITS_WAY)
    return session.scalar(select(exists().where(*leaving))) or False


def _subject(subscription_id: int) -> str:
    return f"subscription:{subscription_id}"
