"""Consuls who are told: the queue by deadline, and what is done about one, from the person's page.

The queue names nobody; a person's page is opened with a reason, and there a consul is told.
"""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, request
from sqlalchemy.orm import Session

from hotline import clock, countries, db, letters, texts
from hotline.config import Settings
from hotline.console import consular_words, guard, person, queues
from hotline.console.person import Answer
from hotline.domain import consular, directory
from hotline.domain.consular import Part
from hotline.domain.errors import Invalid
from hotline.domain.records import viewing
from hotline.models.rights import ConsularMeans

blueprint: Blueprint = guard.blueprint("consular", __name__)

_IN = "console/consular"
_ONE = "/people/<int:person_id>/consular/<int:notice_id>"


@guard.page(blueprint, "/consular", "consular.see")
def show() -> str:
    """What is to be done about those who are held, of everybody or of one facility."""
    code = request.args.get("facility", "").strip().upper()[:16]
    part = next((one for one in Part if one == request.args.get("part")), Part.TELL)
    skip = max(queues.after() or 0, 0)
    with db.reading() as session:
        page = consular.waiting(session, part, facility_code=code, skip=skip)
        told = {
            "page": page,
            "skip": skip,
            "names": directory.facility_names(session, [one.facility_code for one in page.owing]),
            "counts": consular.counts(session, facility_code=code),
            "facility": directory.facility(session, code) if code else None,
        }
    told |= {"part": part, "code": code, "most": consular.COUNTED_TO, "words": consular_words}
    return render_template(f"{_IN}/show.html", now=clock.now(), **told)


@guard.act(blueprint, "/people/<int:person_id>/consular", "consular.work")
def ask_for(person_id: int) -> Answer:
    """Of a stay that began before we heard of it."""
    return person.act(person_id, lambda session: consular.ask_for(session, guard.actor(), person_id, now=clock.now()))


@guard.act(blueprint, f"{_ONE}/ask", "consular.work")
def ask(person_id: int, notice_id: int) -> Answer:
    wants = request.form.get("wants") == "yes"

    def note(session: Session) -> None:
        consular.ask(session, guard.actor(), notice_id, wants=wants, now=clock.now())

    return _act(person_id, notice_id, note)


@guard.act(blueprint, f"{_ONE}/country", "consular.work")
def change_country(person_id: int, notice_id: int) -> Answer:
    country = request.form.get("country", "")

    def change(session: Session) -> None:
        if country not in countries.all_codes():
            raise Invalid("country", "unknown")
        consular.change_country(session, guard.actor(), notice_id, country, now=clock.now())

    return _act(person_id, notice_id, change)


@guard.act(blueprint, f"{_ONE}/email", "consular.work")
def send_email(person_id: int, notice_id: int) -> Answer:
    return _send(person_id, notice_id, ConsularMeans.EMAIL)


@guard.act(blueprint, f"{_ONE}/print", "consular.work")
def send_print(person_id: int, notice_id: int) -> Answer:
    return _send(person_id, notice_id, ConsularMeans.PRINT)


@guard.act(blueprint, f"{_ONE}/acknowledge", "consular.acknowledge")
def acknowledge(person_id: int, notice_id: int) -> Answer:
    by = request.form.get("by", "")

    def note(session: Session) -> None:
        consular.acknowledge(session, guard.actor(), notice_id, by, now=clock.now())

    return _act(person_id, notice_id, note)


@guard.page(blueprint, f"{_ONE}/sheet", "consular.work")
def print_sheet(person_id: int, notice_id: int) -> str:
    """The letter as it is sent, to read first; on paper with room for who takes it."""
    with db.reading() as session:
        viewing.require_open(session, guard.actor(), person_id, now=clock.now())
        consular.require_of(session, notice_id, person_id)
        letter = consular.letter_of(session, notice_id, now=clock.now())
        one = next(one for one in consular.of(session, person_id) if one.id == notice_id)
    worded = letters.consular(letter.facts(), number=_settings().hotline_number)
    told = {"worded": worded, "letter": letter, "one": one, "words": consular_words}
    with texts.speaking(worded[0][0]):
        told |= {"heading": consular_words.heading(letter, clock.now()), "receipt": consular_words.receipt()}
    return render_template(f"{_IN}/sheet.html", this=f"/console/people/{person_id}", **told)


def _act(person_id: int, notice_id: int, verb: Callable[[Session], object]) -> Answer:
    """On the open page of the very person whom the notice is about."""

    def do(session: Session) -> None:
        consular.require_of(session, notice_id, person_id)
        verb(session)

    return person.act(person_id, do)


def _send(person_id: int, notice_id: int, means: ConsularMeans) -> Answer:
    def send(session: Session) -> None:
        consular.send(session, guard.actor(), notice_id, means, now=clock.now())

    return _act(person_id, notice_id, send)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
