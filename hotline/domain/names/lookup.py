"""Looking people up by what a relative says: the candidates of the index, scored, best first.

The public path runs the same statements in the same number whatever is in the records: frequencies, candidates,
people, frequencies of the candidates' countries.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from hotline import clock, secrets_box
from hotline.domain.names import keys, normalise
from hotline.domain.names.indexing import tables
from hotline.domain.names.match import Match
from hotline.domain.names.query import Query
from hotline.domain.names.skeleton import skeletons
from hotline.domain.people import PersonDetails, unseal
from hotline.models.people import NameFrequency, Person
from hotline.secrets_box import SecretsBox

MOST_CANDIDATES = 400


def matches(
    session: Session, query: Query, *, staff: bool = False, limit: int = 20, today: date | None = None
) -> list[Match]:
    """The people who may be meant, best first; `staff` includes the hidden ones. `today` turns an age into years."""
    box = secrets_box.of(session)
    asked = _asked(query)
    years = _years(query, today or clock.now().date())
    found = _candidates(session, query, asked, years, staff=staff)
    counts = _counts(session, box, query, asked)
    scored = [_scored(box, counts, query, asked, years, person_id, details) for person_id, details in found]
    return _against_rivals(scored)[:limit]


def by_a_number(session: Session, number: str, *, staff: bool = False) -> list[tuple[int, PersonDetails]]:
    """Everyone who is recorded under an A-number of nine digits; two people may share one."""
    key = keys.key_for_a_number(secrets_box.of(session), number)
    found = union(*(select(table.c.person_id).where(table.c.key == key) for table in tables(staff)))
    people = session.scalars(select(Person).where(Person.id.in_(found)))
    opened = [(person.id, unseal(session, person)) for person in people]
    return [(person_id, details) for person_id, details in opened if number in details.a_numbers]


def family_name_agrees(details: PersonDetails, query: Query) -> bool:
    """Whether a surname that was asked for is one of the recorded ones, by spelling or by sound."""
    asked = [token for hearing in (*query.surname, *query.second_surname) for token in normalise.tokens(hearing)]
    recorded = {token for name in details.names for token in normalise.tokens(name.surnames or name.given)}
    sounds = {sound for token in recorded for sound in skeletons(token)}
    return any(token in recorded or not sounds.isdisjoint(skeletons(token)) for token in asked)


def search_keys(box: SecretsBox, query: Query) -> list[int]:
    """The index keys of which a person who matches this query would carry at least one."""
    found = set()
    if query.a_number:
        found.add(keys.key_for_a_number(box, query.a_number))
    if query.birth_date:
        found.add(keys.date_key(box, query.birth_date.isoformat()))
    return sorted(found | _pair_keys(box, _asked(query)))


def _asked(query: Query) -> list[tuple[str, ...]]:
    """The alternatives of every token asked for."""
    hearings = (query.given, query.surname, query.second_surname)
    tokens = [token for slot in hearings for hearing in slot for token in normalise.tokens(hearing)]
    tokens += [token for name in query.also for token in normalise.tokens(name)]
    return [(token,) for token in dict.fromkeys(tokens)]


def _years(query: Query, today: date) -> tuple[int, ...]:
    if query.year:
        return (query.year,)
    return (today.year - query.age - 1, today.year - query.age) if query.age else ()


def _pair_keys(box: SecretsBox, asked: Sequence[tuple[str, ...]]) -> set[int]:
    sounds = [sound for (token,) in asked for sound in skeletons(token)]
    return {keys.pair_key(box, one, other) for n, one in enumerate(sounds) for other in sounds[n + 1 :]}


def _candidates(
    session: Session, query: Query, asked: Sequence[tuple[str, ...]], years: Sequence[int], *, staff: bool
) -> list[tuple[int, PersonDetails]]:
    box = secrets_box.of(session)
    dates = [keys.date_key(box, day.isoformat()) for day in _dates(query)]
    near = {year + step for year in years for step in (-10, -2, -1, 0, 1, 2, 10)} | {keys.NO_YEAR}
    pairs = _pair_keys(box, asked)
    selects = []
    for table in tables(staff):
        selects.append(select(table.c.person_id).where(table.c.key.in_(dates)))
        banded = select(table.c.person_id).where(table.c.key.in_(pairs))
        selects.append(banded.where(table.c.birth_year.in_(near)) if years else banded)
    people = session.scalars(select(Person).where(Person.id.in_(union(*selects))).limit(MOST_CANDIDATES))
    return [(person.id, unseal(session, person)) for person in people]


def _dates(query: Query) -> list[date]:
    day = query.birth_date
    if day is None:
        return []
    return [day, date(day.year, day.day, day.month)] if day.day <= 12 and day.day != day.month else [day]


def _counts(session: Session, box: SecretsBox, query: Query, asked: Sequence[tuple[str, ...]]) -> dict[int, int]:
    wanted = [box.index_key("people", ""), box.index_key("people", query.country)]
    for (token,) in asked:
        wanted += [box.index_key("token", f"|{token}")]
        wanted += [box.index_key("sound", f"|{sound}") for sound in skeletons(token)]
    rows = session.execute(select(NameFrequency.key, NameFrequency.n).where(NameFrequency.key.in_(wanted)))
    return Counter(dict(rows.tuples().all()))


def _scored(
    box: SecretsBox,
    counts: dict[int, int],
    query: Query,
    asked: Sequence[tuple[str, ...]],
    years: Sequence[int],
    person_id: int,
    details: PersonDetails,
) -> Match:
    people = counts[box.index_key("people", "")] + 1
    odds, reasons = -math.log(people) - 1, []
    given = {token for name in details.names for token in normalise.tokens(name.given)}
    surnames = {token for name in details.names for token in normalise.tokens(name.surnames)}
    has_given = has_surname = False
    for (token,) in asked:
        in_given, in_surnames = _agrees(token, given), _agrees(token, surnames)
        kind = "sound" if "sound" in (in_given, in_surnames) else "token"
        value = skeletons(token)[0] if kind == "sound" else token
        n = counts[box.index_key(kind, f"|{value}")]
        odds += math.log(0.5 * people / (n + 1)) if in_given or in_surnames else -3
        has_given, has_surname = has_given or bool(in_given), has_surname or bool(in_surnames)
        reasons += [f"given {in_given}"] * bool(in_given) + [f"surname {in_surnames}"] * bool(in_surnames)
    if query.birth_date:
        exact = query.birth_date in details.births
        swapped = not exact and not set(_dates(query)).isdisjoint(details.births)
        odds += 9 if exact else 5 if swapped else -3
        reasons += ["birth exact"] * exact + ["birth swapped"] * swapped
    elif years:
        odds += 3 if details.birth_year in years else -3
    if query.country:
        odds += 1 if query.country in (details.country, details.citizenship) else -3
    has_birth = bool({day.year for day in details.births} | set(details.birth_years) & set(years))
    return Match(person_id, details, odds, tuple(reasons), has_given, has_surname, has_birth)


def _agrees(token: str, recorded: set[str]) -> str:
    if token in recorded:
        return "exact"
    sounds = set(skeletons(token))
    return "sound" if any(not sounds.isdisjoint(skeletons(other)) for other in recorded) else ""


def _against_rivals(scored: list[Match]) -> list[Match]:
    weights = [math.exp(min(match.log_odds, 300)) for match in scored]
    total = sum(weights)
    final = []
    for match, weight in zip(scored, weights, strict=True):
        odds = match.log_odds - math.log1p(max(total - weight, 0.0))
        final.append(replace(match, log_odds=odds))
    return sorted(final, key=lambda match: -match.log_odds)
