"""A place that nobody has confirmed for a day is told once, after staff had their chance to confirm it.

A place counts as fresh for 8 hours (docs/disclosure.md). From then on staff are asked to verify it, with four hours to
do so; a day after the last word three shifts have failed to, and a relative should know before they travel there.

A source of which nothing at all came says nothing about anybody: its feed has stopped. Then staff are asked once
instead of for every person, and what would be told waits for two people, or for the feed to come back.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, literal, or_, select
from sqlalchemy.orm import Session

from hotline.domain import consent, desk, locator
from hotline.domain.findings import Finding, Outcome
from hotline.domain.notices import breaker
from hotline.domain.notices.doubled import is_doubled
from hotline.domain.notices.owing import owe_notices
from hotline.models.custody import Stay
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.operations import Task, TaskKind

STALE_AFTER = timedelta(hours=24)


def ask_staff(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Have staff verify where people are whom relatives wait for; once since the records' last word.

    Answers of how many people or feeds.
    """
    subject = literal("person:") + cast(Stay.person_id, String)
    stale = _unconfirmed(now, locator.FRESH).where(~_was_asked(TaskKind.VERIFY_LOCATION, subject))
    stopped = _stopped(session, stale, now - locator.FRESH)
    feed = literal("feed:") + Stay.source
    unasked = _unconfirmed(now, locator.FRESH).where(
        Stay.source.in_(stopped), ~_was_asked(TaskKind.LOOK_AT_ALARM, feed)
    )
    feeds = session.scalars(unasked.with_only_columns(Stay.source).distinct()).all()
    for source in feeds:
        _ask(session, TaskKind.LOOK_AT_ALARM, f"feed:{source}", "feed_stopped", now)
    people = stale.where(Stay.source.not_in(stopped)).with_only_columns(Stay.person_id).distinct().limit(limit)
    found = session.scalars(people).all()
    for person_id in found:
        _ask(session, TaskKind.VERIFY_LOCATION, f"person:{person_id}", "stale", now)
    return len(feeds) + len(found)


def owe_stale(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Tell who waits for news that the place is a day old; answers how many notices that were, held ones included."""
    _withdraw_confirmed(session, now)
    was_told = exists().where(
        Notice.subscription_id == Subscription.id,
        Notice.change == Change.STALE,
        Notice.written_at > Stay.confirmed_at,
    )
    stale = _unconfirmed(now, STALE_AFTER).where(~was_told).order_by(Subscription.id)
    stopped = _stopped(session, stale, now - STALE_AFTER)
    some = stale.add_columns(Stay.source).limit(limit).with_for_update(of=Subscription, skip_locked=True)
    rows = session.execute(some).all()
    found = locator.known_of(session, {row.person_id for row, _ in rows}, now=now)
    allowed = consent.among_who_may_be_told(session, {(row.person_id, row.contact_key) for row, _ in rows})
    owed = [
        (row, Change.STALE, source in stopped)
        for row, source in rows
        if _is_old(found[row.person_id]) and (row.person_id, row.contact_key) in allowed
    ]
    if owed:
        owe_notices(session, owed, now=now)
    if owed and stopped:
        breaker.ask_to_release_stale(session, now=now)
    return len(owed)


def _is_old(finding: Finding) -> bool:
    return finding.outcome is Outcome.HELD and not finding.is_fresh


def _withdraw_confirmed(session: Session, now: datetime) -> None:
    """The feed is back, and what waited to be told is not true any more."""
    waiting = select(Notice).where(Notice.is_held, Notice.change == Change.STALE)
    about = waiting.join(Subscription, Subscription.id == Notice.subscription_id)
    again = and_(Stay.person_id == Subscription.person_id, Stay.confirmed_at > Notice.written_at)
    notices = session.scalars(about.where(exists().where(again))).all()
    breaker.forget(session, notices, now=now)
    if notices:
        breaker.close_decided(session, now=now)


def _stopped(session: Session, stale: Select[Subscription], since: datetime) -> list[str]:
    """Of the sources of these stays, those of which nothing came since."""
    sources = session.scalars(stale.order_by(None).with_only_columns(Stay.source).distinct()).all()
    return [source for source in sources if not _speaks(session, source, since)]


def _speaks(session: Session, source: str, since: datetime) -> bool:
    came = exists().where(Stay.source == source, Stay.confirmed_at >= since)
    return session.scalar(select(came)) or False


def _unconfirmed(now: datetime, for_long: timedelta) -> Select[Subscription]:
    """Subscriptions to open stays that nobody confirmed for so long; those that may not be told would only be in the
    way of the others.
    """
    is_open = and_(Stay.ended_at.is_(None), Stay.is_contradicted.is_(False), Stay.confirmed_at < now - for_long)
    standing = Subscription.state == SubscriptionState.ACTIVE, Subscription.told.startswith("held:")
    joined = select(Subscription).join(Stay, Stay.person_id == Subscription.person_id)
    return joined.where(is_open, ~consent.is_silent(since=now), ~is_doubled(), *standing)


def _was_asked(kind: TaskKind, subject: ColumnElement[str]) -> ColumnElement[bool]:
    """Since the records' last word, or before and not done yet."""
    is_asked = or_(Task.opened_at > Stay.confirmed_at, Task.closed_at.is_(None))
    return exists().where(Task.kind == kind, Task.subject == subject, is_asked)


def _ask(session: Session, kind: TaskKind, subject: str, reason: str, now: datetime) -> None:
    desk.open_task(session, kind, subject, due_at=now + locator.VERIFY_WITHIN, now=now, reason=reason)
