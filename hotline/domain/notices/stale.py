"""A place that nobody has confirmed for a day is told once, after staff had their chance to confirm it.

A place counts as fresh for 8 hours (docs/disclosure.md). From then on staff are asked to verify it, with four hours to
do so; a day after the last word three shifts have failed to, and a relative should know before they travel there.
"""

from datetime import datetime, timedelta

from sqlalchemy import Select, String, and_, cast, exists, literal, select
from sqlalchemy.orm import Session

from hotline.domain import consent, desk, locator
from hotline.domain.findings import Outcome
from hotline.domain.notices.owing import owe_notice
from hotline.models.custody import Stay
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.operations import Task, TaskKind
from hotline.models.people import Hiding, HidingReason

STALE_AFTER = timedelta(hours=24)


def ask_staff(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Have staff verify where people are whom relatives wait for; once since the records' last word."""
    subject = literal("person:") + cast(Stay.person_id, String)
    asked = exists().where(
        Task.kind == TaskKind.VERIFY_LOCATION, Task.subject == subject, Task.opened_at > Stay.confirmed_at
    )
    stale = _unconfirmed(now - locator.FRESH).with_only_columns(Stay.person_id).where(~asked).distinct().limit(limit)
    due_at = now + locator.VERIFY_WITHIN
    people = session.scalars(stale).all()
    for person_id in people:
        subject_of = f"person:{person_id}"
        desk.open_task(session, TaskKind.VERIFY_LOCATION, subject_of, due_at=due_at, now=now, reason="stale")
    return len(people)


def owe_stale(session: Session, *, now: datetime, limit: int = 100) -> int:
    """Tell who waits for news that the place is a day old; answers how many notices that were."""
    was_told = exists().where(
        Notice.subscription_id == Subscription.id,
        Notice.change == Change.STALE,
        Notice.written_at > Stay.confirmed_at,
    )
    stale = _unconfirmed(now - STALE_AFTER).where(~was_told).order_by(Subscription.id).limit(limit)
    owed = 0
    for row in session.scalars(stale.with_for_update(of=Subscription, skip_locked=True)).all():
        finding = locator.known(session, row.person_id, now=now)
        is_old = finding.outcome is Outcome.HELD and not finding.is_fresh
        if is_old and consent.may_be_told(session, row.person_id, row.contact_key):
            owe_notice(session, row, Change.STALE, is_held=False, now=now)
            owed += 1
    return owed


def _unconfirmed(before: datetime) -> Select[Subscription]:
    """Subscriptions to open stays that nobody confirmed since; those to hidden people would only take up the place."""
    hiding = Hiding.person_id == Subscription.person_id, Hiding.reason != HidingReason.NAMED
    is_open = and_(Stay.ended_at.is_(None), Stay.is_contradicted.is_(False), Stay.confirmed_at < before)
    standing = Subscription.state == SubscriptionState.ACTIVE, Subscription.told.startswith("held:")
    is_open = and_(is_open, ~exists().where(*hiding))
    return select(Subscription).join(Stay, Stay.person_id == Subscription.person_id).where(is_open, *standing)
