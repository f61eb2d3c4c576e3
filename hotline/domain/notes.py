"""What staff write about a person, a callback, a search or a call: read by the next who looks, never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid
from hotline.models.operations import Note

LONGEST = 5_000  # characters


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it is read: who of the staff wrote it, and when."""

    id: int
    text: str
    by: int
    at: datetime


def write(session: Session, actor: Actor, subject: str, text: str, *, now: datetime) -> Note:
    """Keep a note. Raises Invalid("note", "missing" or "too_long")."""
    text = text.strip()
    if not text:
        raise Invalid("note", "missing")
    if len(text) > LONGEST:
        raise Invalid("note", "too_long")
    note_id = secrets_box.random_id()
    sealed = secrets_box.of(session).seal(note_id, text.encode())
    note = Note(id=note_id, subject=subject, sealed=sealed, written_by=actor.staff_id, written_at=now)
    session.add(note)
    audit.record(session, actor, "note.written", subject, facts={"characters": len(text)}, now=now)
    return note


def on(session: Session, subject: str) -> list[Written]:
    """The notes on something, the newest first."""
    rows = session.scalars(select(Note).where(Note.subject == subject).order_by(Note.written_at.desc(), Note.id))
    box = secrets_box.of(session)
    return [Written(row.id, box.open(row.id, row.sealed).decode(), row.written_by, row.written_at) for row in rows]
