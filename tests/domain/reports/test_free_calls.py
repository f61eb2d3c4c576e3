"""The free calls of a day are counted once, and a rate is shown where neither of its parts would show anybody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import reports
from hotline.domain.reports import Kind, Table, periods
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.operations import DayCount

MONDAY = date(2026, 11, 16)
WEEK = periods.holding(Kind.WEEK, MONDAY)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FAMILY, CONSUL = Party.FAMILY, Party.CONSUL


def _call(session: Session, outcome: CallResult | None, **said: Any) -> int:
    row = DetaineeCall(id=secrets_box.random_id(), party=FAMILY, asked_at=NOON, logged_at=NOON, outcome=outcome)
    for name, value in said.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row.id


def _counted(session: Session, what: str, day: date = MONDAY) -> dict[str, int]:
    rows = [row for row in reports.count(session, day, now=NOON + 3 * DAY) if row["what"] == what]
    return {"/".join(filter(None, (row["party"], row["facility_code"], row["outcome"]))): row["n"] for row in rows}


def _attempts(session: Session, *cells: tuple[str, int, int]) -> None:
    """What got through and what did not, by facility."""
    rows = [
        {"day": MONDAY, "what": "line", "party": "family", "facility_code": code, "outcome": word, "n": n}
        for code, *parts in cells
        for word, n in zip(("completed", "failed"), parts, strict=True)
    ]
    session.execute(insert(DayCount), rows)


def _table(session: Session, what: str, by: str) -> Table:
    return next(table for table in reports.of(session, WEEK).tables if (table.what, table.by) == (what, by))


def test_calls_are_counted_by_party_and_outcome_and_attempts_by_facility(session: Session) -> None:
    _call(session, CallResult.COMPLETED, facility_code="A", seconds=600, answered_at=NOON)
    _call(session, CallResult.BUSY, facility_code="A")
    _call(session, CallResult.NOT_ALLOWED, facility_code="A")
    _call(session, None, answered_at=NOON, party=CONSUL)
    _call(session, CallResult.COMPLETED, asked_at=NOON - DAY)

    assert _counted(session, "free_call") == {
        "family/completed": 1,
        "family/busy": 1,
        "family/not_allowed": 1,
        "consul/completed": 1,
    }
    assert _counted(session, "talked") == {"family": 1, "consul": 1}
    assert _counted(session, "line") == {"family/A/completed": 1, "family/A/failed": 1, "consul/completed": 1}


def test_what_staff_wrote_is_counted_when_they_wrote_it_and_a_correction_never_twice(session: Session) -> None:
    by_hand = {"means": CallMeans.VISIT, "logged_by": 7}
    late = _call(session, CallResult.COMPLETED, **by_hand, logged_at=NOON + 2 * DAY)
    corrected = _call(session, CallResult.COMPLETED, **by_hand, replaced_by=late)
    _call(session, CallResult.DECLINED, means=CallMeans.LINE, logged_by=7, party=CONSUL)
    _call(session, CallResult.REFUSED, **by_hand, replaced_by=corrected)

    assert _counted(session, "free_call") == {"consul/declined": 1}
    assert _counted(session, "free_call", MONDAY + 2 * DAY) == {}
    assert _counted(session, "line") == {}


def test_a_rate_is_that_of_the_attempts_that_got_through(session: Session) -> None:
    _attempts(session, ("A", 30, 10), ("B", 10, 10))

    cells = _table(session, "line", "facility_code").cells

    assert {code: (cell.n, cell.through, cell.percent) for code, cell in cells.items()} == {
        "A": (40, 30, 75),
        "B": (20, 10, 50),
    }
    assert _table(session, "line", "party").cells["family"].percent == 67


@pytest.mark.parametrize("small", [(30, 2), (2, 30)])
def test_a_rate_whose_parts_are_small_is_hidden_with_another(session: Session, small: tuple[int, int]) -> None:
    _attempts(session, ("A", *small), ("B", 30, 40), ("C", 60, 70))

    hidden = {code for code, cell in _table(session, "line", "facility_code").cells.items() if cell.is_hidden}

    assert "A" in hidden
    assert 2 <= len(hidden) < 4
