"""What code and PIN of a subscription open: today's answer, and what changed since it was last opened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import consent, locator, notices
from hotline.domain.findings import Finding, Outcome
from hotline.models.contacts import SearchState
from hotline.models.messages import Means
from hotline.models.notices import Change, Subscription, SubscriptionState


@dataclass(frozen=True, slots=True)
class Changes:
    """`finding` is what the records say today, `changes` what notices told of since the PIN was last used, in order.

    `reason` is why, in one of the records' own 26 reasons, or "".
    """

    finding: Finding
    changes: tuple[Change, ...] = ()
    reason: str = ""


def state(session: Session, subscription_id: int) -> SearchState:
    """What the code alone tells: OPEN while notices stand or wait to be confirmed, NEWS, CLOSED."""
    row = session.get_one(Subscription, subscription_id)
    if row.state in (SubscriptionState.STOPPED, SubscriptionState.ENDED):
        return SearchState.CLOSED
    return SearchState.NEWS if notices.has_news(session, row.id) else SearchState.OPEN


def is_confirmed(session: Session, subscription_id: int) -> bool:
    """Whether its notices come: it was confirmed, and neither stopped nor ended."""
    return session.get_one(Subscription, subscription_id).state is SubscriptionState.ACTIVE


def means(session: Session, subscription_id: int) -> Means:
    """How its notices come."""
    return session.get_one(Subscription, subscription_id).means


def code_of(session: Session, subscription_id: int) -> str:
    """Its reference code, eight digits. Raises Unsealable."""
    return notices.reach_of(session, session.get_one(Subscription, subscription_id)).code


def read(session: Session, subscription_id: int, *, now: datetime) -> Changes:
    """Today's answer, for who has keyed the PIN; no call is repeated then.

    Who may not be told any more, an ended subscription and an unconfirmed number open the words for somebody absent.
    What waited was not told then, and looks opened from outside whatever the reason: no code says "news" for ever
    about somebody hidden. It counts as never told, so a notice follows if they may be told again. The row is locked
    before its notices and messages, in the order of who owes them.
    """
    row = session.get_one(Subscription, subscription_id, with_for_update=True, populate_existing=True)
    changes = tuple(notice.change for notice in notices.acknowledge(session, row.id, now=now))
    finding = locator.tell(session, row.person_id, now=now)
    is_allowed = consent.may_be_told(session, row.person_id, row.contact_key)
    reason = locator.reason(session, row.person_id, now=now)
    if not is_allowed or row.state is not SubscriptionState.ACTIVE or finding.outcome is Outcome.NOT_CONFIRMED:
        row.told = "" if changes else row.told
        return Changes(locator.NOT_CONFIRMED)
    row.told = notices.standing(finding)
    return Changes(finding, changes, reason)
