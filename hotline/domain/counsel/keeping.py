"""Who represents a detained person is written down, changed, and ends.

Who that is is the person's business and counsel's: others of the staff see that there is one, and since when.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import audit, custody, hiding, people, whose_number
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.models.free_calls import Representative
from hotline.models.people import Person

LONGEST = 120  # characters of a name, a firm or an address
_HOME = frozenset(("US", "PR", "VI", "GU", "MP", "AS"))


@dataclass(frozen=True, slots=True)
class CounselForm:
    """What is written down of counsel; `number` as it was typed, `language` a code.

    `g28_on` is the date of the G-28, without which nobody is counsel of record.
    """

    name: str
    number: str
    firm: str = ""
    email: str = ""
    language: str = "en"
    g28_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counsel:
    """Counsel of record; `number` is E.164."""

    id: int
    name: str
    firm: str
    number: str
    email: str
    language: str
    g28_on: date
    since: datetime


def add(session: Session, actor: Actor, person_id: int, form: CounselForm, *, now: datetime) -> Counsel:
    """Raises NotFound, Invalid: ("name", "missing" or "too_long"), ("number", "not_a_number", "not_allowed",
    "of_a_line" or "known"), ("email", "malformed"), ("g28_on", "missing" or "in_the_future"). The same form sent again
    is the same counsel; another one with the number of one who stands there is refused, for that one is to be changed.
    """
    kept = _checked(session, form, now)
    hiding.alone(session)  # or a move that is reported in this moment would be told to nobody
    person_id = people.kept_for(session, person_id)
    if session.get(Person, person_id, with_for_update=True) is None:
        raise NotFound
    if known := next((one for one in of(session, person_id) if _form_of(one) == kept), None):
        return known
    if any(one.number == kept.number for one in of(session, person_id)):
        raise Invalid("number", "known")
    row = Representative(id=secrets_box.random_id(), person_id=person_id, added_by=actor.staff_id, since=now)
    row.facility_code = _facility(session, person_id, now)
    _write(session, row, kept)
    session.add(row)
    session.flush()
    audit.record(session, actor, "counsel.added", f"person:{person_id}", now=now)
    return read(session, row)


def change(
    session: Session, actor: Actor, person_id: int, counsel_id: int, form: CounselForm, *, now: datetime
) -> None:
    """The same, of counsel who is known. Raises NotFound and what add() does."""
    kept = _checked(session, form, now)
    row = _standing(session, person_id, counsel_id)
    if any(one.number == kept.number for one in of(session, person_id) if one.id != counsel_id):
        raise Invalid("number", "known")
    _write(session, row, kept)
    audit.record(session, actor, "counsel.changed", f"person:{person_id}", now=now)


def end(session: Session, actor: Actor, person_id: int, counsel_id: int, *, now: datetime) -> None:
    """They represent the person no more. Raises NotFound."""
    _standing(session, person_id, counsel_id).ended_at = now
    audit.record(session, actor, "counsel.ended", f"person:{person_id}", now=now)


def of(session: Session, person_id: int) -> tuple[Counsel, ...]:
    """Who represents the person, the latest G-28 first."""
    mine = select(Representative).where(Representative.person_id == person_id, Representative.ended_at.is_(None))
    rows = session.scalars(mine.order_by(Representative.g28_on.desc(), Representative.since.desc()))
    return tuple(read(session, row) for row in rows)


def one(session: Session, counsel_id: int) -> Counsel | None:
    """For the connection; None for who represents nobody any more."""
    row = session.get(Representative, counsel_id)
    return read(session, row) if row and row.ended_at is None else None


def _facility(session: Session, person_id: int, now: datetime) -> str:
    """Where the records say the person is, or was last on the way; "" for nowhere yet, and after custody."""
    seen = custody.whereabouts(session, person_id, now=now)
    return seen.facility.code if seen and seen.facility and seen.ended_at is None else ""


def masked(one: Counsel) -> Counsel:
    """What everybody of the staff may see of counsel: that there is one, the date of the G-28, and since when."""
    return replace(one, name="", firm="", number="", email="", language="")


def _form_of(one: Counsel) -> CounselForm:
    return CounselForm(one.name, one.number, one.firm, one.email, one.language, one.g28_on)


def _checked(session: Session, form: CounselForm, now: datetime) -> CounselForm:
    name, firm, email = form.name.strip(), form.firm.strip(), form.email.strip()
    if not name:
        raise Invalid("name", "missing")
    if max(map(len, (name, firm, email))) > LONGEST:
        raise Invalid("name", "too_long")
    number = _number(session, form.number)
    if email and ("@" not in email or " " in email):
        raise Invalid("email", "malformed")
    if form.g28_on is None:
        raise Invalid("g28_on", "missing")
    if form.g28_on > now.date():
        raise Invalid("g28_on", "in_the_future")
    return CounselForm(name, number, firm, email, form.language or "en", form.g28_on)


def _number(session: Session, typed: str) -> str:
    """As E.164; a demonstration number is allowed."""
    number = phones.parse_reference(typed)
    if number is None:
        raise Invalid("number", "not_a_number")
    if phones.region(number) not in _HOME or phones.costs_extra(number):
        raise Invalid("number", "not_allowed")
    if whose_number.is_of_a_line(session, number):
        raise Invalid("number", "of_a_line")
    return number


def _write(session: Session, row: Representative, kept: CounselForm) -> None:
    told = {name: value for name, value in asdict(kept).items() if name not in ("g28_on", "language")}
    row.sealed = secrets_box.of(session).seal(row.id, json.dumps(told, ensure_ascii=False).encode())
    row.g28_on, row.language = cast(date, kept.g28_on), kept.language  # _checked() lets nobody by without one


def _standing(session: Session, person_id: int, counsel_id: int) -> Representative:
    row = session.get(Representative, counsel_id, with_for_update=True)
    if row is None or row.person_id != person_id or row.ended_at:
        raise NotFound
    return row


def read(session: Session, row: Representative) -> Counsel:
    """What is kept of counsel, opened."""
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    return Counsel(
        row.id, kept["name"], kept["firm"], kept["number"], kept["email"], row.language, row.g28_on, row.since
    )
