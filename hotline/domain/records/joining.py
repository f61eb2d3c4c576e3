"""One record out of two of the same person, and two again: what goes over, and what is kept so that nothing is lost.

Everything that leads to a person leads to the one who stays: index, A-numbers, sources' own ids, custody, relatives. Of
the other only the row is left, and nothing reaches that row: no look-up, no roster, no relative. What hid either hides
the one (docs/disclosure.md). Undone, each has what it had, and what hid the one since hides both; what hid it already
hides both too where it may have been said again, for no row tells of which of the two.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import identities, people
from hotline.domain.people import PersonDetails
from hotline.domain.records.holding import Held, Why, clear, give, held
from hotline.domain.records.viewing import subject
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Voicemail
from hotline.models.custody import CustodyEvent, Stay, Stint
from hotline.models.free_calls import DetaineeCall, FamilyNumber, Representative
from hotline.models.notices import Subscription
from hotline.models.operations import RosterBatch
from hotline.models.people import HidingReason, Merge, Person
from hotline.models.rights import ConsularNotice, RightsNotice

_Moved = (
    type[Stay]
    | type[CustodyEvent]
    | type[Subscription]
    | type[Voicemail]
    | type[DetaineeCall]
    | type[FamilyNumber]
    | type[Representative]
    | type[RightsNotice]
    | type[ConsularNotice]
)
_MOVED: dict[str, _Moved] = {
    "stay": Stay,
    "consular_notice": ConsularNotice,
    "custody_event": CustodyEvent,
    "detainee_call": DetaineeCall,
    "family_number": FamilyNumber,
    "representative": Representative,
    "rights_notice": RightsNotice,
    "subscription": Subscription,
    "voicemail": Voicemail,
}
_SOME = 500


@dataclass(frozen=True, slots=True)
class Before:
    """What the two had, what the one was given, the rows that went over, and the stays that were set against others."""

    kept: Held
    merged: Held
    after: Held
    moved: dict[str, list[int]]
    contradicted: list[int]


def join(session: Session, merge: Merge, *, now: datetime) -> bool:
    """Let the one have all of the other; answers whether their custody contradicts itself. Raises NotFound.

    Who subscribes in this moment has done so before it, or waits, and subscribes to the one (subscribing.py).
    """
    both = select(Person.id).where(Person.id.in_((merge.kept_id, merge.merged_id))).order_by(Person.id)
    session.execute(both.with_for_update())
    kept, other = held(session, merge.kept_id), held(session, merge.merged_id)
    clear(session, merge.kept_id, kept)
    clear(session, merge.merged_id, other)
    after = together(kept, other)
    give(session, merge.kept_id, after, now=now)
    against = _open_elsewhere(session, merge)
    moved = {word: _of(session, word, merge.merged_id) for word in _MOVED}
    _move(session, moved, merge.kept_id)
    _contradict(session, against, is_contradicted=True)
    _keep(session, merge, Before(kept, other, after, moved, against))
    return bool(against)


def part(session: Session, merge: Merge, *, now: datetime) -> None:
    """Give each back what it had; what came since stays with the one who was kept."""
    before, current = _remembered(session, merge), held(session, merge.kept_id)
    hid = _hid(before, current, may_be_said_again=_may_be_said_again(session, merge))
    clear(session, merge.kept_id, current)
    for person_id, had, is_kept in ((merge.kept_id, before.kept, True), (merge.merged_id, before.merged, False)):
        give(session, person_id, _again(before, had, current, hid, is_kept=is_kept), now=now)
    _move(session, before.moved, merge.merged_id)
    for some in _chunks(before.moved["stay"]):
        events = update(CustodyEvent).where(CustodyEvent.stay_id.in_(some))
        session.execute(events.values(person_id=merge.merged_id))
    _contradict(session, before.contradicted, is_contradicted=False)


def together(one: Held, other: Held) -> Held:
    """What hid either hides the one; where both named who may be told, only those whom both named are."""
    hidings = {why[0]: why for why in (*other.hidings, *one.hidings)}
    keys = {key for key, _ in one.told}
    told = one.told
    if HidingReason.NAMED in other.reasons:
        told = other.told
        if HidingReason.NAMED in one.reasons:
            told = tuple(pair for pair in other.told if pair[0] in keys)
    details = identities.merged(one.details, other.details)
    return Held(details, tuple(hidings.values()), told, tuple(dict.fromkeys((*one.sources, *other.sources))))


def _may_be_said_again(session: Session, merge: Merge) -> bool:
    """Whether a roster, an event or one of the staff may have spoken of the one since, and said again what hides."""
    kept = merge.kept_id
    # A roster hides before it is published, also whom it may only mean; taken back, it leaves no other trace.
    in_a_roster = exists().where(RosterBatch.started_at > merge.merged_at)
    in_an_event = exists().where(CustodyEvent.person_id == kept, CustodyEvent.recorded_at > merge.merged_at)
    hidden = AuditEntry.subject == subject(kept), AuditEntry.action == "person.hidden"
    by_staff = exists().where(*hidden, AuditEntry.at > merge.merged_at)
    return bool(session.scalar(select(or_(in_a_roster, in_an_event, by_staff))))


def _hid(before: Before, current: Held, *, may_be_said_again: bool) -> tuple[Why, ...]:
    """What hides both from now on, whatever each had. A death is of one alone."""
    known = {why[:2] for why in before.after.hidings}
    again = [why for why in current.hidings if may_be_said_again and why[0] != HidingReason.DIED]
    return tuple(dict.fromkeys((*(why for why in current.hidings if why[:2] not in known), *again)))


def _again(before: Before, had: Held, current: Held, hid: tuple[Why, ...], *, is_kept: bool) -> Held:
    """What it had, with what hides both; the rest of what came since is of the one who was kept."""
    came = _added(before.after.details, current.details)
    if not is_kept:  # what makes a child of the one may make a child of the other
        came = PersonDetails((), came.births, came.birth_years, claims_minority=came.claims_minority)
    if HidingReason.MINOR in {why[0] for why in hid}:
        young = current.details
        came = replace(came, births=young.births, birth_years=young.birth_years, claims_minority=young.claims_minority)
    known = {*before.kept.sources, *before.merged.sources}
    new = tuple(own for own in current.sources if own not in known) if is_kept else ()
    hidings = {why[0]: why for why in (*hid, *had.hidings)}
    named = next((why for why in current.hidings if why[0] == HidingReason.NAMED), None)
    is_named_anew = named is not None and set(current.told) != set(before.after.told)
    if named and is_named_anew:
        hidings.setdefault(HidingReason.NAMED, named)
    told = had.told if HidingReason.NAMED in had.reasons and not is_named_anew else current.told
    return Held(
        identities.merged(had.details, came),
        tuple(hidings.values()),
        told if HidingReason.NAMED in hidings else (),
        (*had.sources, *new),
    )


def _added(was: PersonDetails, now: PersonDetails) -> PersonDetails:
    """What was not known before."""
    return replace(
        now,
        names=tuple(name for name in now.names if name not in was.names),
        births=tuple(born for born in now.births if born not in was.births),
        birth_years=tuple(year for year in now.birth_years if year not in was.birth_years),
        a_numbers=tuple(number for number in now.a_numbers if number not in was.a_numbers),
        country="" if was.country else now.country,
        citizenship="" if was.citizenship else now.citizenship,
        gender="" if was.gender else now.gender,
        language="" if was.language else now.language,
        claims_minority=now.claims_minority and not was.claims_minority,
        corrected=now.corrected if now.corrected != was.corrected else None,
    )


def _open_elsewhere(session: Session, merge: Merge) -> list[int]:
    """The open stays, where an earlier one still has a place and it is not that of the last (custody.is_contradicted).

    An arrest that somebody entered by hand, and the roster's stay that followed, contradict each other in nothing.
    """
    open_stint = and_(Stint.stay_id == Stay.id, Stint.left_at.is_(None))
    rows = select(Stay.id, Stint.facility_code).outerjoin(Stint, open_stint).order_by(Stay.began_at, Stay.id)
    both = Stay.person_id.in_((merge.kept_id, merge.merged_id))
    found = session.execute(rows.where(both, Stay.ended_at.is_(None), ~Stay.is_contradicted)).all()
    if any(place and place != found[-1].facility_code for _, place in found[:-1]):
        return sorted({stay for stay, _ in found})
    return []


def _contradict(session: Session, stays: list[int], *, is_contradicted: bool) -> None:
    for some in _chunks(stays):
        session.execute(update(Stay).where(Stay.id.in_(some)).values(is_contradicted=is_contradicted))


def _of(session: Session, word: str, person_id: int) -> list[int]:
    table = _MOVED[word]
    return list(session.scalars(select(table.id).where(table.person_id == person_id).order_by(table.id)))


def _move(session: Session, moved: dict[str, list[int]], to: int) -> None:
    for word, ids in moved.items():
        for some in _chunks(ids):
            table = _MOVED[word]
            session.execute(update(table).where(table.id.in_(some)).values(person_id=to))


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _SOME] for start in range(0, len(ids), _SOME))


def _keep(session: Session, merge: Merge, before: Before) -> None:
    told = {word: _plain(getattr(before, word)) for word in ("kept", "merged", "after")}
    plain = json.dumps(told | {"moved": before.moved, "contradicted": before.contradicted}).encode()
    merge.sealed = secrets_box.of(session).seal(merge.id, plain)


def _remembered(session: Session, merge: Merge) -> Before:
    told = json.loads(secrets_box.of(session).open(merge.id, merge.sealed))
    kept, merged, after = (_read(told[word]) for word in ("kept", "merged", "after"))
    return Before(kept, merged, after, told["moved"], told["contradicted"])


def _plain(one: Held) -> dict[str, object]:
    return {
        "details": people.written(one.details),
        "hidings": one.hidings,
        "told": one.told,
        "sources": one.sources,
    }


def _read(told: dict[str, Any]) -> Held:
    hidings, named, sources = (tuple(map(tuple, told[word])) for word in ("hidings", "told", "sources"))
    return Held(people.details_of(told["details"].split("\n")), hidings, named, sources)
