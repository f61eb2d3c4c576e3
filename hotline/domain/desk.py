"""What waits for staff: tasks with a due time, and the promise that a person rings back."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline import db, phones, secrets_box
from hotline.domain.errors import Invalid, NotFound
from hotline.models.contacts import Callback, Channel, Voicemail
from hotline.models.operations import Task, TaskKind

CALLBACK_DUE = timedelta(hours=24)
URGENT_DUE = timedelta(hours=2)  # where children or medicine are at stake
MOST_TOLD_BEFORE = 5  # people of one promised call, the last one beside
CARE = "care"  # what a call is about: a child or a sick person was left without care


@dataclass(frozen=True, slots=True)
class CallbackWish:
    """What somebody who wants to be rung back leaves; all but the number may be empty.

    `number` as it was typed or came with the call; `told` is what the caller already told us (Query.told()), so that
    nobody is asked twice, `told_before` what they told of others, oldest first; `best_time` in the caller's own words
    or as a DayPart, `time_zone` the clock it is meant by ("America/Chicago"); `about` is CARE, or "" for the search for
    a person, and `report` what was reported then (CareReport.facts()); who `is_relayed` hears and types through a relay
    service and is called through one (711); `speaks` is their language in their own words. `token`, where there is one,
    is the same when the same form is sent again: then nobody is promised a second call. A report that `has_no_number`
    waits for staff all the same, its number "".
    """

    number: str
    best_time: str = ""
    told: dict[str, object] | None = None
    is_urgent: bool = False
    token: str = ""
    time_zone: str = ""
    about: str = ""
    is_relayed: bool = False
    report: dict[str, Any] | None = None
    told_before: tuple[dict[str, Any], ...] = ()
    has_no_number: bool = False
    speaks: str = ""


class DayPart(StrEnum):
    """When a call suits somebody, chosen by key."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


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
    number = _number(wish)
    wanted_id = callback_id(session, wish.token, channel) if wish.token else secrets_box.random_id()
    if known := session.get(Callback, wanted_id):
        return known
    callback = Callback(
        id=wanted_id,
        channel=channel,
        language=language,
        is_urgent=wish.is_urgent,
        requested_at=now,
        due_at=now + (URGENT_DUE if wish.is_urgent else CALLBACK_DUE),
    )
    callback.sealed = _sealed(session, wanted_id, wish, number)
    session.add(callback)
    return callback


def change_callback(
    session: Session, wish: CallbackWish, *, channel: Channel, language: str, now: datetime
) -> Callback:
    """Promise a call, or change the one promised under this token: the latest number and what was told last hold.

    What was told before of somebody else is kept beside it, so that a second person does not push out the first.

    What became urgent stays urgent, and is due that much sooner.
    Where that call was made meanwhile, another is promised. Raises Invalid("number", "not_a_number").
    """
    callback = request_callback(session, wish, channel=channel, language=language, now=now)
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    callback.sealed = _sealed(session, callback.id, wish, _number(wish), kept)
    callback.language = language
    callback.closed_at = None
    if wish.is_urgent and not callback.is_urgent:
        callback.is_urgent = True
        callback.due_at = min(callback.due_at, now + URGENT_DUE)
    return callback


def withdraw_callback(session: Session, token: str, *, channel: Channel) -> None:
    """The caller does not want the call that was promised under this token; the number is forgotten."""
    is_it = Callback.id == callback_id(session, token, channel)
    session.execute(delete(Callback).where(is_it, Callback.closed_at.is_(None)))


def _number(wish: CallbackWish) -> str:
    """The number to call, E.164, or "" where a report came without one. Raises Invalid("number", "not_a_number")."""
    if wish.has_no_number:
        return ""
    number = phones.parse(wish.number)
    if number is None or not phones.may_be_called(number):
        raise Invalid("number", "not_a_number")
    return number


