"""Everything that stands about a person, for the page of staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import custody, custody_line, decisions, directory, hiding, locator, notes, people
from hotline.domain.custody import Whereabouts
from hotline.domain.custody_line import Course
from hotline.domain.decisions import Proposed
from hotline.domain.errors import NotFound
from hotline.domain.findings import Finding
from hotline.domain.notes import Written
from hotline.domain.people import PersonDetails
from hotline.domain.records import inquiries, merging
from hotline.domain.records.inquiries import Inquiry, SentMessage
from hotline.domain.records.merging import Joined
from hotline.domain.records.viewing import subject
from hotline.domain.voicemail import working
from hotline.models.custody import CustodyEvent
from hotline.models.notices import MayBeTold
from hotline.models.operations import Task
from hotline.models.people import Hiding, Person

MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class Record:
    """A person as staff read them.

    `said` is what a relative is told where nothing hides the person; `courses` are the stays, the latest first, and
    `places` the names of their facilities by code. `inquiries` are who asks for the person, and
    `messages` what went to them, without who they are; `may_be_told` counts the contacts that the person named.
    """

    id: int
    details: PersonDetails
    hidings: tuple[Hiding, ...]
    seen: Whereabouts | None
    said: Finding
    courses: tuple[Course, ...]
    places: dict[str, str]
    events: tuple[CustodyEvent, ...]
    tasks: tuple[Task, ...]
    may_be_told: int
    inquiries: tuple[Inquiry, ...]
    messages: tuple[SentMessage, ...]
    notes: list[Written]
    decisions: list[Proposed]
    voicemails: list[int]
    doubles: tuple[tuple[int, PersonDetails], ...]
    joined: tuple[Joined, ...]


def read(session: Session, person_id: int, *, sees_hidden: bool, now: datetime) -> Record:
    """Everything about a person, in a dozen statements whatever there is. Raises NotFound.

    Of others who may be the same person, those who are hidden are told to whoever `sees_hidden` people alone, and so is
    whatever was proposed about one of them.
    """
    details = details_of(session, person_id)
    hidings = session.scalars(select(Hiding).where(Hiding.person_id == person_id).order_by(Hiding.since))
    events = select(CustodyEvent).where(CustodyEvent.person_id == person_id).order_by(CustodyEvent.happened_at.desc())
    asked = select(Task).where(Task.subject == subject(person_id), Task.closed_at.is_(None)).order_by(Task.due_at)
    named = select(func.count()).select_from(MayBeTold).where(MayBeTold.person_id == person_id)
    gone = merging.joined(session, person_id)
    courses = tuple(reversed(custody_line.courses(session, [person_id]).get(person_id, [])))
    asked_for = inquiries.of(session, person_id, details)
    return Record(
        id=person_id,
        details=details,
        hidings=tuple(hidings),
        seen=custody.whereabouts(session, person_id, now=now),
        said=locator.known(session, person_id, now=now),
        courses=courses,
        places=directory.facility_names(session, (stint.facility_code for one in courses for stint in one.stints)),
        events=tuple(session.scalars(events.limit(MOST_EVENTS))),
        tasks=tuple(session.scalars(asked)),
        may_be_told=session.scalar(named) or 0,
        inquiries=asked_for,
        messages=inquiries.messages(session, person_id, asked_for),
        notes=_notes(session, person_id, gone),
        decisions=_decisions(session, person_id, gone, sees_hidden=sees_hidden),
        voicemails=working.of_person(session, person_id),
        doubles=tuple(merging.doubles(session, person_id, sees_hidden=sees_hidden)),
        joined=tuple(gone),
    )


def details_of(session: Session, person_id: int) -> PersonDetails:
    """Raises NotFound."""
    if (person := session.get(Person, person_id)) is None:
        raise NotFound
    return people.unseal(session, person)


def _notes(session: Session, person_id: int, gone: list[Joined]) -> list[Written]:
    """Those on the records that went into this one too."""
    ids = person_id, *(one.merged_id for one in gone)
    found = (one for each in ids for one in notes.on(session, subject(each)))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _decisions(session: Session, person_id: int, gone: list[Joined], *, sees_hidden: bool) -> list[Proposed]:
    """Those about the records that went into this one too."""
    ids = person_id, *(one.merged_id for one in gone)
    found = (one for each in ids for one in decisions.about(session, subject(each)))
    told = (one for one in found if sees_hidden or not _is_about_hidden(session, one))
    return sorted(told, key=lambda one: one.proposed_at, reverse=True)


def _is_about_hidden(session: Session, one: Proposed) -> bool:
    return any(hiding.is_hidden(session, other) for other in decisions.other_records(one.kind, one.other))
