"""Is it alive, is it ready."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from hotline import clock, db, migration
from hotline.domain import heartbeats


def _beat(seconds_ago: int) -> None:
    with db.begin() as session:
        heartbeats.beat(session, heartbeats.DELIVER, now=clock.now() - timedelta(seconds=seconds_ago))


def test_a_process_that_runs_is_alive(app: Flask) -> None:
    answer = app.test_client().get("/health")

    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_ready_names_the_migration_and_the_age_of_the_heartbeat(app: Flask) -> None:
    _beat(seconds_ago=7)

    answer = app.test_client().get("/ready")

    assert answer.status_code == 200
    assert answer.json == {
        "status": "ready",
        "database": "ok",
        "migration": migration.head(),
        "is_newest_migration": True,
        "deliver": "ok",
        "deliver_seconds_ago": pytest.approx(7, abs=2),
    }


def test_a_late_deliver_process_is_reported_and_look_ups_go_on(app: Flask) -> None:
    _beat(seconds_ago=3600)

    answer = app.test_client().get("/ready")

    assert (answer.status_code, answer.json["deliver"]) == (200, "late")


def test_a_database_at_another_migration_is_not_ready(app: Flask) -> None:
    with db.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    answer = app.test_client().get("/ready")

    with db.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": migration.head()})
    assert (answer.status_code, answer.json["status"]) == (503, "not ready")


def test_a_database_that_does_not_answer_is_not_ready(app: Flask) -> None:
    db.connect("sqlite:////nowhere/at/all.db")

    answer = app.test_client().get("/ready")

    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "database": "does not answer"})
