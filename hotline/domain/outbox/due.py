"""A message as it is handed over, opened from its row; its key as it stands in addresses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.outbox.writing import Recipient
from hotline.models.messages import Message, MessageKind

_SIGN, _ALL = 1 << 63, 1 << 64


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message that was claimed; `key` is the same whenever the same message is claimed, `facts` as they were owed.

    `claimed_at` says which claim this is: what a process reports of an earlier one changes nothing. `is_probe` goes
    alone, to see whether a provider is well again.
    """

    id: int
    key: str
    kind: MessageKind
    recipient: Recipient
    facts: Mapping[str, Any]
    written_at: datetime
    claimed_at: datetime
    is_probe: bool = False


def opened(session: Session, row: Message, *, claimed_at: datetime, is_probe: bool = False) -> DueMessage:
    """What stands in a row. Raises Unsealable."""
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    recipient = Recipient(kept["contact"], row.means, row.language, kept["time_zone"], kept["is_relayed"])
    key = written_key(row.key)
    return DueMessage(row.id, key, row.kind, recipient, kept["facts"], row.written_at, claimed_at, is_probe)


def written_key(key: int) -> str:
    """A message's key as 16 digits, which tell nothing about it."""
    return f"{key % _ALL:016x}"


def read_key(written: str) -> int | None:
    """What written_key() wrote, or None where it is no such thing."""
    if len(written) != 16 or not set(written) <= set("0123456789abcdef"):
        return None
    return (int(written, 16) ^ _SIGN) - _SIGN
