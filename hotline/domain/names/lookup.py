"""Looking people up by what a relative says: the candidates of the index, scored, best first.

The public path runs the same statements in the same number whatever is in the records: counters, index rows, people,
counters of the candidates.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from heapq import nlargest, nsmallest
from operator import itemgetter

from sqlalchemy import bindparam, select, union
from sqlalchemy.orm import Session

from hotline import clock, secrets_box
from hotline.domain.names import candidates, keys, normalise
from hotline.domain.names.align import Aligner, Pairing, Reading
from hotline.domain.names.asked import EITHER, GIVEN, SURNAME, AskedNames
from hotline.domain.names.births import AskedBirth
from hotline.domain.names.compare import Comparer, Level
from hotline.domain.names.indexing import tables
from hotline.domain.names.keys import Counter
from hotline.domain.names.match import Match
from hotline.domain.names.query import Query
from hotline.domain.names.rarity import Rarity
from hotline.domain.names.reach import PUBLIC, STAFF, Reach
from hotline.domain.names.score import BESIDE_A_FIRM_ONE, WEAK, Scored, score, wanted
from hotline.domain.names.skeleton import keypad
from hotline.domain.people import Kept, PersonDetails, details_of, kept_in
from hotline.models.people import Person
from hotline.secrets_box import PeopleIndex, SecretsBox
from hotline.statements import Statement

WORTH_READING = 12.0  # below the best by more than this nobody is a rival


def matches(
    session: Session, query: Query, *, staff: bool = False, limit: int = 20, today: date | None = None
) -> list[Match]:
    """The people who may be meant, best first; `staff` includes the hidden ones. `today` turns an age into years."""
    names, birth = AskedNames(query), _birth(query, today or clock.now().date())
    rarity = Rarity(session)
    rarity.fetch([*_totals(query), *birth.counters(), *candidates.counters(names, query.country)])
    reach = STAFF if staff else PUBLIC
    made = candidates.plan(secrets_box.of(session).people, names, birth, query.country, rarity, reach)
    readings = _readings(names, birth, rarity, candidates.find(session, made, staff=staff), reach)
    rarity.fetch(wanted(readings, query.country))
    scored = [(reading, score(reading, birth, query.country, rarity)) for reading in readings]
    return _against_rivals(scored, limit)


def by_a_number(session: Session, number: str, *, staff: bool = False) -> list[tuple[int, PersonDetails]]:
    """Everyone who is recorded under an A-number of nine digits; two people may share one."""
    box = secrets_box.of(session)
    values = {"key": keys.key_for_a_number(box.people, number)}
    rows = (_STAFF_BY_NUMBER if staff else _BY_NUMBER).rows(session, values)
    opened = [(person_id, details_of(kept_in(box, person_id, sealed))) for person_id, sealed in rows]
    return [(person_id, details) for person_id, details in opened if number in details.a_numbers]


def family_name_agrees(details: PersonDetails, query: Query) -> bool:
    """Whether a surname that was asked for is one of the recorded ones: by spelling, sound, one slip, or all its keys.

    Gonsalez and 46692539 agree with Gonzalez; Garcia and 466 do not. A name given in one box is tried whole.
    """
    surnames = query.surname or query.second_surname or query.keyed_surnames
    asked = AskedNames(replace(query, given=(), keyed_given=(), also=()) if surnames else query)
    recorded = {token for name in details.names for token in normalise.tokens(name.surnames or name.given)}
    comparer = Comparer(asked)
    comparer.learn(recorded)
    return any(
        level <= Level.SLIP and said.digits in ("", keypad(token))
        for token in recorded
        for said, level in comparer.of(token)
    )


def has_whole_name(query: Query) -> bool:
    """Whether a given name and a surname were told, so that both can agree; two names in one box may be both."""
    boxes = [token.box for token in AskedNames(query).tokens]
    return {GIVEN, SURNAME} <= set(boxes) or (EITHER in boxes and len(boxes) > 1)


def search_keys(box: SecretsBox, query: Query) -> list[int]:
    """The index keys of which a person who matches this query would carry at least one, in every index."""
    return sorted({key for index in box.indexes for key in search_keys_in(index, query)})


def search_keys_in(index: PeopleIndex, query: Query) -> set[int]:
    """search_keys() of one index."""
    found = candidates.pair_keys(index, AskedNames(query))
    if query.a_number:
        found.add(keys.key_for_a_number(index, query.a_number))
    birth = _birth(query, date.min)
    return found | {keys.date_key(index, day.isoformat()) for day in (birth.day, birth.swapped) if day}


def _birth(query: Query, today: date) -> AskedBirth:
    if query.year:
        return AskedBirth(query.birth_date, (query.year,), country=query.country)
    if query.age is None:
        return AskedBirth(None, ())
    return AskedBirth(None, (today.year - query.age - 1, today.year - query.age), is_age=True)


def _totals(query: Query) -> list[Counter]:
    return [("people", "", ""), ("people", query.country, "")]


def _readings(
    names: AskedNames, birth: AskedBirth, rarity: Rarity, found: Sequence[tuple[int, Kept]], reach: Reach
) -> list[Reading]:
    """The most promising readings, before what they are worth is counted."""
    aligner = Aligner(names, reach.taken_apart)
    everyone = [(math.log(birth.of(kept, rarity).ratio), person_id, kept) for person_id, kept in found]
    promising = nlargest(reach.scored, aligner.promise(everyone), key=itemgetter(0))
    least = promising[0][0] - WORTH_READING if promising else 0.0
    chosen = [(person_id, kept) for worth, person_id, kept in promising if worth >= least]
    return [reading for person_id, kept in chosen if (reading := aligner.read(person_id, kept))]


def _against_rivals(scored: Sequence[tuple[Reading, Scored]], limit: int) -> list[Match]:
    """The best records with their odds against nobody and all the others together; alike ones in a fixed order."""
    weights = [math.exp(min(result.odds, 300.0)) for _, result in scored]
    total = math.fsum(weights)
    odds = [
        (result.odds - math.log1p(max(total - weight, 0.0)), reading, result)
        for (reading, result), weight in zip(scored, weights, strict=True)
    ]
    best = nsmallest(limit, odds, key=lambda one: (-one[0], one[1].person_id))
    return [_match(reading, result, final) for final, reading, result in best]


def _match(reading: Reading, result: Scored, odds: float) -> Match:
    agreeing = _agreeing(reading)
    reasons = [_reason(pairing) for pairing in reading.pairings] + [result.birth.name, result.country]
    boxes = {pairing.part.box for pairing in agreeing}
    both = EITHER in boxes and len(agreeing) > 1
    return Match(
        person_id=reading.person_id,
        details=details_of(reading.kept),
        log_odds=odds,
        reasons=tuple(reason for reason in reasons if reason),
        has_given=GIVEN in boxes or both,
        has_surname=SURNAME in boxes or both,
        has_birth=result.birth.same_year,
    )


def _agreeing(reading: Reading) -> list[Pairing]:
    """The names that may be told on; a wrong keypad digit or two slips are good beside a name that agrees better."""
    firm = [pairing for pairing in reading.pairings if pairing.level not in WEAK]
    return firm + [pairing for pairing in reading.pairings if firm and pairing.level in BESIDE_A_FIRM_ONE]


def _reason(pairing: Pairing) -> str:
    return f"{pairing.part.box or 'name'} {pairing.level.label}"


def _people_by_key(staff: bool) -> Statement:
    """The people behind one key of the index."""
    found = union(*(select(table.c.person_id).where(table.c.key == bindparam("key")) for table in tables(staff)))
    return Statement(select(Person.id, Person.sealed).where(Person.id.in_(found)))


_BY_NUMBER, _STAFF_BY_NUMBER = _people_by_key(False), _people_by_key(True)
