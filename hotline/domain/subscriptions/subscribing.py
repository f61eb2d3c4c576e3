"""Subscribing, after a look-up that was answered, and never without one."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import contacts, limits, locator, notices, outbox, people, references
from hotline.domain.limits import Asker
from hotline.domain.notices import Reach
from hotline.domain.subscriptions import kept
from hotline.domain.subscriptions.kept import Subscribed, SubscriptionWish
from hotline.models.contacts import Channel, ReferenceKind
from hotline.models.notices import Subscription


def subscribe(
    session: Session, wish: SubscriptionWish, *, asker: Asker, channel: Channel, language: str, now: datetime
) -> Subscribed | None:
    """Have somebody told of changes once they confirm; None for who could not be told where the person is.

    The look-up is made again, under the same rule and counted like the first: nobody subscribes to what they would not
    be told, and None is the same for hidden, minor, absent and over a limit. The caller commits then, too, for the
    counts. Raises Invalid("contact", reason) before anybody is looked up: as contacts.read_for(), or "too_many".
    """
    contact = contacts.read_for(wish.contact, wish.means, can_email=wish.can_email)
    subscription_id = _id(session, wish, channel)
    if known := session.get(Subscription, subscription_id):
        return kept.subscribed(session, known, wish.token)
    limits.charge_subscription(session, asker, now=now)
    found = locator.locate(session, wish.query, asker=asker, now=now)
    if found.person_id is None:
        return None
    issued = references.issue(session, subscription_id, ReferenceKind.SUBSCRIPTION, seed=kept.seed(wish.token))
    row = Subscription(
        id=subscription_id,
        person_id=found.person_id,
        contact_key=outbox.contact_key(session, contact),
        means=wish.means,
        channel=channel,
        language=language,
        sealed=notices.seal(session, subscription_id, Reach(contact, issued.code, time_zone=wish.time_zone)),
        told=notices.standing(found.finding),
        ends_at=notices.end_of(found.finding),
        opened_at=now,
        confirm_by=now + kept.CONFIRM_WITHIN,
    )
    session.add(row)
    session.flush()
    row.person_id = people.kept_for(session, found.person_id)  # a merge that stood in the way is over by now
    kept.ask_to_confirm(session, row, now=now)
    return kept.subscribed(session, row, wish.token)


def _id(session: Session, wish: SubscriptionWish, channel: Channel) -> int:
    return secrets_box.of(session).index_key("subscription", f"{channel}:{wish.token}") & (2**63 - 1)
