"""The cells of one row of a reference list, read one by one; what is odd but usable is remarked."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from hotline import clock, countries, phones
from hotline.domain.directory import states
from hotline.domain.errors import Invalid

Values = dict[str, Any]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_YES = frozenset(("yes", "true", "1"))


class Cells:
    """Reads cells by column; a column that the list lacks reads as empty. Every method raises Invalid(column, why)."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.remarks: list[str] = []

    def text(self, column: str, limit: int = 500) -> str:
        """What the cell holds, blanks and line breaks as one blank each; `limit` in characters."""
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

    def is_yes(self, column: str) -> bool:
        return self.text(column).lower() in _YES

    def languages(self, column: str) -> str:
        """Codes of languages with blanks between ("en es"); what is no code is left out and remarked."""
        named = self.text(column).lower().replace(",", " ").replace(";", " ").split()
        known = [code for code in named if _LANGUAGE.fullmatch(code)]
        if known != named:
            self.remarks.append("language_unreadable")
        return " ".join(dict.fromkeys(known))

    def address(self) -> Values:
        """Street, city, state and ZIP code, from the columns of these names."""
        return {
            "address": self.text("address"),
            "city": self.text("city"),
            "state": self.state("state"),
            "zip": self.text("zip", 10),
        }

    def own_phone(self) -> Values:
        """A number, where it comes from, and who verified it when: the last two together or not at all."""
        on, by = self.day("phone_verified_on"), self.text("phone_verified_by", 80)
        if bool(on) != bool(by):
            raise Invalid("phone_verified_by", "half_verified")
        return {
            "phone": self.phone("phone"),
            "phone_source": self.text("phone_source"),
            "phone_verified_on": on,
            "phone_verified_by": by,
        }

    def phone_from(self, source: str) -> Values:
        """A number that nobody verified, and where it was read."""
        number = self.phone("phone")
        return {"phone": number, "phone_source": source if number else ""}

    def day(self, column: str) -> date | None:
        """A day written 2026-11-22, or None for an empty cell. Raises Invalid(column, "not_a_date")."""
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise Invalid(column, "not_a_date") from error

    def needed_day(self, column: str) -> date:
        """As day(). Raises Invalid(column, "missing") for an empty cell, too."""
        day = self.day(column)
        if day is None:
            raise Invalid(column, "missing")
        return day

    def website(self) -> str:
        """An address that a browser opens; anything else is left out and remarked."""
        value = self.text("website")
        if value and not value.startswith(("https://", "http://")):
            self.remarks.append("website_unreadable")
            return ""
        return value

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
