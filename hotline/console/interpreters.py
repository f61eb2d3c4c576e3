"""Interpreters: who speaks what, who can be rung now, and which languages nobody speaks."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, language_names, phones
from hotline.console import edits, guard, spoken
from hotline.console.edits import Difference
from hotline.console.queues import CONFLICT, REFUSED, Faults
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
_BOXES = {
    "name": lazy("Name"),
    "phone": lazy("Telephone"),
    "languages": lazy("Languages that they speak"),
    "hours": lazy("Hours"),
    "staff_id": lazy("Who it is"),
}
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
    told = _told()
    try:
        with db.begin() as session:
            interpreters.add(session, guard.actor(), told, now=clock.now())
    except Invalid as error:
        return _form(None, told, _said(error)), REFUSED
    return redirect(_HOME, 303)


@guard.page(blueprint, "/interpreters/<int:interpreter_id>", "interpreters.change")
def open_one(interpreter_id: int) -> str:
    with db.reading() as session:
        known = interpreters.one(session, interpreter_id, now=clock.now())
    return _form(known)


@guard.act(blueprint, "/interpreters/<int:interpreter_id>", "interpreters.change")
def change(interpreter_id: int) -> Answer:
    now = clock.now()
    with db.begin() as session:
        known = interpreters.one(session, interpreter_id, now=now)
        stands = _texts(_told_of(known))
        was = {name: request.form.get(f"{edits.PREFIX}{name}", "") for name in stands}
        mine = edits.merged(was, stands, _texts(_told()))
        both = edits.differences(was, stands, mine)
        told, faults = _told_in(mine), []
        if not both:
            try:
                interpreters.change(session, guard.actor(), interpreter_id, told, now=now)
            except Invalid as error:
                faults = _said(error)
    if faults:
        return _form(known, told, faults, was=was), REFUSED
    return (_form(known, told, both=both), CONFLICT) if both else redirect(_HOME, 303)


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


def _said(error: Invalid) -> Faults:
    return [(error.field, _(_FAULTS[error.field, error.reason]))]


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


def _told_of(known: Known) -> Told:
    return Told(known.name, known.phone, known.languages, known.hours, known.staff_id)


def _texts(told: Told) -> dict[str, str]:
    """Box by box, as two who edit one record are compared: a number and languages however they were written."""
    phone = phones.parse(told.phone) or told.phone
    staff = "" if told.staff_id is None else str(told.staff_id)
    spoken_too = " ".join(sorted(told.languages))
    return {"name": told.name, "phone": phone, "languages": spoken_too, "hours": told.hours, "staff_id": staff}


def _told_in(texts: dict[str, str]) -> Told:
    staff = int(texts["staff_id"]) if texts["staff_id"] else None
    return Told(texts["name"], texts["phone"], tuple(texts["languages"].split()), texts["hours"], staff)


def _form(
    known: Known | None,
    told: Told | None = None,
    faults: Faults | None = None,
    *,
    was: dict[str, str] | None = None,
    both: list[Difference] | None = None,
) -> str:
    """After a collision it is filled by what stands now, so that the next save is of somebody who has read it."""
    with db.reading() as session:
        staff = [(str(one.id), one.name) for one in members.everybody(session)]
    names = dict(staff)
    return render_template(
        f"{_IN}/one.html",
        known=known,
        told=told or (_told_of(known) if known else Told("", "", ())),
        was=was or (_texts(_told_of(known)) if known else {}),
        differences=[
            (_(_BOXES[one.name]), _shown(one.theirs, one.name, names), _shown(one.mine, one.name, names))
            for one in both or []
        ],
        staff=[("", _("a volunteer")), *staff],
        spoken_here=spoken.choices(),
        faults=faults or [],
    )


def _shown(text: str, box: str, names: dict[str, str]) -> str:
    """What a box holds, in words."""
    if box == "staff_id":
        return names.get(text) or _("a volunteer")
    if box == "languages":
        return ", ".join(name_of(code) for code in text.split())
    return phones.readable(text) if box == "phone" else text
