"""Who a source means: recognising a person by the source's own id, by A-number, or by full name and birth date.

A mistake here tells a family of a stranger, so doubt makes two people rather than one, and staff a task.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from anyascii import anyascii
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline import secrets_box
from hotline.domain import corrections, people
from hotline.domain.errors import Invalid
from hotline.domain.people import Name, PersonDetails
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import IdentityKey, Person, SourceIdentity
from hotline.models.staging import StagedPerson
from hotline.secrets_box import PeopleIndex, SecretsBox

_CHUNK = 400
_UNPUBLISHED = BatchState.STAGING, BatchState.HELD
_WORD = re.compile(r"[a-z0-9]+")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom a source speaks of. `person_key` is the source's own id of the person, or "".

    A key that was made from the A-number or the name, because the source has no ids, `is_made_up`: another key of that
    kind does not make another person.
    """

    source: str
    person_key: str
    details: PersonDetails
    is_made_up: bool = False

    @property
    def has_own_id(self) -> bool:
        return bool(self.person_key) and not self.is_made_up


@dataclass(slots=True)
class Recognised:
    """Who that is: `person_id` is None for somebody new. `doubts` are other people who may be the same one.

    `details` are what was known, None for somebody new. `is_doubtful` asks staff to settle who is who.
    """

    person_id: int | None = None
    details: PersonDetails | None = None
    doubts: set[int] = field(default_factory=set)

    @property
    def is_doubtful(self) -> bool:
        return bool(self.doubts)


def own_key(box: SecretsBox, source: str, person_key: str) -> int:
    """The hash under which a source's own id of a person is kept."""
    return box.index_key("person-of-source", f"{source}\0{person_key}")


def shared_keys(box: SecretsBox, details: PersonDetails) -> list[int]:
    """The hashes by which any source's person is recognised: each A-number, each full name with each date ever told."""
    return [key for index in box.indexes for key in shared_keys_in(index, details)]


def shared_keys_in(index: PeopleIndex, details: PersonDetails) -> list[int]:
    """shared_keys() of one index."""
    numbers = [a_number_key(index, number) for number in details.a_numbers]
    return numbers + [index.key("identity-name", text) for text in _named_births(details)]


def a_number_key(index: PeopleIndex, a_number: str) -> int:
    """The hash by which whoever has that A-number (nine digits) is recognised, hidden people and children too."""
    return index.key("identity-a-number", a_number)


def recognise(session: Session, claims: list[Claim]) -> list[Recognised]:
    """Whom each claim means, in the order of the claims; in a handful of statements for all of them."""
    box = secrets_box.of(session)
    own_keys = [own_key(box, claim.source, claim.person_key) if claim.person_key else 0 for claim in claims]
    keys = [shared_keys(box, claim.details) for claim in claims]
    own = _people_by_own_key(session, set(own_keys) - {0})
    shared = _people_by_shared_key(session, {key for some in keys for key in some})
    known = _details(session, {person for ids in (*own.values(), *shared.values()) for person in ids})
    taken = _known_to_source(session, claims, known)
    found = []
    for claim, own_id, some in zip(claims, own_keys, keys, strict=True):
        by_shared = {person for key in some for person in shared.get(key, [])}
        found.append(_decide(claim, own.get(own_id, []), by_shared, known, taken))
    return found


def merged(known: PersonDetails, told: PersonDetails) -> PersonDetails:
    """What is known, and what a source adds to it: nothing that was recorded is forgotten, but what staff corrected."""
    known, told = corrections.reconciled(known, told)
    folded = {_folded(name) for name in known.names}
    names = [*known.names, *(name for name in told.names if _folded(name) and _folded(name) not in folded)]
    both = replace(
        known,
        names=tuple(names),
        births=_joined(known.births, told.births),
        birth_years=_joined(known.birth_years, told.birth_years),
        a_numbers=_joined(known.a_numbers, told.a_numbers),
        country=known.country or told.country,
        citizenship=known.citizenship or told.citizenship,
        gender=known.gender or told.gender,
        language=known.language or told.language,
        claims_minority=known.claims_minority or told.claims_minority,
    )
    return corrections.joined(known, told, both)


def as_minor(details: PersonDetails) -> PersonDetails:
    """With the claim that this is a child: the children's office takes in nobody else."""
    return replace(details, claims_minority=True)


def gains_a_second_number(before: PersonDetails | None, after: PersonDetails) -> bool:
    """Whether a person has several A-numbers by what is told now; staff who settled it once are not asked again."""
    return len(after.a_numbers) > max(1, len(before.a_numbers) if before else 0)


