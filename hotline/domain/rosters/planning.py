"""What a roster would change for a few hundred people at a time: reading only, so it holds nobody up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import corrections, custody_line, hiding, identities
from hotline.domain.custody_line import Course
from hotline.domain.identities import Claim, Recognised
from hotline.domain.people import PersonDetails
from hotline.domain.rosters import records, tidying
from hotline.domain.rosters.comparing import Difference, Told, compare, tells_custody
from hotline.domain.rosters.records import Record
from hotline.domain.rosters.sheltering import Shelter
from hotline.domain.rosters.tidying import Gazetteer
from hotline.models.custody import StayEnd
from hotline.models.people import Hiding, HidingReason, IdentityKey, SourceIdentity

_NAMED_AT_ONCE = 400
# Whoever may be the same is hidden too.
_SHELTERING = frozenset({HidingReason.PROTECTED, HidingReason.MINOR, HidingReason.MAY_BE_MINOR})


@dataclass(slots=True)
class PersonChange:
    """What becomes of one person. `before` is None for somebody new; `hidden` is how the index rows are written."""

    person_id: int
    before: PersonDetails | None
    after: PersonDetails
    hidden: bool
    reasons: frozenset[HidingReason]
    own_keys: tuple[int, ...]
    fingerprint: int
    difference: Difference
    doubts: frozenset[int] = frozenset()
    is_doubtful: bool = False

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def has_died(self) -> bool:
        return any(change.line.end is StayEnd.DIED for change in self.difference.changes)

    @property
    def brings_another_birth(self) -> bool:
        return corrections.brings_another(self.before, self.after)


@dataclass(slots=True)
class Plan:
    """What a chunk of people comes to. `seen` are known people that the roster lists, changed or not.

    `gone` are ids of theirs, of the person or of a stay, whose open stays it does not list all the same.

    `shelters` are known people of whom a further record speaks, or who may be the same as somebody of the roster.
    """

    shelters: list[Shelter] = field(default_factory=list)
    changes: list[PersonChange] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    dirt: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a roster is read: who speaks, what its places mean, whom its protection list names, and what time it is."""

    told: Told
    places: Gazetteer
    protected: frozenset[str]
    now: datetime


def plan(session: Session, chunk: list[Record], terms: Terms, seen: set[int]) -> Plan:
    """What these people's records change. `seen` are the people that earlier chunks of the file already spoke of."""
    box = secrets_box.of(session)
    found = Plan()
    waiting: list[tuple[Record, tuple[int, ...], int, bool]] = []
    keys = {key: identities.own_key(box, terms.told.source, key) for record in chunk for key in record.keys}
    known = _known(session, terms.told.source, list(keys.values()))
    for record in chunk:
        is_protected = records.is_protected(record, terms.protected)
        fingerprint = box.index_key("roster-record", record.said(is_protected=is_protected))
        own = tuple(keys[key] for key in record.keys)
        if all(known.get(key, (0, 0))[1] == fingerprint for key in own):
            found.seen.update(known[key][0] for key in own)
            if not tells_custody(record.rows):
                found.gone.update(known[key][0] for key in own)
            found.counts["unchanged people"] += 1
        else:
            waiting.append((record, own, fingerprint, is_protected))
    _compare(session, waiting, terms, found, seen)
    return found


def people_named(session: Session, named: Iterable[str], source: str) -> set[int]:
    """Known people by the source's own ids or by A-numbers of nine digits; a name that nobody has is passed over."""
    return {person for ids in people_by_name(session, named, source).values() for person in ids}


def people_by_name(session: Session, named: Iterable[str], source: str) -> dict[str, set[int]]:
    """The same, by each name that somebody has."""
    box = secrets_box.of(session)
    wanted = sorted({name for name in named if name})
    found: dict[str, set[int]] = {}
    for start in range(0, len(wanted), _NAMED_AT_ONCE):
        some = wanted[start : start + _NAMED_AT_ONCE]
        own = {identities.own_key(box, source, key): name for name in some for key in (name, records.numbered(name))}
        numbers = identities.shared_keys(box, PersonDetails(names=(), a_numbers=tuple(some)))
        shared = dict(zip(numbers, some, strict=True))
        for key, (person_id, _) in _known(session, source, list(own)).items():
            found.setdefault(own[key], set()).add(person_id)
        rows = select(IdentityKey.key, IdentityKey.person_id).where(IdentityKey.key.in_(shared))
        for key, person_id in session.execute(rows.where(identities.is_live(IdentityKey.person_id))):
            found.setdefault(shared[key], set()).add(person_id)
    return found


