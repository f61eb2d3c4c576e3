"""The sound of messages spoken to us: fetched from the telephone company, sealed here, then deleted there.

In this order, each step written down before the next: whatever ends in between, the sound is somewhere, and what is
asked for twice does no harm.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import desk
from hotline.models.contacts import Recording, Voicemail
from hotline.models.operations import TaskKind
from hotline.secrets_box import Unsealable

CLAIMED_AT_ONCE = 5
PATIENCE = 12  # tries, over three days; then staff are asked, and it is tried once a week
LOOK_WITHIN = timedelta(hours=4)
_LEASE = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=7)
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class DueRecording:
    """A recording to fetch, or to delete: its id and its address at the telephone company.

    Once it `is_fetched` it is deleted there; so is one that could not be fetched, once somebody listened to it there.
    """

    id: int
    sid: str
    url: str
    is_fetched: bool
    is_overdue: bool


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether claim() would find something."""
    return session.scalar(select(Voicemail.id).where(*_waiting(now)).limit(1)) is not None


def claim(session: Session, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[DueRecording]:
    """The recordings whose time has come, for this process alone for the next minute.

    Each try waits twice as long as the one before, from a minute to a week.
    """
    due = select(Voicemail).where(*_waiting(now)).order_by(Voicemail.due_at).limit(limit)
    found = []
    for row in session.scalars(due.with_for_update(skip_locked=True)).all():
        row.due_at = now + min(_LEASE * 2 ** min(row.attempts, PATIENCE + 2), _LONGEST_WAIT)
        row.attempts += 1
        try:
            found.append(_opened(session, row))
        except Unsealable:
            row.attempts, row.due_at = PATIENCE + 1, now + _LONGEST_WAIT
        if row.attempts == PATIENCE + 1:
            _ask_staff(session, row, now)
    session.flush()
    return found


def keep(session: Session, voicemail_id: int, content: bytes, content_type: str, *, now: datetime) -> None:
    """Seal the sound of a message, once; the telephone company may delete its own now."""
    sealed = secrets_box.of(session).seal(voicemail_id, content)
    kind = content_type if content_type.startswith("audio/") and len(content_type) <= 40 else _UNKNOWN
    row = {"voicemail_id": voicemail_id, "content_type": kind, "sealed": sealed}
    session.execute(db.upsert(session, Recording).values(row).on_conflict_do_nothing())
    _change(session, voicemail_id, fetched_at=now, due_at=now, attempts=0)
    desk.close_tasks(session, TaskKind.LOOK_AT_MESSAGE, _subject(voicemail_id), now=now)


def record_removed(session: Session, voicemail_id: int, *, now: datetime) -> None:
    """The telephone company has it no longer."""
    _change(session, voicemail_id, removed_at=now)
    if _needs_no_fetching(session.get_one(Voicemail, voicemail_id)):
        desk.close_tasks(session, TaskKind.LOOK_AT_MESSAGE, _subject(voicemail_id), now=now)


def settle(session: Session, voicemail_id: int, *, now: datetime) -> None:
    """Somebody is done with a message that staff were asked to look at because it could not be fetched.

    It is not fetched any more, only deleted at the telephone company; staff are asked once more if that fails.
    """
    row = session.get_one(Voicemail, voicemail_id)
    if row.fetched_at is None and row.attempts > PATIENCE:
        desk.close_tasks(session, TaskKind.LOOK_AT_MESSAGE, _subject(voicemail_id), now=now)
        row.attempts, row.due_at = PATIENCE, now


def record_refused(session: Session, voicemail_id: int, *, now: datetime) -> None:
    """It will not be had by asking again: staff are asked in the next round."""
    _change(session, voicemail_id, attempts=PATIENCE, due_at=now)


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Voicemail.removed_at.is_(None), Voicemail.due_at <= now


def _opened(session: Session, row: Voicemail) -> DueRecording:
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    return DueRecording(row.id, kept["sid"], kept["url"], _needs_no_fetching(row), row.attempts > PATIENCE)


def _needs_no_fetching(row: Voicemail) -> bool:
    return row.fetched_at is not None or (row.heard_at is not None and row.attempts > PATIENCE)


def _ask_staff(session: Session, row: Voicemail, now: datetime) -> None:
    reason = "not_deleted" if _needs_no_fetching(row) else "not_fetched"
    due_at = now + LOOK_WITHIN
    desk.open_task(session, TaskKind.LOOK_AT_MESSAGE, _subject(row.id), due_at=due_at, now=now, reason=reason)


def _subject(voicemail_id: int) -> str:
    return f"voicemail:{voicemail_id}"


def _change(session: Session, voicemail_id: int, **values: object) -> None:
    session.execute(update(Voicemail).where(Voicemail.id == voicemail_id).values(values))
