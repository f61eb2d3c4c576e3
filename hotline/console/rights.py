"""The notice of rights and the PIN, from a person's page: serving is written down, a PIN is shown once and printed."""

import secrets
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from sqlalchemy.orm import Session

from hotline import clock, db, languages, texts
from hotline.config import Settings
from hotline.console import guard, rights_words, shown, spoken
from hotline.console.person import Answer
from hotline.console.queues import REFUSED, Faults
from hotline.domain import directory, free_calls, pins, rights
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.records import reading, viewing
from hotline.domain.rights import Serving
from hotline.models.rights import Interpreting, RightsNotice

blueprint: Blueprint = guard.blueprint("rights", __name__)

_BOXES = ("facility", "language", "interpreting", "list_edition", "at", "form")
_TICKS = ("oral", "written", "pin")
Typed = dict[str, str]


@guard.page(blueprint, "/people/<int:person_id>/rights", "rights.serve")
def ask(person_id: int) -> Answer:
    return _form(person_id)


@guard.act(blueprint, "/people/<int:person_id>/rights", "rights.serve")
def serve(person_id: int) -> Answer:
    """Where a PIN was issued, the answer is the page that shows it, and no other page ever does."""
    now = clock.now()
    try:
        with db.begin() as session:
            here = viewing.require_to_serve(session, guard.actor(), person_id, now=now)
            served = rights.serve(session, guard.actor(), _serving(session, person_id, now), now=now)
    except Invalid as error:
        return _form(person_id, _typed(), rights_words.faults(error)), REFUSED
    then = _back(person_id, here)
    return _slip(person_id, served.pin, _typed()["language"], then) if served.pin else redirect(then, 303)


@guard.page(blueprint, "/people/<int:person_id>/rights/<int:notice_id>", "rights.serve")
def ask_to_correct(person_id: int, notice_id: int) -> Answer:
    with db.reading() as session:
        typed = _typed_of(session, _notice(session, person_id, notice_id))
    return _form(person_id, typed, notice_id=notice_id)


@guard.act(blueprint, "/people/<int:person_id>/rights/<int:notice_id>", "rights.serve")
def correct(person_id: int, notice_id: int) -> Answer:
    now = clock.now()
    try:
        with db.begin() as session:
            viewing.require_open(session, guard.actor(), person_id, now=now)
            rights.correct(session, guard.actor(), notice_id, _serving(session, person_id, now), now=now)
    except Invalid as error:
        return _form(person_id, _typed(), rights_words.faults(error), notice_id=notice_id), REFUSED
    return redirect(_of(person_id), 303)


@guard.page(blueprint, "/people/<int:person_id>/pin", "pins.reset")
def ask_to_reset_pin(person_id: int) -> Answer:
    """Asked once more: the PIN that the person has opens nothing from then on.

    Whoever has not opened the person yet is asked why first, on the person's own page.
    """
    try:
        with db.reading() as session:
            viewing.require_open(session, guard.actor(), person_id, now=clock.now())
            details = reading.details_of(session, person_id)
    except NotAllowed:
        return redirect(_of(person_id), 303)
    return render_template("console/rights/another_pin.html", details=details, this=_of(person_id))


@guard.act(blueprint, "/people/<int:person_id>/pin", "pins.reset")
def reset_pin(person_id: int) -> Answer:
    """Sent again it is another PIN: the one shown last is the one that opens."""
    now = clock.now()
    with db.begin() as session:
        viewing.require_open(session, guard.actor(), person_id, now=now)
        pin = pins.reset(session, guard.actor(), person_id, now=now)
        language = _language(session, person_id)
    return _slip(person_id, pin, language, _of(person_id))


def _serving(session: Session, person_id: int, now: datetime) -> Serving:
    """What the form says. Raises Invalid."""
    typed = _typed()
    code = typed["facility"].strip().upper()
    return Serving(
        person_id=person_id,
        facility_code=code,
        is_oral=bool(typed["oral"]),
        is_written=bool(typed["written"]),
        language=typed["language"],
        interpreting=rights_words.interpreting(typed["interpreting"]),
        list_edition=rights_words.day("list_edition", typed["list_edition"]),
        with_pin=bool(typed["pin"]),
        served_at=rights_words.moment("at", typed["at"], _zone(session, code)) or now,
        form=typed["form"],
    )


