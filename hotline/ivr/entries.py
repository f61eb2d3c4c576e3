"""Reading what was typed: each reader notes it in the call and says whether it can be used."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from hotline import phones, reading
from hotline.domain import codes
from hotline.domain.names import Query
from hotline.ivr.state import Talk
from hotline.languages import Language

A_NUMBER_DIGITS = range(7, 10)
OLDEST_YEARS = 120
SHORTEST_NAME = 2  # letters
LONGEST_NAME = 60
MOST_NAMES = 6
_ORDERS = (("day", "month", "year"), ("month", "day", "year"), ("year", "month", "day"))
_NOT_IN_NAMES = re.compile(r"[^\w\s'’\-]|[\d_]")


def a_number(talk: Talk, digits: str) -> bool:
    """Seven to nine digits, to be confirmed."""
    if len(digits) not in A_NUMBER_DIGITS:
        return False
    talk.notes.typed = digits
    return True


def birth_year(talk: Talk, digits: str) -> bool:
    """Four digits; a full date is taken too."""
    if day := _day(digits, talk):
        talk.notes.query = replace(talk.notes.query, birth_date=day, birth_year=None)
        return True
    if not _is_year(digits, talk.now.year):
        return False
    talk.notes.query = replace(talk.notes.query, birth_year=int(digits))
    return True


def birth(talk: Talk, digits: str) -> bool:
    """Eight digits in the order of the language, or a year alone; to be confirmed."""
    if day := _day(digits, talk):
        talk.notes.typed = day.isoformat()
    elif _is_year(digits, talk.now.year):
        talk.notes.typed = digits
    else:
        return False
    return True


def given(talk: Talk, digits: str) -> bool:
    """Given names as keypad codes, 1 or 0 between two of them."""
    keyed = _codes(digits)
    if keyed:
        talk.notes.query = replace(talk.notes.query, keyed_given=keyed, given=())
    return bool(keyed)


def surname(talk: Talk, digits: str) -> bool:
    """The first surname, of several words if need be."""
    keyed = _codes(digits)
    if keyed:
        talk.notes.surnames = keyed
        talk.notes.query = replace(talk.notes.query, keyed_surnames=keyed, surname=(), second_surname=())
    return bool(keyed)


def second_surname(talk: Talk, digits: str) -> bool:
    """A further surname as a keypad code; it is looked for beside those keyed before."""
    keyed = _codes(digits)
    if keyed:
        talk.notes.has_one_surname = False
        keyed_surnames = (*talk.notes.surnames, *keyed)
        talk.notes.query = replace(talk.notes.query, keyed_surnames=keyed_surnames, second_surname=())
    return bool(keyed)


def other_name(talk: Talk, digits: str) -> bool:
    """Another given name, or the one used at work: it may agree in either place."""
    keyed = _codes(digits)
    if keyed:
        query = talk.notes.query
        talk.notes.query = replace(query, keyed_given=tuple(dict.fromkeys((*query.keyed_given, *keyed))))
    return bool(keyed)


@lru_cache(maxsize=512)
def spoken_name(words: str) -> str:
    """A name as a recogniser writes it ("María.", "J O S É"), without its marks; "" for what is no name."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", words).split())
    parts = name.split()
    if len(parts) > MOST_NAMES or len(name) > LONGEST_NAME:
        return ""
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        name = "".join(parts).capitalize()
    return name if sum(map(str.isalpha, name)) >= SHORTEST_NAME else ""


def with_hearings(talk: Talk, part: str, heard: tuple[str, ...]) -> Query:
    """The query with these hearings of one name in place of what was keyed for it."""
    hearings: dict[str, Any] = {part: heard}
    query = replace(talk.notes.query, **hearings)
    if part == "given":
        return replace(query, keyed_given=())
    if part == "surname":
        talk.notes.surnames = ()
        return replace(query, keyed_surnames=())
    if part == "second_surname":
        talk.notes.has_one_surname = False
        return replace(query, keyed_surnames=talk.notes.surnames)
    return query


def phone(talk: Talk, digits: str) -> bool:
    """A number we may ring, with its area code or with the code of its country; to be confirmed."""
    number = phones.dialled(digits, phones.region(talk.caller))
    talk.notes.typed = number if number and phones.may_be_called(number) else ""
    return bool(talk.notes.typed)


def code(talk: Talk, digits: str) -> bool:
    """The eight digits of a reference code, the last of which tells whether one was mistyped."""
    talk.notes.code = codes.parse_code(digits) or ""
    return bool(talk.notes.code)


def with_birth(query: Query, typed: str) -> Query:
    """The query with a confirmed birth date ("1985-03-12") or year ("1985")."""
    if "-" in typed:
        return replace(query, birth_date=date.fromisoformat(typed), birth_year=None)
    return replace(query, birth_year=int(typed))


def _day(digits: str, talk: Talk) -> date | None:
    """The date that eight digits mean: in the caller's order, else in the only other order that gives a date."""
    today = talk.now.date()
    possible = (day for day in days(digits, talk.tongue) if day <= today and today.year - day.year <= OLDEST_YEARS)
    return next(possible, None)


def days(digits: str, language: Language) -> Iterator[date]:
    """The days that eight digits can mean, in whatever year; those in the order of the language first."""
    if len(digits) == len("01021985"):
        read = (_in_order(digits, order) for order in (reading.date_order(language), *_ORDERS))
        yield from (day for day in read if day)


def _in_order(digits: str, order: tuple[str, ...]) -> date | None:
    parts = _parts(digits, order)
    try:
        return date(parts["year"], parts["month"], parts["day"])
    except ValueError:
        return None


def month(digits: str, language: Language) -> int:
    """The month among the eight digits of a date in the order of the language, be there such a month or not."""
    return _parts(digits, reading.date_order(language))["month"]


def _parts(digits: str, order: tuple[str, ...]) -> dict[str, int]:
    parts: dict[str, int] = {}
    for part in order:
        size = 4 if part == "year" else 2
        parts[part], digits = int(digits[:size]), digits[size:]
    return parts


def _is_year(digits: str, this_year: int) -> bool:
    return len(digits) == len("1985") and this_year - OLDEST_YEARS <= int(digits) <= this_year


def _codes(digits: str) -> tuple[str, ...]:
    return tuple(_long_enough(digits.replace("0", "1").split("1")))


def _long_enough(keyed: list[str]) -> Iterator[str]:
    return (word for word in keyed if len(word) >= SHORTEST_NAME)
