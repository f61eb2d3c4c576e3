"""Consulates in the United States, country by country."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.directory import numbers
from hotline.domain.directory.addresses import lines
from hotline.domain.directory.nearness import kilometres
from hotline.domain.directory.numbers import Number
from hotline.models.places import Consulate


@dataclass(frozen=True, slots=True)
class Office:
    """A consular office; `kind` is a word of the list (embassy, consulate, consulate_general, honorary_consulate)."""

    kind: str
    city: str
    state: str
    lines: tuple[str, ...]
    number: Number | None


@dataclass(frozen=True, slots=True)
class Consulates:
    """The offices of a country, by state and city, with the numbers it publishes for emergencies of its citizens."""

    offices: tuple[Office, ...]
    emergency: tuple[Number, ...]
    edition: date | None


def consulates_of(session: Session, country: str) -> Consulates:
    """The consular offices of a country (ISO 3166-1 alpha-3); none where none is known."""
    listed = select(Consulate).where(Consulate.country == country)
    rows = session.scalars(listed.order_by(Consulate.state, Consulate.city, Consulate.kind)).all()
    offices = tuple(Office(row.kind, row.city, row.state, lines(row), numbers.shown(row)) for row in rows)
    emergency = {line.e164: line for row in rows if (line := numbers.emergency(row))}
    editions = [row.edition for row in rows if row.edition]
    return Consulates(offices, tuple(emergency.values()), min(editions, default=None))


@dataclass(frozen=True, slots=True)
class ConsularLine:
    """A consular office as it is rung and written to.

    `number`, and `emergency` for when it is closed, are E.164 and verified by a person, or ""; `email` may be "".
    """

    id: int
    country: str
    kind: str
    city: str
    state: str
    number: str
    email: str = ""
    emergency: str = ""


def consulates_near(session: Session, country: str, state: str) -> tuple[ConsularLine, ...]:
    """The consular offices of a country (alpha-3), those nearest to a state first; honorary ones after the others.

    Where the state is not known the embassy is first, for it answers for all of them.
    """
    rows = session.scalars(select(Consulate).where(Consulate.country == country)).all()

    def order(row: Consulate) -> tuple[bool, float, bool, int]:
        is_honorary, is_embassy = row.kind.startswith("honorary"), row.kind.startswith("embassy")
        return is_honorary, kilometres(state, row.state) if state else 0.0, is_embassy == bool(state), row.id

    return tuple(_line(row) for row in sorted(rows, key=order))


def _line(row: Consulate) -> ConsularLine:
    number, emergency = numbers.given_out(row), numbers.given_out_for_emergencies(row)
    return ConsularLine(row.id, row.country, row.kind, row.city, row.state, number, row.email, emergency)


def countries_with_consulates(session: Session) -> frozenset[str]:
    """The countries (alpha-3) of which a consular office is known."""
    return frozenset(session.scalars(select(Consulate.country).distinct()))
