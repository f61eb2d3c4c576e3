"""A number or an address is proven by what only went there; who calls or writes from it proves nothing."""

import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import links, notices, outbox, references
from hotline.domain.limits import Asker
from hotline.domain.subscriptions import kept, stopping
from hotline.domain.subscriptions.kept import Confirming, TextedBack
from hotline.models.contacts import ReferenceKind
from hotline.models.messages import Means
from hotline.models.notices import Subscription, SubscriptionState


def confirm(session: Session, code: str, digits: str, *, asker: Asker, now: datetime) -> bool:
    """Whether these are the six digits that were sent last for this code; then the notices begin.

    False for a wrong code, wrong digits, five wrong ones before, and a day gone by alike; again changes nothing.
    Raises Invalid("code", "mistyped"). The caller commits a False, too, for the counts.
    """
    reference = references.find(session, code, asker=asker, now=now)
    if reference is None or reference.kind is not ReferenceKind.SUBSCRIPTION:
        return False
    return _confirm(session, _locked(session, reference.id), digits, now)


def confirm_by_text(session: Session, contact: str, digits: str, *, now: datetime) -> TextedBack:
    """What these digits, texted from this number (E.164), do: the answer to our text confirms.

    Only what we sent there can come back, so what is told goes to whoever owns the number. A wrong answer counts for
    each subscription that waits; the right one again changes nothing.
    """
    key = outbox.contact_key(session, contact)
    standing = Subscription.contact_key == key, Subscription.state.in_(stopping.STANDING)
    found = select(Subscription).where(*standing, Subscription.means == Means.TEXT).order_by(Subscription.id.desc())
    rows = session.scalars(found.with_for_update().execution_options(populate_existing=True)).all()
    if not rows:
        return TextedBack(Confirming.NOTHING_WAITS)
    open_rows = [row for row in rows if _is_open(row, now)]
    is_spent = all(row.failures >= kept.CONFIRM_TRIES for row in open_rows)
    known = [row for row in rows if row.state is SubscriptionState.ACTIVE and _are_sent(session, row, digits)]
    confirmed = known or [row for row in open_rows if _confirm(session, row, digits, now)]
    if confirmed:
        return TextedBack(Confirming.CONFIRMED, confirmed[0].language)
    if open_rows:
        return TextedBack(Confirming.SPENT if is_spent else Confirming.WRONG, open_rows[0].language)
    has_expired = any(row.state is SubscriptionState.PENDING for row in rows)
    return TextedBack(Confirming.EXPIRED if has_expired else Confirming.NOTHING_WAITS, rows[0].language)


def confirm_by_link(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the link of our e-mail confirms; only after a press of a button, for programs open links by themselves.

    Raises Invalid("link", "expired").
    """
    subscription_id = links.read(session, links.CONFIRM, token, now=now)
    row = _locked(session, subscription_id) if subscription_id is not None else None
    return row is not None and _activate(session, row, now)


def confirm_by_call(session: Session, subscription_id: int, *, now: datetime) -> bool:
    """The PIN was keyed in a call of ours (openings.open_called() has seen to that): the notices begin."""
    row = _locked(session, subscription_id)
    return row is not None and row.means is Means.CALL and _activate(session, row, now)


def send_again(session: Session, code: str, *, asker: Asker, now: datetime) -> bool:
    """Send new digits, or ring once more; whether that was done. At most three times, and a few a day to one number.

    Raises Invalid("code", "mistyped").
    """
    reference = references.find(session, code, asker=asker, now=now)
    if reference is None or reference.kind is not ReferenceKind.SUBSCRIPTION:
        return False
    row = _locked(session, reference.id)
    if row is None or not _is_open(row, now):
        return False
    reach = notices.reach_of(session, row)
    if reach.sent >= kept.CODES_SENT:
        return False
    renewed = notices.Reach(reach.contact, reach.code, reach.sent + 1, reach.time_zone)
    row.sealed, row.failures = notices.seal(session, row.id, renewed), 0
    outbox.drop(session, row.id, now=now)
    kept.ask_to_confirm(session, row, now=now)
    return True


def _confirm(session: Session, row: Subscription | None, digits: str, now: datetime) -> bool:
    if row is None or row.means is Means.CALL or row.failures >= kept.CONFIRM_TRIES:
        return False
    if not _are_sent(session, row, digits):
        row.failures += 1
        return False
    return _activate(session, row, now)


def _are_sent(session: Session, row: Subscription, digits: str) -> bool:
    return hmac.compare_digest(kept.confirmation(session, row).encode(), digits.encode())


def _activate(session: Session, row: Subscription, now: datetime) -> bool:
    """One subscription stands for a person and a contact: the one before gives way, and what changed since is told."""
    if row.state is SubscriptionState.ACTIVE:
        return True
    if not _is_open(row, now):
        return False
    same = Subscription.person_id == row.person_id, Subscription.contact_key == row.contact_key
    standing = Subscription.state == SubscriptionState.ACTIVE, Subscription.id != row.id
    for earlier in session.scalars(select(Subscription).where(*same, *standing)).all():
        stopping.end(session, earlier, SubscriptionState.STOPPED, now=now)
    row.state, row.confirmed_at, row.failures = SubscriptionState.ACTIVE, now, 0
    session.flush()
    notices.owe_for(session, [row.person_id], now=now)
    return True


def _is_open(row: Subscription, now: datetime) -> bool:
    return row.state is SubscriptionState.PENDING and now <= row.confirm_by


def _locked(session: Session, subscription_id: int) -> Subscription | None:
    return session.get(Subscription, subscription_id, with_for_update=True, populate_existing=True)
