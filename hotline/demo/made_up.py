"""Made-up people in any number, alike every time for the same seed.

Countries, names, ages and gaps are shaped like those of people in immigration custody; nobody in them exists. The
A-numbers begin with 9, which none that was ever issued does.
"""

import csv
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random

from hotline.demo import names
from hotline.demo.forms import FORMS, Form, recorded, two_surnames
from hotline.demo.names import Names
from hotline.domain.people import Name, PersonDetails

COUNTRIES = Path(__file__).parent / "data" / "countries.csv"
YOUNGEST_BORN = 2007  # of age since 1 January 2026
OLDEST_BORN = 1961
MEN = 0.87
WITHOUT_A_NUMBER = 0.1
WITH_ALIAS = 0.15
OTHER_CITIZENSHIP = 0.015
FIRST_A_NUMBER = 900_000_000
A_NUMBER_PRIME = 99_999_989  # consecutive people get far-apart numbers, and none comes twice
A_NUMBER_STEP = 61_803_391
_LOOK_ALIKE = (
    ("Z", "S"), ("z", "s"), ("ll", "y"), ("Y", "J"), ("ch", "sh"), ("v", "b"), ("V", "B"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("h", ""), ("y", "i"), ("k", "c"), ("nn", "n"), ("ph", "f"), ("c", "s"), ("i", "y"), ("s", "z"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Country:
    """One line of data/countries.csv. `january` is the share of birth dates recorded as 1 January for want of more."""

    code: str
    share: float
    names: Names
    form: Form
    january: float
    language: str


def countries() -> list[Country]:
    """Every country that made-up people come from, with its share of them."""
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return [
            Country(
                code=row["country"],
                share=float(row["share"]),
                names=names.of(row["names"]),
                form=FORMS[row["form"]],
                january=float(row["january"]),
                language=row["language"],
            )
            for row in csv.DictReader(lines)
        ]


def people(rng: Random, n: int) -> Iterator[PersonDetails]:
    """`n` people, each with the details that an import would seal; all are of age, no two share an A-number."""
    known = countries()
    bounds = list(accumulate(country.share for country in known))
    births = _Births()
    start = int(rng.random() * A_NUMBER_PRIME)
    for place in range(n):
        country = known[bisect(bounds, rng.random() * bounds[-1])]
        is_female = rng.random() >= MEN
        name = recorded(rng, country.form(rng, country.names, is_female))
        chance = rng.random()
        aliases = (_alias(rng, country, name, is_female),) if chance < WITH_ALIAS else ()
        number = FIRST_A_NUMBER + (start + place * A_NUMBER_STEP) % A_NUMBER_PRIME
        citizenship = country.code
        if rng.random() < OTHER_CITIZENSHIP:
            citizenship = known[bisect(bounds, rng.random() * bounds[-1])].code
        yield PersonDetails(
            names=(name, *aliases),
            births=(births.draw(rng, country.january),),
            a_numbers=() if chance > 1 - WITHOUT_A_NUMBER else (str(number),),
            country=country.code,
            citizenship=citizenship,
            gender="F" if is_female else "M",
            language=country.language,
        )


class _Births:
    """Birth dates: most people are in their late twenties and thirties."""

    def __init__(self) -> None:
        self._first_days = [date(year, 1, 1).toordinal() for year in range(OLDEST_BORN, YOUNGEST_BORN + 1)]
        ages = range(YOUNGEST_BORN - OLDEST_BORN + 18, 17, -1)
        self._bounds = list(accumulate(_weight_of_age(age) for age in ages))

    def draw(self, rng: Random, january: float) -> date:
        chance = rng.random()
        first = self._first_days[bisect(self._bounds, rng.random() * self._bounds[-1])]
        if chance < january:
            return date.fromordinal(first)
        return date.fromordinal(first + int((chance - january) / (1 - january) * 365))


def _weight_of_age(age: int) -> float:
    """Rises from 18 to the late twenties, then falls by about an eighteenth a year."""
    return min(1.0, 0.45 + (age - 18) * 0.06) if age < 28 else float(0.945 ** (age - 28))


def _alias(rng: Random, country: Country, name: Name, is_female: bool) -> Name:
    """Another name: the one used at work, which is wholly different, or the same one written down otherwise."""
    chance = rng.random()
    if chance < 0.4:
        return two_surnames(rng, names.of("hispanic"), is_female)
    misspelt = _misspelt(rng, name.surnames.title())
    if chance < 0.6 or misspelt == name.surnames.title():
        return country.form(rng, country.names, is_female)
    given, surnames = name.given.split(" ")[0], name.surnames.replace("-", " ").split(" ")
    if chance < 0.75 and len(surnames) > 1:
        return Name(given, surnames[-1])
    return Name(given, misspelt)


def _misspelt(rng: Random, text: str) -> str:
    """One sound written with other letters, as by somebody who only heard the name."""
    start = int(rng.random() * len(_LOOK_ALIKE))
    for place in range(start, start + len(_LOOK_ALIKE)):
        heard, written = _LOOK_ALIKE[place % len(_LOOK_ALIKE)]
        if heard in text[1:]:
            return text[0] + text[1:].replace(heard, written, 1)
    return text