def may_be_same(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether one A-number can stand for both: something of name or birth agrees, or there is nothing to compare."""
    tokens, other_tokens = _tokens(one), _tokens(other)
    years, other_years = _years(one), _years(other)
    if tokens & other_tokens or years & other_years:
        return True
    return not (tokens and other_tokens) and not (years and other_years)


def _decide(
    claim: Claim, by_own: list[int], by_shared: set[int], known: dict[int, PersonDetails], taken: dict[int, bool]
) -> Recognised:
    """The source's own id first, then the A-number, then full name and birth date of one person alone.

    Its own id is believed unless neither name nor birth agrees: a source may give an id anew.
    """
    numbered = {person for person in by_shared if set(known[person].a_numbers) & set(claim.details.a_numbers)}
    same = [person for person in by_own if person in numbered or may_be_same(known[person], claim.details)]
    if same:
        return Recognised(same[0], known[same[0]], (numbered | set(by_own)) - {same[0]})
    if by_own:  # an id that a source gave to somebody else before, such as a booking number
        return Recognised(doubts=numbered | set(by_own))
    alike = {person for person in numbered if may_be_same(known[person], claim.details)}
    if len(alike) == 1:
        person = next(iter(alike))
        return Recognised(person, known[person], numbered - alike)
    if numbered:
        return Recognised(doubts=numbered)
    namesakes = {person for person in by_shared if _is_same_by_name(known[person], claim.details)}
    free = {person for person in namesakes if not (claim.has_own_id and taken.get(person))}
    if len(free) == 1 and len(namesakes) == 1:
        person = next(iter(free))
        return Recognised(person, known[person])
    return Recognised(doubts=namesakes)


def _is_same_by_name(known: PersonDetails, told: PersonDetails) -> bool:
    """Same full name, same birth date, no country and no A-number that says otherwise."""
    if not set(_named_births(known)) & set(_named_births(told)):
        return False
    if known.a_numbers and told.a_numbers:
        return False  # a shared number would have been found before
    countries, told_countries = _countries(known), _countries(told)
    return not countries or not told_countries or bool(countries & told_countries)


def _people_by_own_key(session: Session, keys: set[int]) -> dict[int, list[int]]:
    rows = select(SourceIdentity.key, SourceIdentity.person_id).where(is_live(SourceIdentity.person_id))
    return _grouped(row for some in _chunks(keys) for row in session.execute(rows.where(SourceIdentity.key.in_(some))))


def _people_by_shared_key(session: Session, keys: set[int]) -> dict[int, list[int]]:
    rows = select(IdentityKey.key, IdentityKey.person_id).where(is_live(IdentityKey.person_id))
    return _grouped(row for some in _chunks(keys) for row in session.execute(rows.where(IdentityKey.key.in_(some))))


def _known_to_source(session: Session, claims: list[Claim], known: dict[int, PersonDetails]) -> dict[int, bool]:
    """Which of these people the claiming source already names by an id of its own."""
    sources = {claim.source for claim in claims}
    rows = select(SourceIdentity.person_id).where(SourceIdentity.source.in_(sources))
    return {
        person: True
        for some in _chunks(known)
        for person in session.scalars(rows.where(SourceIdentity.person_id.in_(some)))
    }


def _details(session: Session, person_ids: set[int]) -> dict[int, PersonDetails]:
    rows = select(Person)
    return {
        person.id: people.unseal(session, person)
        for some in _chunks(person_ids)
        for person in session.scalars(rows.where(Person.id.in_(some)))
    }


def is_live(person_id: InstrumentedAttribute[int] | ColumnElement[int]) -> ColumnElement[bool]:
    """Not somebody new of a roster that is not published yet."""
    staged = select(StagedPerson.person_id).where(StagedPerson.person_id == person_id, StagedPerson.is_new)
    return ~exists(staged)


def refuse_staged_rosters(session: Session) -> None:
    """Raises Invalid("roster", "staged"): what was staged read people and keys as they were then."""
    if session.scalar(select(exists().where(RosterBatch.state.in_(_UNPUBLISHED)))):
        raise Invalid("roster", "staged")


def _chunks(values: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(values)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def _grouped(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, person_id in rows:
        found.setdefault(key, []).append(person_id)
    return found


def _joined(known: tuple[Thing, ...], told: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return (*known, *(thing for thing in told if thing not in known))


@lru_cache(maxsize=4096)
def _folded(name: Name) -> str:
    """A name without accents, case, marks and order, because which box a part stands in is only a hint."""
    return " ".join(sorted(_WORD.findall(anyascii(f"{name.given} {name.surnames}").lower())))


def _named_births(details: PersonDetails) -> list[str]:
    names = [folded for name in details.names if " " in (folded := _folded(name))]
    return [f"{name}\0{born.isoformat()}" for name in names for born in corrections.ever_told(details)]


def _tokens(details: PersonDetails) -> set[str]:
    return {token for name in details.names for token in _folded(name).split()}


def _years(details: PersonDetails) -> set[int]:
    return {born.year for born in corrections.ever_told(details)} | set(details.birth_years)


def _countries(details: PersonDetails) -> set[str]:
    return {country for country in (details.country, details.citizenship) if country}
