"""Who interprets, of the staff and of volunteers: what they speak, when they can be rung, and what nobody speaks."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import hours, phones, reading, secrets_box
from hotline.domain import audit, callbacks, searches
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.language_names import code_of
from hotline.models.staff import Interpreter, StaffMember, StaffState

LONGEST_NAME = 80  # characters
MOST_LANGUAGES = 20
_LOOKED_AT = 500  # of what waits, in each queue


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wrote of an interpreter; `staff_id` is one of the staff, `hours` as HOTLINE_HOURS is written."""

    name: str
    phone: str
    languages: tuple[str, ...]
    hours: str = "always"
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An interpreter; `phone` is E.164. `can_be_rung` says whether these are their hours."""

    id: int
    name: str
    phone: str
    languages: tuple[str, ...]
    hours: str
    staff_id: int | None
    can_be_rung: bool


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A language that is waited for and nobody speaks: its code, or the caller's own words where no code is known."""

    words: str
    waiting: int


def everybody(session: Session, *, now: datetime) -> list[Known]:
    """All who interpret, by name."""
    rows = session.scalars(select(Interpreter).where(Interpreter.is_active))
    return sorted((_known(session, row, now) for row in rows), key=lambda one: (one.name.casefold(), one.id))


def one(session: Session, interpreter_id: int, *, now: datetime) -> Known:
    """Raises NotFound, also for who was taken off the list."""
    return _known(session, _row(session, interpreter_id), now)


def for_language(session: Session, said: str, *, now: datetime) -> list[Known]:
    """Who interprets a language, said by its code or in words: first those who can be rung now."""
    wanted = code_of(said)
    found = [each for each in everybody(session, now=now) if wanted and wanted in each.languages]
    return sorted(found, key=lambda each: not each.can_be_rung)


def add(session: Session, actor: Actor, told: Told, *, now: datetime) -> int:
    """Somebody interprets from now on; answers their number in the list.

    Raises Invalid: ("name", "missing" or "too_long"), ("phone", "not_a_number"), ("languages", "missing" or
    "unknown"), ("hours", "malformed"), ("staff_id", "unknown").
    """
    row = Interpreter(id=secrets_box.random_id(), made_at=now, is_active=True)
    _put(session, row, told)
    session.add(row)
    _note(session, actor, row, "added", now)
    return row.id


def change(session: Session, actor: Actor, interpreter_id: int, told: Told, *, now: datetime) -> None:
    """Raises NotFound, Invalid as add() does."""
    row = _row(session, interpreter_id)
    _put(session, row, told)
    _note(session, actor, row, "changed", now)


def take_off(session: Session, actor: Actor, interpreter_id: int, *, now: datetime) -> None:
    """Nobody rings them any more, and they are forgotten at once. Raises NotFound."""
    row = _row(session, interpreter_id)
    session.delete(row)
    _note(session, actor, row, "taken_off", now)


def unspoken(session: Session) -> list[Unspoken]:
    """What those ask for who wait for a call or left a search, and neither interpreters nor staff speak.

    Of each queue the first 500 are looked at. The most wanted stand first.
    """
    spoken = _spoken(session)
    asked_for = (*callbacks.languages(session, most=_LOOKED_AT), *searches.languages(session, most=_LOOKED_AT))
    wanted = Counter(code_of(said) or reading.line(said) for said in asked_for if said.strip())
    missing = [Unspoken(words, n) for words, n in wanted.items() if words not in spoken]
    return sorted(missing, key=lambda each: (-each.waiting, each.words.casefold()))


def _spoken(session: Session) -> set[str]:
    of_staff = select(StaffMember.languages).where(StaffMember.state == StaffState.ACTIVE)
    of_others = select(Interpreter.languages).where(Interpreter.is_active)
    return {code for listed in (of_staff, of_others) for codes in session.scalars(listed) for code in codes.split()}


def _row(session: Session, interpreter_id: int) -> Interpreter:
    row = session.get(Interpreter, interpreter_id, with_for_update=True)
    if row is None or not row.is_active:
        raise NotFound
    return row


def _known(session: Session, row: Interpreter, now: datetime) -> Known:
    told = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    can_be_rung = hours.read(row.hours).next_open(now) == now
    spoken = tuple(row.languages.split())
    return Known(row.id, told["name"], told["phone"], spoken, row.hours, row.staff_id, can_be_rung)


def _put(session: Session, row: Interpreter, told: Told) -> None:
    name, phone = reading.line(told.name), phones.parse(told.phone)
    if not name:
        raise Invalid("name", "missing")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", "too_long")
    if phone is None:
        raise Invalid("phone", "not_a_number")
    row.languages, row.hours = _read_languages(told.languages), _read_hours(told.hours)
    row.staff_id = _read_staff(session, told.staff_id)
    plain = json.dumps({"name": name, "phone": phone}, ensure_ascii=False).encode()
    row.sealed = secrets_box.of(session).seal(row.id, plain)


def _read_languages(codes: tuple[str, ...]) -> str:
    once = tuple(dict.fromkeys(codes))
    if not once:
        raise Invalid("languages", "missing")
    if len(once) > MOST_LANGUAGES or not all(code_of(code) == code for code in once):
        raise Invalid("languages", "unknown")
    return " ".join(once)


def _read_hours(written: str) -> str:
    written = " ".join(written.split()) or "always"
    try:
        hours.read(written)
    except ValueError as error:
        raise Invalid("hours", "malformed") from error
    return written


def _read_staff(session: Session, staff_id: int | None) -> int | None:
    if staff_id is None:
        return None
    member = session.get(StaffMember, staff_id)
    if member is None or member.state == StaffState.LEFT:
        raise Invalid("staff_id", "unknown")
    return staff_id


def _note(session: Session, actor: Actor, row: Interpreter, what: str, now: datetime) -> None:
    session.flush()
    facts = {"what": what, "languages": row.languages, "hours": row.hours}
    audit.record(session, actor, "interpreter.changed", f"interpreter:{row.id}", facts=facts, now=now)
