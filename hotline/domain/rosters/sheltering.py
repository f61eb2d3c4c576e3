"""Who is hidden before a roster is published, because a row says so that changes nothing else, or while in doubt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from anyascii import anyascii
from sqlalchemy.orm import Session

from hotline.domain import corrections, desk, enrolment, hiding, identities, names, people
from hotline.domain.people import PersonDetails
from hotline.domain.rosters import records
from hotline.domain.rosters.records import Record
from hotline.models.operations import TaskKind
from hotline.models.people import HidingReason, Person

_MANY = 20
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shelter:
    """A known person to hide at once, for `reasons` (maybe none) that a row gives, and `told`, what it says of them.

    `is_doubt`: the row is of somebody who may be the same. Staff are asked who is who.
    """

    person_id: int
    told: PersonDetails
    reasons: frozenset[HidingReason]
    is_doubt: bool = False


def shelter(session: Session, wanted: Shelter, *, now: datetime) -> None:
    """Hide the person; what makes a child of them is kept, or the calendar would reveal them again."""
    person = session.get_one(Person, wanted.person_id)
    known = people.unseal(session, person)
    if wanted.is_doubt and not identities.may_be_same(known, wanted.told):
        return
    reasons = {HidingReason.PROTECTED} if wanted.is_doubt else set(wanted.reasons)
    if not hiding.is_minor(corrections.heard(known.corrected, wanted.told), now=now):
        reasons.discard(HidingReason.MINOR)
    for reason in sorted(reasons):
        hiding.hide(session, wanted.person_id, reason, now=now)
    if HidingReason.MINOR in reasons:
        _write_signs(session, person, known, wanted.told, now)


def ask_who(session: Session, person_id: int, *, now: datetime) -> None:
    """Staff settle who is who."""
    due, subject = now + enrolment.RESOLVE_WITHIN, f"person:{person_id}"
    desk.open_task(session, TaskKind.RESOLVE_IDENTITY, subject, due_at=due, now=now, reason="same_identity")


def doubt_twins(found: Iterable[Record], listed: frozenset[str], *, now: datetime) -> None:
    """Mark records of one file with the same full name and birth date under two ids; hide both if either must be."""
    by_name: dict[str, list[Record]] = {}
    for record in found:
        for key in _name_keys(record):
            by_name.setdefault(key, []).append(record)
    for alike in by_name.values():
        for one, other in _pairs(alike):
            if _may_be_one(records.details_of(one), records.details_of(other)):
                one.is_doubtful = other.is_doubtful = True
                if any(_must_be_hidden(record, listed, now) for record in (one, other)):
                    one.is_sheltered = other.is_sheltered = True


def _pairs(alike: list[Record]) -> Iterable[tuple[Record, Record]]:
    """Each with each; where a name stands for many ("Unknown Unknown"), each with the first."""
    return combinations(alike, 2) if len(alike) <= _MANY else ((alike[0], other) for other in alike[1:])


def _must_be_hidden(record: Record, listed: frozenset[str], now: datetime) -> bool:
    return records.is_protected(record, listed) or hiding.is_minor(records.details_of(record), now=now)


def _name_keys(record: Record) -> set[str]:
    keys = set()
    for row in record.rows:
        if row.names and row.birth_date:
            told = " ".join(row.names[0])
            words = sorted(_WORD.findall((told if told.isascii() else anyascii(told)).lower()))
            if len(words) > 1:
                keys.add(f"{' '.join(words)}|{row.birth_date}")
    return keys


def _may_be_one(one: PersonDetails, other: PersonDetails) -> bool:
    """No A-number and no country denies it."""
    if one.a_numbers and other.a_numbers:
        return False  # a shared number would have made them one
    countries = {one.country, one.citizenship} - {""}
    others = {other.country, other.citizenship} - {""}
    return not countries or not others or bool(countries & others)


def _write_signs(session: Session, person: Person, known: PersonDetails, told: PersonDetails, now: datetime) -> None:
    signs = PersonDetails((), told.births, told.birth_years, claims_minority=told.claims_minority)
    after = identities.merged(known, signs)
    if after == known:
        return
    names.unindex(session, person.id, known, hidden=True)
    names.index(session, person.id, after, hidden=True)
    person.sealed = people.seal(session, person.id, after)
    person.birth_year = after.birth_year
    person.updated_at = now