def _form(person_id: int, typed: Typed | None = None, faults: Faults | None = None, *, notice_id: int = 0) -> str:
    now = clock.now()
    with db.reading() as session:
        here = _served_from(session, person_id, notice_id, now)
        typed = typed or _usual(session, person_id, now)
        newest = rights.list_edition(session, typed["facility"].strip().upper())
        told: dict[str, Any] = {
            "details": reading.details_of(session, person_id),
            "facility": directory.facility(session, typed["facility"]),
            "newest": newest,
            "is_old": rights.is_old(newest, now.date()),
        }
    return render_template(
        "console/rights/serve.html",
        **told,
        typed=typed,
        faults=faults or [],
        this=_of(person_id),
        back=_back(person_id, here),
        notice_id=notice_id,
        words=rights_words,
        spoken_here=spoken.choices(),
    )


def _served_from(session: Session, person_id: int, notice_id: int, now: datetime) -> str:
    """The facility from whose list somebody is served, "" from their page; what was written is corrected there alone.

    Raises NotFound, NotAllowed.
    """
    if notice_id:
        viewing.require_open(session, guard.actor(), person_id, now=now)
        return ""
    return viewing.require_to_serve(session, guard.actor(), person_id, now=now)


def _usual(session: Session, person_id: int, now: datetime) -> Typed:
    """Here and now, in the language that the records tell, with the first PIN. What was done, the officer says."""
    return {
        "facility": free_calls.held_at(session, person_id, now=now),
        "language": _language(session, person_id),
        "interpreting": Interpreting.NONE,
        "list_edition": "",
        "at": "",
        "form": secrets.token_urlsafe(16),
        "oral": "",
        "written": "",
        "pin": "" if pins.standing(session, person_id) else "yes",
    }


def _typed() -> Typed:
    return {name: request.form.get(name, "") for name in (*_BOXES, *_TICKS)}


def _typed_of(session: Session, notice: RightsNotice) -> Typed:
    """What the form held that wrote this."""
    code = notice.facility_code or ""
    at = clock.at_place(notice.served_at, _zone(session, code)).replace(tzinfo=None)
    return {
        "facility": code,
        "language": notice.language,
        "interpreting": notice.interpreting,
        "list_edition": notice.list_edition.isoformat() if notice.list_edition else "",
        "at": at.isoformat(timespec="minutes"),
        "form": secrets.token_urlsafe(16),
        "oral": "yes" if notice.is_oral else "",
        "written": "yes" if notice.is_written else "",
        "pin": "",
    }


def _notice(session: Session, person_id: int, notice_id: int) -> RightsNotice:
    """One that still stands. Raises NotFound."""
    viewing.require_open(session, guard.actor(), person_id, now=clock.now())
    for notice in rights.of(session, person_id):
        if notice.id == notice_id and notice.replaced_by is None:
            return notice
    raise NotFound


def _language(session: Session, person_id: int) -> str:
    """In which the person was last served, else theirs by the records, "" where nobody knows."""
    served = rights.of(session, person_id)
    return served[0].language if served else reading.details_of(session, person_id).language


def _zone(session: Session, code: str) -> str:
    """By whose clock the form is filled: the facility's, else the hotline's own."""
    facility = directory.facility(session, code)
    return facility.time_zone if facility else shown.zone(_settings())


def _slip(person_id: int, pin: str, language: str, then: str) -> str:
    """The page that shows a PIN, with a slip in the person's language where we have it."""
    with db.reading() as session:
        details = reading.details_of(session, person_id)
    theirs = languages.get(language) or texts.current()
    slip = rights_words.slip(theirs, _settings().free_call_number)
    return render_template("console/rights/pin.html", pin=pin, details=details, this=then, slip=slip)


def _back(person_id: int, facility_code: str) -> str:
    """The list that somebody was served from, for the next one, or their page."""
    return f"/console/free-calls/{facility_code}" if facility_code else _of(person_id)


def _of(person_id: int) -> str:
    return f"/console/people/{person_id}"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
