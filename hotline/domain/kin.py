"""Relatives whom a detained person may call free of charge: registered by an officer, or keyed in by the person.

A number is taken and never read back: who is on the telephone, or at the console, hears its last two digits, which are
enough to tell one relative from another and too few to find anybody.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import audit, outbox, people, whose_number
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.models.free_calls import FamilyNumber
from hotline.models.people import Person

MOST = 10  # of one person
RELATIONS = ("mother", "father", "wife_husband", "partner", "child", "brother_sister", "other")
_SHOWN = 2  # digits


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative: `relation` is one of RELATIONS or "", `language` a code or "", `ends_in` the last two digits."""

    id: int
    relation: str
    language: str
    ends_in: str
    since: datetime


@dataclass(frozen=True, slots=True)
class NewKin:
    """Whom to register: the number as it was typed or keyed, whose it is, what they speak."""

    number: str
    relation: str = ""
    language: str = ""


def register(
    session: Session,
    person_id: int,
    new: NewKin,
    *,
    countries: frozenset[str],
    actor: Actor | None = None,
    now: datetime,
) -> Kin:
    """Let the person call this number; the same one again is the same relative.

    `countries` are those that may be called (alpha-2). `actor` is None for what the person keyed in. Raises NotFound,
    Invalid: ("number", "not_a_number", "not_allowed", "of_a_line" or "too_many"), ("relation", "unknown").
    """
    number = _number(session, new.number, countries)
    if new.relation and new.relation not in RELATIONS:
        raise Invalid("relation", "unknown")
    person_id = _locked(session, person_id)
    key = outbox.contact_key(session, number)
    rows = _rows(session, person_id)
    if known := next((row for row in rows if row.contact_key == key), None):
        known.relation, known.language = new.relation or known.relation, new.language or known.language
        return _read(session, known)
    if len(rows) >= MOST:
        raise Invalid("number", "too_many")
    row = FamilyNumber(id=secrets_box.random_id(), person_id=person_id, contact_key=key, since=now)
    row.relation, row.language, row.added_by = new.relation, new.language, actor.staff_id if actor else None
    row.sealed = secrets_box.of(session).seal(row.id, json.dumps({"number": number}).encode())
    session.add(row)
    session.flush()
    audit.record(session, actor, "kin.registered", f"person:{person_id}", now=now)
    return _read(session, row)


def remove(session: Session, person_id: int, kin_id: int, *, actor: Actor | None = None, now: datetime) -> None:
    """Take a relative off the list. Raises NotFound."""
    row = session.get(FamilyNumber, kin_id, with_for_update=True)
    if row is None or row.person_id != person_id or row.ended_at:
        raise NotFound
    row.ended_at = now
    audit.record(session, actor, "kin.removed", f"person:{person_id}", now=now)


def of(session: Session, person_id: int) -> tuple[Kin, ...]:
    """The relatives whom the person may call, who was registered first before the others."""
    return tuple(_read(session, row) for row in _rows(session, person_id))


def number_of(session: Session, kin_id: int) -> str:
    """The number (E.164), for the connection alone; "" for a relative who was taken off."""
    row = session.get(FamilyNumber, kin_id)
    return _opened(session, row) if row and row.ended_at is None else ""


def language_of(session: Session, kin_id: int) -> str:
    """The code of the language to speak to a relative in, or ""."""
    row = session.get(FamilyNumber, kin_id)
    return row.language if row else ""


def _number(session: Session, typed: str, countries: frozenset[str]) -> str:
    """The number as E.164. Raises Invalid."""
    number = phones.parse(typed) or phones.dialled("".join(filter(str.isdecimal, typed)))
    if number is None:
        raise Invalid("number", "not_a_number")
    if whose_number.is_of_a_line(session, number):
        raise Invalid("number", "of_a_line")
    if not phones.may_be_rung(number, countries):
        raise Invalid("number", "not_allowed")
    return number


def _locked(session: Session, person_id: int) -> int:
    """Who stands for the person now; a merge in this moment is over, or waits."""
    person_id = people.kept_for(session, person_id)
    if session.get(Person, person_id, with_for_update=True) is None:
        raise NotFound
    return person_id


def _rows(session: Session, person_id: int) -> list[FamilyNumber]:
    mine: tuple[ColumnElement[bool], ...] = (FamilyNumber.person_id == person_id, FamilyNumber.ended_at.is_(None))
    return list(session.scalars(select(FamilyNumber).where(*mine).order_by(FamilyNumber.since, FamilyNumber.id)))


def _read(session: Session, row: FamilyNumber) -> Kin:
    return Kin(row.id, row.relation, row.language, _opened(session, row)[-_SHOWN:], row.since)


def _opened(session: Session, row: FamilyNumber) -> str:
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    return str(kept["number"])
