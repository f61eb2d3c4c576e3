"""A message that was claimed and never came back: the provider is asked whether it has it, before it is sent again.

A process died between handing over and writing down, or the provider's answer was lost. What the provider has of ours
to that number, with these words, made since the claim and known as no other message, is this one.

An e-mail cannot be asked for. It goes again, under the same Message-ID, by which most mail programs show it once: a
second "there is news" harms nobody, a relative who is never told is harmed. A text or a call is never sent twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import breakers
from hotline.domain.breakers import Gate
from hotline.domain.outbox import results
from hotline.domain.outbox.claiming import LOST_AFTER
from hotline.domain.outbox.due import DueMessage, opened
from hotline.models.messages import Means, Message, MessageState
from hotline.secrets_box import Unsealable

ASKED_AT_ONCE = 20
ASK_AGAIN = timedelta(minutes=2)
_ONE_AT_A_TIME = "messages that were lost"


def is_lost(session: Session, *, now: datetime) -> bool:
    """Whether anything is to be asked for; a look that writes nothing."""
    lost = select(Message.id).where(Message.state == MessageState.SENDING, Message.due_at <= now).limit(1)
    return session.scalar(lost) is not None


def claim_lost(session: Session, *, now: datetime, limit: int = ASKED_AT_ONCE) -> list[DueMessage]:
    """Messages to ask the provider for, for this process alone for the next minutes; e-mails wait again at once.

    None while the provider is in trouble, for who cannot take a message cannot say either; one, when it was.
    """
    for row in _lost(session, Message.means == Means.EMAIL, limit, now):
        results.back(row, due_at=now, now=now)
    gate = breakers.gates(session, now=now).get(breakers.PROVIDER, Gate.CLEAR)
    is_probe = gate is Gate.PROBE
    rows = [] if gate is Gate.SHUT else _lost(session, Message.means != Means.EMAIL, 1 if is_probe else limit, now)
    if is_probe and rows and not breakers.take_probe(session, breakers.PROVIDER, now=now):
        return []
    for row in rows:
        row.due_at = now + ASK_AGAIN
    return [message for row in rows if (message := _opened(session, row, now, is_probe=is_probe))]


def record_found(session: Session, message: DueMessage, sids: Sequence[str], *, now: datetime) -> bool:
    """The provider has these that may be it, oldest first, or none; answers whether one of them is.

    One of them that another message holds is not it. While somebody is sending to the same number, nobody can tell:
    it is asked again. What the provider has not goes again: at once the first time, then later each time, or what is
    lost every time would be sent and asked for without end.
    """
    db.one_at_a_time(session, _ONE_AT_A_TIME)
    row = results.claimed(session, message)
    if row is None:
        return False
    if _is_being_sent_to(session, row, now):
        row.due_at = now + ASK_AGAIN
        return False
    held = set(session.scalars(select(Message.provider_sid).where(Message.provider_sid.in_(sids)))) if sids else set()
    ours = next((sid for sid in sids if sid not in held), None)
    if ours is None:
        results.try_again(session, row, "lost", at_once=row.attempts <= 1, now=now)
        return False
    results.record_sent(session, {row.id: ours}, now=now)
    return True


def record_unanswered(session: Session, message: DueMessage, *, now: datetime) -> None:
    """The provider could not say: it is asked again, and after three days staff are."""
    if row := results.claimed(session, message):
        results.put_off(session, row, "lost", until=now + ASK_AGAIN, now=now)


def _lost(session: Session, which: ColumnElement[bool], limit: int, now: datetime) -> Sequence[Message]:
    lost = select(Message).where(Message.state == MessageState.SENDING, Message.due_at <= now, which)
    return session.scalars(lost.order_by(Message.due_at).limit(limit).with_for_update(skip_locked=True)).all()


def _opened(session: Session, row: Message, now: datetime, *, is_probe: bool) -> DueMessage | None:
    try:
        return opened(session, row, claimed_at=row.claimed_at or now, is_probe=is_probe)
    except Unsealable:
        results.fail(session, row, "unreadable", now=now)
        return None


def _is_being_sent_to(session: Session, row: Message, now: datetime) -> bool:
    """Whether another message to this number is on its way, so that what the provider has may be that one."""
    others = Message.id != row.id, Message.contact_key == row.contact_key, Message.means == row.means
    sending = Message.state == MessageState.SENDING, Message.claimed_at > now - LOST_AFTER
    return session.scalar(select(Message.id).where(*others, *sending).limit(1)) is not None
