"""Find a person: whatever is known of them, in any writing; what was asked stands in no address."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request

from hotline import clock, countries, db, reading
from hotline.console import guard, person_words
from hotline.console.queues import REFUSED, Faults
from hotline.domain.names import Query
from hotline.domain.records import finding
from hotline.reading import Birth, Unreadable
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("people", __name__)

LONGEST_NAME = 120
_NAMES = ("given", "surname", "second_surname", "also")
BOXES = (*_NAMES, "a_number", "born", "country")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, what it means, and what of it could not be read."""

    typed: dict[str, str]
    query: Query
    faults: Faults


@guard.page(blueprint, "/people", "people.search")
def ask() -> str:
    return render_template("console/people/ask.html", typed=dict.fromkeys(BOXES, ""), faults=[], found=None)


@guard.act(blueprint, "/people", "people.search")
def find() -> str | tuple[str, int]:
    now = clock.now()
    asked = read({name: request.form.get(name, "") for name in BOXES}, today=now.date())
    if asked.faults:
        return render_template("console/people/ask.html", typed=asked.typed, faults=asked.faults, found=None), REFUSED
    with db.begin() as session:
        found = finding.find(session, guard.actor(), asked.query, now=now)
    return render_template(
        "console/people/ask.html", typed=asked.typed, faults=[], found=found, words=person_words, now=now
    )


def read(typed: dict[str, str], *, today: date) -> Asked:
    """The boxes of a search as a query; where one cannot be read, the sentence for it."""
    typed = {name: reading.line(text)[:LONGEST_NAME] for name, text in typed.items()}
    faults: Faults = []
    number, birth, country = "", Birth(), ""
    if typed["a_number"] and not (number := reading.a_number(typed["a_number"]) or ""):
        faults.append(("a_number", _("An A-number has 7 to 9 digits. Check it, or leave it out.")))
    if typed["born"]:
        try:
            birth = reading.written_birth(typed["born"], today=today)
        except Unreadable:
            faults.append(("born", _("This date cannot be read. Write it like 3/12/1985, or the year alone.")))
    if typed["country"] and not (country := countries.parse(typed["country"])):
        faults.append(("country", _("This country is not known. Write its name, or leave it out.")))
    names = {name: (typed[name],) for name in _NAMES if typed[name]}
    query = Query(number, birth_date=birth.day, birth_year=birth.year, country=country, **names)  # type: ignore[arg-type]
    if not faults and not (query.a_number or query.has_name or query.also or query.birth_date):
        faults.append(("surname", _("Write at least a name, an A-number or a whole date of birth.")))
    return Asked(typed, query, faults)
