"""What the telephone makes of a name: keypad digits, and the guesses of a speech recogniser."""

import re
from dataclasses import replace
from random import Random

from anyascii import anyascii

from hotline.domain.names import Query
from hotline.domain.people import PersonDetails
from tests.benchmarks.names import variants
from tests.benchmarks.names.relatives import say_country, say_date, words

_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_WORD = re.compile(r"[\s-]+")
FEWEST_DIGITS = 2
PARTICLE_KEYED = 0.5
WRONG_DIGIT = 0.06
FIRST_GUESS_RIGHT = 0.68
SECOND_GUESS_RIGHT = 0.55
# What an English recogniser writes for a foreign name.
_MISHEARD = (
    ("jo", "ho"), ("j", "h"), ("ll", "y"), ("z", "s"), ("ez", "es"), ("gu", "w"), ("qu", "k"), ("i", "ee"),
    ("e", "ay"), ("u", "oo"), ("v", "b"), ("d", "t"), ("n", "m"), ("g", "k"), ("o", "a"), ("a", "er"),
)  # fmt: skip


def keypad(rng: Random, details: PersonDetails) -> tuple[str, Query]:
    """All names spelled on the keys, at times only their beginnings, at times with a wrong digit."""
    given, surnames = ([_keyed(rng, word) for word in part] for part in words(details.names[0]))
    if len(given) > 1 and rng.random() < 0.4:
        given = given[:1]
    if len(surnames) > 1 and rng.random() < 0.25:
        surnames = surnames[:1]
    kind, day = say_date(rng, details.births[0])
    country = say_country(rng, details)
    keyed = [tuple(digits for digits in part if len(digits) >= FEWEST_DIGITS) for part in (given, surnames)]
    return f"keypad / {kind}", Query(keyed_given=keyed[0], keyed_surnames=keyed[1], birth_date=day, country=country)


def _keyed(rng: Random, name: str) -> str:
    """A name on the keys; a particle, when it is keyed at all, in one with what follows."""
    written = name if rng.random() < PARTICLE_KEYED else name.rpartition(" ")[2]
    digits = "".join(letter for letter in anyascii(written).lower() if letter.isalpha()).translate(_KEYS)
    if rng.random() < 0.35:
        digits = digits[: rng.choice((3, 4, 4, 5, 6))]
    if rng.random() < WRONG_DIGIT and len(digits) > 3:
        place = rng.randrange(len(digits))
        digits = digits[:place] + rng.choice("23456789") + digits[place + 1 :]
    return digits


def speech(rng: Random, details: PersonDetails) -> tuple[str, Query]:
    """Given names, first surname, second surname in turns of their own; two guesses each."""
    name = details.names[0]
    surnames = _WORD.split(name.surnames)
    given = _WORD.split(name.given)
    kind, day = say_date(rng, details.births[0])
    asked = Query(
        given=_guesses(rng, given[0] if rng.random() < 0.4 else " ".join(given)),
        surname=_guesses(rng, surnames[0]),
        second_surname=_guesses(rng, surnames[1]) if len(surnames) > 1 and rng.random() < 0.75 else (),
        birth_date=day,
    )
    return f"speech / {kind}", replace(asked, country=say_country(rng, details))


def _guesses(rng: Random, said: str) -> tuple[str, ...]:
    first = said if rng.random() < FIRST_GUESS_RIGHT else _misheard(rng, said)
    if rng.random() < 0.5:
        return (first,)
    return first, said if rng.random() < SECOND_GUESS_RIGHT else _misheard(rng, said)


def _misheard(rng: Random, said: str) -> str:
    text = said.lower()
    for _ in range(1 + (rng.random() < 0.5)):
        fitting = [pair for pair in _MISHEARD if pair[0] in text]
        is_misheard = fitting and rng.random() < 0.6
        text = text.replace(*rng.choice(fitting), 1) if is_misheard else variants.by_ear(rng, text)
    return text
