"""An abnormal number of notices that somebody is no longer held waits for two people's release.

In 2015 one faulty update sent 8,000 false notices of release. The roster breaker looks at what a file ends; this one
at what relatives would be told, from whatever source it comes.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hotline.domain import consent, desk, locator
from hotline.domain.errors import Invalid
from hotline.domain.notices.standing import ALARMING, standing
from hotline.models.messages import Means, Message, MessageState
from hotline.models.notices import Notice, Subscription, SubscriptionState
from hotline.models.operations import TaskKind

ALWAYS_ALLOWED = 50  # in an hour
TIMES_USUAL = 3
HOUR, HISTORY = timedelta(hours=1), timedelta(days=28)
LOOK_WITHIN = timedelta(hours=1)
SUBJECT = "notices"


def stops(session: Session, coming: int, *, now: datetime) -> bool:
    """Whether so many more notices of release, removal or hand-over are too many for an hour; then staff are asked."""
    if not coming:
        return False
    most = max(ALWAYS_ALLOWED, TIMES_USUAL * _written(session, now - HISTORY, now) / (HISTORY / HOUR))
    if _written(session, now - HOUR, now) + coming <= most:
        return False
    desk.open_task(session, TaskKind.RELEASE_NOTICES, SUBJECT, due_at=now + LOOK_WITHIN, now=now, reason="many")
    return True


def held(session: Session) -> list[Notice]:
    """What waits for two people, the oldest first."""
    return list(session.scalars(select(Notice).where(Notice.is_held).order_by(Notice.written_at, Notice.id)))


def release_held(session: Session, *, by: str, second: str, now: datetime) -> int:
    """Let what waits go, on the word of two people; answers how many notices went.

    Who may be told no longer, or has stopped, hears nothing. Raises Invalid("second", "not_another_person").
    """
    if not desk.are_two_people(by, second):
        raise Invalid("second", "not_another_person")
    waiting = held(session)
    gone = sum(_release(session, notice, now) for notice in waiting)
    desk.close_tasks(session, TaskKind.RELEASE_NOTICES, SUBJECT, now=now)
    return gone


def drop_held(session: Session, *, now: datetime) -> int:
    """What waits was not true: nobody is told; answers how many notices that were.

    What was told stands, so the correction brings no notice either.
    """
    waiting = held(session)
    for notice in waiting:
        forget(session, notice, now=now)
    desk.close_tasks(session, TaskKind.RELEASE_NOTICES, SUBJECT, now=now)
    return len(waiting)


def forget(session: Session, notice: Notice, *, now: datetime) -> None:
    """A notice that waits is told to nobody."""
    waiting = Message.matter_id == notice.subscription_id, Message.state == MessageState.HELD
    dropped = {"state": MessageState.DROPPED, "sealed": b"", "ended_at": now}
    session.execute(update(Message).where(*waiting).values(dropped))
    session.execute(delete(Notice).where(Notice.id == notice.id))


def _release(session: Session, notice: Notice, now: datetime) -> bool:
    row = session.get_one(Subscription, notice.subscription_id)
    word = standing(locator.known(session, row.person_id, now=now))
    is_active = row.state is SubscriptionState.ACTIVE
    if not (is_active and word and consent.may_be_told(session, row.person_id, row.contact_key)):
        forget(session, notice, now=now)
        return False
    waiting = Message.matter_id == row.id, Message.state == MessageState.HELD
    session.execute(update(Message).where(*waiting).values(state=MessageState.WAITING, due_at=now))
    row.told, notice.is_held = word, False
    if row.means is Means.CALL:
        notice.calls, notice.next_call_at = 1, now + timedelta(minutes=30)
    return True


def _written(session: Session, since: datetime, now: datetime) -> int:
    window = Notice.written_at > since, Notice.written_at <= now, Notice.change.in_(ALARMING)
    return session.scalar(select(func.count()).where(*window)) or 0
