"""What changes is owed in the transaction that changes it; what would be told to too many waits for two people."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import consent, hiding, intake, notices
from hotline.domain.intake import Report
from hotline.domain.names import Query
from hotline.models.custody import EventKind, Stay, Stint
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.notices import Change, Notice
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason, Person
from tests import factories
from tests.domain.rosters import sheets
from tests.domain.rosters.conftest import add_places
from tests.domain.subscribers import NOON, alarm, confirmed, held, leaves, sent

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RAMIRO = Query(given="Ramiro Neptali", surname="Quintanilla Osorto", birth_date=date(1990, 7, 21), country="HND")


def _written(session: Session) -> list[tuple[MessageKind, MessageState]]:
    return [(row.kind, row.state) for row in session.scalars(select(Message).order_by(Message.written_at, Message.id))]


def _count(session: Session, model: type[db.Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# In the same transaction


def _report(session: Session, kind: EventKind, event_id: str, hours: int) -> int:
    at = NOON - 3 * DAY + hours * HOUR
    told = Report(
        source="office",
        event_id=event_id,
        kind=kind,
        happened_at=at,
        person=factories.details(),
        person_key="p1",
        is_protected=False,
        facility_code="STWRTGA",
    )
    return intake.report(session, told, now=at + timedelta(minutes=1)).person_id


def test_a_reported_transfer_owes_its_notice_in_the_same_transaction(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory()
        person_id = _report(session, EventKind.BOOKED_IN, "e1", 0)
        session.get_one(Stay, session.scalars(select(Stay.id)).one()).confirmed_at = NOON
        confirmed(session)

    with db.begin() as session:
        _report(session, EventKind.TRANSFERRED, "e2", 60)
        assert [notice.change for notice in session.scalars(select(Notice))] == [Change.LEFT_PLACE]
        session.rollback()

    with db.begin() as session:
        assert _count(session, Notice) == 0
        assert session.scalars(select(Message).where(Message.kind == MessageKind.CHANGE)).all() == []
        assert _report(session, EventKind.TRANSFERRED, "e2", 60) == person_id
        assert [message.kind for message in sent(session)] == [MessageKind.CHANGE]


def test_the_same_report_again_owes_nothing(session: Session) -> None:
    factories.FacilityFactory()
    _report(session, EventKind.BOOKED_IN, "e1", 0)
    confirmed(session)
    _report(session, EventKind.TRANSFERRED, "e2", 60)

    _report(session, EventKind.TRANSFERRED, "e2", 60)

    assert _count(session, Notice) == 1


@pytest.fixture
def listed(app: Flask, tmp_path: Path) -> Path:
    """A folder for rosters; the first is imported, and a relative of the man on it has subscribed."""
    add_places()
    sheets.load_rows(tmp_path, [sheets.row(), sheets.other(1)], is_initial=True)
    with db.begin() as session:
        confirmed(session, query=RAMIRO, now=sheets.MONDAY + HOUR)
    return tmp_path


TRANSFER = [
    sheets.row(book_out="2026-05-05 01:00", reason="Transferred"),
    sheets.row(facility_code="CCAFLAZ", book_in="2026-05-05 02:00"),
    sheets.other(1),
]


def test_a_transfer_in_an_imported_roster_owes_its_notice(listed: Path) -> None:
    sheets.load_rows(listed, TRANSFER, at=sheets.MONDAY + DAY)

    with db.begin() as session:
        assert [notice.change for notice in session.scalars(select(Notice))] == [Change.ARRIVED]
        [message] = sent(session, sheets.MONDAY + DAY)
        assert message.kind is MessageKind.CHANGE


def test_a_publication_that_fails_owes_nothing(listed: Path) -> None:
    with db.begin() as session:
        engine = db.connection(session).engine

    def fail(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO message"):
            raise ConnectionError

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(ConnectionError):
        sheets.load_rows(listed, TRANSFER, at=sheets.MONDAY + DAY)
    event.remove(engine, "before_cursor_execute", fail)

    with db.reading() as session:
        assert _count(session, Notice) == 0
        assert session.scalars(select(Stint.left_at).where(Stint.left_at.is_not(None))).all() == []


# Too many


def _tasks(session: Session, kind: TaskKind) -> list[tuple[str, str]]:
    tasks = session.scalars(select(Task).where(Task.kind == kind, Task.closed_at.is_(None)))
    return [(task.subject, task.reason) for task in tasks]


def test_of_what_waits_nothing_goes_to_who_may_not_be_told_any_more(session: Session) -> None:
    person = held(session)
    confirmed(session)
    alarm(session)
    leaves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    hiding.hide(session, person.id, HidingReason.OBJECTS, now=NOON)

    assert notices.release_held(session, by="Rosa", second="Ana", now=NOON) == 0

    assert sent(session) == []
    assert notices.held(session) == []
    assert _tasks(session, TaskKind.RELEASE_NOTICES) == []


def test_of_two_relatives_the_one_who_is_named_gets_what_waited(session: Session) -> None:
    person = held(session)
    confirmed(session)
    confirmed(session, contact="(404) 555-2399", token="other")
    alarm(session)
    leaves(session, person)
    assert notices.owe_for(session, [person.id], now=NOON) == 2
    consent.name_who_may_be_told(session, person.id, ["+14045552399"], now=NOON)

    assert notices.release_held(session, by="Rosa", second="Ana", now=NOON) == 1

    assert [message.recipient.contact for message in sent(session)] == ["+14045552399"]


# A feed that stopped


def _old(session: Session, families: int = 3) -> Person:
    """Several families wait for news of somebody whom nobody has confirmed for a day, nor anybody else."""
    person = held(session)
    for number in range(families):
        confirmed(session, contact=f"(404) 555-24{number:02}", token=f"form-{number}")
    return person


def test_when_a_whole_feed_stopped_staff_are_asked_once_and_no_family_is_told(session: Session) -> None:
    _old(session)

    assert notices.ask_staff(session, now=NOON + 9 * HOUR) == 1
    assert notices.owe_stale(session, now=NOON + 25 * HOUR) == 3

    assert _tasks(session, TaskKind.LOOK_AT_ALARM) == [("feed:roster", "feed_stopped")]
    assert _tasks(session, TaskKind.VERIFY_LOCATION) == []
    assert _tasks(session, TaskKind.RELEASE_NOTICES) == [("notices:stale", "feed_stopped")]
    assert sent(session, NOON + 25 * HOUR) == []
    assert notices.ask_staff(session, now=NOON + 26 * HOUR) == 0
    assert notices.owe_stale(session, now=NOON + 26 * HOUR) == 0


def test_two_people_let_families_know_that_a_feed_stopped(session: Session) -> None:
    _old(session)
    later = NOON + 25 * HOUR
    notices.owe_stale(session, now=later)

    assert notices.release_held(session, by="Rosa", second="Ana", changes=[Change.STALE], now=later) == 3

    assert len(sent(session, later)) == 3
    assert notices.owe_stale(session, now=later) == 0
    assert _tasks(session, TaskKind.RELEASE_NOTICES) == []


def test_what_a_stopped_feed_would_tell_can_be_dropped_and_is_not_owed_again(session: Session) -> None:
    _old(session)
    later = NOON + 25 * HOUR
    notices.owe_stale(session, now=later)

    assert notices.drop_held(session, now=later) == 3

    assert notices.owe_stale(session, now=later + HOUR) == 0
    assert sent(session, later + HOUR) == []
    assert session.scalars(select(Notice).where(Notice.acknowledged_at.is_(None))).all() == []


def test_a_feed_that_comes_back_takes_what_waits_away(session: Session) -> None:
    _old(session)
    notices.owe_stale(session, now=NOON + 25 * HOUR)
    session.scalars(select(Stay)).one().confirmed_at = NOON + 26 * HOUR

    assert notices.owe_stale(session, now=NOON + 26 * HOUR) == 0

    assert notices.held(session) == []
    assert _tasks(session, TaskKind.RELEASE_NOTICES) == []
    assert sent(session, NOON + 26 * HOUR) == []
