"""Due messages are taken by one process each, oldest and most pressing first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.outbox import results
from hotline.domain.outbox.writing import Recipient
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.secrets_box import Unsealable

LOST_AFTER = timedelta(minutes=5)  # since it was claimed
CLAIMED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message that was claimed; `key` is the same whenever the same message is claimed, `facts` as they were owed."""

    id: int
    key: str
    kind: MessageKind
    recipient: Recipient
    facts: Mapping[str, Any]


def claim(session: Session, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[DueMessage]:
    """Take the messages that are due, so that no other process sends them."""
    waiting = (Message.state == MessageState.WAITING, Message.due_at <= now)
    order = Message.priority, Message.due_at
    due = select(Message.id).where(*waiting).order_by(*order).limit(limit).with_for_update(skip_locked=True)
    taken = {"state": MessageState.SENDING, "due_at": now + LOST_AFTER, "claimed_at": now}
    claimed = (
        update(Message)
        .where(Message.id.in_(due), Message.state == MessageState.WAITING)
        .values(taken | {"attempts": Message.attempts + 1})
        .returning(Message.id, Message.key, Message.kind, Message.means, Message.language, Message.sealed)
        .execution_options(synchronize_session=False)
    )
    messages = []
    for message_id, key, kind, means, language, sealed in session.execute(claimed).all():
        try:
            kept = json.loads(secrets_box.of(session).open(message_id, sealed))
        except Unsealable:
            results.fail(session, message_id, "unreadable", now=now)
            continue
        recipient = _recipient(kept, means, language)
        messages.append(DueMessage(message_id, f"{key:x}", kind, recipient, kept["facts"]))
    return messages


def _recipient(kept: dict[str, Any], means: Means, language: str) -> Recipient:
    return Recipient(kept["contact"], means, language, kept["time_zone"], kept["is_relayed"])
