"""Texts that we owe somebody: written in the transaction that owes them, handed over by who works by the clock.

A message waits, is claimed (SENDING, with the moment from which it counts as lost), and ends as SENT or FAILED. What
was claimed and never came back is not sent again, for it may have gone out: staff are asked to look.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain import desk
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding, Outcome
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.operations import TaskKind
from hotline.secrets_box import Unsealable

BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200))  # then the last again
GIVE_UP_AFTER = timedelta(days=3)
LOST_AFTER = timedelta(minutes=5)  # since it was claimed
LOOK_WITHIN = timedelta(hours=4)
FAILED_KEPT = timedelta(days=30)
CLAIMED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What of an answer may stand in a text: places and a number to call, never anything that names the person.

    `place` is the facility, the last one known when the person is being moved; `lines` its address; `office` the field
    office, where `phone` (E.164, verified, or "") is the office's or no place is known. `confirmed_at` and `is_fresh`
    say how new this is, on the clock of `time_zone`.
    """

    outcome: Outcome
    place: str = ""
    lines: tuple[str, ...] = ()
    office: str = ""
    phone: str = ""
    confirmed_at: datetime | None = None
    is_fresh: bool = True
    time_zone: str = "America/New_York"

    @classmethod
    def of(cls, found: Finding) -> "AnswerFacts":
        """What may be texted of this answer."""
        place = found.facility
        is_held = found.outcome is Outcome.HELD
        office = found.office.name if found.office and (found.call_is_office or place is None) else ""
        lines = place.lines if place and is_held else ()
        name = place.name if place else ""
        fresh = (found.confirmed_at, found.is_fresh, found.time_zone)
        return cls(found.outcome, name, lines, office, found.call, *fresh)

    def plain(self) -> dict[str, Any]:
        """As values that JSON can carry."""
        return asdict(self) | {"confirmed_at": self.confirmed_at.isoformat() if self.confirmed_at else None}

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "AnswerFacts":
        """What plain() wrote down."""
        confirmed_at = datetime.fromisoformat(kept["confirmed_at"]) if kept["confirmed_at"] else None
        read = {"outcome": Outcome(kept["outcome"]), "lines": tuple(kept["lines"]), "confirmed_at": confirmed_at}
        return cls(**kept | read)


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message that was claimed: `number` is E.164, `key` is the same whenever the same message is claimed."""

    id: int
    key: str
    number: str
    facts: AnswerFacts
    language: str


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
    box = secrets_box.of(session)
    message_id = secrets_box.random_id()
    kept = {"number": parsed, "facts": facts.plain()}
    row = {
        "id": message_id,
        "key": box.index_key("message", f"{MessageKind.ANSWER}:{key}"),
        "kind": MessageKind.ANSWER,
        "language": language,
        "sealed": box.seal(message_id, json.dumps(kept, ensure_ascii=False).encode()),
        "due_at": now,
        "written_at": now,
    }
    session.execute(db.upsert(session, Message).values(row).on_conflict_do_nothing(index_elements=["key"]))


def claim(session: Session, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[DueMessage]:
    """Take the messages that are due, oldest first, so that no other process sends them."""
    waiting = (Message.state == MessageState.WAITING, Message.due_at <= now)
    due = select(Message.id).where(*waiting).order_by(Message.due_at).limit(limit).with_for_update(skip_locked=True)
    claimed = (
        update(Message)
        .where(Message.id.in_(due), Message.state == MessageState.WAITING)
        .values(state=MessageState.SENDING, due_at=now + LOST_AFTER, attempts=Message.attempts + 1)
        .returning(Message.id, Message.key, Message.sealed, Message.language)
        .execution_options(synchronize_session=False)
    )
    messages = []
    for row in session.execute(claimed).all():
        try:
            messages.append(_due(session, *row))
        except Unsealable:
            _fail(session, row.id, "unreadable", now)
    return messages


def record_sent(session: Session, message_id: int, provider_sid: str, *, now: datetime) -> None:
    """The provider took it; the number and the facts are forgotten."""
    sent = {"state": MessageState.SENT, "provider_sid": provider_sid, "sent_at": now, "sealed": b""}
    session.execute(update(Message).where(Message.id == message_id).values(sent))


def record_refused(session: Session, message_id: int, *, permanent: bool, now: datetime) -> None:
    """The provider did not take it: it waits longer each time; what stays refused is for staff."""
    message = session.get_one(Message, message_id)
    if permanent or now - message.written_at > GIVE_UP_AFTER:
        _fail(session, message_id, "refused", now)
        return
    message.state = MessageState.WAITING
    message.due_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]


def give_up_lost(session: Session, *, now: datetime) -> int:
    """Hand to staff what was claimed and never came back; answers how many those were."""
    lost = select(Message.id).where(Message.state == MessageState.SENDING, Message.due_at < now)
    found = session.scalars(lost.with_for_update(skip_locked=True)).all()
    for message_id in found:
        _fail(session, message_id, "lost", now)
    return len(found)


def forget(session: Session, *, now: datetime) -> int:
    """Delete messages whose matter is over; answers how many those were."""
    over = (Message.state.in_((MessageState.SENT, MessageState.FAILED)), Message.written_at < now - FAILED_KEPT)
    return len(session.scalars(delete(Message).where(*over).returning(Message.id)).all())


def _fail(session: Session, message_id: int, reason: str, now: datetime) -> None:
    session.execute(update(Message).where(Message.id == message_id).values(state=MessageState.FAILED))
    subject = f"message:{message_id}"
    desk.open_task(session, TaskKind.LOOK_AT_MESSAGE, subject, due_at=now + LOOK_WITHIN, now=now, reason=reason)


def _due(session: Session, message_id: int, key: int, sealed: bytes, language: str) -> DueMessage:
    kept = json.loads(secrets_box.of(session).open(message_id, sealed))
    return DueMessage(message_id, f"{key:x}", kept["number"], AnswerFacts.from_plain(kept["facts"]), language)