def _known(session: Session, source: str, keys: list[int]) -> dict[int, tuple[int, int]]:
    """Own key -> person and fingerprint of what the source's last roster said."""
    columns = SourceIdentity.key, SourceIdentity.person_id, SourceIdentity.fingerprint
    rows = select(*columns).where(SourceIdentity.source == source, SourceIdentity.key.in_(keys))
    live = rows.where(identities.is_live(SourceIdentity.person_id))
    return {key: (person_id, fingerprint) for key, person_id, fingerprint in session.execute(live)}


def _compare(
    session: Session,
    waiting: list[tuple[Record, tuple[int, ...], int, bool]],
    terms: Terms,
    found: Plan,
    seen: set[int],
) -> None:
    claims = [
        Claim(terms.told.source, record.keys[0], records.details_of(record), is_made_up=not record.has_own_id)
        for record, *_ in waiting
    ]
    recognised = identities.recognise(session, claims)
    ids = [each.person_id for each in recognised if each.person_id is not None]
    courses = custody_line.courses(session, ids)
    hidden = _hidden(session, ids)
    in_doubt = _hidden(session, [doubt for who in recognised for doubt in who.doubts], *_SHELTERING)
    for (record, own, fingerprint, is_protected), claim, who in zip(waiting, claims, recognised, strict=True):
        change = _change(record, claim, who, terms, found.dirt, courses.get(who.person_id or 0, []))
        change.own_keys, change.fingerprint = own, fingerprint
        change.reasons = hiding.reasons_for(change.after, is_protected=is_protected, now=terms.now)
        change.reasons |= {HidingReason.DIED} if change.has_died else set()
        if not change.doubts.isdisjoint(in_doubt):
            change.reasons |= {HidingReason.PROTECTED}
        if who.person_id is not None and (who.person_id in seen or who.person_id in found.seen):
            found.counts["people under a second id, left for staff"] += 1
            found.shelters.append(Shelter(who.person_id, change.after, change.reasons))
            continue
        if change.reasons & _SHELTERING:
            found.shelters += [Shelter(doubt, change.after, change.reasons, True) for doubt in sorted(change.doubts)]
        change.hidden = bool(change.reasons) or change.person_id in hidden
        _count(found, change)


def _change(
    record: Record, claim: Claim, who: Recognised, terms: Terms, dirt: Counter[str], courses: list[Course]
) -> PersonChange:
    after = identities.merged(who.details, claim.details) if who.details else claim.details
    lines = tidying.stays_of(record.rows, terms.places, dirt)
    if any(line.end is StayEnd.ORR for line in lines) and after.birth_year is None:
        after = identities.as_minor(after)
    return PersonChange(
        person_id=who.person_id if who.person_id is not None else secrets_box.random_id(),
        before=who.details,
        after=after,
        hidden=False,
        reasons=frozenset(),
        own_keys=(),
        fingerprint=0,
        difference=compare(lines, courses, terms.told),
        doubts=frozenset(who.doubts),
        is_doubtful=record.is_doubtful or who.is_doubtful or identities.gains_a_second_number(who.details, after),
    )


def _hidden(session: Session, person_ids: list[int], *reasons: HidingReason) -> set[int]:
    """Which of these people are hidden, for any of these reasons if some are given."""
    rows = select(Hiding.person_id).where(Hiding.person_id.in_(person_ids))
    return set(session.scalars(rows.where(Hiding.reason.in_(reasons)) if reasons else rows))


def _count(found: Plan, change: PersonChange) -> None:
    found.changes.append(change)
    if change.is_new:
        found.counts["new people"] += 1
        return
    found.seen.add(change.person_id)
    found.gone.update(change.difference.not_listed)
    found.counts.update(change.difference.counts)
    if change.after != change.before:
        found.counts["people with new details"] += 1
    if change.difference.ended:
        found.counts["endings"] += 1
