"""Counsel of record is told on the same day where the person was taken: once for each arrival, and never who it is.

Whom the e-mail does not reach staff call, on that day, too.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, letters, secrets_box, texts
from hotline.domain import consent, counsel, desk, intake, outbox
from hotline.domain.access import Actor
from hotline.domain.counsel import Counsel, CounselForm
from hotline.domain.intake import Report
from hotline.languages import offered
from hotline.models.custody import EventKind
from hotline.models.messages import Means, Message, MessageKind
from hotline.models.operations import Task, TaskKind
from hotline.models.people import Person
from hotline.models.staff import Role
from tests import canaries, factories
from tests.domain.rosters.sheets import MONDAY, load_rows, row
from tests.factories import FacilityFactory

NOON = datetime(2026, 9, 1, 16, tzinfo=UTC)  # at Stewart; 9 in the morning at Florence
OFFICER = Actor(7, "Rosa", frozenset((Role.FACILITY_OFFICER,)), 1, NOON)
LAWYER = CounselForm("Grace Hopper", "(404) 555-0190", "Hopper Law", "grace@law.example", "en", date(2026, 8, 20))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MIDNIGHT = datetime(2026, 9, 2, 7, tzinfo=UTC)  # at Florence
SECRET = ("Xochitl", "Guadalupe", "Zepeda", "Olvera", "098765432", "1985", "March 12", "Hopper", "555-0190", "5550190")


@pytest.fixture
def places(session: Session) -> None:
    FacilityFactory(code="STWRTGA", name="Stewart Detention Center", time_zone="America/New_York")
    FacilityFactory(code="CCAFLAZ", name="Central Arizona", time_zone="America/Phoenix", office_code=None)


def tell(session: Session, kind: EventKind, code: str = "STWRTGA", *, hours: float = 0, late: float = 0) -> int:
    """Somebody is somewhere `hours` after NOON, as we hear `late` hours later."""
    at = NOON + timedelta(hours=hours)
    report = Report(
        source="office",
        event_id=f"{kind} {code} {hours}",
        kind=kind,
        happened_at=at,
        person=factories.details(),
        person_key="p1",
        is_protected=False,
        facility_code=code,
    )
    return intake.report(session, report, now=at + timedelta(hours=late)).person_id


def represent(session: Session, person: int, form: CounselForm = LAWYER, *, hours: float = 1) -> Counsel:
    return counsel.add(session, OFFICER, person, form, now=NOON + timedelta(hours=hours))


def owed(session: Session) -> list[dict[str, object]]:
    """What counsel is told, in the order of the moves."""
    rows = session.scalars(select(Message).where(Message.kind == MessageKind.COUNSEL)).all()
    assert {each.means for each in rows} <= {Means.EMAIL}
    kept = [json.loads(secrets_box.of(session).open(each.id, each.sealed)) for each in rows]
    assert {each["contact"] for each in kept} <= {LAWYER.email}
    return sorted((each["facts"] for each in kept), key=lambda facts: str(facts["since"]))


def test_counsel_is_told_once_of_each_arrival_at_another_facility(places: None, session: Session) -> None:
    person = tell(session, EventKind.BOOKED_IN)
    represent(session, person)
    assert owed(session) == []  # they came after

    tell(session, EventKind.TRANSFERRED, hours=2)
    tell(session, EventKind.ARRIVED, "CCAFLAZ", hours=9)
    tell(session, EventKind.CONFIRMED, "CCAFLAZ", hours=10)

    [facts] = owed(session)
    assert (facts["g28_on"], facts["since"]) == ("2026-08-20", "2026-09-01")
    assert counsel.owe_moves(session, [person], now=NOON + timedelta(hours=11)) == 0
    tell(session, EventKind.ARRIVED, "STWRTGA", hours=30)
    assert len(owed(session)) == 2


def test_a_first_booking_that_was_reported_late_is_no_move(places: None, session: Session) -> None:
    person = factories.person(session).id
    tell_at = represent(session, person, hours=3)
    factories.StintFactory(
        stay_id=factories.StayFactory(person_id=person, began_at=NOON).id, facility_code="STWRTGA", arrived_at=NOON
    )

    assert counsel.owe_moves(session, [person], now=NOON + timedelta(hours=4)) == 0
    assert tell_at.since > NOON
    assert owed(session) == []


def test_who_is_taken_anew_is_at_a_place_that_counsel_has_to_hear_of(places: None, session: Session) -> None:
    person = tell(session, EventKind.BOOKED_IN)
    represent(session, person)

    tell(session, EventKind.RELEASED, hours=5)
    assert owed(session) == []
    tell(session, EventKind.BOOKED_IN, hours=50)

    assert [facts["since"] for facts in owed(session)] == ["2026-09-03"]


def test_counsel_of_a_hidden_person_is_told_and_who_represents_them_no_more_is_not(
    places: None, session: Session
) -> None:
    person = tell(session, EventKind.BOOKED_IN)
    former = represent(session, person, replace(LAWYER, name="Ada Lovelace", number="(404) 555-0191"))
    represent(session, person)
    counsel.end(session, OFFICER, person, former.id, now=NOON + timedelta(hours=1))
    consent.object_to_all(session, person, now=NOON + timedelta(hours=1))

    tell(session, EventKind.ARRIVED, "CCAFLAZ", hours=2)

    assert len(owed(session)) == 1


@pytest.mark.parametrize(
    ("hours", "due"),
    [(2, datetime(2026, 9, 2, 7, tzinfo=UTC)), (14.5, datetime(2026, 9, 2, 8, 30, tzinfo=UTC))],
    ids=["until midnight at Florence", "two hours, where midnight is near"],
)
def test_where_counsel_has_no_email_staff_call_on_that_day(
    places: None, session: Session, hours: float, due: datetime
) -> None:
    person = tell(session, EventKind.BOOKED_IN)
    represent(session, person, replace(LAWYER, email=""))

    tell(session, EventKind.ARRIVED, "CCAFLAZ", hours=hours)

    [task] = session.scalars(select(Task).where(Task.kind == TaskKind.TELL_COUNSEL)).all()
    assert (task.subject, task.due_at) == (f"person:{person}", due)
    assert owed(session) == []


def test_a_roster_that_moves_people_tells_counsel_of_those_who_moved(tmp_path: Path, app: Flask) -> None:
    load_rows(tmp_path, [row(), row(person_id="P2", given_names="Other")], is_initial=True)
    with db.begin() as session:
        for person in session.scalars(select(Person.id)):
            counsel.add(session, OFFICER, person, replace(LAWYER, g28_on=MONDAY.date()), now=MONDAY)

    moved = row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00")
    load_rows(tmp_path, [moved, row(person_id="P2", given_names="Other")], at=MONDAY + timedelta(days=1))

    with db.reading() as session:
        assert len(owed(session)) == 1


@pytest.mark.parametrize("language", offered(), ids=lambda one: one.code)
def test_the_letter_names_nobody_and_no_place(places: None, session: Session, language: object) -> None:
    person = tell(session, EventKind.BOOKED_IN)
    represent(session, person)
    tell(session, EventKind.ARRIVED, "CCAFLAZ", hours=2)
    [facts] = owed(session)

    with texts.speaking(language):  # type: ignore[arg-type]  # a row
        letter = letters.unasked(
            MessageKind.COUNSEL, facts, contact=LAWYER.email, number="+18005550100", address="https://h.example"
        )

    ours = letter.text.replace("(800) 555-0100", "")
    assert canaries.found_in(f"{letter.subject}\n{ours}", SECRET) == []
    assert "Arizona" not in f"{letter.subject} {letter.text} {facts}"
    assert "(800) 555-0100" in letter.text
    assert "G-28" in letter.text


@pytest.fixture
def moved(places: None, session: Session) -> int:
    """Somebody who was taken to Florence at two in the afternoon at Stewart; counsel is owed an e-mail."""
    person = tell(session, EventKind.BOOKED_IN)
    counsel.add(session, OFFICER, person, LAWYER, now=NOON + HOUR)
    tell(session, EventKind.ARRIVED, "CCAFLAZ", hours=2)
    return person


def tasks(session: Session) -> list[Task]:
    return list(session.scalars(select(Task).order_by(Task.id)))


def handed_over(session: Session, *, at: datetime) -> outbox.DueMessage:
    [message] = outbox.claim(session, now=at)
    return message


def refused(session: Session, *, at: datetime) -> None:
    outbox.record_refused(session, handed_over(session, at=at), permanent=True, reason="550", now=at)


def test_an_email_that_is_refused_is_a_call_before_that_day_ends(session: Session, moved: int) -> None:
    refused(session, at=NOON + 3 * HOUR)

    assert counsel.ask_to_call(session, now=NOON + 3 * HOUR) == 1

    [task] = tasks(session)
    assert (task.kind, task.subject, task.due_at) == (TaskKind.TELL_COUNSEL, f"person:{moved}", MIDNIGHT)
    assert task.reason == "email_failed"


def test_what_was_done_is_not_asked_again(session: Session, moved: int) -> None:
    refused(session, at=NOON + 3 * HOUR)
    counsel.ask_to_call(session, now=NOON + 3 * HOUR)
    assert counsel.ask_to_call(session, now=NOON + 4 * HOUR) == 0

    desk.close_task(session, tasks(session)[0].id, by="Rosa", now=NOON + 4 * HOUR)

    assert counsel.ask_to_call(session, now=NOON + 5 * HOUR) == 0


def test_a_letter_that_comes_back_the_next_day_is_a_call_on_that_day(session: Session, moved: int) -> None:
    message = handed_over(session, at=NOON + 3 * HOUR)
    outbox.record_sent(session, {message.id: "<letter@example.org>"}, now=NOON + 3 * HOUR)
    assert counsel.ask_to_call(session, now=NOON + 23 * HOUR) == 0

    outbox.record_report(session, message.key, "<letter@example.org>", "undelivered", now=NOON + 24 * HOUR)

    assert counsel.ask_to_call(session, now=NOON + 24 * HOUR) == 1
    assert [task.due_at for task in tasks(session)] == [MIDNIGHT + 24 * HOUR]


def test_an_email_that_cannot_leave_is_a_call_two_hours_before_that_day_ends(session: Session, moved: int) -> None:
    assert counsel.ask_to_call(session, now=MIDNIGHT - 2 * HOUR - MINUTE) == 0

    assert counsel.ask_to_call(session, now=MIDNIGHT - 2 * HOUR) == 1

    [task] = tasks(session)
    assert (task.reason, task.due_at) == ("email_late", MIDNIGHT)
    assert session.scalars(select(Message.state)).one() == "waiting"  # it goes all the same, when it can


def test_counsel_who_represents_them_no_more_is_not_called(session: Session, moved: int) -> None:
    refused(session, at=NOON + 3 * HOUR)
    [one] = counsel.of(session, moved)
    counsel.end(session, OFFICER, moved, one.id, now=NOON + 3 * HOUR)

    assert counsel.ask_to_call(session, now=NOON + 4 * HOUR) == 0
