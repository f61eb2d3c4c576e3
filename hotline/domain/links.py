"""Links in e-mails that say by themselves what they may do: a matter, a purpose and a last moment, signed."""

import hmac
import re
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.errors import Invalid

CONFIRM, STOP = "confirm", "stop"
_SHAPE = re.compile(r"([0-9a-f]{16})-([0-9a-f]{1,10})-([0-9a-f]{16})")
_ALL = 1 << 64


def write(session: Session, purpose: str, matter_id: int, until: datetime | None = None) -> str:
    """A token for an address, letters and digits alone; without `until` it holds as long as its matter."""
    last = int(until.timestamp()) if until else 0
    return f"{matter_id:016x}-{last:x}-{_signature(session, purpose, matter_id, last)}"


def read(session: Session, purpose: str, token: str, *, now: datetime) -> int | None:
    """Which matter a token of ours is about, None for any other. Raises Invalid("link", "expired")."""
    shape = _SHAPE.fullmatch(token)
    if shape is None:
        return None
    matter_id, last = int(shape[1], 16), int(shape[2], 16)
    if matter_id >= 1 << 63 or not hmac.compare_digest(shape[3], _signature(session, purpose, matter_id, last)):
        return None
    if last and now > datetime.fromtimestamp(last, UTC):
        raise Invalid("link", "expired")
    return matter_id


def _signature(session: Session, purpose: str, matter_id: int, last: int) -> str:
    return f"{secrets_box.of(session).index_key(f'link-{purpose}', f'{matter_id}:{last}') % _ALL:016x}"
