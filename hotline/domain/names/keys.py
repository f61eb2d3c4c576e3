"""The keyed index of names: which rows lead to a person, and which counters say how common a name is.

An index row is a keyed hash (secrets_box.py) of a birth date, of a pair of skeletons or of keypad codes, of a skeleton,
or of an A-number, with the birth year. Frequencies count disclosable people alone, per country of birth and over all.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from hotline.domain.names import keyed, normalise
from hotline.domain.names.skeleton import keypad, skeletons
from hotline.domain.people import Name, PersonDetails
from hotline.secrets_box import PeopleIndex, SecretsBox

NO_YEAR = 0
PREFIXES = (3, 4, 5, 7)
MOST_SINGLES = 3

Counter = tuple[str, str, str]  # kind, country, value; country "" counts over all


def staged_keys(box: SecretsBox, details: PersonDetails) -> list[tuple[int, int]]:
    """The (key, birth year) rows of a person in every index that is written, each once."""
    return [row for index in box.indexes for row in rows_in(index, details)]


def rows_in(index: PeopleIndex, details: PersonDetails) -> set[tuple[int, int]]:
    """The (key, birth year) rows of a person in one index; the year is 0 where none is recorded."""
    years = {day.year for day in details.births}.union(details.birth_years) or {NO_YEAR}
    found = {(date_key(index, day.isoformat()), day.year) for day in details.births}
    found |= {(key_for_a_number(index, number), min(years)) for number in details.a_numbers}
    for name in details.names:
        found |= {(key, year) for key in name_keys(index, name) for year in years}
    return found


def name_keys(index: PeopleIndex, name: Name) -> set[int]:
    """The keys of one name: pairs of skeletons across its boxes, single ones of short names, pairs of keypad codes."""
    given, surnames = normalise.tokens(name.given), normalise.tokens(name.surnames)
    pairs = [(one, other) for one in given for other in surnames] or list(combinations(given, 2))
    pairs += combinations(surnames, 2)
    keys = {pair_key(index, a, b) for one, other in pairs for a in skeletons(one) for b in skeletons(other)}
    if len(given) + len(surnames) <= MOST_SINGLES:
        keys |= {single_key(index, sound) for token in (*given, *surnames) for sound in skeletons(token)}
    return keys | {pair_key(index, one, other) for one, other in keyed.recorded_pairs(given, surnames)}


@lru_cache(maxsize=20_000)
def pair_key(index: PeopleIndex, one: str, other: str) -> int:
    """Two skeletons of one person's names; the order does not matter."""
    return index.key("pair", f"{one}|{other}" if one < other else f"{other}|{one}")


@lru_cache(maxsize=5_000)
def single_key(index: PeopleIndex, sound: str) -> int:
    """The skeleton of a short name, which leads somewhere by itself."""
    return index.key("single", sound)


@lru_cache(maxsize=5_000)
def date_key(index: PeopleIndex, iso: str) -> int:
    """A day of birth, written 1985-03-12."""
    return index.key("date", iso)


def key_for_a_number(index: PeopleIndex, number: str) -> int:
    """The index key of an A-number of nine digits."""
    return index.key("a_number", number)


@lru_cache(maxsize=20_000)
def counter_key(index: PeopleIndex, kind: str, country: str, value: str) -> int:
    """The key of a counter."""
    return index.key(kind, f"{country}|{value}")


def frequency_keys(box: SecretsBox, details: PersonDetails) -> list[int]:
    """Which counters a disclosable person adds one to, in every index that is written; every key once."""
    return [key for index in box.indexes for key in _counted_in(index, details)]


def counters(details: PersonDetails) -> set[Counter]:
    """What is counted of a disclosable person, by its name and not by its key."""
    found = _counters_of_person(details)
    for token in _tokens(details):
        found.update(_counters_of_token(token, details.country))
    return found


def _counted_in(index: PeopleIndex, details: PersonDetails) -> set[int]:
    found = {counter_key(index, *counter) for counter in _counters_of_person(details)}
    for token in _tokens(details):
        found.update(_token_counters(index, token, details.country))
    return found


def _counters_of_person(details: PersonDetails) -> set[Counter]:
    found = {("people", country, "") for country in {"", details.country}}
    found |= {("born", "", day.isoformat()) for day in details.births}
    if any((day.month, day.day) == (1, 1) for day in details.births):
        found |= {("first_of_year", country, "") for country in {"", details.country}}
    if (year := details.birth_year) is not None:
        found.add(("year", "", str(year)))
    return found


def _tokens(details: PersonDetails) -> Iterator[str]:
    for name in details.names:
        yield from (*normalise.tokens(name.given), *normalise.tokens(name.surnames))


@lru_cache(maxsize=20_000)
def _token_counters(index: PeopleIndex, token: str, country: str) -> tuple[int, ...]:
    return tuple({index.key(kind, f"{place}|{value}") for kind, place, value in _counters_of_token(token, country)})


def _counters_of_token(token: str, country: str) -> list[Counter]:
    code = keypad(token)
    values = [("token", token), *(("sound", sound) for sound in skeletons(token))]
    values += [("keyed", code[:length]) for length in PREFIXES if length <= len(code)] or [("keyed", code)]
    return [(kind, place, value) for place in {"", country} for kind, value in values]
