"""The one way in: what a source reports of a person becomes custody, and everything that owes is done with it.

A report finds or makes the person, seals, hides and indexes, appends the event, moves stay and stints, wakes the open
searches, owes relatives a notice, and asks staff for what no machine may settle. Nothing calls back from there.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import clock, db, secrets_box
from hotline.domain import (
    counsel,
    custody_line,
    desk,
    directory,
    enrolment,
    identities,
    names,
    notices,
    reasons,
    searches,
)
from hotline.domain.custody import DEFAULT_ZONE
from hotline.domain.custody_line import Happening
from hotline.domain.enrolment import Enrolled
from hotline.domain.errors import Invalid
from hotline.domain.identities import Claim
from hotline.domain.people import PersonDetails
from hotline.models.custody import CustodyEvent, EventKind, Stay, StayEnd
from hotline.models.operations import TaskKind
from hotline.models.places import Facility, FieldOffice

VERIFY_WITHIN = timedelta(hours=4)
TELL_WITHIN = timedelta(hours=2)
CLOCK_SKEW = timedelta(minutes=10)

_ENDS = {
    EventKind.RELEASED: StayEnd.RELEASED,
    EventKind.REMOVED: StayEnd.LEFT_COUNTRY,
    EventKind.OTHER_AGENCY: StayEnd.OTHER_AGENCY,
    EventKind.ORR: StayEnd.ORR,
    EventKind.ESCAPED: StayEnd.ESCAPED,
    EventKind.DIED: StayEnd.DIED,
    EventKind.NO_LONGER_LISTED: StayEnd.NO_LONGER_LISTED,
}
_NEEDS_PLACE = frozenset({EventKind.BOOKED_IN, EventKind.ARRIVED})
_UNCLEAR = frozenset({StayEnd.ESCAPED, StayEnd.NO_LONGER_LISTED, StayEnd.UNKNOWN, StayEnd.DISPOSITION_CHANGED})


@dataclass(frozen=True, slots=True)
class Report:
    """One event as a source tells it.

    `event_id` is the source's own id of the event: the same one again changes nothing. `happened_at` is aware, or a
    naive reading of the clock on the wall of that facility (else of the office). `person_key` is the source's own id of
    the person, or "". `is_protected` is what the source's protection flag says; a blank one counts as protected, so it
    has no default. `facility_code` is the place the event happened at: where somebody was booked in, or was
    transferred from. `reason` is the source's words (one of the 26 reasons of the records decides how a stay ended);
    `country` is where the person left for, alpha-3. `sequence` is the source's own count of its events.
    """

    source: str
    event_id: str
    kind: EventKind
    happened_at: datetime
    person: PersonDetails
    is_protected: bool
    person_key: str = ""
    facility_code: str = ""
    facility_name: str = ""
    office_code: str = ""
    reason: str = ""
    country: str = ""
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a report: whom it was about; a repeated one changed nothing."""

    person_id: int
    is_new: bool = False
    is_repeat: bool = False
    is_contradicted: bool = False


def report(session: Session, told: Report, *, now: datetime) -> Reported:
    """Take in one event. Raises Invalid(field, reason) for what cannot be used; nothing is written then.

    The caller rolls back on an exception, so that several reports stand or fall together.
    """
    db.one_at_a_time(session, "intake")
    told = replace(told, reason=reasons.kept(told.reason))
    event_key = secrets_box.of(session).index_key("event-of-source", f"{told.source}\0{told.event_id}")
    if (known := _person_of_event(session, told.source, event_key)) is not None:
        return Reported(known, is_repeat=True)
    happening = _happening(session, told, now)
    enrolled = _enrolled(session, told, happening, now)
    happening = replace(happening, follows=_follows(session, told, enrolled.person_id))
    stay = custody_line.record(session, enrolled.person_id, happening)
    _append(session, told, happening, stay, event_key=event_key, now=now)
    _ask_staff(session, stay, happening, now)
    searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), enrolled.details)])
    session.flush()
    notices.owe_for(session, [enrolled.person_id], now=now)
    counsel.owe_moves(session, [enrolled.person_id], now=now)
    return Reported(enrolled.person_id, enrolled.is_new, is_contradicted=stay.is_contradicted)


def _person_of_event(session: Session, source: str, event_key: int) -> int | None:
    known = select(CustodyEvent.person_id).where(CustodyEvent.source == source, CustodyEvent.source_key == event_key)
    return session.scalar(known)


