"""An age as people write it where a birth is asked for: "34", "tiene 34 años", "thirty-four", "treinta y cuatro"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hotline import languages, reading, texts
from hotline.country_names import folded
from hotline.ivr.texting import words
from hotline.texts import gettext
from hotline.texts import lazy as _

OLDEST = 110
TELLS_BY_ITSELF = range(10, 60)  # above, "85" is as often the year of birth
_LONGEST = 3  # words of a number below a hundred: "treinta y cuatro"
_SPELLED_FROM = 10  # "one" and "two" stand in too many sentences
_WORDS = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")

# Translators: words beside an age in a text ("34 years old", "about 40"); in capitals, without accents.
_BESIDE = _("YEARS YRS YR YO OLD AGE AGED ABOUT AROUND APPROXIMATELY MAYBE PROBABLY THINK LIKE TURNED IS HES SHES")
# Translators: numbers in words, in capitals, without accents, in three parts that a stroke divides: from one to
# nineteen, then twenty, thirty and so on to ninety, then the words between the two ("treinta Y cuatro"). What is
# written in several ways stands together: FORTY/FOURTY.
_NUMBERS = _(
    "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN "
    "EIGHTEEN NINETEEN|TWENTY THIRTY FORTY/FOURTY FIFTY SIXTY SEVENTY EIGHTY NINETY|AND"
)
# Translators: words of numbers above ninety-nine, as years have them; in capitals, without accents.
_GREATER = _("HUNDRED THOUSAND")


def written(text: str) -> int | None:
    """The age in years out of a line that somebody wrote; None where a word must say that the number is an age.

    Reads: "34", "34 please", "thirty four", "34 years old", "he is about 40", "tiene 34 años", "treintaicuatro".
    Reads not: "5", "85", "1985", "nineteen eighty five", "May 14", "12 years ago, in 1985", "the year is 85".
    """
    said = [folded(word) for word in _WORDS.findall(text)]
    found = list(_numbers(said))
    if len(found) != 1 or reading.says_birth(text) or reading.names_month(text):
        return None
    age, others = found[0]
    beside = words.in_every_language(_BESIDE)
    tells_by_itself = age in TELLS_BY_ITSELF and all(word in beside or words.is_small(word) for word in others)
    return age if 0 < age <= OLDEST and (tells_by_itself or not beside.isdisjoint(others)) else None


def _numbers(said: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each number in figures or in words, with the words around it; a number in words that is a year is two."""
    start = 0
    while start < len(said):
        length, number = _at(said[start : start + _LONGEST])
        if number is not None:
            yield number, said[:start] + said[start + length :]
        start += length


def _at(said: list[str]) -> tuple[int, int | None]:
    """How many of these words make the number that they begin with, and the number; 1 and None for no number."""
    if said[0].isdecimal():
        return 1, int(reading.digits(said[0])[:9])
    for length in range(len(said), 0, -1):
        if number := _spelled().get("".join(said[:length])):
            return length, number
    return 1, OLDEST + 1 if said[0] in words.in_every_language(_GREATER) else None


@lru_cache(maxsize=1)
def _spelled() -> dict[str, int]:
    """The numbers from ten to ninety-nine, their words run together, in every language we speak."""
    known: dict[str, int] = {}
    for language in languages.offered():
        with texts.speaking(language):
            units, tens, between = ([word.split("/") for word in part.split()] for part in gettext(_NUMBERS).split("|"))
        joiners = ["", *(folded(joiner) for each in between for joiner in each)]
        small = [(folded(word), n) for n, written_as in enumerate(units, 1) for word in written_as]
        known |= {word: n for word, n in small if n >= _SPELLED_FROM}
        for ten, written_as in enumerate(tens, 2):
            for word in map(folded, written_as):
                known |= {word: ten * 10}
                known |= {f"{word}{joiner}{unit}": ten * 10 + n for joiner in joiners for unit, n in small if n < 10}
    return known
