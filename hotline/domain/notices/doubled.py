"""Since two records became one, a contact may stand twice for the same person; it is told once.

Neither subscription is ended for it: each has a code and a PIN of its own, and taken apart each is of its own person.
"""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from hotline.models.notices import Subscription, SubscriptionState


def is_doubled() -> ColumnElement[bool]:
    """For a query: whether another subscription of this contact to this person, confirmed later, is the one told."""
    other = aliased(Subscription)
    is_later = or_(
        other.confirmed_at > Subscription.confirmed_at,
        and_(other.confirmed_at == Subscription.confirmed_at, other.id > Subscription.id),
    )
    same = other.person_id == Subscription.person_id, other.contact_key == Subscription.contact_key
    return exists().where(*same, other.state == SubscriptionState.ACTIVE, is_later)