def _happening(session: Session, told: Report, now: datetime) -> Happening:
    """The event on the one UTC clock, at a facility the directory knows. Raises Invalid."""
    kind, end = _kind_and_end(told)
    if kind in _NEEDS_PLACE and not (told.facility_code or told.facility_name):
        raise Invalid("facility_code", "missing")
    office = session.get(FieldOffice, told.office_code) if told.office_code else None
    if told.office_code and office is None:
        raise Invalid("office_code", "unknown")
    facility = None
    if told.facility_code or told.facility_name:
        code = directory.resolve_facility(session, told.facility_code, told.facility_name, now=now)
        facility = session.get_one(Facility, code)
    at = _utc(told.happened_at, _zone(session, facility, office))
    if at > now + CLOCK_SKEW:
        raise Invalid("happened_at", "in_the_future")
    return Happening(
        kind=kind,
        at=at,
        source=told.source,
        facility_code=facility.code if facility else "",
        office_code=told.office_code or (facility.office_code or "" if facility else ""),
        reason=told.reason,
        country=told.country,
        end=end,
    )


def _kind_and_end(told: Report) -> tuple[EventKind, StayEnd | None]:
    """How the stay ended: the records' own reason says it more exactly than the kind of the event."""
    is_exit = told.kind in _ENDS or told.kind is EventKind.BOOKED_OUT
    if told.reason and is_exit and reasons.is_known(told.reason) and not reasons.is_move(told.reason):
        end = reasons.end_for(told.reason)
        kind = reasons.event_kind(end)
        return (EventKind.RELEASED if kind is EventKind.BOOKED_OUT else kind), end
    return told.kind, _ENDS.get(told.kind)


def _zone(session: Session, facility: Facility | None, office: FieldOffice | None) -> str:
    if facility is not None and not facility.time_zone and office is None and facility.office_code:
        office = session.get(FieldOffice, facility.office_code)
    return (facility.time_zone if facility else "") or (office.time_zone if office else "") or DEFAULT_ZONE


def _utc(moment: datetime, zone: str) -> datetime:
    return clock.from_wall(moment, zone) if moment.tzinfo is None else moment.astimezone(UTC)


def _enrolled(session: Session, told: Report, happening: Happening, now: datetime) -> Enrolled:
    """The person a report is about, written down, hidden and indexed. Raises Invalid."""
    details = told.person
    if happening.end is StayEnd.ORR and details.birth_year is None:
        details = identities.as_minor(details)
    claim = Claim(told.source, told.person_key, details)
    return enrolment.enrol(
        session, claim, is_protected=told.is_protected, has_died=happening.end is StayEnd.DIED, now=now
    )


def _follows(session: Session, told: Report, person_id: int) -> bool | None:
    """Whether this is the source's latest word on the person, by its own sequence; None where it has none."""
    if told.sequence is None:
        return None
    counted = select(func.max(CustodyEvent.sequence)).where(
        CustodyEvent.person_id == person_id, CustodyEvent.source == told.source
    )
    latest = session.scalar(counted)
    return None if latest is None else told.sequence > latest


def _append(session: Session, told: Report, happening: Happening, stay: Stay, *, event_key: int, now: datetime) -> None:
    session.add(
        CustodyEvent(
            person_id=stay.person_id,
            stay_id=stay.id,
            kind=told.kind,
            happened_at=happening.at,
            facility_code=happening.facility_code or None,
            office_code=happening.office_code or None,
            reason=told.reason,
            country=told.country,
            source=told.source,
            source_key=event_key,
            sequence=told.sequence,
            recorded_at=now,
        )
    )
    session.flush()


def _ask_staff(session: Session, stay: Stay, happening: Happening, now: datetime) -> None:
    subject = f"person:{stay.person_id}"
    if happening.end is StayEnd.DIED:
        desk.open_task(session, TaskKind.TELL_FAMILY, subject, due_at=now + TELL_WITHIN, now=now, reason="died")
    elif stay.is_contradicted or stay.end in _UNCLEAR:
        why = "contradicted" if stay.is_contradicted else str(stay.end)
        desk.open_task(session, TaskKind.VERIFY_LOCATION, subject, due_at=now + VERIFY_WITHIN, now=now, reason=why)
