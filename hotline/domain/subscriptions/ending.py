"""Notices end by themselves: sixty days after the person left custody, or when there was nothing to tell for long."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from hotline.domain import consent, notices
from hotline.domain.subscriptions.stopping import end
from hotline.models.custody import Stay
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Subscription, SubscriptionState

SILENT_FOR = timedelta(days=90)


def end_due(session: Session, *, now: datetime, limit: int = 100) -> int:
    """End what is sixty days past the person's leaving, with a last word by text or e-mail; no call is made for that.

    Where a relative may not be told any more nothing ends so, for the end would tell when the person left.
    """
    rows = session.scalars(_some(limit, Subscription.ends_at <= now, ~consent.is_silent(since=now))).all()
    for row in rows:
        end(session, row, SubscriptionState.ENDED, now=now)
        if row.means is not Means.CALL:
            notices.write(session, row, MessageKind.LAST_WORD, f"{row.id}", facts={"about": "notices"}, now=now)
    return len(rows)


def end_silent(session: Session, *, now: datetime, limit: int = 100) -> int:
    """End what has had nothing to tell for ninety days, without a word, so that a number is not kept for ever.

    Nobody may be told why: the person was hidden, or the records end in a word that says nothing. Both end alike, and
    whoever opens it by PIN has been told the same for as long, so the end tells nothing new.
    """
    before = now - SILENT_FOR
    has_nothing = or_(consent.is_silent(since=before), _is_unclear(before))
    rows = session.scalars(_some(limit, Subscription.confirmed_at <= before, has_nothing)).all()
    for row in rows:
        end(session, row, SubscriptionState.ENDED, now=now)
    return len(rows)


def _is_unclear(before: datetime) -> ColumnElement[bool]:
    """Whether no stay lasts on which the sources agree, none ended since, and no departure sets an end."""
    lasts = and_(Stay.ended_at.is_(None), or_(~Stay.is_contradicted, Stay.confirmed_at > before))
    speaks = exists().where(Stay.person_id == Subscription.person_id, or_(lasts, Stay.ended_at > before))
    return and_(Subscription.ends_at.is_(None), ~speaks)


def _some(limit: int, *which: ColumnElement[bool]) -> Select[Subscription]:
    active = select(Subscription).where(Subscription.state == SubscriptionState.ACTIVE, *which)
    return active.order_by(Subscription.id).limit(limit).with_for_update(skip_locked=True)