def _sealed(
    session: Session, row_id: int, wish: CallbackWish, number: str, earlier: dict[str, Any] | None = None
) -> bytes:
    kept: dict[str, Any] = {"number": number, "best_time": wish.best_time}
    kept |= {"time_zone": wish.time_zone, "about": wish.about, "is_relayed": wish.is_relayed}
    kept |= {"report": wish.report or {}, "speaks": wish.speaks}
    kept |= _told(wish, earlier or {})
    return secrets_box.of(session).seal(row_id, json.dumps(kept, ensure_ascii=False).encode())


def _told(wish: CallbackWish, earlier: dict[str, Any]) -> dict[str, object]:
    """Everybody who was told of, each once, the last one by itself; nothing told anew pushes out nothing."""
    people: list[dict[str, Any]] = [*earlier.get("told_before", ()), earlier.get("told", {})]
    for told in json.loads(json.dumps([*wish.told_before, wish.told or {}])):  # as lists, which is how it was kept
        if told:
            fullest = next((known for known in people if _holds(known, told)), told)
            people = [known for known in people if known is not fullest and not _holds(told, known)]
            people.append(fullest)
    *before, last = [known for known in people if known] or [{}]
    return {"told": last, "told_before": before[-MOST_TOLD_BEFORE:]}


def _holds(told: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether `told` tells all that `other` does of a person; which questions were put tells nothing."""
    return all(told.get(name) == value for name, value in other.items() if name != "asked")


def callback_id(session: Session, token: str, channel: Channel) -> int:
    """The id of the call promised under this token, whether there is one or not."""
    return secrets_box.of(session).index_key("callback", f"{channel}:{token}") & (2**63 - 1)


@dataclass(frozen=True, slots=True)
class PromisedCallback:
    """A callback as staff see it: `number` is E.164, or "" of a report without one.

    `told` is what the caller already told us (Query.told()), `told_before` what was told of others in the same call or
    conversation, oldest first. `best_time`, `time_zone`, `about`, `report`, `is_relayed` and `speaks` are as in
    CallbackWish. `voicemails` are the messages to listen to first.
    """

    id: int
    number: str
    best_time: str
    told: dict[str, object]
    language: str
    is_urgent: bool
    due_at: datetime
    time_zone: str = ""
    about: str = ""
    voicemails: tuple[int, ...] = ()
    told_before: tuple[dict[str, object], ...] = ()
    is_relayed: bool = False
    report: dict[str, Any] = field(default_factory=dict)
    speaks: str = ""


def waiting_callbacks(session: Session) -> list[PromisedCallback]:
    """Callbacks nobody has made yet: children and medicine first, then who has waited longest."""
    order = (Callback.is_urgent.desc(), Callback.requested_at)
    waiting = select(Callback).where(Callback.closed_at.is_(None)).order_by(*order)
    left: defaultdict[int | None, list[int]] = defaultdict(list)
    unheard = select(Voicemail.callback_id, Voicemail.id).where(Voicemail.heard_at.is_(None))
    for promised_id, voicemail_id in session.execute(unheard):
        left[promised_id].append(voicemail_id)
    return [_promised(session, callback, tuple(left[callback.id])) for callback in session.scalars(waiting)]


def close_callback(session: Session, number: int, *, now: datetime) -> None:
    """The call was made. Raises NotFound."""
    callback = session.get(Callback, number)
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


def close_tasks(session: Session, kind: TaskKind, subject: str, *, now: datetime) -> None:
    """What was asked for about that subject is done, if anything was."""
    is_it = Task.kind == kind, Task.subject == subject, Task.closed_at.is_(None)
    session.execute(update(Task).where(*is_it).values(closed_at=now))


def _promised(session: Session, callback: Callback, voicemails: tuple[int, ...]) -> PromisedCallback:
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    return PromisedCallback(
        callback.id,
        kept["number"],
        kept["best_time"],
        kept["told"],
        callback.language,
        callback.is_urgent,
        callback.due_at,
        kept.get("time_zone", ""),
        kept.get("about", ""),
        voicemails,
        tuple(kept.get("told_before", ())),
        kept.get("is_relayed", False),
        kept.get("report", {}),
        kept.get("speaks", ""),
    )
