"""A message is written with what owes it, in the same transaction; the same again is one message."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain.errors import Invalid
from hotline.domain.outbox.facts import AnswerFacts
from hotline.models.messages import Means, Message, MessageKind, MessageState

MATTER_ENDED = "matter_ended"
KNOWN_BY_NOW = "known_by_now"
_HERE = (MessageState.WAITING, MessageState.HELD)
# What goes first: who is on the telephone waits for it, then what somebody waits for, then what can wait.
PRIORITIES = {
    MessageKind.ANSWER: 0,
    MessageKind.CONFIRM: 0,
    MessageKind.INVITED_AGAIN: 1,
    MessageKind.LOCKED: 1,
    MessageKind.STOPPED: 1,
    MessageKind.NEWS: 1,
    MessageKind.CHANGE: 1,
    MessageKind.CONSUL: 1,
    MessageKind.COUNSEL: 1,
    MessageKind.LAST_WORD: 2,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message: `contact` is E.164, or an e-mail address where `means` is EMAIL; `language` is a code.

    `time_zone` is the clock they live by (IANA), "" where only their number tells it. Who `is_relayed` is called
    through a relay service, which no machine can do: staff call.
    """

    contact: str
    means: Means
    language: str
    time_zone: str = ""
    is_relayed: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A message to write: the same `key` of a kind is the same message; `facts` are plain values worded when it leaves.

    `matter_id` is the search or the subscription that it is about. One that `is_held` waits for two people's release.
    `leaves_after` is how long it waits at least.
    """

    kind: MessageKind
    recipient: Recipient
    key: str
    matter_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_held: bool = False
    leaves_after: timedelta = timedelta(0)


def owe(session: Session, owed: Owed, *, now: datetime) -> None:
    """Write down a message that is owed; the caller's transaction commits it, or forgets it."""
    owe_all(session, [owed], now=now)


def owe_all(session: Session, several: Sequence[Owed], *, now: datetime) -> None:
    """The same for many, in one statement."""
    if several:
        rows = [_row(session, owed, now) for owed in several]
        writing = db.upsert(session, Message).on_conflict_do_nothing(index_elements=["key"])
        db.connection(session).execute(writing, rows)


def _row(session: Session, owed: Owed, now: datetime) -> dict[str, Any]:
    box = secrets_box.of(session)
    message_id = secrets_box.random_id()
    to = owed.recipient
    kept = {"contact": to.contact, "time_zone": to.time_zone, "is_relayed": to.is_relayed, "facts": dict(owed.facts)}
    return {
        "id": message_id,
        "key": box.index_key("message", f"{owed.kind}:{owed.key}"),
        "kind": owed.kind,
        "means": to.means,
        "priority": PRIORITIES[owed.kind],
        "matter_id": owed.matter_id,
        "contact_key": contact_key(session, to.contact),
        "country": "" if to.means is Means.EMAIL else phones.region(to.contact),
        "language": to.language,
        "sealed": box.seal(message_id, json.dumps(kept, ensure_ascii=False).encode()),
        "state": MessageState.HELD if owed.is_held else MessageState.WAITING,
        "due_at": now + owed.leaves_after,
        "written_at": now,
    }


def contact_key(session: Session, contact: str) -> int:
    """A keyed hash of a number (E.164) or an e-mail address, however its letters are cased."""
    return secrets_box.of(session).index_key("contact", contact.casefold())


def drop(session: Session, matter_id: int, *, now: datetime) -> None:
    """What was about this matter and has not left yet does not leave; recipient and facts are forgotten.

    What is being sent this moment can no longer be stopped, but is not tried again.
    """
    drop_all(session, [matter_id], now=now)


def drop_all(session: Session, matter_ids: Sequence[int], *, now: datetime) -> None:
    """The same for many matters, in a few statements."""
    theirs = db.Among(Message.matter_id, "matters").params(matters=list(matter_ids))
    unsent = select(Message.id).where(theirs, Message.state.in_((*_HERE, MessageState.SENDING)))
    if not session.execute(unsent.order_by(Message.id).with_for_update()).all():  # as record_sent() locks
        return
    dropped = {"state": MessageState.DROPPED, "sealed": b"", "ended_at": now, "failure": MATTER_ENDED}
    session.execute(update(Message).where(theirs, Message.state.in_(_HERE)).values(dropped))
    leaving = theirs, Message.state == MessageState.SENDING
    session.execute(update(Message).where(*leaving).values(failure=MATTER_ENDED))


def withdraw(session: Session, matter_id: int, kind: MessageKind, *, now: datetime) -> None:
    """Messages of a kind about this matter that wait do not leave: what they would tell is known by now."""
    theirs = Message.matter_id == matter_id, Message.kind == kind, Message.state == MessageState.WAITING
    withdrawn = {"state": MessageState.DROPPED, "sealed": b"", "ended_at": now, "failure": KNOWN_BY_NOW}
    session.execute(update(Message).where(*theirs).values(withdrawn))


def send_answer(session: Session, number: str, facts: AnswerFacts, *, language: str, key: str, now: datetime) -> None:
    """Owe this number an answer by text; with the same `key` again it stays one text.

    Raises Invalid("number", "not_a_number") for a withheld or wrong number, Invalid("number", "cannot_be_texted") for
    one abroad or that takes no texts.
    """
    parsed = phones.parse(number)
    if parsed is None:
        raise Invalid("number", "not_a_number")
    if not phones.may_be_texted(parsed):
        raise Invalid("number", "cannot_be_texted")
    recipient = Recipient(parsed, Means.TEXT, language)
    owe(session, Owed(MessageKind.ANSWER, recipient, key, facts=facts.plain()), now=now)
