"""Whom a detained person may call: counsel of record and relatives, written down by an officer from the person's page.

A relative's number is never shown again. Counsel is shown to few: who may not see it writes it anew to change it.
"""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.config import Settings
from hotline.console import guard, reaching_words, rights_words, spoken
from hotline.console.person import Answer, act
from hotline.console.queues import REFUSED, Faults
from hotline.domain import counsel, kin
from hotline.domain.counsel import Counsel, CounselForm
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.kin import NewKin
from hotline.domain.records import reading, viewing

blueprint: Blueprint = guard.blueprint("reaching", __name__)

_IN = "console/reaching"
_COUNSEL = "/people/<int:person_id>/counsel"
_ONE = f"{_COUNSEL}/<int:counsel_id>"
_KIN = "/people/<int:person_id>/kin"
_COUNSEL_BOXES = ("name", "firm", "number", "email", "language", "g28_on")
_KIN_BOXES = ("number", "relation", "language")
Typed = dict[str, str]
_EMPTY: Typed = dict.fromkeys(_COUNSEL_BOXES, "") | {"language": "en"}


@guard.page(blueprint, _COUNSEL, "counsel.change")
def ask_counsel(person_id: int) -> str:
    return _counsel_form(person_id, _EMPTY)


@guard.act(blueprint, _COUNSEL, "counsel.change")
def add_counsel(person_id: int) -> Answer:
    return _write_counsel(person_id)


@guard.page(blueprint, _ONE, "counsel.change")
def ask_to_change(person_id: int, counsel_id: int) -> str:
    with db.reading() as session:
        viewing.require_open(session, guard.actor(), person_id, now=clock.now())
        one = _standing(session, person_id, counsel_id)
    return _counsel_form(person_id, _typed_of(one), counsel_id=counsel_id)


@guard.act(blueprint, _ONE, "counsel.change")
def change_counsel(person_id: int, counsel_id: int) -> Answer:
    return _write_counsel(person_id, counsel_id)


@guard.act(blueprint, f"{_ONE}/end", "counsel.change")
def end_counsel(person_id: int, counsel_id: int) -> Answer:
    now = clock.now()
    return act(person_id, lambda session: counsel.end(session, guard.actor(), person_id, counsel_id, now=now))


@guard.page(blueprint, _KIN, "kin.register")
def ask_kin(person_id: int) -> Answer:
    """Whoever has not opened the person yet is asked why first, on the person's own page."""
    try:
        return _form("kin", person_id, dict.fromkeys(_KIN_BOXES, ""))
    except NotAllowed:
        return redirect(_of(person_id), 303)


@guard.act(blueprint, _KIN, "kin.register")
def register_kin(person_id: int) -> Answer:
    typed, now = _typed(_KIN_BOXES), clock.now()
    countries = frozenset(_settings().free_call_countries)
    try:
        with db.begin() as session:
            viewing.require_open(session, guard.actor(), person_id, now=now)
            spoken_there = typed["language"] and reaching_words.language(typed["language"])
            new = NewKin(typed["number"], typed["relation"], spoken_there)
            kin.register(session, person_id, new, countries=countries, actor=guard.actor(), now=now)
    except Invalid as error:
        return _form("kin", person_id, typed, reaching_words.kin_faults(error)), REFUSED
    return _back(person_id)


@guard.act(blueprint, f"{_KIN}/<int:kin_id>/remove", "kin.register")
def remove_kin(person_id: int, kin_id: int) -> Answer:
    now = clock.now()
    return act(person_id, lambda session: kin.remove(session, person_id, kin_id, actor=guard.actor(), now=now))


def _write_counsel(person_id: int, counsel_id: int = 0) -> Answer:
    """Counsel who is new, or what is written of one; where it cannot be, the form says why."""
    typed, now, who = _typed(_COUNSEL_BOXES), clock.now(), guard.actor()
    try:
        with db.begin() as session:
            viewing.require_open(session, who, person_id, now=now)
            form = _read(typed)
            if counsel_id:
                counsel.change(session, who, person_id, counsel_id, form, now=now)
            else:
                counsel.add(session, who, person_id, form, now=now)
    except Invalid as error:
        return _counsel_form(person_id, typed, reaching_words.counsel_faults(error), counsel_id=counsel_id), REFUSED
    return _back(person_id)


def _read(typed: Typed) -> CounselForm:
    """What the form says. Raises Invalid."""
    day: date | None = rights_words.day("g28_on", typed["g28_on"])
    language = reaching_words.language(typed["language"])
    return CounselForm(typed["name"], typed["number"], typed["firm"], typed["email"], language, day)


def _typed_of(one: Counsel) -> Typed:
    """What the form held that wrote this, as far as whoever asks may see it."""
    day = one.g28_on.isoformat()
    if not guard.may("free_calls.see_counsel"):
        return _EMPTY | {"g28_on": day}
    told = {"name": one.name, "firm": one.firm, "number": one.number, "email": one.email}
    return told | {"language": one.language, "g28_on": day}


def _standing(session: Session, person_id: int, counsel_id: int) -> Counsel:
    """Raises NotFound."""
    for one in counsel.of(session, person_id):
        if one.id == counsel_id:
            return one
    raise NotFound


def _counsel_form(person_id: int, typed: Typed, faults: Faults | None = None, *, counsel_id: int = 0) -> str:
    is_masked = bool(counsel_id) and not guard.may("free_calls.see_counsel")
    return _form("counsel", person_id, typed, faults, counsel_id=counsel_id, is_masked=is_masked)


def _form(which: str, person_id: int, typed: Typed, faults: Faults | None = None, **told: Any) -> str:
    now: datetime = clock.now()
    with db.reading() as session:
        viewing.require_open(session, guard.actor(), person_id, now=now)
        details = reading.details_of(session, person_id)
    told |= {"details": details, "typed": typed, "faults": faults or [], "words": reaching_words}
    return render_template(f"{_IN}/{which}.html", this=_of(person_id), spoken_here=spoken.choices(), **told)


def _typed(boxes: tuple[str, ...]) -> Typed:
    return {name: request.form.get(name, "") for name in boxes}


def _back(person_id: int) -> Answer:
    return redirect(f"{_of(person_id)}#reaching", 303)


def _of(person_id: int) -> str:
    return f"/console/people/{person_id}"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
