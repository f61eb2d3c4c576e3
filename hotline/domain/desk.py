"""What waits for staff: tasks with a due time."""

import unicodedata
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain.errors import NotFound
from hotline.models.operations import Task, TaskKind


def open_task(
    session: Session, kind: TaskKind, subject: str, *, due_at: datetime, now: datetime, reason: str = ""
) -> None:
    """Ask staff for something, once: while a task of that kind for that subject is open, no second one is opened."""
    row = {"kind": kind, "subject": subject, "reason": reason, "opened_at": now, "due_at": due_at}
    session.execute(db.upsert(session, Task).values(row).on_conflict_do_nothing())


def open_tasks(session: Session) -> list[Task]:
    """What staff were asked for and have not done, the most pressing first."""
    return list(session.scalars(select(Task).where(Task.closed_at.is_(None)).order_by(Task.due_at, Task.id)))


def are_two_people(by: str, second: str) -> bool:
    """Whether these are two names; an invisible letter, an accent's form or a capital makes no second person."""
    one, other = _folded(by), _folded(second)
    return bool(one and other) and one != other


def _folded(name: str) -> str:
    seen = "".join(mark for mark in unicodedata.normalize("NFKC", name) if unicodedata.category(mark) != "Cf")
    return " ".join(seen.casefold().split())


def close_task(session: Session, task_id: int, *, by: str = "", now: datetime) -> None:
    """The task is done, by whom is their signature. Raises NotFound."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound
    task.closed_at, task.closed_by = now, by


def close_tasks(session: Session, kind: TaskKind, subject: str, *, now: datetime) -> None:
    """What was asked for about that subject is done, if anything was."""
    is_it = Task.kind == kind, Task.subject == subject, Task.closed_at.is_(None)
    session.execute(update(Task).where(*is_it).values(closed_at=now))
