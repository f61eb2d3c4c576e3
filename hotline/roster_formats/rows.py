"""What every roster format gives: rows in our own words, and what had to be set aside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class RosterRefused(Exception):
    """A file that cannot be read as it is; the message says where and what to do. Nothing was changed.

    `message` is a text for the catalogs and `values` what stands in it, so that a face says it in its language; str()
    is English.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


class RowRefused(Exception):
    """One row that cannot be used; the message is the reason."""


class Row(NamedTuple):
    """One person at one facility, or in one stay, as the source wrote it; everything but `line` may be empty.

    `line` is where it stands ("17", or "Sheet2 line 17"). Times are naive readings of the clock on the facility's
    wall. `a_number` is nine digits. Names are (given, surnames), the name of record first. `country`, `citizenship`
    and `departure_country` are as the source spells them. `is_protected` is True for a blank flag, and None in a file
    that has no such column. `other_births` and `other_years` are of further columns of the file.
    """

    line: str
    person_id: str = ""
    a_number: str = ""
    names: tuple[tuple[str, str], ...] = ()
    birth_date: date | None = None
    birth_year: int | None = None
    country: str = ""
    citizenship: str = ""
    gender: str = ""
    language: str = ""
    is_protected: bool | None = None
    claims_minority: bool = False
    office: str = ""
    stay_began: datetime | None = None
    stay_ended: datetime | None = None
    stay_reason: str = ""
    facility_code: str = ""
    facility_name: str = ""
    book_in: datetime | None = None
    book_out: datetime | None = None
    reason: str = ""
    departure_country: str = ""
    other_births: tuple[date, ...] = ()
    other_years: tuple[int, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """All that the row says of the person: equal for two rows that say the same."""
        return self[1:]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not used: where it stands, why, its cells, and whom it was about as far as that can be read.

    `who` is a row without places. It keeps what hides a person: a bad date must not cost somebody their protection, so
    a flag that cannot be read protects, and of a birth date that cannot be read the year counts.
    """

    line: str
    reason: str
    cells: tuple[str, ...]
    who: Row
