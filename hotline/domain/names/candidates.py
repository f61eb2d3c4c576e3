"""Who may be meant: the people whom the index leads to, by birth first, then by pairs of sounds or keypad codes."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import combinations

from sqlalchemy import Select, bindparam, select, union_all
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.names import equivalents, keyed, keys
from hotline.domain.names.asked import AskedNames, Token
from hotline.domain.names.births import AskedBirth
from hotline.domain.names.indexing import tables
from hotline.domain.names.keys import Counter
from hotline.domain.names.rarity import Rarity
from hotline.domain.names.reach import PUBLIC, Reach
from hotline.domain.names.skeleton import skeletons
from hotline.domain.people import Kept, kept_in
from hotline.models.people import Person
from hotline.secrets_box import PeopleIndex
from hotline.statements import Statement

MOST_KEYS = 32
WORTH_OF_DATE = 9.0
WORTH_OF_SWAPPED = 5.0
WORTH_OF_YEAR = 1.0  # for every key
MOST_WORTH_OF_NAMES = 15.0  # keys of one name are found together
MOST_ALL_YEARS = 40.0
SHORTEST_RUN_TOGETHER = 8
SHORTEST_PART = 3
YEARS_AROUND_DATE = 2
YEARS_AROUND_YEAR = 1
YEARS_OF_BIRTH = 40  # over which the people of a roster are spread


@dataclass(slots=True)
class Plan:
    """The keys to read: dates, pairs and sounds in every year, and those from the first year to the last.

    `worth` says how much a key speaks for the people behind it; `years` are those asked for.
    """

    first_year: int
    last_year: int
    years: tuple[int, ...]
    reach: Reach
    dates: list[int] = field(default_factory=list)
    anywhen: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    worth: dict[int, float] = field(default_factory=dict)


Sounds = tuple[str, ...]


def counters(names: AskedNames, country: str) -> Iterator[Counter]:
    """What must be counted to plan the reading."""
    for token in (*names.tokens, *names.joined):
        for sound in (*token.sounds, *_formal_sounds(token)):
            yield from (("sound", place, sound) for place in {"", country})
    for token in names.tokens:
        for text in {token.text, *(part for parts in _splits(token.text) for part in parts)}:
            yield ("token", "", text)
    for code in {code for one, other in _keyed_pairs(names) for code in (one, other)}:
        yield from (("keyed", place, code) for place in {"", country})


def plan(
    index: PeopleIndex, names: AskedNames, birth: AskedBirth, country: str, rarity: Rarity, reach: Reach = PUBLIC
) -> Plan:
    """The rarest keys first, until as many people are expected as one look-up can read."""
    days = [day for day in (birth.day, birth.swapped) if day]
    around = YEARS_AROUND_DATE if birth.day else YEARS_AROUND_YEAR
    made = Plan(min(birth.years, default=0) - around, max(birth.years, default=0) + around, birth.years, reach)
    made.dates = [keys.date_key(index, day.isoformat()) for day in days]
    made.worth = dict(zip(made.dates, (WORTH_OF_DATE, WORTH_OF_SWAPPED), strict=False))
    room = reach.with_date if birth.day else reach.without_date
    band = (made.last_year - made.first_year + 1) / YEARS_OF_BIRTH if birth.years else 1.0
    people = rarity.people + 1.0
    for expected, sounds in (_expected(names, country, rarity) + _keyed(names, country, rarity))[:MOST_KEYS]:
        everywhen = expected <= MOST_ALL_YEARS or not birth.years
        rows = expected if everywhen else expected * band
        if rows > room:
            continue
        room -= rows
        key = keys.pair_key(index, sounds[0], sounds[1]) if len(sounds) > 1 else keys.single_key(index, sounds[0])
        (made.anywhen if everywhen else made.near).append(key)
        made.worth[key] = math.log(people / (expected + 0.1))
    return made


def find(session: Session, made: Plan, *, staff: bool) -> list[tuple[int, Kept]]:
    """The people behind the keys, opened; the most promising where they are too many."""
    box = secrets_box.of(session)
    keys_by_name = {"dates": made.dates, "anywhen": made.anywhen, "near": made.near}
    values = keys_by_name | {"first_year": made.first_year, "last_year": made.last_year, "rows": made.reach.rows}
    rows = (_STAFF_ROWS if staff else _PUBLIC_ROWS).rows(session, values)
    sealed = _PEOPLE.rows(session, {"people": _most_promising(made, rows)})
    return [(person_id, kept_in(box, person_id, blob)) for person_id, blob in sealed]


def _most_promising(made: Plan, rows: Sequence[tuple[int, int, int]]) -> list[int]:
    """The people behind these rows, best first; without those far behind, whom a look-up need not open."""
    worth, years = made.worth, made.years
    by_date: dict[int, float] = {}
    by_names: dict[int, float] = defaultdict(float)
    for key, year, person_id in rows:
        if key in made.dates:
            by_date[person_id] = max(worth[key], by_date.get(person_id, 0.0))
        else:
            by_names[person_id] += worth[key] + WORTH_OF_YEAR if year in years else worth[key]
    people = {person_id: min(names, MOST_WORTH_OF_NAMES) for person_id, names in by_names.items()}
    for person_id, date in by_date.items():
        people[person_id] = people.get(person_id, 0.0) + date
    least = max(people.values(), default=0.0) - made.reach.behind
    near = [person_id for person_id, found in people.items() if found >= least]
    return nlargest(made.reach.people, near, key=people.__getitem__)


def pair_keys(index: PeopleIndex, names: AskedNames) -> set[int]:
    """The keys of all pairs of sounds that the names asked for may be recorded under."""
    meant = {token.number: token.sounds | _formal_sounds(token) for token in (*names.tokens, *names.joined)}
    pairs = [
        (one, other)
        for one, other in combinations((*names.tokens, *names.joined), 2)
        if set(one.covers).isdisjoint(other.covers)
    ]
    sounds = [(a, b) for one, other in pairs for a in meant[one.number] for b in meant[other.number]]
    return {keys.pair_key(index, a, b) for a, b in (*sounds, *_keyed_pairs(names))}


def _formal_sounds(token: Token) -> set[str]:
    """The sounds of the names that this one is short for, or otherwise spelt."""
    return {sound for name in equivalents.formal(token.text) for sound in skeletons(name)} - token.sounds


def _splits(text: str) -> list[tuple[str, str]]:
    """How a long token may fall into two names: garcialopez into garcia and lopez."""
    if len(text) < SHORTEST_RUN_TOGETHER:
        return []
    return [(text[:n], text[n:]) for n in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)]


def _apart(token: Token, rarity: Rarity) -> set[str]:
    """The sounds of the two names that a token was run together from, when both are commoner than itself."""

    def rarer(parts: tuple[str, str]) -> int:
        return min(rarity.count("token", "", part) for part in parts)

    best = max(_splits(token.text), key=rarer, default=None)
    if best is None or rarer(best) <= rarity.count("token", "", token.text):
        return set()
    return {sound for part in best for sound in skeletons(part)}


def _expected(names: AskedNames, country: str, rarity: Rarity) -> list[tuple[float, Sounds]]:
    """Every sound and pair worth reading with the number of people expected behind it, the names as said first."""
    people = rarity.people + 1.0
    there = rarity.count("people", country, "") if country else 0

    def expect(pairs: Iterable[tuple[list[Share], list[Share]]]) -> dict[Sounds, float]:
        return {
            (a, b) if a < b else (b, a): max(people * one * other, there * one_there * other_there)
            for left, right in pairs
            for a, one, one_there in left
            for b, other, other_there in right
        }

    said = {token.number: _shares(token.sounds, country, rarity) for token in (*names.tokens, *names.joined)}
    singles = [share for token in names.tokens for share in said[token.number]]
    direct = expect(combinations((said[token.number] for token in names.tokens), 2)) | {
        (sound,): max(people * share, there * share_there) for sound, share, share_there in singles
    }
    pairs = [
        (said[one.number], said[other.number])
        for one in names.joined
        for other in (*names.tokens, *names.joined)
        if set(one.covers).isdisjoint(other.covers)
    ]
    for one, other in combinations(names.tokens, 2):
        meant = [said[token.number] + _shares(_formal_sounds(token), country, rarity) for token in (one, other)]
        pairs.append((meant[0], meant[1]))
    for token in names.tokens:
        if apart := _shares(_apart(token, rarity), country, rarity):
            pairs += [(apart, said[other.number]) for other in names.tokens if other is not token]
            pairs += [(apart[:1], apart[1:])]
    further = {sounds: expected for sounds, expected in expect(pairs).items() if sounds not in direct}
    return _rarest_first(direct) + _rarest_first(further)


def _keyed_pairs(names: AskedNames) -> set[tuple[str, str]]:
    """The codes of any two names, one from each box, of which at least one was keyed."""
    tokens = [token for token in names.tokens if len(token.digits or token.text) >= keyed.FEWEST_DIGITS]
    pairs = [(one, other) for one, other in combinations(tokens, 2) if one.digits or other.digits]
    return {(_code(one), _code(other)) for one, other in pairs if one.box != other.box or not one.box}


def _code(token: Token) -> str:
    return token.digits[: keyed.CODE] or keyed.code_of(token.text)


def _keyed(names: AskedNames, country: str, rarity: Rarity) -> list[tuple[float, Sounds]]:
    """The pairs of keypad codes worth reading, the rarest first, with the number of people expected behind each."""
    people = rarity.people + 1.0
    there = rarity.count("people", country, "") if country else 0

    def expected(pair: Sounds) -> float:
        overall, at_home = (math.prod(rarity.share("keyed", code, place) for code in pair) for place in ("", country))
        return max(people * overall, there * at_home)

    return _rarest_first({pair: expected(pair) for pair in _keyed_pairs(names)})


def _rarest_first(found: dict[Sounds, float]) -> list[tuple[float, Sounds]]:
    return sorted((expected, sounds) for sounds, expected in found.items())


Share = tuple[str, float, float]  # a sound, its share overall and in the country asked for


def _shares(sounds: Iterable[str], country: str, rarity: Rarity) -> list[Share]:
    return [
        (sound, rarity.share("sound", sound, ""), rarity.share("sound", sound, country) if country else 0.0)
        for sound in sorted(sounds)
    ]


def _rows(staff: bool) -> Statement:
    """Index rows by three lists of keys; always the same statement."""
    selects: list[Select[int, int, int]] = []
    for table in tables(staff):
        columns = select(table.c.key, table.c.birth_year, table.c.person_id)
        for name in ("dates", "anywhen", "near"):
            part = columns.where(db.Among(table.c.key, name))
            if name == "near":
                part = part.where(table.c.birth_year.between(bindparam("first_year"), bindparam("last_year")))
            selects.append(part)
    return Statement(union_all(*selects).limit(bindparam("rows")))


_PUBLIC_ROWS, _STAFF_ROWS = _rows(False), _rows(True)
_PERSON = Person.__table__.c
_PEOPLE = Statement(select(_PERSON.id, _PERSON.sealed).where(db.Among(_PERSON.id, "people")))
