"""Callbacks: who waits to be rung back, who of the staff rings them, and what became of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import desk_words, guard, polling, queues
from hotline.console.queues import CONFLICT, REFUSED, Faults
from hotline.domain import callbacks, claims, directory, interpreters, notes, today
from hotline.domain.callbacks import Part, working
from hotline.domain.errors import Invalid
from hotline.models.contacts import AttemptOutcome
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("callbacks", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/callbacks"
_IN = "console/callbacks"


@guard.page(blueprint, "/callbacks", "callbacks.see")
def show() -> str:
    return _all("")


@guard.renewal(blueprint, "/callbacks/list", "callbacks.see")
def renew() -> Response:
    """The list by itself, for a page that stays open."""
    now = clock.now()
    state = today.pulse(guard.reading(), now=now)
    return polling.answer((state, request.query_string), lambda: render_template(f"{_IN}/list.html", **_listed(now)))


@guard.act(blueprint, "/callbacks/next", "callbacks.work")
def take_next() -> Answer:
    with db.begin() as session:
        taken = working.take_next(session, guard.actor(), now=clock.now())
    if taken is None:
        return _all(_("Nobody waits to be called now whom nobody else is calling."))
    return redirect(f"{_HOME}/{taken}", 303)


@guard.page(blueprint, "/callbacks/<int:callback_id>", "callbacks.see")
def open_one(callback_id: int) -> str:
    return _one(callback_id)


@guard.act(blueprint, "/callbacks/<int:callback_id>/take", "callbacks.work")
def take(callback_id: int) -> Answer:
    return _work(callback_id, working.take, to=f"{_HOME}/{callback_id}")


@guard.act(blueprint, "/callbacks/<int:callback_id>/give-back", "callbacks.work")
def give_back(callback_id: int) -> WerkzeugResponse:
    with db.begin() as session:
        claims.give_back(session, guard.actor(), working.subject(callback_id), now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/callbacks/<int:callback_id>/tried", "callbacks.work")
def tried(callback_id: int) -> Answer:
    became = request.form.get("outcome", "")
    if became not in set(AttemptOutcome):
        return _one(callback_id, queues.faults(Invalid("outcome", "missing"))), REFUSED
    return _work(callback_id, working.write_down, AttemptOutcome(became), note=_typed())


@guard.act(blueprint, "/callbacks/<int:callback_id>/close", "callbacks.work")
def close(callback_id: int) -> Answer:
    return _work(callback_id, working.close_untried, note=_typed())


@guard.act(blueprint, "/callbacks/<int:callback_id>/note", "callbacks.work")
def note(callback_id: int) -> Answer:
    try:
        with db.begin() as session:
            callbacks.one(session, callback_id, now=clock.now())
            notes.write(session, guard.actor(), working.subject(callback_id), _typed(), now=clock.now())
    except Invalid as error:
        return _one(callback_id, queues.faults(error)), REFUSED
    return redirect(f"{_HOME}/{callback_id}", 303)


def _work(callback_id: int, verb: Callable[..., object], *told: object, to: str = _HOME, **words: object) -> Answer:
    """Do that to a callback as whoever asks; where somebody else has it, what was typed stands on the page still."""
    try:
        with db.begin() as session:
            verb(session, guard.actor(), callback_id, *told, now=clock.now(), **words)
    except claims.Taken:
        return _one(callback_id), CONFLICT
    except Invalid as error:
        return _one(callback_id, queues.faults(error)), REFUSED
    return redirect(to, 303)


def _typed() -> str:
    return request.form.get("note", "")


def _all(told: str) -> str:
    return render_template(f"{_IN}/show.html", told=told, **_listed(clock.now()))


def _listed(now: datetime) -> dict[str, Any]:
    """What the list is made of: a page of the part that was asked for."""
    asked = request.args.get("part", "")
    part = Part(asked) if asked in set(Part) else Part.NOW
    with db.reading() as session:
        page = callbacks.page(session, part, now=now, after=queues.after())
        taken = _taken(session, [one.id for one in page.callbacks], now)
        known = queues.names(session, taken.values())
        places = directory.facility_names(session, (one.facility for one in page.callbacks))
    told = {"page": page, "part": part, "taken": taken, "names": known, "places": places}
    return told | {"now": now, "words": desk_words}


def _taken(session: Session, ids: list[int], now: datetime) -> dict[int, claims.Claimed]:
    found = claims.of(session, map(working.subject, ids), now=now)
    return {one: found[working.subject(one)] for one in ids if working.subject(one) in found}


def _one(callback_id: int, faults: Faults | None = None) -> str:
    now, subject = clock.now(), working.subject(callback_id)
    with db.begin() as session:
        callback = working.view(session, guard.actor(), callback_id, now=now)
        claim = claims.of(session, [subject], now=now).get(subject)
        written = notes.on(session, subject)
        signatures = [*(one.by for one in callback.tries), *(f"staff:{one.by}" for one in written)]
        known = queues.names(session, [claim] if claim else [], signatures)
        places = directory.facility_names(session, [callback.facility])
        speakers = interpreters.for_language(session, callback.speaks, now=now) if callback.speaks else []
    return render_template(
        f"{_IN}/one.html",
        callback=callback,
        interpreters=speakers,
        claim=claim,
        is_mine=claim is not None and claim.staff_id == guard.actor().staff_id,
        notes=written,
        names=known,
        places=places,
        signer=queues.signer,
        faults=faults or [],
        typed=_typed(),
        outcomes=[(one, _(desk_words.OUTCOMES[one])) for one in AttemptOutcome],
        words=desk_words,
        now=now,
    )
