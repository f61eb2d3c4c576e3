"""Interpreters: who speaks what, who can be rung now, and which languages nobody speaks."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, language_names
from hotline.console import guard, spoken
from hotline.console.queues import REFUSED, Faults
from hotline.domain import interpreters
from hotline.domain.errors import Invalid
from hotline.domain.interpreters import Known, Told
from hotline.domain.staff import members
from hotline.texts import gettext as _
from hotline.texts import lazy

blueprint: Blueprint = guard.blueprint("interpreters", __name__)
Answer = Response | WerkzeugResponse | str | tuple[str, int]

_HOME = "/console/interpreters"
_IN = "console/interpreters"
_FAULTS = {
    ("hours", "malformed"): lazy("Please write hours as 08:00-20:00 America/Chicago, or always."),
    ("languages", "missing"): lazy("Please choose a language at least."),
    ("languages", "unknown"): lazy("Please choose languages of the list."),
    ("name", "missing"): lazy("Please write a name."),
    ("name", "too_long"): lazy("This name is longer than 80 characters. Please shorten it."),
    ("phone", "not_a_number"): lazy("Please write a telephone number with its area code."),
    ("staff_id", "unknown"): lazy("Please choose one of the staff, or nobody."),
}


@guard.page(blueprint, "/interpreters", "interpreters.see")
def show() -> str:
    now, said = clock.now(), request.args.get("language", "")[:80]
    with db.reading() as session:
        everybody = interpreters.everybody(session, now=now)
        found = interpreters.for_language(session, said, now=now) if said else everybody
        missing = interpreters.unspoken(session)
    return render_template(
        f"{_IN}/show.html",
        found=found,
        said=said,
        is_empty=not everybody,
        missing=missing,
        name_of=name_of,
        spoken_here=spoken.choices(),
    )


@guard.page(blueprint, "/interpreters/new", "interpreters.change")
def ask() -> str:
    return _form(None)


@guard.act(blueprint, "/interpreters/new", "interpreters.change")
def add() -> Answer:
    return _keep(None, lambda session, told: interpreters.add(session, guard.actor(), told, now=clock.now()))


@guard.page(blueprint, "/interpreters/<int:interpreter_id>", "interpreters.change")
def open_one(interpreter_id: int) -> str:
    with db.reading() as session:
        known = interpreters.one(session, interpreter_id, now=clock.now())
    return _form(known)


@guard.act(blueprint, "/interpreters/<int:interpreter_id>", "interpreters.change")
def change(interpreter_id: int) -> Answer:
    with db.reading() as session:
        known = interpreters.one(session, interpreter_id, now=clock.now())
    return _keep(
        known,
        lambda session, told: interpreters.change(session, guard.actor(), interpreter_id, told, now=clock.now()),
    )


@guard.act(blueprint, "/interpreters/<int:interpreter_id>/take-off", "interpreters.change")
def take_off(interpreter_id: int) -> Answer:
    with db.begin() as session:
        interpreters.take_off(session, guard.actor(), interpreter_id, now=clock.now())
    return redirect(_HOME, 303)


def name_of(words: str) -> str:
    """A language by its code in the reader's; what is no code as the caller said it."""
    if language_names.code_of(words) != words:
        return words
    return spoken.name(words) or words


def _keep(known: Known | None, verb: Callable[..., object]) -> Answer:
    try:
        with db.begin() as session:
            verb(session, _told())
    except Invalid as error:
        return _form(known, [(error.field, _(_FAULTS[error.field, error.reason]))]), REFUSED
    return redirect(_HOME, 303)


def _told() -> Told:
    """What was typed; a number of the staff that is none is that of nobody."""
    form = request.form
    staff_id = form.get("staff_id", "")
    return Told(
        form.get("name", ""),
        form.get("phone", ""),
        tuple(form.getlist("languages")),
        form.get("hours", ""),
        (form.get("staff_id", type=int) or 0) if staff_id else None,
    )


def _form(known: Known | None, faults: Faults | None = None) -> str:
    with db.reading() as session:
        staff = [(str(one.id), one.name) for one in members.everybody(session)]
    return render_template(
        f"{_IN}/one.html",
        known=known,
        told=_told() if faults else known or Told("", "", ()),
        staff=[("", _("a volunteer")), *staff],
        spoken_here=spoken.choices(),
        faults=faults or [],
    )
