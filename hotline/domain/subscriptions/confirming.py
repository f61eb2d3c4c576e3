"""A number or an address is proven by what only went there; who calls or writes from it proves nothing."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from hotline.domain import links, notices, outbox, references
from hotline.domain.limits import Asker
from hotline.domain.subscriptions import kept, stopping
from hotline.domain.subscriptions.kept import Confirming, SentAgain, TextedBack
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
    rows = _by_text(session, contact)
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
    """Ask for new digits, or for another call; whether this code allows it: while it waits, three in all.

    Where True is told to who has the code alone, False is told in the same words: it says whether a code waits. Raises
    Invalid("code", "mistyped").
    """
    reference = references.find(session, code, asker=asker, now=now)
    if reference is None or reference.kind is not ReferenceKind.SUBSCRIPTION:
        return False
    row = _locked(session, reference.id)
    if row is None or not _is_open(row, now) or not _may_ask_again(session, row):
        return False
    kept.ask_to_confirm(session, row, now=now)
    return True


def send_again_by_text(session: Session, contact: str, *, now: datetime) -> SentAgain:
    """Ask for new digits by a text from this number (E.164), for what was asked for last and still waits there.

    The answer goes to the number's owner, as the digits do, whoever wrote.
    """
    rows = [row for row in _by_text(session, contact) if row.state is SubscriptionState.PENDING]
    waiting = [row for row in rows if _is_open(row, now)]
    if not waiting:
        return SentAgain.EXPIRED if rows else SentAgain.NOTHING_WAITS
    allowed = [row for row in waiting if _may_ask_again(session, row)]
    if not allowed:
        return SentAgain.TOO_OFTEN
    kept.ask_to_confirm(session, allowed[0], now=now)
    return SentAgain.ASKED


def waits_for_digits(session: Session, subscription_id: int, contact: str, *, now: datetime) -> bool:
    """Whether this subscription waits for the digits of a text to this very number (E.164)."""
    return any(row.id == subscription_id and _is_open(row, now) for row in _by_text(session, contact))


def _by_text(session: Session, contact: str) -> Sequence[Subscription]:
    """What stands and tells this number (E.164) by text, the latest first, for this unit of work alone.

    What tells it by a call is locked too, for a confirmation may end that.
    """
    rows = _locked_in_order(session, Subscription.contact_key == outbox.contact_key(session, contact))
    by_text = [row for row in rows if row.means is Means.TEXT]
    return sorted(by_text, key=lambda row: (row.opened_at, row.id), reverse=True)


def _may_ask_again(session: Session, row: Subscription) -> bool:
    return notices.reach_of(session, row).sent < kept.CODES_SENT


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
    notices.owe_to(session, row, now=now)
    return True


def _is_open(row: Subscription, now: datetime) -> bool:
    return row.state is SubscriptionState.PENDING and now <= row.confirm_by


def _locked(session: Session, subscription_id: int) -> Subscription | None:
    """With those of the same person and contact, one of which may give way to it."""
    row = session.get(Subscription, subscription_id)
    if row is None:
        return None
    same = and_(Subscription.person_id == row.person_id, Subscription.contact_key == row.contact_key)
    rows = _locked_in_order(session, or_(Subscription.id == subscription_id, same))
    return next((each for each in rows if each.id == subscription_id), None)


def _locked_in_order(session: Session, which: ColumnElement[bool]) -> Sequence[Subscription]:
    """By their ids, as notices.owe_for() locks them: who waits for the other never waits for one that is waited for."""
    standing = Subscription.state.in_(stopping.STANDING)
    locked = select(Subscription).where(which, standing).order_by(Subscription.id).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).all()
