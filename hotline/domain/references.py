"""Reference codes and PINs as they are kept: hashes, told once to whoever leaves a search or subscribes.

A code alone tells what kind of matter it is and nothing of it; the PIN opens it. After five wrong PINs in a row no PIN
opens it any more, and a person helps.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import codes, limits
from hotline.domain.errors import Invalid
from hotline.domain.limits import Asker
from hotline.models.contacts import Reference, ReferenceKind

PIN_TRIES = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """What whoever left the matter is told, once: `code` (eight digits) and `pin` (six digits)."""

    code: str
    pin: str


def issue(session: Session, matter_id: int, kind: ReferenceKind, *, seed: str) -> Issued:
    """A code that nobody has and a PIN for the matter of that id; the same seed gives the same ones."""
    box = secrets_box.of(session)
    issued = Issued(_free_code(session, seed), codes.pin_from(box, seed))
    row = Reference(id=matter_id, kind=kind, code_key=box.index_key("search-code", issued.code))
    row.pin_hash = codes.pin_hash(box, matter_id, issued.pin)
    session.add(row)
    session.flush()
    return issued


def pin_of(session: Session, seed: str) -> str:
    """The PIN that was issued for this seed, for who sends the same form again."""
    return codes.pin_from(secrets_box.of(session), seed)


def find(session: Session, text: str, *, asker: Asker, now: datetime) -> Reference | None:
    """Whose code this is; None for a code nobody has, and for whoever tries too many.

    Raises Invalid("code", "mistyped"). An unknown code is no exception, because its count must be committed.
    """
    code = codes.parse_code(text)
    if code is None:
        raise Invalid("code", "mistyped")
    if limits.charge_code(session, asker, now=now):
        return None
    key = secrets_box.of(session).index_key("search-code", code)
    return session.scalars(select(Reference).where(Reference.code_key == key)).one_or_none()


def opens(session: Session, reference: Reference, pin: str) -> bool:
    """Whether this is its PIN; a wrong one is counted, also of several that are tried in the same moment."""
    expected = codes.pin_hash(secrets_box.of(session), reference.id, pin)
    if session.get(Reference, reference.id, with_for_update=True, populate_existing=True) is None:
        return False
    if reference.pin_failures >= PIN_TRIES or not hmac.compare_digest(reference.pin_hash, expected):
        reference.pin_failures += 1
        return False
    reference.pin_failures = 0
    return True


def forget(session: Session, matter_ids: list[int]) -> None:
    """Delete codes and PINs whose matters are gone."""
    session.execute(delete(Reference).where(Reference.id.in_(matter_ids)))


def _free_code(session: Session, seed: str) -> str:
    box = secrets_box.of(session)
    for attempt in range(100):
        code = codes.code_from(box, f"{seed}:{attempt}")
        key = box.index_key("search-code", code)
        if session.execute(select(Reference.id).where(Reference.code_key == key)).first() is None:
            return code
    raise RuntimeError("a hundred reference codes in a row are taken")
