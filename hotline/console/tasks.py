"""Tasks: what staff are asked to verify, to name and to decide, by when, and what came of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import guard, polling, queues, task_words
from hotline.console.queues import CONFLICT, REFUSED, Faults
from hotline.domain import claims, notes, tasks, today
from hotline.domain.errors import Invalid
from hotline.models.operations import Task, TaskKind
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("tasks", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/tasks"
_IN = "console/tasks"


@guard.page(blueprint, "/tasks", "tasks.see")
def show() -> str:
    return _all([])


@guard.renewal(blueprint, "/tasks/list", "tasks.see")
def renew() -> Response:
    """The list by itself, for a page that stays open."""
    now = clock.now()
    state = today.pulse(guard.reading(), now=now)
    return polling.answer((state, request.query_string), lambda: render_template(f"{_IN}/list.html", **_listed(now)))


@guard.page(blueprint, "/tasks/<int:task_id>", "tasks.see")
def open_one(task_id: int) -> str:
    return _one(task_id)


@guard.act(blueprint, "/tasks/<int:task_id>/take", "tasks.work")
def take(task_id: int) -> Answer:
    return _work(task_id, tasks.take)


@guard.act(blueprint, "/tasks/<int:task_id>/give-back", "tasks.work")
def give_back(task_id: int) -> WerkzeugResponse:
    with db.begin() as session:
        claims.give_back(session, guard.actor(), tasks.subject(task_id), now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/tasks/<int:task_id>/close", "tasks.work")
def close(task_id: int) -> Answer:
    return _work(task_id, tasks.close, to=_HOME, note=_typed())


@guard.act(blueprint, "/tasks/<int:task_id>/reopen", "tasks.work")
def reopen(task_id: int) -> Answer:
    try:
        with db.begin() as session:
            tasks.reopen(session, guard.actor(), task_id, now=clock.now())
    except Invalid as error:
        return _all(queues.faults(error)), REFUSED
    return redirect(f"{_HOME}/{task_id}", 303)


def _work(task_id: int, verb: Callable[..., object], *, to: str = "", **words: object) -> Answer:
    """Do that to a task as whoever asks, unless somebody else has it."""
    try:
        with db.begin() as session:
            verb(session, guard.actor(), task_id, now=clock.now(), **words)
    except claims.Taken:
        return _one(task_id), CONFLICT
    except Invalid as error:
        return _one(task_id, queues.faults(error)), REFUSED
    return redirect(to or f"{_HOME}/{task_id}", 303)


def _typed() -> str:
    return request.form.get("note", "")


def _all(faults: Faults) -> str:
    now = clock.now()
    with db.reading() as session:
        counted = tasks.counts(session)
        done = tasks.just_closed(session, guard.actor(), now=now)
    kinds = [(kind, _(words), counted[kind]) for kind, words in task_words.KINDS.items() if kind in counted]
    return render_template(f"{_IN}/show.html", kinds=kinds, done=done, faults=faults, **_listed(now))


def _listed(now: datetime) -> dict[str, Any]:
    asked = request.args.get("kind", "")
    kind = TaskKind(asked) if asked in set(TaskKind) else None
    with db.reading() as session:
        page = tasks.page(session, kind, after=queues.after())
        found = claims.of(session, (tasks.subject(one.id) for one in page.tasks), now=now)
        known = queues.names(session, found.values())
    taken = {one.id: found.get(tasks.subject(one.id)) for one in page.tasks}
    return {"page": page, "kind": kind or "", "taken": taken, "names": known, "now": now, "words": task_words}


def _one(task_id: int, faults: Faults | None = None) -> str:
    now, who, subject = clock.now(), guard.actor(), tasks.subject(task_id)
    with db.reading() as session:
        task = tasks.one(session, task_id)
        claim = claims.of(session, [subject], now=now).get(subject)
        is_mine = claim is not None and claim.staff_id == who.staff_id
        told = _about(session, task, is_mine=is_mine)
        written = (f"staff:{one.by}" for one in told["notes"])
        known = queues.names(session, [claim] if claim else [], written)
    told |= {"task": task, "claim": claim, "is_mine": is_mine, "names": known, "now": now}
    return render_template(f"{_IN}/one.html", faults=faults or [], typed=_typed(), words=task_words, **told)


def _about(session: Session, task: Task, *, is_mine: bool) -> dict[str, Any]:
    """What may be known of what a task is about: of a person, who may be hidden, it is on the person's own page."""
    may_know = tasks.may_know(session, guard.actor(), task)
    return {
        "may_know": may_know,
        "is_about_a_person": tasks.is_about_a_person(task),
        "notes": [] if tasks.is_about_a_person(task) else notes.on(session, task.subject),
        "contact": tasks.contact(session, task) if is_mine else "",
        "there": task_words.address(task.subject) if may_know else "",
    }
