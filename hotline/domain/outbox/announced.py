"""What a call of ours is about, for who answers it: known by the key in its address, which tells nothing itself."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.outbox.due import read_key
from hotline.models.messages import Means, Message, MessageKind


@dataclass(frozen=True, slots=True)
class Announced:
    """A message that a call announces; `matter_id` is the search or the subscription, `language` a code."""

    kind: MessageKind
    matter_id: int
    language: str


def announced(session: Session, key: str) -> Announced | None:
    """The message of that key (DueMessage.key), where it is one for a call; None for every other key."""
    number = read_key(key)
    if number is None:
        return None
    row = session.scalar(select(Message).where(Message.key == number, Message.means == Means.CALL))
    return Announced(row.kind, row.matter_id, row.language) if row and row.matter_id is not None else None
