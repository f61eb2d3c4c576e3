"""Somebody who was arrested or is being processed, entered by hand before any roster knows them.

Relatives find them at once as PROCESSING, where nothing hides them. A roster that brings the same A-number, or the same
full name and birth date, means the same person (identities.py) and goes on with this stay.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import audit, intake
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid
from hotline.domain.intake import Report, Reported
from hotline.domain.names import Query
from hotline.domain.people import PersonDetails
from hotline.domain.records import finding
from hotline.domain.records.finding import Candidate
from hotline.domain.records.viewing import subject
from hotline.models.custody import STAFF, EventKind

MAY_BE_SAME = 0.5  # the chance from which somebody known is shown before another one is written
KINDS = (EventKind.ARRESTED, EventKind.PROCESSED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What staff know. `at` is aware, or naive on the clock of the place; a place is a code of the directory, or "".

    `is_protected` is None where nobody could say: that counts as protected, as a blank flag of a roster does.
    `form` is what the form was given when it was shown: the same one again changes nothing.
    """

    form: str
    kind: EventKind
    at: datetime
    details: PersonDetails
    is_protected: bool | None
    office_code: str = ""
    facility_code: str = ""


def similar(session: Session, actor: Actor, query: Query, *, now: datetime) -> list[Candidate]:
    """Who of those known may be meant, as the actor may see them; that it was looked is recorded."""
    found = finding.find(session, actor, query, now=now)
    return [one for one in found.candidates if one.chance >= MAY_BE_SAME]


def enter(session: Session, actor: Actor, arrival: Arrival, *, now: datetime) -> Reported:
    """Write it down as an event of our own staff. Raises Invalid(field, reason), as intake.report() does."""
    if not (arrival.office_code or arrival.facility_code):
        raise Invalid("place", "missing")
    report = Report(
        source=STAFF,
        event_id=arrival.form,
        kind=arrival.kind,
        happened_at=arrival.at,
        person=arrival.details,
        is_protected=arrival.is_protected is not False,
        facility_code=arrival.facility_code,
        office_code=arrival.office_code,
    )
    reported = intake.report(session, report, now=now)
    if not reported.is_repeat:
        facts: dict[str, str | int | bool | None] = {"kind": arrival.kind, "protected": arrival.is_protected}
        facts["new"] = reported.is_new
        audit.record(session, actor, "intake.reported", subject(reported.person_id), facts=facts, now=now)
    return reported
