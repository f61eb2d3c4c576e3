"""Statements sent over the driver's own connection answer what the SQL toolkit would, and fail as it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Insert, bindparam, event, func, literal_column, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from hotline import db
from hotline.models.contacts import LimitCount, LimitSeen
from hotline.models.custody import Stay, StayEnd
from hotline.statements import Statement
from tests import factories

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)

_STAYS = select(Stay.id, Stay.began_at, Stay.ended_at, Stay.end, Stay.is_contradicted).where(
    db.Among(Stay.person_id, "people"), Stay.began_at <= bindparam("now"), Stay.source != "nobody"
)
_SEEN = select(LimitSeen.bucket, func.count()).where(LimitSeen.seen_at > bindparam("since")).group_by(LimitSeen.bucket)


def _adding(dialect: str) -> Any:
    row = db.insert_for(dialect, LimitCount)
    added = row.on_conflict_do_update(index_elements=["bucket", "window"], set_={"n": LimitCount.n + row.excluded.n})
    return added.returning(LimitCount.bucket, LimitCount.window, LimitCount.n)


def _noting(dialect: str) -> Insert:
    return db.insert_for(dialect, LimitSeen).on_conflict_do_nothing()


STAYS, SEEN = Statement(_STAYS), Statement(_SEEN)
ADDING = Statement(_adding, columns=("bucket", "window", "n"))
NOTING = Statement(_noting, columns=("bucket", "thing", "seen_at"))


@contextmanager
def listening() -> Iterator[list[str]]:
    heard: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield heard
    event.remove(Engine, "before_cursor_execute", note)


def test_rows_are_those_of_the_toolkit_with_times_words_and_truth_values(session: Session) -> None:
    there, gone = factories.person(session), factories.person(session)
    later = NOON + timedelta(hours=1)
    factories.StayFactory(person_id=there.id, began_at=NOON)
    factories.StayFactory(person_id=gone.id, began_at=NOON, ended_at=later, end=StayEnd.RELEASED)
    values = {"people": [there.id, gone.id], "now": NOON}

    rows = STAYS.rows(session, values)

    assert sorted(rows) == sorted(tuple(row) for row in session.execute(_STAYS, values))
    assert {(began, ended, end, contradicted) for _, began, ended, end, contradicted in rows} == {
        (NOON, None, None, False),
        (NOON, later, StayEnd.RELEASED, False),
    }
    assert all(type(contradicted) is bool for *_, contradicted in rows)


def test_what_is_inserted_is_answered(session: Session) -> None:
    assert ADDING.rows(session, {"bucket": 7, "window": NOON, "n": 2}) == [(7, NOON, 2)]
    assert ADDING.rows(session, {"bucket": 7, "window": NOON, "n": 3}) == [(7, NOON, 5)]


def test_many_are_answered_in_one_go(session: Session) -> None:
    rows = [{"bucket": bucket, "window": NOON, "n": bucket} for bucket in (1, 2, 3)]

    assert ADDING.rows_of_all(session, []) == []
    assert sorted(ADDING.rows_of_all(session, rows)) == [(1, NOON, 1), (2, NOON, 2), (3, NOON, 3)]


def test_each_of_many_is_written_once(session: Session) -> None:
    things = [{"bucket": 1, "thing": thing, "seen_at": NOON} for thing in (5, 6, 6)]

    NOTING.each(session, things)

    assert SEEN.rows(session, {"since": NOON - timedelta(days=1)}) == [(1, 2)]
    assert SEEN.rows(session, {"since": NOON}) == []


def test_who_listens_to_statements_hears_it_and_the_answer_is_the_same(session: Session) -> None:
    first = ADDING.rows(session, {"bucket": 7, "window": NOON, "n": 1})
    with listening() as heard:
        second = ADDING.rows(session, {"bucket": 8, "window": NOON, "n": 1})
        NOTING.each(session, [{"bucket": 1, "thing": 5, "seen_at": NOON}])

    assert (first, second) == ([(7, NOON, 1)], [(8, NOON, 1)])
    assert [statement.split(" (")[0] for statement in heard] == ["INSERT INTO limit_count", "INSERT INTO limit_seen"]


def test_a_statement_that_fails_fails_as_in_the_toolkit_and_quotes_no_values(app: Flask) -> None:
    nowhere = Statement(select(literal_column("nothing_of_the_kind")).where(literal_column("1") == bindparam("secret")))

    with pytest.raises(DBAPIError) as raised, db.begin() as session:
        nowhere.rows(session, {"secret": 8_123_456})

    assert "nothing_of_the_kind" in str(raised.value)
    assert "8123456" not in str(raised.value)
    with db.begin() as session:
        assert SEEN.rows(session, {"since": NOON}) == []


def test_a_row_that_may_not_stand_twice_is_refused_and_nothing_stays(app: Flask) -> None:
    plain = Statement(lambda dialect: db.insert_for(dialect, LimitSeen), columns=("bucket", "thing", "seen_at"))
    row = {"bucket": 1, "thing": 5, "seen_at": NOON}

    with pytest.raises(IntegrityError), db.begin() as session:
        plain.each(session, [row, row])

    with db.begin() as session:
        assert SEEN.rows(session, {"since": NOON - timedelta(days=1)}) == []


def test_a_value_that_is_missing_is_said_by_its_name(session: Session) -> None:
    with pytest.raises(KeyError, match="since"):
        SEEN.rows(session, {})


def test_a_time_without_a_zone_is_refused_here_too(session: Session) -> None:
    with pytest.raises(ValueError, match="naive"):
        SEEN.rows(session, {"since": datetime(2026, 7, 1)})  # noqa: DTZ001  that is the fault
