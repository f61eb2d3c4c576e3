"""A day is counted once, after it ended; a report adds up what its weeks may show."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import callbacks, look_ups, reports
from hotline.domain.callbacks import CallbackWish
from hotline.domain.findings import Finding, Outcome
from hotline.domain.locator import NOT_CONFIRMED
from hotline.domain.names import Question
from hotline.domain.reports import Kind, Period, Table, periods
from hotline.models.contacts import Call, Channel
from hotline.models.operations import DayCount, PlaceAge

MONDAY = date(2026, 11, 16)
WEEK = periods.holding(Kind.WEEK, MONDAY)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
NEXT_DAY = NOON + timedelta(days=1)


def _counted(session: Session, what: str, *, now: datetime = NEXT_DAY, day: date = MONDAY) -> dict[str, int]:
    reports.keep(session, reports.count(session, day, now=now))
    rows = session.scalars(select(DayCount).where(DayCount.what == what))
    return {"/".join((row.channel, row.language, row.outcome)): row.n for row in rows}


def _rows(session: Session, what: str, counts: dict[str, int], day: date = MONDAY) -> None:
    rows = [{"day": day, "what": what, "language": language, "n": n} for language, n in counts.items()]
    session.execute(insert(DayCount), rows)


def _table(session: Session, period: Period, what: str, by: str) -> Table:
    return next(table for table in reports.of(session, period).tables if (table.what, table.by) == (what, by))


def _call(session: Session, sid: str, language: str, at: datetime) -> None:
    session.add(Call(id=secrets_box.random_id(), sid=sid, language=language, began_at=at, touched_at=at))


def test_calls_are_counted_by_language_on_the_day_they_began(session: Session) -> None:
    for number, language in enumerate(("es", "es", "en")):
        _call(session, f"CA{number}", language, NOON)
    _call(session, "CA9", "es", NOON - timedelta(days=1))
    session.flush()

    assert _counted(session, "call") == {"phone/es/machine": 2, "phone/en/machine": 1}


def test_what_people_left_is_counted(session: Session) -> None:
    wish = CallbackWish("+14045552368", token="1")
    callbacks.request(session, wish, channel=Channel.WEB, language="es", now=NOON)

    assert _counted(session, "left") == {"web/es/callback": 1}


def test_look_ups_are_counted_alike_for_all_who_are_not_told(session: Session) -> None:
    asked_on, told = replace(NOT_CONFIRMED, question=Question.FULL_DATE), Finding(Outcome.HELD)
    for finding in (NOT_CONFIRMED, NOT_CONFIRMED, asked_on, told):
        look_ups.count(session, finding, channel=Channel.WEB, language="es", now=NOON)
    look_ups.count(session, told, channel=Channel.TEXT, language="en", now=NOON)
    look_ups.count(session, told, channel=Channel.TEXT, language="en", now=NEXT_DAY)

    assert _counted(session, "look_up") == {
        "web/es/not_told": 2,
        "web/es/asked_on": 1,
        "web/es/told": 1,
        "text/en/told": 1,
    }


def test_freshness_is_that_of_the_day_it_was_counted(session: Session) -> None:
    for code, hours, people in (("A", 1, 30), ("B", 9, 20), ("C", 40, 10)):
        age = {"oldest_at": NOON, "newest_at": NOON - timedelta(hours=hours), "counted_at": NOON}
        session.add(PlaceAge(facility_code=code, people=people, **age))
    session.flush()

    assert _counted(session, "freshness") == {"//8h": 30, "//24h": 20, "//older": 10}


def test_what_was_counted_never_changes(session: Session) -> None:
    _call(session, "CA1", "es", NOON)
    session.flush()
    first = _counted(session, "call")
    _call(session, "CA2", "es", NOON)
    session.flush()

    assert _counted(session, "call") == first


def test_days_are_counted_in_their_order_after_they_ended(session: Session) -> None:
    now = datetime(2026, 11, 22, 0, 59, tzinfo=UTC)
    counted = []
    while day := reports.next_day(session, now=now):
        reports.keep(session, reports.count(session, day, now=now))
        counted.append(day)

    assert counted == sorted(counted)
    assert counted[-1] == date(2026, 11, 20)
    assert reports.next_day(session, now=now + timedelta(minutes=1)) == date(2026, 11, 21)


def test_a_small_count_is_hidden_with_another_and_a_whole_table_where_that_is_not_enough(session: Session) -> None:
    _rows(session, "call", {"en": 50, "es": 20, "ht": 2})

    cells = _table(session, WEEK, "call", "language").cells

    assert {key: cell.n for key, cell in cells.items()} == {"en": 50, "es": 0, "ht": 0}
    assert [key for key, cell in cells.items() if cell.is_hidden] == ["es", "ht"]


@pytest.mark.parametrize("kind", [Kind.MONTH, Kind.QUARTER])
def test_a_longer_period_tells_no_more_than_its_weeks(session: Session, kind: Kind) -> None:
    _rows(session, "call", {"en": 50, "es": 20, "ht": 2})
    _rows(session, "call", {"en": 50, "es": 20}, MONDAY - timedelta(days=7))

    cells = _table(session, periods.holding(kind, MONDAY), "call", "language").cells

    assert {key: (cell.n, cell.is_part) for key, cell in cells.items()} == {
        "en": (100, False),
        "es": (20, True),
        "ht": (0, True),
    }


def test_a_report_says_how_many_days_were_not_counted(session: Session) -> None:
    assert reports.of(session, WEEK).missing_days == 7
    _counted(session, "call")

    assert reports.of(session, WEEK).missing_days == 6
