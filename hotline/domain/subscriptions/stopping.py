"""Notices end when somebody says so, on any channel."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.domain import links, notices, outbox, references
from hotline.domain.limits import Asker
from hotline.models.contacts import ReferenceKind
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Notice, Subscription, SubscriptionState

STANDING = (SubscriptionState.PENDING, SubscriptionState.ACTIVE)


def stop(session: Session, subscription_id: int, *, now: datetime, is_told: bool = False) -> bool:
    """End the notices of who has proven that they may (the PIN, a link of ours); whether there was anything to end.

    `is_told`: they hear it in the same breath, so no message follows.
    """
    row = session.get(Subscription, subscription_id, with_for_update=True, populate_existing=True)
    if row is None or row.state not in STANDING:
        return False
    was_confirmed = row.state is SubscriptionState.ACTIVE
    end(session, row, SubscriptionState.STOPPED, now=now)
    if was_confirmed and row.means is not Means.CALL and not is_told:
        notices.write(session, row, MessageKind.STOPPED, f"{row.id}", now=now)
    return True


def stop_with_pin(session: Session, code: str, pin: str, *, asker: Asker, now: datetime) -> bool:
    """Whether code and PIN are those of a subscription, which has ended then; a second time changes nothing.

    False for a wrong one, and for somebody else's code, which tells nothing. Raises Invalid("code", "mistyped"). The
    caller commits a False, too, for the counts.
    """
    reference = references.find(session, code, asker=asker, now=now)
    is_ours = reference is not None and references.opens(session, reference, pin)
    if reference is None or not is_ours or reference.kind is not ReferenceKind.SUBSCRIPTION:
        return False
    stop(session, reference.id, now=now)
    return True


def stop_by_link(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the link is one of our e-mails; the notices have ended then. Only after a press of a button."""
    subscription_id = links.read(session, links.STOP, token, now=now)
    if subscription_id is None:
        return False
    stop(session, subscription_id, now=now)
    return True


def stop_all(session: Session, contact: str, *, now: datetime) -> int:
    """End all notices by text to this number (E.164): by a word of theirs, or by the telephone company's STOP.

    Answers how many ended; nothing is sent: the answer to their text says so, or the telephone company does.
    """
    key = outbox.contact_key(session, contact)
    theirs = Subscription.contact_key == key, Subscription.means == Means.TEXT, Subscription.state.in_(STANDING)
    rows = session.scalars(select(Subscription.id).where(*theirs).order_by(Subscription.id)).all()
    return sum(stop(session, subscription_id, is_told=True, now=now) for subscription_id in rows)


def end(session: Session, row: Subscription, state: SubscriptionState, *, now: datetime) -> None:
    """Nothing that is owed leaves any more, and no call is repeated; a month later retention forgets the rest."""
    row.state, row.ended_at = state, now
    outbox.drop(session, row.id, now=now)
    mine = Notice.subscription_id == row.id
    session.execute(update(Notice).where(mine).values(next_call_at=None, is_held=False))
    session.flush()
