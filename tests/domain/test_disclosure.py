"""What a stranger may learn: the table and the rules of docs/disclosure.md, line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import limits, locator
from hotline.domain.findings import Departure, Finding, Outcome
from hotline.domain.limits import Asker, Target
from hotline.domain.names import Query, Question
from hotline.domain.people import Name
from hotline.models.contacts import LimitCount
from hotline.models.custody import StayEnd
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason, Person
from tests import factories

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ASKER = Asker(network="192.0.2.7")
QUERY = Query(given="Xochitl Guadalupe", surname="Zepeda Olvera", birth_date=date(1985, 3, 12), country="MEX")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def _held(session: Session, *, hidden: HidingReason | None = None, **stay: Any) -> Person:
    """A person with one stay at one facility, since three days, confirmed an hour ago."""
    person = factories.person(session, hidden=hidden)
    stint = {"left_at": stay.pop("left_at", None), "arrived_at": NOON - 3 * DAY}
    row = factories.StayFactory(
        **{"person_id": person.id, "began_at": NOON - 4 * DAY, "confirmed_at": NOON - HOUR} | stay
    )
    factories.StintFactory(stay_id=row.id, **stint)
    return person


def _find(session: Session, query: Query = QUERY) -> Finding:
    return locator.find(session, query, asker=ASKER, now=NOON)


def _tasks(session: Session) -> list[TaskKind]:
    return list(session.scalars(select(Task.kind)))


# What is said


def test_an_open_stint_confirmed_within_eight_hours_is_held(session: Session) -> None:
    _held(session, confirmed_at=NOON - 8 * HOUR)

    found = _find(session)

    assert (found.outcome, found.is_fresh) == (Outcome.HELD, True)
    assert found.facility is not None
    assert (found.facility.name, found.since) == ("Stewart Detention Center", NOON - 3 * DAY)
    assert _tasks(session) == []


def test_an_older_one_is_held_with_a_warning_and_a_task(session: Session) -> None:
    _held(session, confirmed_at=NOON - 9 * HOUR)

    found = _find(session)

    assert (found.outcome, found.is_fresh, found.confirmed_at) == (Outcome.HELD, False, NOON - 9 * HOUR)
    assert _tasks(session) == [TaskKind.VERIFY_LOCATION]


def test_a_number_nobody_verified_is_not_given_but_the_field_offices(session: Session) -> None:
    factories.FacilityFactory(phone_verified_on=None)
    _held(session)

    found = _find(session)

    assert (found.call, found.call_is_office) == ("+14045550120", True)


def test_without_any_verified_number_a_person_helps(session: Session) -> None:
    factories.FieldOfficeFactory(phone_verified_on=None)
    factories.FacilityFactory(phone_verified_on=None)
    _held(session)

    assert _find(session).call == ""


@pytest.mark.parametrize(("hours", "is_fresh", "tasks"), [(24, True, 0), (25, False, 1)])
def test_a_stint_closed_with_no_next_is_in_transit(session: Session, hours: int, is_fresh: bool, tasks: int) -> None:
    _held(session, left_at=NOON - hours * HOUR)

    found = _find(session)

    assert (found.outcome, found.since, found.is_fresh) == (Outcome.IN_TRANSIT, NOON - hours * HOUR, is_fresh)
    assert len(_tasks(session)) == tasks


def test_arrested_without_a_facility_is_being_processed(session: Session) -> None:
    factories.FieldOfficeFactory()
    person = factories.person(session)
    factories.StayFactory(person_id=person.id, began_at=NOON - HOUR, confirmed_at=NOON - HOUR, office_code="ATL")

    found = _find(session)

    assert (found.outcome, found.facility, found.since) == (Outcome.PROCESSING, None, NOON - HOUR)
    assert found.office is not None
    assert found.call == "+14045550120"


@pytest.mark.parametrize(
    ("end", "departure"),
    [
        (StayEnd.RELEASED, Departure.RELEASED),
        (StayEnd.LEFT_COUNTRY, Departure.LEFT_COUNTRY),
        (StayEnd.OTHER_AGENCY, Departure.OTHER_AGENCY),
        (StayEnd.ORR, Departure.OTHER_AGENCY),
    ],
)
def test_who_left_custody_is_told_with_the_day(session: Session, end: StayEnd, departure: Departure) -> None:
    _held(session, end=end, ended_at=NOON - 2 * DAY, left_at=NOON - 2 * DAY)

    found = _find(session)

    assert (found.outcome, found.departure, found.since) == (Outcome.NO_LONGER_HELD, departure, NOON - 2 * DAY)


def test_never_where_a_released_person_went(session: Session) -> None:
    _held(session, end=StayEnd.RELEASED, ended_at=NOON - DAY, left_at=NOON - DAY, departure_country="MEX")

    found = _find(session)

    assert (found.facility, found.country) == (None, "")


def test_the_country_of_a_removal_is_told(session: Session) -> None:
    _held(session, end=StayEnd.LEFT_COUNTRY, ended_at=NOON - DAY, left_at=NOON - DAY, departure_country="MEX")

    assert _find(session).country == "MEX"


@pytest.mark.parametrize(
    "stay",
    [
        {"end": StayEnd.TRANSFERRED, "ended_at": NOON - DAY, "left_at": NOON - DAY},
        {"end": StayEnd.DISPOSITION_CHANGED, "ended_at": NOON - DAY, "left_at": NOON - DAY},
        {"end": StayEnd.ESCAPED, "ended_at": NOON - DAY, "left_at": NOON - DAY},
        {"end": StayEnd.NO_LONGER_LISTED, "ended_at": NOON - DAY},
        {"end": StayEnd.UNKNOWN, "ended_at": NOON - DAY},
        {"is_contradicted": True},
    ],
)
def test_an_unclear_last_word_is_not_confirmed_and_a_task(session: Session, stay: dict[str, Any]) -> None:
    _held(session, **stay)

    assert _find(session).outcome is Outcome.NOT_CONFIRMED
    assert _tasks(session) == [TaskKind.VERIFY_LOCATION]


def test_sixty_days_after_leaving_nothing_is_told(session: Session) -> None:
    _held(session, end=StayEnd.RELEASED, ended_at=NOON - 61 * DAY, left_at=NOON - 61 * DAY)

    assert _find(session).outcome is Outcome.NOT_CONFIRMED


# Who can be found at all


@pytest.mark.parametrize("reason", list(HidingReason))
def test_hidden_and_absent_are_answered_alike(session: Session, reason: HidingReason) -> None:
    absent = _find(session)

    _held(session, hidden=reason)

    assert _find(session) == absent
    assert _find(session, replace(QUERY, a_number="098765432")) == _find(session, replace(QUERY, a_number="012345678"))


@pytest.mark.parametrize(
    "query",
    [
        QUERY,
        replace(QUERY, a_number="098765432"),
        Query(a_number="098765432", birth_year=1985),
        Query(keyed_given=("9624", "4"), keyed_surnames=("937", "658"), birth_date=date(1985, 3, 12)),
    ],
)
def test_hidden_and_absent_run_and_write_the_same_statements(app: Flask, query: Query) -> None:
    def look_up() -> list[str]:
        with db.begin() as session, _statements(session) as statements:
            locator.find(session, query, asker=ASKER, now=NOON)
        return statements

    look_up()  # the counters' first rows
    absent = look_up()
    with db.begin() as session:
        factories.use(session)
        _held(session, hidden=HidingReason.PROTECTED)

    assert look_up() == absent


@contextmanager
def _statements(session: Session) -> Iterator[list[str]]:
    """The text of every statement the session runs inside the block, with how many rows it was given.

    SQLite itself says what reaches it, with all values.
    """
    seen: list[str] = []
    driver: Any = session.connection().connection.driver_connection
    if hasattr(driver, "set_trace_callback"):
        driver.set_trace_callback(seen.append)
        yield seen
        driver.set_trace_callback(None)
        return

    def note(_c: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.append(f"{len(parameters) if many else 1} x {statement}")

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_hidden_namesake_is_no_rival(session: Session) -> None:
    _held(session)
    before = _find(session)

    factories.person(session, hidden=HidingReason.PROTECTED, a_numbers=("012345678",))

    assert _find(session) == before


# Evidence


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        (Query(a_number="098765432", birth_year=1985), True),
        (Query(a_number="098765432", birth_date=date(1985, 3, 12)), True),
        (Query(a_number="098765432", birth_year=1986), False),
        (Query(a_number="098765432", country="MEX"), False),  # the country alone never
        (Query(a_number="098765432", surname="Zepeda", country="MEX"), True),
        (Query(a_number="098765432", surname="Zepeda"), False),
        (Query(a_number="098765432", surname="Ramirez", country="MEX"), False),
        (Query(a_number="098765432"), False),
        (Query(given="Xochitl", surname="Zepeda", birth_date=date(1985, 3, 12)), True),
        (Query(given="Olvera Zepeda", surname="Guadalupe Xochitl", birth_date=date(1985, 3, 12)), True),
        (Query(given="Xochitl", surname="Zepeda Olvera", country="MEX"), False),  # at least a birth year
        (Query(surname="Zepeda Olvera", birth_date=date(1985, 3, 12), country="MEX"), False),  # a given name too
        (Query(given="Xochitl Guadalupe", birth_date=date(1985, 3, 12), country="MEX"), False),  # a surname too
        (Query(given="X", surname="Zepeda Olvera", birth_date=date(1985, 3, 12)), False),  # not by initials
    ],
)
def test_evidence_comes_before_location(session: Session, query: Query, is_found: bool) -> None:
    _held(session)

    assert (_find(session, query).outcome is Outcome.HELD) is is_found


def test_two_people_who_fit_alike_are_told_to_nobody(session: Session) -> None:
    _held(session)
    factories.person(session, a_numbers=("012345678",))

    assert _find(session).outcome is Outcome.NOT_CONFIRMED


def test_one_number_on_two_people_is_told_when_the_birth_year_sets_them_apart(session: Session) -> None:
    _held(session)
    factories.person(session, names=(Name("Ivan", "Petrov"),), births=(date(1990, 1, 2),))

    assert _find(session, Query(a_number="098765432", birth_year=1985)).outcome is Outcome.HELD


# Further questions


def test_the_next_question_depends_only_on_what_was_told(session: Session) -> None:
    nobody = _find(session)
    _held(session, hidden=HidingReason.PROTECTED)
    factories.person(session, a_numbers=("012345678",), births=(date(1985, 3, 13),))

    assert _find(session).question == nobody.question == Question.SECOND_SURNAME


@pytest.mark.parametrize(
    ("query", "questions"),
    [
        (QUERY, [Question.SECOND_SURNAME, Question.OTHER_NAME]),
        (replace(QUERY, birth_date=None, birth_year=1985), [Question.FULL_DATE, Question.SECOND_SURNAME]),
        (replace(QUERY, second_surname=("Olvera",), country=""), [Question.OTHER_NAME, Question.COUNTRY]),
        (Query(a_number="098765432", birth_year=1985), [Question.FULL_NAME, Question.FULL_DATE]),
    ],
)
def test_two_further_questions_then_no_more(query: Query, questions: list[Question]) -> None:
    asked: list[Question] = []
    while question := locator.next_question(replace(query, asked=tuple(asked))):
        asked.append(question)

    assert asked == questions


# Limits


def test_over_a_limit_the_answer_is_the_same_words(session: Session) -> None:
    _held(session)
    for _ in range(limits.NETWORK_TRIES):
        assert _find(session).outcome is Outcome.HELD

    stopped = _find(session)

    absent = locator.find(session, replace(QUERY, surname=("Nobody",)), asker=Asker(network="192.0.2.8"), now=NOON)
    assert stopped == absent


def test_dates_tried_for_one_name_are_stopped_whatever_the_source(session: Session) -> None:
    _held(session)
    for day in range(limits.TARGET_DATES[Target.NAME]):
        guess = replace(QUERY, birth_date=date(1970, 1, 1) + day * DAY)
        locator.find(session, guess, asker=Asker(network=f"192.0.2.{day}"), now=NOON)

    guessed = locator.find(session, QUERY, asker=Asker(network="192.0.2.200"), now=NOON)
    by_number = locator.find(session, Query(a_number="098765432", birth_year=1985), asker=ASKER, now=NOON)

    assert guessed.outcome is Outcome.NOT_CONFIRMED
    assert by_number.outcome is Outcome.HELD  # a tripped target needs an A-number or a person


def test_birth_years_tried_for_one_number_are_stopped(session: Session) -> None:
    _held(session)
    for year in range(1950, 1950 + limits.TARGET_DATES[Target.NUMBER]):
        _find(session, Query(a_number="098765432", birth_year=year))

    assert _find(session, Query(a_number="098765432", birth_year=1985)).outcome is Outcome.NOT_CONFIRMED


def test_withheld_numbers_share_one_generous_bucket(session: Session) -> None:
    _held(session)
    for spelling in ("+266696687", "+7378742833", "Anonymous", ""):
        for _ in range(limits.CALLER_TRIES):
            asker = Asker(caller=spelling)
            assert locator.find(session, QUERY, asker=asker, now=NOON).outcome is Outcome.HELD


def test_the_global_breaker_adds_one_question_and_never_stops(session: Session) -> None:
    _held(session)
    misses = secrets_box.of(session).index_key("limit", "misses")
    session.add(LimitCount(bucket=misses, window=NOON, n=limits.MISSES_ALARM - 1))
    session.flush()
    _find(session, Query(given="Nadie", surname="Ninguno", birth_year=1970))  # the miss that is one too many
    vague = replace(QUERY, country="")

    assert _find(session, vague).question is Question.COUNTRY
    assert _find(session, replace(vague, asked=(Question.COUNTRY,))).outcome is Outcome.HELD
    assert _find(session).outcome is Outcome.HELD
