"""New arrival: somebody arrested or being processed is entered by hand in under a minute, and found at once."""

import secrets
from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock, db, reading
from hotline.console import guard, people, person_words
from hotline.console.people import Asked
from hotline.console.queues import REFUSED, Faults
from hotline.domain.errors import Invalid
from hotline.domain.people import Name, PersonDetails
from hotline.domain.records import arriving, finding
from hotline.domain.records.arriving import KINDS, Arrival
from hotline.models.custody import EventKind
from hotline.models.places import Facility, FieldOffice
from hotline.texts import gettext as _
from hotline.texts import lazy

blueprint: Blueprint = guard.blueprint("intake", __name__)
Answer = str | tuple[str, int]

_IN = "console/people"
_BOXES = (*people.BOXES, "age", "place", "at", "kind", "protected", "form")
_OLDEST = 120
_PROTECTED = {"yes": True, "no": False, "unknown": None}
NO_PLACE, NOBODY = lazy("Choose the field office or the facility."), lazy("Write a name or an A-number.")
_FAULTS = {
    ("facility_code", "missing"): NO_PLACE,
    ("facility_code", "unknown"): NO_PLACE,
    ("happened_at", "in_the_future"): lazy("This moment has not come yet on the clock of that place."),
    ("office_code", "unknown"): NO_PLACE,
    ("person", "missing"): NOBODY,
    ("place", "missing"): NO_PLACE,
}


@guard.page(blueprint, "/arrivals", "intake.report")
def ask() -> str:
    return _form(dict.fromkeys(_BOXES, "") | {"form": secrets.token_urlsafe(16)})


@guard.act(blueprint, "/arrivals", "intake.report")
def enter() -> Answer:
    """People who may be the same are shown once before another is written; "anyway" says that they were looked at."""
    now = clock.now()
    typed = {name: request.form.get(name, "") for name in _BOXES}
    asked = people.read({name: typed[name] for name in people.BOXES}, today=now.date())
    typed |= asked.typed
    arrival, faults = _arrival(typed, asked, now)
    if arrival is None:
        return _form(typed, faults=faults), REFUSED
    try:
        with db.begin() as session:
            similar = [] if "anyway" in request.form else _similar(session, asked, now)
            reported = None if similar else arriving.enter(session, guard.actor(), arrival, now=now)
            is_hidden = bool(reported and finding.hidden_for(session, [reported.person_id]))
    except Invalid as error:
        return _form(typed, faults=[("place", _(_FAULTS[error.field, error.reason]))]), REFUSED
    if reported is None:
        return _form(typed, similar=similar, now=now)
    return render_template(f"{_IN}/entered.html", reported=reported, is_hidden=is_hidden)


def _similar(session: Session, asked: Asked, now: datetime) -> list[finding.Candidate]:
    return arriving.similar(session, guard.actor(), asked.query, now=now)


def _arrival(typed: dict[str, str], asked: Asked, now: datetime) -> tuple[Arrival | None, Faults]:
    faults = list(asked.faults)
    office, facility = _place(typed["place"])
    if not (office or facility):
        faults.append(("place", _(NO_PLACE)))
    if (at := _moment(typed["at"], now)) is None:
        faults.append(("at", _("Write when it happened, or leave it empty for now.")))
    if (years := _years(typed["age"], now.date())) is None:
        faults.append(("age", _("Write the age in years, or leave it out.")))
    if not (asked.query.has_name or asked.query.a_number or faults):
        faults.append(("surname", _(NOBODY)))
    if faults or at is None or years is None:
        return None, faults
    kind = EventKind(typed["kind"]) if typed["kind"] in KINDS else EventKind.PROCESSED
    details = _details(asked, years)
    return Arrival(typed["form"], kind, at, details, _PROTECTED.get(typed["protected"]), office, facility), []


def _details(asked: Asked, years: tuple[int, ...]) -> PersonDetails:
    query, typed = asked.query, asked.typed
    names = [Name(typed["given"], " ".join(filter(None, (typed["surname"], typed["second_surname"]))))]
    names += [Name(typed["also"], "")] if typed["also"] else []
    told = (query.birth_year,) if query.birth_year else ()
    return PersonDetails(
        names=tuple(name for name in names if name.given or name.surnames),
        births=(query.birth_date,) if query.birth_date else (),
        birth_years=told or (() if query.birth_date else years),
        a_numbers=(query.a_number,) if query.a_number else (),
        country=query.country,
    )


def _place(chosen: str) -> tuple[str, str]:
    """The codes of the office and of the facility, one of which is ""."""
    what, _colon, code = chosen.partition(":")
    return (code, "") if what == "office" else ("", code if what == "facility" else "")


def _moment(text: str, now: datetime) -> datetime | None:
    """A reading of the clock on the wall there; now where nothing was written."""
    if not text:
        return now
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _years(age: str, today: date) -> tuple[int, ...] | None:
    """The two years in which somebody of that age may be born; none where nothing was written."""
    if not age.strip():
        return ()
    years = reading.digits(age)
    if not years or len(years) > len(str(_OLDEST)) or int(years) > _OLDEST:
        return None
    return (today.year - int(years), today.year - int(years) - 1)


def _places(session: Session) -> list[tuple[str, str]]:
    """Where somebody may be taken: field offices first, because arrests are theirs."""
    offices = session.execute(select(FieldOffice.code, FieldOffice.name).order_by(FieldOffice.name))
    facilities = session.execute(select(Facility.code, Facility.name).order_by(Facility.name))
    found = [(f"office:{code}", name) for code, name in offices]
    return [("", "")] + found + [(f"facility:{code}", f"{name} ({code})") for code, name in facilities]


def _form(typed: dict[str, str], *, faults: Faults | None = None, **told: Any) -> str:
    with db.reading() as session:
        places = _places(session)
    told = {"similar": [], "now": clock.now()} | told
    return render_template(
        f"{_IN}/arrival.html", typed=typed, faults=faults or [], places=places, words=person_words, kinds=KINDS, **told
    )
