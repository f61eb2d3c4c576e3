"""Staff do what they were asked for: one of them at a time, with a note of what they found, undone where it was early.

What concerns somebody hidden is for those who may see them: for the others such a task has no person in it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.domain import access, audit, claims, desk, hiding, notes, notices
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.models.notices import Subscription
from hotline.models.operations import Task, TaskKind
from hotline.models.staff import Role

A_PAGE = 50
REOPENED_WITHIN = timedelta(minutes=10)
_PERSON, _SUBSCRIPTION = "person:", "subscription:"


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the tasks, in their order; `next` is the id to go on after, None at the end."""

    tasks: tuple[Task, ...]
    next: int | None


def subject(task_id: int) -> str:
    """What claims and the audit trail call it."""
    return f"task:{task_id}"


def page(session: Session, kind: TaskKind | None = None, *, after: int | None = None, size: int = A_PAGE) -> Page:
    """A page of what staff are asked for, of one kind or of all, the most pressing first."""
    owed = select(Task).where(Task.closed_at.is_(None)).order_by(Task.due_at, Task.id)
    if kind:
        owed = owed.where(Task.kind == kind)
    if after is not None and (last := session.get(Task, after)):
        owed = owed.where(tuple_(Task.due_at, Task.id) > tuple_(last.due_at, last.id))
    rows = session.scalars(owed.limit(size + 1)).all()
    return Page(tuple(rows[:size]), rows[size - 1].id if len(rows) > size else None)


def counts(session: Session) -> dict[TaskKind, int]:
    """How many of each kind wait."""
    waiting = select(Task.kind, func.count()).where(Task.closed_at.is_(None)).group_by(Task.kind)
    return dict(session.execute(waiting).all())


def one(session: Session, task_id: int) -> Task:
    """A task that is not done. Raises NotFound."""
    task = session.get(Task, task_id)
    if task is None or task.closed_at:
        raise NotFound
    return task


def is_about_a_person(task: Task) -> bool:
    """Whether what must be settled concerns somebody in the records, who may be hidden."""
    return task.subject.startswith(_PERSON)


def may_know(session: Session, actor: Actor, task: Task) -> bool:
    """Whether the actor may know whom it is about: a hidden person is for those who may see them.

    So is whoever wants to be told of one: their number leads to the person.
    """
    if access.may(actor, "people.see_hidden"):
        return True
    person_id = _person_of(session, task)
    return person_id is None or not hiding.is_hidden(session, person_id)


def take(session: Session, actor: Actor, task_id: int, *, now: datetime) -> Task:
    """The actor does it. Raises NotFound, NotAllowed, Taken."""
    task = one(session, task_id)
    if not may_know(session, actor, task):
        raise NotAllowed
    claims.take(session, actor, subject(task_id), now=now)
    return task


def close(session: Session, actor: Actor, task_id: int, *, note: str = "", now: datetime) -> None:
    """It is done; the note is kept on what it is about. Raises NotFound, NotAllowed, Taken, Invalid("note", ...)."""
    task = take(session, actor, task_id, now=now)
    if note.strip():
        notes.write(session, actor, task.subject, note, now=now)
    desk.close_task(session, task_id, by=actor.signature, now=now)
    claims.finish(session, subject(task_id))
    audit.record(session, actor, "task.closed", subject(task_id), facts={"kind": task.kind}, now=now)


def just_closed(session: Session, actor: Actor, *, now: datetime) -> list[Task]:
    """What the actor closed so lately that it can be opened again, the latest first."""
    lately = Task.closed_at > now - REOPENED_WITHIN, Task.closed_by == actor.signature
    return list(session.scalars(select(Task).where(*lately).order_by(Task.closed_at.desc())))


def reopen(session: Session, actor: Actor, task_id: int, *, now: datetime) -> None:
    """It was not done after all, says who closed it; supervisors say so of everybody's.

    Raises NotFound, NotAllowed, Invalid("task", "too_late" or "open").
    """
    task = session.get(Task, task_id, with_for_update=True)
    if task is None or task.closed_at is None:
        raise NotFound
    is_theirs = task.closed_by == actor.signature or Role.SUPERVISOR in actor.roles
    if not (is_theirs and may_know(session, actor, task)):
        raise NotAllowed
    if task.closed_at <= now - REOPENED_WITHIN:
        raise Invalid("task", "too_late")
    try:
        with session.begin_nested():
            task.closed_at, task.closed_by = None, ""
    except IntegrityError as error:
        raise Invalid("task", "open") from error
    audit.record(session, actor, "task.reopened", subject(task_id), facts={"kind": task.kind}, now=now)


def contact(session: Session, task: Task) -> str:
    """The number or address of whoever subscribed and is to be reached; "" where a task is about no subscription."""
    if not task.subject.startswith(_SUBSCRIPTION):
        return ""
    row = session.get(Subscription, _number(task))
    return notices.reach_of(session, row).contact if row else ""


def _person_of(session: Session, task: Task) -> int | None:
    """Whom of the records a task is about, also where it is about somebody who wants to be told of them."""
    if is_about_a_person(task):
        return _number(task)
    if not task.subject.startswith(_SUBSCRIPTION):
        return None
    return session.scalar(select(Subscription.person_id).where(Subscription.id == _number(task)))


def _number(task: Task) -> int:
    return int(task.subject.partition(":")[2])
