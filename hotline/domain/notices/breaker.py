"""An abnormal number of notices that somebody is no longer held waits for two people's release.

In 2015 one faulty update sent 8,000 false notices of release. The roster breaker looks at what a file ends; this one
at what relatives would be told, from whatever source it comes. What a stopped feed would tell waits too (stale.py).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import consent, decisions, desk, locator
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding
from hotline.domain.notices.reaching import CALL_AGAIN
from hotline.domain.notices.standing import ALARMING, standing
from hotline.models.messages import Means, Message, MessageState
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.operations import TaskKind

ALWAYS_ALLOWED = 50  # in an hour
TIMES_USUAL = 3
ALL = frozenset(Change)
HOUR, HISTORY = timedelta(hours=1), timedelta(days=28)
LOOK_WITHIN = timedelta(hours=1)
SUBJECT, STALE_SUBJECT = "notices", "notices:stale"


def stops(session: Session, coming: int, *, now: datetime) -> bool:
    """Whether so many more notices of release, removal or hand-over are too many for an hour; then staff are asked."""
    if not coming:
        return False
    most = max(ALWAYS_ALLOWED, TIMES_USUAL * _written(session, now - HISTORY, now) / (HISTORY / HOUR))
    if _written(session, now - HOUR, now) + coming <= most:
        return False
    desk.open_task(session, TaskKind.RELEASE_NOTICES, SUBJECT, due_at=now + LOOK_WITHIN, now=now, reason="many")
    return True


def ask_to_release_stale(session: Session, *, now: datetime) -> None:
    """Have staff decide, once, whether relatives are told that a feed has stopped."""
    due_at = now + LOOK_WITHIN
    desk.open_task(session, TaskKind.RELEASE_NOTICES, STALE_SUBJECT, due_at=due_at, now=now, reason="feed_stopped")


def held(session: Session, changes: Collection[Change] = ALL) -> list[Notice]:
    """What waits for two people, the oldest first."""
    waiting = select(Notice).where(Notice.is_held, Notice.change.in_(changes))
    return list(session.scalars(waiting.order_by(Notice.written_at, Notice.id)))


def release_held(session: Session, *, by: str, second: str, now: datetime, changes: Collection[Change] = ALL) -> int:
    """Let what waits go, on the word of two people; answers how many notices went.

    Who may be told no longer, or has stopped, hears nothing. Raises Invalid("second", "not_another_person").
    """
    if not desk.are_two_people(by, second):
        raise Invalid("second", "not_another_person")
    waiting = held(session, changes)
    going = _let_go(session, waiting, now)
    forget(session, [notice for notice in waiting if notice.is_held], now=now)
    close_decided(session, now=now)
    return len(going)


def lock_held(session: Session, changes: Collection[Change]) -> None:
    """Let nobody change what waits, nor those for whom: before anything is written in the trail.

    A publication locks them first and writes there last; the end of the trail is one for everybody.
    """
    _active(session, {notice.subscription_id for notice in held(session, changes)})


def drop_held(session: Session, *, now: datetime, changes: Collection[Change] = ALL) -> int:
    """What waits was not true: nobody is told; answers how many notices that were.

    What was told stands, so the correction brings no notice either. That a place is old is true until somebody confirms
    it, so a notice of that stays, as one that nobody has to open, or it would be owed again at once.
    """
    waiting = held(session, changes)
    stale = [notice for notice in waiting if notice.change is Change.STALE]
    _drop_messages(session, stale, now)
    for notice in stale:
        notice.is_held, notice.acknowledged_at = False, now
    forget(session, [notice for notice in waiting if notice.change is not Change.STALE], now=now)
    close_decided(session, now=now)
    return len(waiting)


def close_decided(session: Session, *, now: datetime) -> None:
    """Staff are asked no longer for what does not wait any more, and need not agree about it."""
    session.flush()
    waiting = set(session.scalars(select(Notice.change).where(Notice.is_held).distinct()))
    for subject, changes in ((SUBJECT, ALL - {Change.STALE}), (STALE_SUBJECT, {Change.STALE})):
        if not waiting & changes:
            desk.close_tasks(session, TaskKind.RELEASE_NOTICES, subject, now=now)
    decisions.lapse(session, *map(decided_as, ALL - waiting), now=now)


def decided_as(change: Change) -> str:
    """How a decision calls the held notices of a change: "notices:released"."""
    return f"notices:{change}"


def forget(session: Session, notices: Sequence[Notice], *, now: datetime) -> None:
    """Notices that wait are told to nobody."""
    _drop_messages(session, notices, now)
    if notices:
        these = db.Among(Notice.id, "these").params(these=[notice.id for notice in notices])
        session.execute(delete(Notice).where(these))


def _drop_messages(session: Session, notices: Sequence[Notice], now: datetime) -> None:
    if notices:
        theirs = db.Among(Message.matter_id, "theirs").params(theirs=[notice.subscription_id for notice in notices])
        dropped = {"state": MessageState.DROPPED, "sealed": b"", "ended_at": now}
        session.execute(update(Message).where(theirs, Message.state == MessageState.HELD).values(dropped))


def _let_go(session: Session, waiting: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those of which what they tell is true, to whom it may be told: they go; a few statements for all of them.

    Whoever stops in this moment has stopped before it, or is told.
    """
    rows = _active(session, {notice.subscription_id for notice in waiting})
    allowed = consent.among_who_may_be_told(session, {(row.person_id, row.contact_key) for row in rows.values()})
    told = {key: row for key, row in rows.items() if (row.person_id, row.contact_key) in allowed}
    found = locator.known_of(session, {row.person_id for row in told.values()}, now=now)
    going = [
        notice
        for notice in waiting
        if (row := told.get(notice.subscription_id)) and _is_true(notice, found[row.person_id])
    ]
    for notice in going:
        row = told[notice.subscription_id]
        row.told, notice.is_held = standing(found[row.person_id]), False
        if row.means is Means.CALL:
            notice.calls, notice.next_call_at = 1, now + CALL_AGAIN
    theirs = db.Among(Message.matter_id, "theirs").params(theirs=[notice.subscription_id for notice in going])
    waits = theirs, Message.state == MessageState.HELD
    session.execute(update(Message).where(*waits).values(state=MessageState.WAITING, due_at=now))
    return going


def _active(session: Session, ids: Collection[int]) -> dict[int, Subscription]:
    these = db.Among(Subscription.id, "these").params(these=sorted(ids))
    mine = select(Subscription).where(these, Subscription.state == SubscriptionState.ACTIVE).order_by(Subscription.id)
    rows = session.scalars(mine.with_for_update().execution_options(populate_existing=True))
    return {row.id: row for row in rows}


def _is_true(notice: Notice, finding: Finding) -> bool:
    return bool(standing(finding)) and not (notice.change is Change.STALE and finding.is_fresh)


def _written(session: Session, since: datetime, now: datetime) -> int:
    window = Notice.written_at > since, Notice.written_at <= now, Notice.change.in_(ALARMING)
    return session.scalar(select(func.count()).where(*window)) or 0
