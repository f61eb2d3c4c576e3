"""Voice messages: listened to, written down by hand, attached to whom they speak of, and done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db
from hotline.console import desk_words, guard, polling, queues
from hotline.console.queues import CONFLICT, REFUSED, Faults
from hotline.domain import callbacks, claims, notes, today, voicemail
from hotline.domain.callbacks import PromisedCallback
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.voicemail import working

blueprint: Blueprint = guard.blueprint("voicemails", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/voicemails"
_IN = "console/voicemails"


@guard.page(blueprint, "/voicemails", "voicemails.hear")
def show() -> str:
    return render_template(f"{_IN}/show.html", **_listed(clock.now()))


@guard.renewal(blueprint, "/voicemails/list", "voicemails.hear")
def renew() -> Response:
    """The list by itself, for a page that stays open."""
    now = clock.now()
    state = today.pulse(guard.reading(), now=now)
    return polling.answer((state, request.query_string), lambda: render_template(f"{_IN}/list.html", **_listed(now)))


@guard.page(blueprint, "/voicemails/<int:voicemail_id>", "voicemails.hear")
def open_one(voicemail_id: int) -> str:
    return _one(voicemail_id)


@guard.page(blueprint, "/voicemails/<int:voicemail_id>/sound", "voicemails.hear")
def sound(voicemail_id: int) -> Response:
    """What was spoken, whole or the part that a player asks for; it is kept nowhere on the way."""
    with db.begin() as session:
        heard = working.hear(session, guard.actor(), voicemail_id, now=clock.now())
    if heard is None:
        raise NotFound
    response = Response(heard.content, content_type=heard.content_type)
    response.make_conditional(request, accept_ranges=True, complete_length=len(heard.content))
    return response


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/take", "voicemails.hear")
def take(voicemail_id: int) -> Answer:
    return _work(voicemail_id, working.take)


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/give-back", "voicemails.hear")
def give_back(voicemail_id: int) -> WerkzeugResponse:
    with db.begin() as session:
        claims.give_back(session, guard.actor(), working.subject(voicemail_id), now=clock.now())
    return redirect(_HOME, 303)


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/note", "voicemails.hear")
def note(voicemail_id: int) -> Answer:
    try:
        with db.begin() as session:
            voicemail.one(session, voicemail_id)
            notes.write(session, guard.actor(), working.subject(voicemail_id), _typed(), now=clock.now())
    except Invalid as error:
        return _one(voicemail_id, queues.faults(error)), REFUSED
    return redirect(f"{_HOME}/{voicemail_id}", 303)


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/person", "voicemails.hear")
def attach_to_person(voicemail_id: int) -> Answer:
    return _work(voicemail_id, working.attach_to_person, request.form.get("person", 0, type=int))


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/callback", "voicemails.hear")
def attach_to_callback(voicemail_id: int) -> Answer:
    return _work(voicemail_id, working.attach_to_callback, request.form.get("callback", 0, type=int))


@guard.act(blueprint, "/voicemails/<int:voicemail_id>/close", "voicemails.hear")
def close(voicemail_id: int) -> Answer:
    return _work(voicemail_id, working.close, to=_HOME)


def _work(voicemail_id: int, verb: Callable[..., object], *told: object, to: str = "") -> Answer:
    """Do that to a message as whoever asks, unless somebody else has it."""
    try:
        with db.begin() as session:
            verb(session, guard.actor(), voicemail_id, *told, now=clock.now())
    except claims.Taken:
        return _one(voicemail_id), CONFLICT
    except Invalid as error:
        return _one(voicemail_id, queues.faults(error)), REFUSED
    return redirect(to or f"{_HOME}/{voicemail_id}", 303)


def _typed() -> str:
    return request.form.get("note", "")


def _listed(now: datetime) -> dict[str, Any]:
    with db.reading() as session:
        page = voicemail.page(session, after=queues.after())
        found = claims.of(session, (working.subject(one.id) for one in page.voicemails), now=now)
        taken = {one.id: found.get(working.subject(one.id)) for one in page.voicemails}
        known = queues.names(session, found.values())
    return {"page": page, "taken": taken, "names": known, "now": now}


def _one(voicemail_id: int, faults: Faults | None = None) -> str:
    now, who, subject = clock.now(), guard.actor(), working.subject(voicemail_id)
    with db.begin() as session:
        left = working.view(session, who, voicemail_id, now=now)
        claim = claims.of(session, [subject], now=now).get(subject)
        written = notes.on(session, subject)
        told: dict[str, Any] = {
            "notes": written,
            "names": queues.names(session, [claim] if claim else [], (f"staff:{one.by}" for one in written)),
            "people": working.offered_people(session, who, now=now),
            "callbacks": _own_callbacks(session, now),
        }
    is_mine = claim is not None and claim.staff_id == who.staff_id
    told |= {"left": left, "claim": claim, "is_mine": is_mine, "faults": faults or [], "typed": _typed(), "now": now}
    return render_template(f"{_IN}/one.html", **told)


def _own_callbacks(session: Session, now: datetime) -> list[tuple[PromisedCallback, str]]:
    """The calls that whoever asks works on, each with what was told of whom they look for.

    One may have been marked as done elsewhere while they had it.
    """
    mine = (one.partition(":") for one in claims.mine(session, guard.actor(), now=now))
    numbers = [int(number) for matter, _colon, number in mine if matter == "callback"]
    calls = callbacks.owed_among(session, numbers, now=now)
    return [(call, " ".join(text for _label, text in desk_words.said(call.told)[:2])) for call in calls]
