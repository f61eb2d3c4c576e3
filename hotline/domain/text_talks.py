"""A conversation by text as its row keeps it: whose turn it is, what was told so far, what we answered.

The sender is known here by a keyed hash of the number alone. An answer is kept under the provider's id of the text that
it answers, so that the same webhook sent again gets the same answer and no second effect. A conversation that rested
for fifteen minutes is over: the next text begins another.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.models.messages import TextReply, TextTalk
from hotline.secrets_box import SecretsBox, Unsealable

RESTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class TextTurn:
    """Where a conversation stands when a text comes in.

    `step` is "" when there is nothing to go on with; `expired` is the step that rested too long, then. `language` is
    the code of the one that was chosen, or "". `turn` counts our answers so far. `notes` are plain values.
    `replies` are what was answered to this very text already, None when it is new.
    """

    id: int
    sid: str
    language: str = ""
    step: str = ""
    turn: int = 0
    notes: dict[str, Any] = field(default_factory=dict)
    expired: str = ""
    replies: list[str] | None = None


def resume(session: Session, number: str, sid: str, *, now: datetime) -> TextTurn:
    """The conversation with a number (E.164), locked until the transaction ends, at the text with that id."""
    box = secrets_box.of(session)
    key = box.index_key("text-sender", number)
    fresh = {"id": secrets_box.random_id(), "sender_key": key, "touched_at": now}
    session.execute(db.upsert(session, TextTalk).values(fresh).on_conflict_do_nothing(index_elements=["sender_key"]))
    columns = (TextTalk.id, TextTalk.language, TextTalk.step, TextTalk.turn, TextTalk.sealed, TextTalk.touched_at)
    row = session.execute(select(*columns).where(TextTalk.sender_key == key).with_for_update()).one()
    reply = session.scalar(select(TextReply.sealed).where(TextReply.sid == sid, TextReply.talk_id == row.id))
    try:
        replies = _answered(box, row.id, reply)
        notes = json.loads(box.open(row.id, row.sealed)) if row.sealed else {}
    except Unsealable:
        return TextTurn(row.id, sid, row.language)  # the key is gone: a kind fresh start
    if now - row.touched_at > RESTS:
        return TextTurn(row.id, sid, row.language, expired=row.step, replies=replies)
    return TextTurn(row.id, sid, row.language, row.step, row.turn, notes, replies=replies)


def _answered(box: SecretsBox, talk_id: int, sealed: bytes | None) -> list[str] | None:
    if sealed is None:
        return None
    told: list[str] = json.loads(box.open(talk_id, sealed)) if sealed else []
    return told


def keep(session: Session, turn: TextTurn, replies: list[str], *, now: datetime) -> None:
    """Write down where the conversation is now and what is answered to the text."""
    box = secrets_box.of(session)
    notes = box.seal(turn.id, json.dumps(turn.notes, ensure_ascii=False).encode()) if turn.notes else b""
    new = {"language": turn.language, "step": turn.step, "turn": turn.turn, "sealed": notes, "touched_at": now}
    session.execute(update(TextTalk).where(TextTalk.id == turn.id).values(new))
    sealed = box.seal(turn.id, json.dumps(replies, ensure_ascii=False).encode())
    row = {"sid": turn.sid, "talk_id": turn.id, "sealed": sealed, "replied_at": now}
    session.execute(db.upsert(session, TextReply).values(row).on_conflict_do_nothing())


def forget_replies(session: Session, talk_id: int) -> None:
    """Forget what we answered in a conversation, not to which texts: one that comes again has no second effect."""
    session.execute(update(TextReply).where(TextReply.talk_id == talk_id).values(sealed=b""))


def forget(session: Session, number: str, sid: str, *, now: datetime) -> None:
    """At the text with that id, forget what this number told us and what we answered."""
    turn = resume(session, number, sid, now=now)
    if turn.replies is None:
        forget_replies(session, turn.id)
        keep(session, TextTurn(turn.id, sid), [], now=now)
