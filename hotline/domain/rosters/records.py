"""Rows into people: every row of one person together, with whom it names and what a protection list adds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from hotline import countries
from hotline.domain import identities
from hotline.domain.people import Name, PersonDetails
from hotline.roster_formats import Row, SetAside

FINGERPRINT_OF = "3"  # raised when the treatment of rows changes, so that every person is compared afresh

Told = TypeVar("Told")


@dataclass(slots=True)
class Record:
    """All that one roster says of one person.

    `keys` name the person: the source's own id, else the A-number, else name and birth; several where the source knows
    one person under two ids. `is_doubtful` asks staff to settle who is who; `is_sheltered` hides the person until then,
    because somebody of the same name and birth is protected or a child. `aside` is whom rows were about that could not
    be used: only what hides a person is taken from them.
    """

    keys: list[str]
    rows: list[Row] = field(default_factory=list)
    is_doubtful: bool = False
    is_sheltered: bool = False
    aside: list[Row] = field(default_factory=list)

    @property
    def has_own_id(self) -> bool:
        return any(row.person_id for row in self.rows)

    def said(self, *, is_protected: bool) -> str:
        """All of it as one text, whatever the order of the lines."""
        rows = sorted(repr(row.said) for row in (*self.rows, *self.aside))
        return "\x1e".join((FINGERPRINT_OF, str(is_protected), *rows))


@dataclass(slots=True)
class Records:
    """A whole roster in memory: about 1 KB a person."""

    people: dict[str, Record] = field(default_factory=dict)
    refused: list[SetAside] = field(default_factory=list)
    rows: int = 0
    has_protection_column: bool = True

    def add(self, row: Row) -> None:
        """Put a row to the others of its person; one without a column `protected` says so of the whole roster."""
        self.rows += 1
        if row.is_protected is None:
            self.has_protection_column = False
        key = key_of(row)
        record = self.people.get(key)
        if record is None:
            record = self.people[key] = Record([key])
        record.rows.append(row)

    def united(self) -> list[Record]:
        """One record a person: ids that share an A-number are one person unless name and birth both deny it."""
        by_number: dict[str, list[Record]] = {}
        for record in self.people.values():
            for number in {row.a_number for row in record.rows if row.a_number}:
                by_number.setdefault(number, []).append(record)
        self._set_beside(by_number)
        merged: set[int] = set()
        for sharing in by_number.values():
            for other in sharing[1:]:
                if other is not sharing[0] and id(other) not in merged and id(sharing[0]) not in merged:
                    _unite(sharing[0], other, merged)
        return [record for record in self.people.values() if id(record) not in merged]

    def _set_beside(self, by_number: dict[str, list[Record]]) -> None:
        """Whom the rows set aside were about, beside the rows of the same people that could be used."""
        for refused in self.refused:
            meant = {key: self.people[key] for key in names_of(refused.who) if key in self.people}
            meant |= {record.keys[0]: record for record in by_number.get(refused.who.a_number, ())}
            for record in meant.values():
                record.aside.append(refused.who)


def _unite(first: Record, other: Record, merged: set[int]) -> None:
    if identities.may_be_same(details_of(first), details_of(other)):
        first.keys += other.keys
        first.rows += other.rows
        merged.add(id(other))
    else:
        first.is_doubtful = other.is_doubtful = True


def key_of(row: Row) -> str:
    """By what a source names a person; stable from one of its rosters to the next."""
    if row.person_id:
        return row.person_id
    if row.a_number:
        return numbered(row.a_number)
    name = " ".join(sorted(" ".join(row.names[0]).lower().split())) if row.names else ""
    return f"n:{name}|{row.birth_date or row.birth_year}"


def numbered(a_number: str) -> str:
    """How somebody is named whose source gives no id but the A-number."""
    return f"a:{a_number}"


def names_of(row: Row) -> set[str]:
    """By what people may be known of whom the row speaks: the source's id, the A-number, and the key made for them."""
    return {name for name in (row.person_id, row.a_number, key_of(row)) if name}


def is_protected(record: Record, listed: frozenset[str]) -> bool:
    """A flag on any row, used or not, or the person's id (casefolded) or A-number on the protection list."""
    if record.is_sheltered or any(row.is_protected for row in (*record.rows, *record.aside)):
        return True
    return bool(listed) and any(row.person_id.casefold() in listed or row.a_number in listed for row in record.rows)


def details_of(record: Record) -> PersonDetails:
    """Who the rows say it is; what they say in different ways is all kept, the last row's word first."""
    rows = record.rows[::-1]
    told = [*rows, *record.aside]
    births = _distinct(born for row in told for born in (row.birth_date, *row.other_births))
    known_years = {born.year for born in births if born}
    return PersonDetails(
        names=tuple(Name(given, surnames) for given, surnames in _distinct(name for row in rows for name in row.names)),
        births=births,
        birth_years=tuple(year for year in _years(told) if year not in known_years),
        a_numbers=_distinct(row.a_number for row in rows),
        country=next((code for row in rows if (code := countries.parse(row.country))), ""),
        citizenship=next((code for row in rows if (code := countries.parse(row.citizenship))), ""),
        gender=next((row.gender for row in rows if row.gender in ("F", "M")), ""),
        language=next((row.language for row in rows if row.language), ""),
        claims_minority=any(row.claims_minority for row in told),
    )


def _years(rows: list[Row]) -> tuple[int, ...]:
    return _distinct(year for row in rows for year in (row.birth_year, *row.other_years))


def _distinct(values: Iterable[Told | None]) -> tuple[Told, ...]:
    """Each value that says something, once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
