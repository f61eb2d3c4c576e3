"""The keyed index of names: which rows lead to a person, and which counters say how common a name is.

An index row is a keyed hash (secrets_box.py) of a birth date, of a pair of skeletons or of keypad codes, of a skeleton,
or of an A-number, with the birth year. Frequencies count disclosable people alone, per country of birth and over all.
"""

from functools import lru_cache
from itertools import combinations

from hotline.domain.names import keyed, normalise
from hotline.domain.names.skeleton import keypad, skeletons
from hotline.domain.people import Name, PersonDetails
from hotline.secrets_box import SecretsBox

NO_YEAR = 0
PREFIXES = (3, 4, 5, 7)
MOST_SINGLES = 3


def staged_keys(box: SecretsBox, details: PersonDetails) -> list[tuple[int, int]]:
    """The (key, birth year) rows of a person, each once; the year is 0 where none is recorded."""
    years = {day.year for day in details.births}.union(details.birth_years) or {NO_YEAR}
    found = {(date_key(box, day.isoformat()), day.year) for day in details.births}
    found |= {(key_for_a_number(box, number), min(years)) for number in details.a_numbers}
    for name in details.names:
        found |= {(key, year) for key in name_keys(box, name) for year in years}
    return list(found)


def name_keys(box: SecretsBox, name: Name) -> set[int]:
    """The keys of one name: pairs of skeletons across its boxes, single ones of short names, pairs of keypad codes."""
    given, surnames = normalise.tokens(name.given), normalise.tokens(name.surnames)
    pairs = [(one, other) for one in given for other in surnames] or list(combinations(given, 2))
    pairs += combinations(surnames, 2)
    keys = {pair_key(box, a, b) for one, other in pairs for a in skeletons(one) for b in skeletons(other)}
    if len(given) + len(surnames) <= MOST_SINGLES:
        keys |= {single_key(box, sound) for token in (*given, *surnames) for sound in skeletons(token)}
    return keys | {pair_key(box, one, other) for one, other in keyed.recorded_pairs(given, surnames)}


@lru_cache(maxsize=20_000)
def pair_key(box: SecretsBox, one: str, other: str) -> int:
    return box.index_key("pair", f"{one}|{other}" if one < other else f"{other}|{one}")


@lru_cache(maxsize=5_000)
def single_key(box: SecretsBox, sound: str) -> int:
    return box.index_key("single", sound)


@lru_cache(maxsize=5_000)
def date_key(box: SecretsBox, iso: str) -> int:
    return box.index_key("date", iso)


def key_for_a_number(box: SecretsBox, number: str) -> int:
    """The index key of an A-number of nine digits."""
    return box.index_key("a_number", number)


@lru_cache(maxsize=20_000)
def counter_key(box: SecretsBox, kind: str, country: str, value: str) -> int:
    """The key of a counter; country "" counts over all."""
    return box.index_key(kind, f"{country}|{value}")


def frequency_keys(box: SecretsBox, details: PersonDetails) -> list[int]:
    """Which counters a disclosable person adds one to; every key once."""
    found = {counter_key(box, "people", country, "") for country in {"", details.country}}
    found |= {counter_key(box, "born", "", day.isoformat()) for day in details.births}
    if any((day.month, day.day) == (1, 1) for day in details.births):
        found |= {counter_key(box, "first_of_year", country, "") for country in {"", details.country}}
    if (year := details.birth_year) is not None:
        found.add(counter_key(box, "year", "", str(year)))
    for name in details.names:
        for token in (*normalise.tokens(name.given), *normalise.tokens(name.surnames)):
            found.update(_token_counters(box, token, details.country))
    return list(found)


@lru_cache(maxsize=20_000)
def _token_counters(box: SecretsBox, token: str, country: str) -> tuple[int, ...]:
    code = keypad(token)
    values = [("token", token), *(("sound", sound) for sound in skeletons(token))]
    values += [("keyed", code[:length]) for length in PREFIXES if length <= len(code)] or [("keyed", code)]
    return tuple({box.index_key(kind, f"{place}|{value}") for place in {"", country} for kind, value in values})
