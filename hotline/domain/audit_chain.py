"""Whether the audit trail is whole: every link of its chain, and the heads that were taken out of the house.

An entry that was altered, taken out, put in or moved breaks a link. What was cut off the end breaks none; it shows
against a head that was exported before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import audit
from hotline.models.audit import AuditEntry, AuditHead

AT_ONCE = 10_000
_COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor_id,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.facts,
    AuditEntry.sealed,
    AuditEntry.key_id,
    AuditEntry.mac,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at some moment: the entry's id and the hex of its hash."""

    day: date
    entry_id: int
    mac: str

    @property
    def words(self) -> str:
        """As it is kept, and read again: "2026-11-22:5231:6f1c..."."""
        return f"{self.day.isoformat()}:{self.entry_id}:{self.mac}"


@dataclass(frozen=True, slots=True)
class Verified:
    """How many links hold; `broken_at` is the first id that does not, or that is missing, None where all hold."""

    entries: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify(session: Session, heads: Sequence[Head] = ()) -> Verified:
    """Read the whole trail, in constant memory, against its own hashes, the heads kept in it and those given.

    An entry made with a key that is no longer among SEALING_KEYS cannot be verified and counts as broken.
    """
    owed = {head.entry_id: head.mac for head in (*kept_heads(session), *heads)}
    box = secrets_box.of(session)
    before, expected = b"", 1
    for row in _rows(session):
        if row.id != expected or not _holds(box, before, row):
            return Verified(expected - 1, expected)
        if owed.pop(row.id, row.mac.hex()) != row.mac.hex():
            return Verified(expected - 1, expected)
        before, expected = row.mac, expected + 1
    return Verified(expected - 1, expected if owed else None)


def export_head(session: Session, *, now: datetime) -> Head | None:
    """The end of the chain today, to keep out of the house: the first of a day. None while nothing is recorded."""
    last = session.execute(select(AuditEntry.id, AuditEntry.mac).order_by(AuditEntry.id.desc()).limit(1)).first()
    if last is None:
        return None
    row = {"day": now.date(), "entry_id": last.id, "mac": last.mac, "exported_at": now}
    session.execute(db.upsert(session, AuditHead).values(row).on_conflict_do_nothing())
    return next(head for head in kept_heads(session) if head.day == now.date())


def is_exported(session: Session, *, now: datetime) -> bool:
    """Whether today's head is kept already."""
    return session.get(AuditHead, now.date()) is not None


def kept_heads(session: Session) -> list[Head]:
    """The heads of every day, the oldest first."""
    rows = session.scalars(select(AuditHead).order_by(AuditHead.day))
    return [Head(row.day, row.entry_id, row.mac.hex()) for row in rows]


def newest(session: Session) -> Head | None:
    """The end of the chain now; None while nothing is recorded."""
    last = session.execute(
        select(AuditEntry.at, AuditEntry.id, AuditEntry.mac).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    return Head(last.at.date(), last.id, last.mac.hex()) if last else None


def last_kept(session: Session) -> Head | None:
    """The newest head that was taken out of the house; None where none ever was."""
    row = session.scalars(select(AuditHead).order_by(AuditHead.day.desc()).limit(1)).first()
    return Head(row.day, row.entry_id, row.mac.hex()) if row else None


def _rows(session: Session) -> Iterator[Any]:
    after = 0
    while rows := session.execute(
        select(*_COLUMNS).where(AuditEntry.id > after).order_by(AuditEntry.id).limit(AT_ONCE)
    ).all():
        yield from rows
        after = rows[-1].id


def _holds(box: secrets_box.SecretsBox, before: bytes, row: Any) -> bool:
    try:
        _, mac = box.link(before, audit.told(row), row.key_id)
    except secrets_box.Unsealable:
        return False
    return bool(mac == row.mac)
