"""Whom a newcomer may look for on the practice telephone, and what they should hear then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from hotline import countries, texts
from hotline.domain.findings import Departure, Outcome
from hotline.domain.people import Name
from hotline.texts import gettext as _
from hotline.texts import lazy

_EXPECTED = {
    Outcome.HELD: lazy("You should hear where the person is held."),
    Outcome.IN_TRANSIT: lazy("You should hear that the person is being moved."),
    Outcome.PROCESSING: lazy("You should hear that no place is known yet, and which field office to ask."),
    Outcome.NOT_CONFIRMED: lazy("You should hear that we cannot tell: this person may never be told of."),
}
_LEFT = {
    Departure.RELEASED: lazy("You should hear that the person was released."),
    Departure.LEFT_COUNTRY: lazy("You should hear that the person left the country."),
    Departure.OTHER_AGENCY: lazy("You should hear that another agency holds the person."),
}
_STALE = lazy("You should hear where the person is held, and that this was not confirmed lately.")


class Sought(Protocol):
    """A made-up person, as the demonstration has them."""

    @property
    def name(self) -> str: ...
    @property
    def given(self) -> str: ...
    @property
    def surname(self) -> str: ...
    @property
    def recorded(self) -> Name: ...
    @property
    def born(self) -> date: ...
    @property
    def a_number(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def departure(self) -> Departure | None: ...
    @property
    def is_fresh(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ToTry:
    """One of the list, in words. `latin`: the name in Latin letters, "" where it is in them; `birth`: 1985-03-12.

    `surnames` are what is asked for one after the other.
    """

    name: str
    given: str
    surnames: tuple[str, ...]
    latin: str
    country: str
    country_code: str
    born: str
    birth: str
    a_number: str
    expected: str

    @property
    def _a_number_shown(self) -> str:
        return f"{self.a_number[:3]} {self.a_number[3:6]} {self.a_number[6:]}"

    def told(self) -> dict[str, Any]:
        """Who it is, and the keys that answer the hotline's questions: of each words, act and value."""
        keys = [(f"A {self._a_number_shown}", "keys", f"{self.a_number}#")] if self.a_number else []
        keys.append((_("First names"), "tell", self.given))
        labels = (_("First surname"), _("Second surname")) if self.surnames[1:] else (_("Surname"),)
        keys += [(label, "tell", surname) for label, surname in zip(labels, self.surnames, strict=True)]
        keys += [(_("Birth date"), "birth", self.birth), (_("Country"), "country", self.country_code)]
        facts = _("born %(date)s, %(country)s", date=self.born, country=self.country)
        return {"name": self.name, "facts": facts, "keys": keys}


def to_try(cast: Sequence[Sought]) -> list[ToTry]:
    """The cast in the current language."""
    return [
        ToTry(
            name=person.name,
            given=person.given,
            surnames=tuple(person.surname.split(maxsplit=1)),
            latin="" if person.name[0].isascii() else f"{person.recorded.given} {person.recorded.surnames}".title(),
            country=countries.name(person.country),
            country_code=person.country,
            born=texts.date_words(person.born),
            birth=person.born.isoformat(),
            a_number=person.a_number,
            expected=_(_expected(person)),
        )
        for person in cast
    ]


def _expected(person: Sought) -> str:
    if person.outcome is Outcome.NO_LONGER_HELD and person.departure:
        return _LEFT[person.departure]
    return _EXPECTED[person.outcome] if person.is_fresh else _STALE
