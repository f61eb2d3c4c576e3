"""Who may be meant: the people whom the keyed index leads to, by birth first, then by pairs of sounds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import Row, select, union_all
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.names import keys
from hotline.domain.names.asked import AskedNames, Token
from hotline.domain.names.births import AskedBirth
from hotline.domain.names.indexing import tables
from hotline.domain.names.rarity import Counter, Rarity
from hotline.domain.names.skeleton import skeletons
from hotline.domain.people import Kept, kept_in
from hotline.models.people import Person
from hotline.secrets_box import SecretsBox

MOST_PEOPLE = 400
MOST_ROWS = 3_000
EXPECTED_WITH_DATE = 150.0
EXPECTED_WITHOUT = 700.0
MOST_ALL_YEARS = 60.0
STEPS = (-2, -1, 0, 1, 2, -10, 10)
BAND = len(STEPS) / 40  # the share of people in the years that STEPS reach


@dataclass(slots=True)
class Plan:
    """The keys to read: dates, pairs and sounds in every year, and those in the years near the one asked for."""

    dates: list[int] = field(default_factory=list)
    anywhen: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)


def counters(names: AskedNames, country: str) -> Iterator[Counter]:
    """What must be counted to plan the reading."""
    for token in names.tokens:
        for sound in _sounds(token):
            yield from (("sound", place, sound) for place in {"", country})


def plan(box: SecretsBox, names: AskedNames, birth: AskedBirth, country: str, rarity: Rarity) -> Plan:
    """The rarest keys first, until as many people are expected as one look-up can read."""
    days = [day for day in (birth.day, birth.swapped) if day]
    made = Plan([keys.date_key(box, day.isoformat()) for day in days])
    made.years = sorted({year + step for year in birth.years for step in STEPS} | {keys.NO_YEAR})
    room = EXPECTED_WITH_DATE if birth.day else EXPECTED_WITHOUT
    band = BAND * len(birth.years) if birth.years else 1.0
    for expected, key in sorted(_expected(box, names, country, rarity)):
        everywhen = expected <= MOST_ALL_YEARS or not birth.years
        room -= expected if everywhen else expected * band
        if room < 0:
            break
        (made.anywhen if everywhen else made.near).append(key)
    return made


def find(session: Session, made: Plan, *, staff: bool) -> list[tuple[int, Kept]]:
    """The people behind the keys, those with the most keys first, opened."""
    box = secrets_box.of(session)
    people = _most_often(session.execute(_rows(made, staff=staff)).all())
    table = Person.__table__
    rows = session.execute(select(table.c.id, table.c.sealed).where(table.c.id.in_(people)))
    return [(person_id, kept_in(box, person_id, sealed)) for person_id, sealed in rows]


def pair_keys(box: SecretsBox, names: AskedNames) -> set[int]:
    """The keys of all pairs of sounds of the names asked for."""
    pairs = combinations(names.tokens, 2)
    return {keys.pair_key(box, a, b) for one, other in pairs for a in one.sounds for b in other.sounds}


def _sounds(token: Token) -> set[str]:
    return set(token.sounds).union(*(skeletons(name) for name in token.known))


def _expected(box: SecretsBox, names: AskedNames, country: str, rarity: Rarity) -> Iterable[tuple[float, int]]:
    """Every key worth reading with the number of people expected behind it."""
    people = rarity.people + 1
    there = rarity.count("people", country, "") if country else 0

    def expect(*sounds: str) -> float:
        overall, local = float(people), float(there)
        for sound in sounds:
            overall *= rarity.share("sound", sound, "")
            local *= rarity.share("sound", sound, country)
        return max(overall, local)

    found: dict[int, float] = {}
    for token in names.tokens:
        for sound in token.sounds:
            found[keys.single_key(box, sound)] = expect(sound)
    for one, other in combinations(names.tokens, 2):
        for a in _sounds(one):
            for b in _sounds(other):
                found[keys.pair_key(box, a, b)] = expect(a, b)
    return [(expected, key) for key, expected in found.items()]


def _rows(made: Plan, *, staff: bool) -> object:
    selects = []
    for table in tables(staff):
        columns = select(table.c.person_id)
        selects.append(columns.where(table.c.key.in_(made.dates)))
        selects.append(columns.where(table.c.key.in_(made.anywhen)))
        selects.append(columns.where(table.c.key.in_(made.near), table.c.birth_year.in_(made.years)))
    return union_all(*selects).limit(MOST_ROWS)


def _most_often(rows: Sequence[Row[tuple[int]]]) -> list[int]:
    hits: dict[int, int] = {}
    for (person_id,) in rows:
        hits[person_id] = hits.get(person_id, 0) + 1
    if len(hits) <= MOST_PEOPLE:
        return list(hits)
    return sorted(hits, key=lambda person_id: -hits[person_id])[:MOST_PEOPLE]
