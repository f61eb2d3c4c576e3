"""What waits for staff: tasks with a due time, and the promise that a person rings back."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain.errors import Invalid, NotFound
from hotline.models.contacts import Callback, Channel
from hotline.models.operations import Task, TaskKind

CALLBACK_DUE = timedelta(hours=24)
URGENT_DUE = timedelta(hours=2)  # where children or medicine are at stake


@dataclass(frozen=True, slots=True)
class CallbackWish:
    """What somebody who wants to be rung back leaves; all but the number may be empty.

    `number` as it was typed or came with the call; `told` is what the caller already told us (Query.told()), so that
    nobody is asked twice; `best_time` in the caller's own words. `token`, where there is one, is the same when the same
    form is sent again: then nobody is promised a second call.
    """

    number: str
    best_time: str = ""
    told: dict[str, object] | None = None
    is_urgent: bool = False
    token: str = ""


def open_task(
    session: Session, kind: TaskKind, subject: str, *, due_at: datetime, now: datetime, reason: str = ""
) -> None:
    """Ask staff for something, once: while a task of that kind for that subject is open, no second one is opened."""
    row = {"kind": kind, "subject": subject, "reason": reason, "opened_at": now, "due_at": due_at}
    session.execute(db.upsert(session, Task).values(row).on_conflict_do_nothing())


def request_callback(
    session: Session, wish: CallbackWish, *, channel: Channel, language: str, now: datetime
) -> Callback:
    """Promise that a person rings this number back. Raises Invalid("number", "not_a_number")."""
    number = phones.parse(wish.number)
    if number is None or not phones.may_be_called(number):
        raise Invalid("number", "not_a_number")
    callback_id = _callback_id(session, wish, channel)
    if known := session.get(Callback, callback_id):
        return known
    callback = Callback(
        id=callback_id,
        channel=channel,
        language=language,
        is_urgent=wish.is_urgent,
        requested_at=now,
        due_at=now + (URGENT_DUE if wish.is_urgent else CALLBACK_DUE),
    )
    callback.sealed = _sealed(session, callback_id, wish, number)
    session.add(callback)
    return callback


def change_callback(
    session: Session, wish: CallbackWish, *, channel: Channel, language: str, now: datetime
) -> Callback:
    """Promise a call, or change the one promised under this token: the latest number and what was told hold.

    Where that call was made meanwhile, another is promised. Raises Invalid("number", "not_a_number").
    """
    callback = request_callback(session, wish, channel=channel, language=language, now=now)
    callback.sealed = _sealed(session, callback.id, wish, phones.parse(wish.number) or "")
    callback.language = language
    callback.closed_at = None
    return callback


def withdraw_callback(session: Session, token: str, *, channel: Channel) -> None:
    """The caller does not want the call that was promised under this token; the number is forgotten."""
    is_it = Callback.id == _token_id(session, token, channel)
    session.execute(delete(Callback).where(is_it, Callback.closed_at.is_(None)))


def _sealed(session: Session, callback_id: int, wish: CallbackWish, number: str) -> bytes:
    kept = {"number": number, "best_time": wish.best_time, "told": wish.told or {}}
    return secrets_box.of(session).seal(callback_id, json.dumps(kept, ensure_ascii=False).encode())


def _callback_id(session: Session, wish: CallbackWish, channel: Channel) -> int:
    if not wish.token:
        return secrets_box.random_id()
    return _token_id(session, wish.token, channel)


def _token_id(session: Session, token: str, channel: Channel) -> int:
    return secrets_box.of(session).index_key("callback", f"{channel}:{token}") & (2**63 - 1)


@dataclass(frozen=True, slots=True)
class PromisedCallback:
    """A callback as staff see it: `number` is E.164, `told` is what the caller already told us (Query.told())."""

    id: int
    number: str
    best_time: str
    told: dict[str, object]
    language: str
    is_urgent: bool
    due_at: datetime


def waiting_callbacks(session: Session) -> list[PromisedCallback]:
    """Callbacks nobody has made yet: children and medicine first, then who has waited longest."""
    order = (Callback.is_urgent.desc(), Callback.requested_at)
    waiting = select(Callback).where(Callback.closed_at.is_(None)).order_by(*order)
    return [_promised(session, callback) for callback in session.scalars(waiting)]


def close_callback(session: Session, callback_id: int, *, now: datetime) -> None:
    """The call was made. Raises NotFound."""
    callback = session.get(Callback, callback_id)
    if callback is None:
        raise NotFound
    callback.closed_at = now


def open_tasks(session: Session) -> list[Task]:
    """What staff were asked for and have not done, the most pressing first."""
    return list(session.scalars(select(Task).where(Task.closed_at.is_(None)).order_by(Task.due_at, Task.id)))


def close_task(session: Session, task_id: int, *, now: datetime) -> None:
    """The task is done. Raises NotFound."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound
    task.closed_at = now


def _promised(session: Session, callback: Callback) -> PromisedCallback:
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    return PromisedCallback(
        callback.id,
        kept["number"],
        kept["best_time"],
        kept["told"],
        callback.language,
        callback.is_urgent,
        callback.due_at,
    )
