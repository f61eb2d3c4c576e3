"""Open searches: what was asked and not answered yet, by when somebody must look, and how each ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import desk_words, guard, polling, queues
from hotline.console.queues import CONFLICT, REFUSED, Faults
from hotline.domain import claims, notes, searches, today
from hotline.domain.errors import Invalid
from hotline.domain.searches import working
from hotline.models.contacts import ClosingReason
from hotline.texts import gettext as _
from hotline.texts import lazy

blueprint: Blueprint = guard.blueprint("searches", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/searches"
_IN = "console/searches"
_REASONS = {
    ClosingReason.TOLD: lazy("A person told them"),
    ClosingReason.WITHDRAWN: lazy("They want it no longer"),
    ClosingReason.CANNOT_BE_TOLD: lazy("They may not be told"),
    ClosingReason.UNREACHABLE: lazy("Nobody can be reached there"),
    ClosingReason.MISTAKEN: lazy("It was left by mistake, or twice"),
}


@guard.page(blueprint, "/searches", "searches.see")
def show() -> str:
    return render_template(f"{_IN}/show.html", **_listed(clock.now()))


@guard.renewal(blueprint, "/searches/list", "searches.see")
def renew() -> Response:
    """The list by itself, for a page that stays open."""
    now = clock.now()
    state = today.pulse(guard.reading(), now=now)
    return polling.answer((state, request.query_string), lambda: render_template(f"{_IN}/list.html", **_listed(now)))


@guard.page(blueprint, "/searches/<int:search_id>", "searches.see")
def open_one(search_id: int) -> str:
    return _one(search_id)


@guard.act(blueprint, "/searches/<int:search_id>/take", "searches.work")
def take(search_id: int) -> Answer:
    return _work(search_id, working.take)


@guard.act(blueprint, "/searches/<int:search_id>/give-back", "searches.work")
def give_back(search_id: int) -> WerkzeugResponse:
    with db.begin() as session:
        claims.give_back(session, guard.actor(), working.subject(search_id), now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/searches/<int:search_id>/run", "searches.work")
def run(search_id: int) -> Answer:
    return _work(search_id, working.run)


@guard.act(blueprint, "/searches/<int:search_id>/note", "searches.work")
def note(search_id: int) -> Answer:
    try:
        with db.begin() as session:
            searches.one(session, search_id)
            notes.write(session, guard.actor(), working.subject(search_id), _typed(), now=clock.now())
    except Invalid as error:
        return _one(search_id, queues.faults(error)), REFUSED
    return redirect(f"{_HOME}/{search_id}", 303)


@guard.act(blueprint, "/searches/<int:search_id>/close", "searches.work")
def close(search_id: int) -> Answer:
    reason = request.form.get("reason", "")
    if reason not in _REASONS:
        return _one(search_id, queues.faults(Invalid("reason", "missing"))), REFUSED
    return _work(search_id, working.close, to=_HOME, reason=ClosingReason(reason), note=_typed())


def _work(search_id: int, verb: Callable[..., object], *, to: str = "", **words: object) -> Answer:
    """Do that to a search as whoever asks, unless somebody else has it."""
    try:
        with db.begin() as session:
            verb(session, guard.actor(), search_id, now=clock.now(), **words)
    except claims.Taken:
        return _one(search_id), CONFLICT
    except Invalid as error:
        return _one(search_id, queues.faults(error)), REFUSED
    return redirect(to or f"{_HOME}/{search_id}", 303)


def _typed() -> str:
    return request.form.get("note", "")


def _listed(now: datetime) -> dict[str, Any]:
    with db.reading() as session:
        page = searches.page(session, after=queues.after())
        found = claims.of(session, (working.subject(one.id) for one in page.searches), now=now)
        known = queues.names(session, found.values())
    taken = {one.id: found.get(working.subject(one.id)) for one in page.searches}
    return {"page": page, "taken": taken, "names": known, "now": now, "words": desk_words}


def _one(search_id: int, faults: Faults | None = None) -> str:
    now, who, subject = clock.now(), guard.actor(), working.subject(search_id)
    with db.begin() as session:
        search = working.view(session, who, search_id, now=now)
        claim = claims.of(session, [subject], now=now).get(subject)
        written = notes.on(session, subject)
        known = queues.names(session, [claim] if claim else [], (f"staff:{one.by}" for one in written))
    told: dict[str, Any] = {"search": search, "told": search.query.told(), "notes": written, "names": known}
    told |= {"claim": claim, "is_mine": claim is not None and claim.staff_id == who.staff_id, "now": now}
    told |= {"faults": faults or [], "typed": _typed(), "words": desk_words}
    reasons = [("", _("Choose"))] + [(value, _(words)) for value, words in _REASONS.items()]
    return render_template(f"{_IN}/one.html", reasons=reasons, chosen=request.form.get("reason", ""), **told)
