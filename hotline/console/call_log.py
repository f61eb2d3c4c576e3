"""A person's calls and visits: what staff write down of them, and how they correct it, from the person's page."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, current_app, redirect, render_template, request
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.config import Settings
from hotline.console import free_call_words, guard, queues, rights_words, shown, spoken
from hotline.console.person import Answer
from hotline.console.queues import REFUSED, Faults
from hotline.domain import directory, free_calls
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.free_calls import by_hand, correcting
from hotline.domain.free_calls.by_hand import Entry
from hotline.domain.records import reading, viewing
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party

blueprint: Blueprint = guard.blueprint("call_log", __name__)

_WORDS = ("party", "means", "outcome", "failure", "language")
_BOXES = (*_WORDS, "facility", "at", "minutes", "name", "number", "why", "form")
_NEW, _ONE = "/people/<int:person_id>/calls", "/people/<int:person_id>/calls/<int:call_id>"
_MOST_MINUTES = 4  # digits
Typed = dict[str, str]
Word = TypeVar("Word", Party, CallMeans, CallResult)


@guard.page(blueprint, _NEW, "free_calls.log")
def ask(person_id: int) -> Answer:
    """Whoever has not opened the person yet is asked why first, on the person's own page."""
    try:
        return _form(person_id)
    except NotAllowed:
        return redirect(_of(person_id), 303)


@guard.act(blueprint, _NEW, "free_calls.log")
def log(person_id: int) -> Answer:
    now = clock.now()

    def write(session: Session) -> None:
        by_hand.log(session, guard.actor(), _entry(session, person_id, now), now=now)

    return _act(person_id, write)


@guard.page(blueprint, _ONE, "free_calls.log")
def ask_to_correct(person_id: int, call_id: int) -> Answer:
    with db.reading() as session:
        typed = _typed_of(session, _row(session, person_id, call_id))
    return _form(person_id, typed, call_id=call_id)


@guard.act(blueprint, _ONE, "free_calls.log")
def correct(person_id: int, call_id: int) -> Answer:
    now = clock.now()

    def write(session: Session) -> None:
        entry, why = _entry(session, person_id, now), request.form.get("why", "")
        correcting.correct(session, guard.actor(), call_id, entry, why=why, now=now)

    return _act(person_id, write, call_id=call_id)


def _act(person_id: int, verb: Callable[[Session], None], *, call_id: int = 0) -> Answer:
    try:
        with db.begin() as session:
            viewing.require_open(session, guard.actor(), person_id, now=clock.now())
            verb(session)
    except Invalid as error:
        return _form(person_id, _typed(), free_call_words.faults(error), call_id=call_id), REFUSED
    return redirect(f"{_of(person_id)}#calls", 303)


def _entry(session: Session, person_id: int, now: datetime) -> Entry:
    """What the form says. Raises Invalid."""
    typed = _typed()
    code = typed["facility"].strip().upper()
    return Entry(
        person_id=person_id,
        party=_word(Party, "party", typed),
        means=_word(CallMeans, "means", typed),
        facility_code=code,
        at=rights_words.moment("at", typed["at"], _zone(session, code)) or now,
        outcome=_word(CallResult, "outcome", typed),
        failure=typed["failure"],
        seconds=_seconds(typed["minutes"]),
        is_free=bool(typed["is_free"]),
        language=typed["language"],
        name=typed["name"],
        number=typed["number"],
        form=typed["form"],
    )


def _word(words: type[Word], box: str, typed: Typed) -> Word:
    if typed[box] not in list(words):
        raise Invalid(box, "missing")
    return words(typed[box])


def _seconds(minutes: str) -> int:
    minutes = minutes.strip()
    if not (minutes.isdecimal() or not minutes) or len(minutes) > _MOST_MINUTES:
        raise Invalid("seconds", "no_number")
    return int(minutes or 0) * 60


def _form(person_id: int, typed: Typed | None = None, faults: Faults | None = None, *, call_id: int = 0) -> str:
    now, who = clock.now(), guard.actor()
    with db.reading() as session:
        viewing.require_open(session, who, person_id, now=now)
        typed = typed or _usual(session, person_id, now)
        details = reading.details_of(session, person_id)
        facility = directory.facility(session, typed["facility"])
        before = correcting.chain(session, call_id) if call_id else ()
        names = queues.names(session, [], [f"staff:{row.logged_by}" for row in before])
    return render_template(
        "console/free_calls/log.html",
        details=details,
        facility=facility,
        before=before,
        names=names,
        typed=typed,
        faults=faults or [],
        this=_of(person_id),
        call_id=call_id,
        words=free_call_words,
        spoken_here=spoken.choices(),
    )


def _usual(session: Session, person_id: int, now: datetime) -> Typed:
    """Where the person is held, now, free of charge, in the language that the records tell."""
    typed = dict.fromkeys(_BOXES, "")
    typed |= {"facility": free_calls.held_at(session, person_id, now=now), "form": secrets.token_urlsafe(16)}
    return typed | {
        "means": CallMeans.OTHER_PHONE,
        "language": reading.details_of(session, person_id).language,
        "is_free": "yes",
    }


def _typed() -> Typed:
    return {name: request.form.get(name, "") for name in (*_BOXES, "is_free")}


def _typed_of(session: Session, row: DetaineeCall) -> Typed:
    """What the form held that wrote this, but for who it was: nobody reads that back."""
    code = row.facility_code or ""
    at = clock.at_place(row.asked_at, _zone(session, code)).replace(tzinfo=None)
    typed = dict.fromkeys(_BOXES, "") | {"party": row.party, "means": row.means, "outcome": row.outcome or ""}
    typed |= {"failure": row.failure, "facility": code, "at": at.isoformat(timespec="minutes")}
    typed |= {"minutes": str(-(-row.seconds // 60)) if row.seconds else "", "language": row.language}
    return typed | {"form": secrets.token_urlsafe(16), "is_free": "yes" if row.is_free else ""}


def _row(session: Session, person_id: int, call_id: int) -> DetaineeCall:
    """One that may be corrected. Raises NotFound."""
    viewing.require_open(session, guard.actor(), person_id, now=clock.now())
    row = session.get(DetaineeCall, call_id)
    if row is None or row.person_id != person_id or not correcting.may_be_corrected(row):
        raise NotFound
    return row


def _zone(session: Session, code: str) -> str:
    """By whose clock the form is filled: the facility's, else the hotline's own."""
    settings: Settings = current_app.extensions["settings"]
    facility = directory.facility(session, code)
    return facility.time_zone if facility else shown.zone(settings)


def _of(person_id: int) -> str:
    return f"/console/people/{person_id}"
