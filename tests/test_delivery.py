"""What the clock owes is done, in rounds, until somebody asks the process to stop."""

import logging
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from hotline import clock, db, delivery
from hotline.domain import audit, audit_chain, heartbeats
from hotline.models.contacts import Call, LimitSeen


def _call_that_ended(hours_ago: float) -> None:
    ended = clock.now() - timedelta(hours=hours_ago)
    with db.begin() as session:
        session.add(
            Call(id=1, sid="CA1", step="name", sealed=b"sealed", began_at=ended, touched_at=ended, ended_at=ended)
        )


def test_a_round_forgets_what_a_caller_typed_an_hour_after_the_end(app: Flask) -> None:
    _call_that_ended(hours_ago=1.1)

    done = delivery.do_what_is_owed(clock.now())

    with db.reading() as session:
        assert session.scalars(select(Call.sealed)).all() == [b""]
    assert done["calls forgotten"] == 1


def test_a_round_leaves_a_call_of_the_last_hour_alone(app: Flask) -> None:
    _call_that_ended(hours_ago=0.9)

    done = delivery.do_what_is_owed(clock.now())

    assert done["calls forgotten"] == 0


def test_a_round_forgets_old_counters(app: Flask) -> None:
    with db.begin() as session:
        session.add(LimitSeen(bucket=1, thing=1, seen_at=clock.now() - timedelta(days=3)))

    delivery.do_what_is_owed(clock.now())

    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(LimitSeen)) == 0


def test_the_head_of_the_trail_stands_in_the_log_once_a_day(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hotline")
    now = clock.now()
    with db.begin() as session:
        audit.record(session, None, "shift.began", "shift:1", now=now)

    rounds = [delivery.do_what_is_owed(moment) for moment in (now, now, now + timedelta(days=1))]

    assert [done["head of the trail exported"] for done in rounds] == [1, 0, 1]
    told = [record.facts["head"] for record in caplog.records if record.message == "audit head"]  # type: ignore[attr-defined]
    with db.reading() as session:
        assert told == [head.words for head in audit_chain.kept_heads(session)]


def test_the_process_beats_and_stops_when_it_is_asked(app: Flask) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=delivery.run_until, args=(stop,), kwargs={"pause": 0.01})

    worker.start()
    stop.wait(0.3)
    stop.set()
    worker.join(timeout=60)

    assert not worker.is_alive()
    with db.reading() as session:
        assert heartbeats.age(session, heartbeats.DELIVER, now=clock.now()) < timedelta(minutes=1)


def test_a_database_that_refuses_puts_the_chores_off(app: Flask) -> None:
    db.connect("sqlite:////nowhere/at/all.db")

    done = delivery.do_what_is_owed(clock.now())

    assert done == {}


def test_the_command_does_one_round_and_ends(app: Flask) -> None:
    _call_that_ended(hours_ago=2)

    result = app.test_cli_runner().invoke(args=["deliver", "--once"])

    assert result.exit_code == 0
    assert "calls forgotten: 1" in result.output
