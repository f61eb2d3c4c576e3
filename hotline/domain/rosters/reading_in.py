"""Reading what staff have sent: by a process of its own, so that nobody's page and no message waits for it.

It may be killed at any moment: an import is all or nothing, and after a few minutes another process reads the file
again. These verbs own their transactions, as an import does.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.rosters import history, importing, uploads
from hotline.domain.rosters.orders import Imported, Order
from hotline.domain.rosters.staging import TakenOver
from hotline.models.operations import RosterUpload, UploadState
from hotline.roster_formats import RosterRefused, rejected_rows

LOST_AFTER = timedelta(minutes=5)  # without a word: publishing, the longest step that tells nothing, takes seconds
MOST_TRIES = 3
TOLD_EVERY = timedelta(seconds=1)
SAME_FILE, UNMATCHED = "same file", "unmatched entries"

Tick = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be read, and the how manieth try this is: whoever was taken for dead writes nothing any more."""

    upload_id: int
    tries: int


def is_waiting(session: Session, *, now: datetime) -> bool:
    """Whether something is to be read."""
    return bool(session.scalar(select(exists().where(_is_due(now)))))


def read_all(tick: Tick) -> int:
    """Read what waits until nothing does; answers how many files that were."""
    n = 0
    while task := _claim(tick()):
        _work(task, tick)
        n += 1
    return n


def _is_due(now: datetime) -> ColumnElement[bool]:
    is_lost = and_(RosterUpload.state == UploadState.READING, RosterUpload.touched_at < now - LOST_AFTER)
    return or_(RosterUpload.state == UploadState.WAITING, is_lost)


def _claim(now: datetime) -> _Task | None:
    with db.begin() as session:
        due = select(RosterUpload).where(_is_due(now)).order_by(RosterUpload.touched_at).limit(1)
        row = session.scalars(due.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.state, row.tries, row.touched_at = UploadState.READING, row.tries + 1, now
        return _Task(row.id, row.tries)


def _work(task: _Task, tick: Tick) -> None:
    try:
        if task.tries > MOST_TRIES:
            raise RosterRefused("The service ended each time while it read this file. Tell whoever runs it.")
        with db.reading() as session:
            content, order = _order(session, task)
        with _as_file(content) as path:
            imported = importing.import_file(replace(order, path=path), now=tick(), progress=_Progress(task, tick))
    except RosterRefused as refusal:
        _refuse(task, refusal)
    except TakenOver:
        _refuse(task, RosterRefused("Another import of the same source took over. Nothing was changed by this one."))
    else:
        _keep(task, imported)


def _order(session: Session, task: _Task) -> tuple[bytes, Order]:
    """What was sent, and what is to be done with it once it has a path."""
    box, row = secrets_box.of(session), session.get_one(RosterUpload, task.upload_id)
    order = Order(
        path=Path(),
        source=row.source,
        encoding=row.encoding,
        is_snapshot=row.is_snapshot,
        is_initial=row.is_initial,
        is_dry_run=row.is_dry_run,
        as_of=row.as_of,
        protected=None if row.protected is None else frozenset(json.loads(box.open(row.id, row.protected))),
    )
    return box.open(row.id, row.sealed), order


class _Progress:
    """Writes down how far the reading is, and that it goes on, once a second."""

    def __init__(self, task: _Task, tick: Tick) -> None:
        self.task, self.tick, self.told_at = task, tick, tick()

    def __call__(self, step: str, done: int, of: int) -> None:
        if (now := self.tick()) < self.told_at + TOLD_EVERY:
            return
        self.told_at = now
        with db.begin() as session:
            told = {"step": step, "done": done, "of": of, "touched_at": now}
            session.execute(update(RosterUpload).where(*_is_ours(self.task)).values(told))


def _keep(task: _Task, imported: Imported) -> None:
    report = json.loads(history.kept(imported)) | {UNMATCHED: imported.unmatched, "left out": imported.left_out}
    if imported.is_same_file:
        report[SAME_FILE] = 1
    with db.begin() as session:
        if (row := _ours(session, task)) is None:
            return
        row.state = UploadState.CHECKED if row.is_dry_run else UploadState.DONE
        row.report, row.batch_id = json.dumps(report), imported.batch_id
        row.rejected = _sealed_rejects(session, row, imported)
        if not row.is_dry_run:
            _empty(row)


def _sealed_rejects(session: Session, row: RosterUpload, imported: Imported) -> bytes:
    if not imported.refused:
        return b""
    text = StringIO(newline="")
    rejected_rows.write(text, imported.header, imported.refused)
    return secrets_box.of(session).seal(row.id, text.getvalue().encode("utf-8-sig"))


def _refuse(task: _Task, refusal: RosterRefused) -> None:
    with db.begin() as session:
        if (row := _ours(session, task)) is None:
            return
        values = {name: str(value) for name, value in refusal.values.items()}
        told = uploads.words(session, row) | {"refusal": [refusal.message, values]}
        row.words = secrets_box.of(session).seal(row.id, json.dumps(told).encode())
        row.state = UploadState.REFUSED
        _empty(row)


def _empty(row: RosterUpload) -> None:
    """The file is of no more use."""
    row.sealed, row.protected = b"", None


def _ours(session: Session, task: _Task) -> RosterUpload | None:
    return session.scalars(select(RosterUpload).where(*_is_ours(task)).with_for_update()).first()


def _is_ours(task: _Task) -> tuple[ColumnElement[bool], ...]:
    return RosterUpload.id == task.upload_id, RosterUpload.tries == task.tries


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    """A path under which the bytes are read; in memory where the kernel can, so that no disk ever holds names."""
    with tempfile.TemporaryDirectory() as folder:  # 0700
        path = Path(folder, "roster")  # what is wrong is told by this name
        if not hasattr(os, "memfd_create"):
            path.write_bytes(content)
            yield path
            return
        with os.fdopen(os.memfd_create("roster"), "wb") as memory:
            memory.write(content)
            memory.flush()
            path.symlink_to(f"/proc/self/fd/{memory.fileno()}")
            yield path
