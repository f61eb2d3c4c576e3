"""The cells of one row of a reference list, read one by one; what is odd but usable is remarked."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfoNotFoundError

from hotline import clock, countries, phones
from hotline.domain.directory import states
from hotline.domain.errors import Invalid


class Cells:
    """Reads cells by column; a column that the list lacks reads as empty. Every method raises Invalid(column, why)."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.remarks: list[str] = []

    def text(self, column: str, limit: int = 500) -> str:
        value = " ".join(self._cells.get(column, "").split())
        if len(value) > limit:
            raise Invalid(column, "too_long")
        return value

    def needed(self, column: str, limit: int = 500) -> str:
        value = self.text(column, limit)
        if not value:
            raise Invalid(column, "missing")
        return value

    def state(self, column: str) -> str:
        """Two letters; "" where the cell is empty."""
        value = self.text(column)
        code = states.parse(value)
        if value and not code:
            raise Invalid(column, "unknown_state")
        return code

    def country(self, column: str) -> str:
        """ISO 3166-1 alpha-3, from a code of two or three letters or an English name."""
        code = countries.parse(self.needed(column))
        if not code:
            raise Invalid(column, "unknown_country")
        return code

    def phone(self, column: str) -> str:
        """E.164, or ""; a number that cannot be read is left out and remarked, the row stays."""
        value = self.text(column)
        number = phones.parse_reference(value) if value else None
        if value and not number:
            self.remarks.append("phone_unreadable")
        return number or ""

    def day(self, column: str) -> date | None:
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise Invalid(column, "not_a_date") from error

    def zone(self, column: str, state: str, code: str = "") -> str:
        """The IANA zone named, else the one most of the state lives by, else that of the state in the code's end."""
        named = self.text(column, 40)
        if named:
            return _known_zone(column, named)
        of_state = states.zone(state)
        guessed = of_state or states.zone(states.of_facility_code(code))
        self.remarks.append("zone_from_state" if of_state else "zone_from_code" if guessed else "zone_unknown")
        return guessed


def _known_zone(column: str, name: str) -> str:
    try:
        return clock.zone(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid(column, "unknown_zone") from error
