"""Messages: how the outbox stands, what is held back and its release by two people, how the providers are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.config import Settings
from hotline.console import guard, messages_words, polling, queues, task_words
from hotline.console.queues import REFUSED, Faults
from hotline.domain import outbox
from hotline.domain.decisions import Proposed
from hotline.domain.errors import Invalid
from hotline.domain.notices import deciding
from hotline.domain.outbox import overview
from hotline.models.messages import Means
from hotline.models.notices import Change
from hotline.models.operations import DecisionKind

blueprint: Blueprint = guard.blueprint("messages", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/messages"
_IN = "console/messages"
_LATELY = timedelta(hours=24)
_READ_EVERY = 15  # seconds


@guard.page(blueprint, "/messages", "messages.see")
def show() -> str:
    return _all([])


@guard.renewal(blueprint, "/messages/now", "messages.see")
def renew() -> Response:
    """The numbers by themselves, for a page that stays open: they move all the time, so they are read now and then."""
    period = int(clock.now().timestamp()) // _READ_EVERY
    return polling.answer(period, lambda: render_template(f"{_IN}/now.html", **_numbers()))


@guard.act(blueprint, "/messages/held/<word>/release", "messages.release")
def propose_release(word: str) -> Answer:
    return _propose(DecisionKind.RELEASE_NOTICES, word)


@guard.act(blueprint, "/messages/held/<word>/drop", "messages.release")
def propose_drop(word: str) -> Answer:
    return _propose(DecisionKind.DROP_NOTICES, word)


@guard.act(blueprint, "/messages/decisions/<int:decision_id>/agree", "messages.release")
def agree(decision_id: int) -> Answer:
    seen = request.form.get("seen", -1, type=int)
    return _decide(deciding.agree, decision_id, seen=seen, why=_why())


@guard.act(blueprint, "/messages/decisions/<int:decision_id>/refuse", "messages.release")
def refuse(decision_id: int) -> Answer:
    return _decide(deciding.refuse, decision_id, why=_why())


@guard.act(blueprint, "/messages/decisions/<int:decision_id>/withdraw", "messages.release")
def withdraw(decision_id: int) -> Answer:
    return _decide(deciding.withdraw, decision_id)


def _propose(kind: DecisionKind, word: str) -> Answer:
    if word not in set(Change):
        abort(404)
    try:
        with db.begin() as session:
            deciding.propose(session, guard.actor(), kind, Change(word), why=_why(), now=clock.now())
    except Invalid as error:
        return _all(messages_words.faults(error)), REFUSED
    return redirect(_HOME, 303)


def _decide(verb: Callable[..., object], decision_id: int, **words: object) -> Answer:
    try:
        with db.begin() as session:
            verb(session, guard.actor(), decision_id, now=clock.now(), **words)
    except Invalid as error:
        return _all(messages_words.faults(error)), REFUSED
    return redirect(_HOME, 303)


def _why() -> str:
    return request.form.get("why", "")


def _all(faults: Faults) -> str:
    with db.reading() as session:
        held = deciding.standing(session)
        about = {one.change: deciding.about(session, one.change) for one in held}
        signed = (f"staff:{one.proposed_by}" for some in about.values() for one in some)
        known = queues.names(session, [], signed)
    proposed = {change: _open(some) for change, some in about.items()}
    told = {"held": held, "proposed": proposed, "names": known, "faults": faults, "typed": _why()}
    return render_template(f"{_IN}/show.html", **told, **_numbers())


def _open(some: list[Proposed]) -> Proposed | None:
    return next((one for one in some if one.decided_at is None), None)


def _numbers() -> dict[str, Any]:
    now = clock.now()
    with db.reading() as session:
        told = _read(session) | {"left": overview.left(session, since=now - _LATELY)}
        spent = outbox.spent(session, now=now)
    settings: Settings = current_app.extensions["settings"]
    most = {Means.TEXT: settings.texts_a_day, Means.CALL: settings.calls_a_day}
    told["spent"] = [(means, spent[means], most[means]) for means in most]
    return told | {"words": messages_words, "tasks": task_words, "up_to": overview.COUNTED_UP_TO, "now": now}


def _read(session: Session) -> dict[str, Any]:
    stopped = {name: (one.reason, one.tripped_at, one.until) for name, one in overview.stopped(session).items()}
    return {
        "waiting": overview.waiting(session),
        "failed": overview.failed(session),
        "last_sent": overview.last_sent(session),
        "stopped": stopped,
    }
