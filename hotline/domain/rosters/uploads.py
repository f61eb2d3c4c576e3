"""Rosters that staff send by the console: kept sealed until another process has read them, and shown before they count.

A file is read twice: first as a rehearsal, which says what it would change, and then, when somebody has seen that,
to be published. What cannot be read says why.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.rosters import batches, files
from hotline.domain.rosters.orders import Order
from hotline.models.operations import BatchState, RosterBatch, RosterUpload, UploadState
from hotline.roster_formats import RosterRefused

MOST_BYTES = 64 * 1024 * 1024
SHOWN = 20
UNREAD = UploadState.WAITING, UploadState.READING
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What one of the staff sent; `protected` as in Order, `name` what the file is called."""

    source: str
    name: str
    content: bytes
    is_snapshot: bool
    is_initial: bool
    as_of: datetime
    encoding: str = ""
    protected: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, as it is shown. `refusal` is a text for the catalogs and what stands in it."""

    id: int
    name: str
    source: str
    state: UploadState
    is_dry_run: bool
    is_snapshot: bool
    is_initial: bool
    as_of: datetime
    step: str
    done: int
    of: int
    report: Mapping[str, int]
    refusal: tuple[str, Mapping[str, str]] | None
    batch_id: int | None
    uploaded_by: int
    uploaded_at: datetime


def subject(upload_id: int) -> str:
    """How the audit trail calls it: "upload:17"."""
    return f"upload:{upload_id}"


def accept(session: Session, actor: Actor, sent: Sent, *, now: datetime) -> int:
    """Keep a file until it is read; answers its number.

    Raises RosterRefused for what can be seen at once, Invalid("source", "busy") while one of that source is read.
    """
    order = Order(Path(), sent.source, is_snapshot=sent.is_snapshot, is_initial=sent.is_initial, as_of=sent.as_of)
    files.check_words(order, now=now)
    files.check_history(order, batches.last_published(session, sent.source))
    if not sent.content:
        raise RosterRefused("The file is empty.")
    if session.scalar(select(exists().where(RosterUpload.source == sent.source, RosterUpload.state.in_(UNREAD)))):
        raise Invalid("source", "busy")
    row = _row(session, sent)
    row.uploaded_by, row.uploaded_at, row.touched_at = actor.staff_id, now, now
    session.add(row)
    facts: dict[str, str | int | bool | None] = {"source": sent.source, "bytes": len(sent.content)}
    audit.record(session, actor, "batch.uploaded", subject(row.id), facts=facts, now=now)
    return row.id


def publish(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> None:
    """What was checked is to be published. Raises NotFound, Invalid("upload", "not_checked")."""
    row = _locked(session, upload_id)
    if row.state is not UploadState.CHECKED:
        raise Invalid("upload", "not_checked")
    row.state, row.is_dry_run, row.tries, row.touched_at = UploadState.WAITING, False, 0, now
    row.step, row.done, row.of = "", 0, 0
    facts: dict[str, str | int | bool | None] = {"source": row.source, "publish": True}
    audit.record(session, actor, "batch.uploaded", subject(upload_id), facts=facts, now=now)


def discard(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> None:
    """Forget a file. Raises NotFound, Invalid("upload", "being_read")."""
    row = _locked(session, upload_id)
    if row.state is UploadState.READING:
        raise Invalid("upload", "being_read")
    session.delete(row)
    audit.record(session, actor, "batch.discarded", subject(upload_id), facts={"source": row.source}, now=now)


def rejected(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> bytes:
    """The rows that cannot be used, as CSV; they name people, hidden ones too, so it is recorded. Raises NotFound."""
    row = session.get(RosterUpload, upload_id)
    if row is None or not row.rejected:
        raise NotFound
    audit.record(session, actor, "batch.rejects_read", subject(upload_id), facts={"source": row.source}, now=now)
    return secrets_box.of(session).open(row.id, row.rejected)


def one(session: Session, upload_id: int) -> Upload:
    """Raises NotFound."""
    row = session.get(RosterUpload, upload_id)
    if row is None:
        raise NotFound
    return _read(session, row)


def latest(session: Session) -> list[Upload]:
    """What was sent last, the newest first."""
    rows = session.scalars(select(RosterUpload).order_by(RosterUpload.uploaded_at.desc()).limit(SHOWN))
    return [_read(session, row) for row in rows]


def sources(session: Session) -> list[str]:
    """Whose rosters were published, in alphabetical order."""
    published = select(RosterBatch.source).where(RosterBatch.state == BatchState.PUBLISHED)
    return list(session.scalars(published.distinct().order_by(RosterBatch.source)))


def words(session: Session, row: RosterUpload) -> dict[str, object]:
    """What is sealed about the file: its name, and why it was refused."""
    told: dict[str, object] = json.loads(secrets_box.of(session).open(row.id, row.words))
    return told


def _row(session: Session, sent: Sent) -> RosterUpload:
    box, row_id = secrets_box.of(session), secrets_box.random_id()
    protected = None if sent.protected is None else json.dumps(sorted(sent.protected)).encode()
    return RosterUpload(
        id=row_id,
        source=sent.source,
        encoding=sent.encoding,
        is_snapshot=sent.is_snapshot,
        is_initial=sent.is_initial,
        as_of=sent.as_of,
        words=box.seal(row_id, json.dumps({"name": sent.name[:_LONGEST_NAME]}).encode()),
        sealed=box.seal(row_id, sent.content),
        protected=None if protected is None else box.seal(row_id, protected),
    )


def _locked(session: Session, upload_id: int) -> RosterUpload:
    row = session.get(RosterUpload, upload_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def _read(session: Session, row: RosterUpload) -> Upload:
    told = words(session, row)
    refusal = told.get("refusal")
    return Upload(
        row.id,
        str(told["name"]),
        row.source,
        row.state,
        row.is_dry_run,
        row.is_snapshot,
        row.is_initial,
        row.as_of,
        row.step,
        row.done,
        row.of,
        json.loads(row.report),
        (refusal[0], refusal[1]) if isinstance(refusal, list) else None,
        row.batch_id,
        row.uploaded_by,
        row.uploaded_at,
    )
