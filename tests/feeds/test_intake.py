"""`flask intake`: arrests and moves by hand, before any roster."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import custody
from hotline.models.custody import CustodyEvent
from hotline.models.people import Hiding, Person
from tests.domain.rosters.conftest import add_places

WHO = ("--given", "Ramiro", "--surnames", "Quintanilla Osorto", "--birth-date", "1990-07-21", "--country", "Honduras")
EVENT = {
    "event_id": "1",
    "kind": "booked_in",
    "happened_at": "2026-05-04T08:00",
    "person": {"names": [{"given": "Ramiro", "surnames": "Quintanilla"}], "birth_year": 1990},
    "is_protected": False,
    "facility_code": "STWRTGA",
}


@pytest.fixture
def flask(app: Flask) -> FlaskCliRunner:
    add_places()
    return app.test_cli_runner()


def count(model: type[db.Base]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_arrest_is_recorded_by_options(flask: FlaskCliRunner) -> None:
    told = flask.invoke(args=["intake", "--kind", "arrested", *WHO, "--office", "ATL", "--not-protected"])

    assert (told.exit_code, told.output.strip()) == (0, "1 recorded, 0 known before.")
    with db.reading() as session:
        seen = custody.whereabouts(session, session.scalars(select(Person.id)).one(), now=clock.now())
    assert seen is not None
    assert seen.office is not None
    assert (seen.office.code, seen.facility, seen.source) == ("ATL", None, "intake")


def test_who_says_nothing_protects(flask: FlaskCliRunner) -> None:
    flask.invoke(args=["intake", "--kind", "arrested", *WHO, "--office", "ATL"])

    assert count(Hiding) == 1


def test_name_used_at_work_is_an_alias(flask: FlaskCliRunner) -> None:
    told = flask.invoke(args=["intake", "--kind", "arrested", *WHO, "--alias", "Pedro/Paramo", "--not-protected"])

    assert told.exit_code == 0
    with db.reading() as session:
        from hotline.domain import people

        details = people.unseal(session, session.scalars(select(Person)).one())
    assert [name.surnames for name in details.names] == ["Quintanilla Osorto", "Paramo"]


def test_lines_are_recorded_all_or_none(flask: FlaskCliRunner) -> None:
    lines = [EVENT, EVENT | {"event_id": "2", "office_code": "NOWHERE"}]

    told = flask.invoke(args=["intake"], input="\n".join(map(json.dumps, lines)))

    assert told.exit_code == 1
    assert "office_code" in told.output
    assert count(CustodyEvent) == 0


def test_lines_again_change_nothing(flask: FlaskCliRunner) -> None:
    lines = json.dumps(EVENT) + "\n\n"
    flask.invoke(args=["intake"], input=lines)

    told = flask.invoke(args=["intake"], input=lines)

    assert told.output.strip() == "0 recorded, 1 known before."


@pytest.mark.parametrize("lines", ["nonsense\n", '{"event_id": "1"}\n', "[]\n"])
def test_nonsense_is_told_and_nothing_recorded(flask: FlaskCliRunner, lines: str) -> None:
    told = flask.invoke(args=["intake"], input=lines)

    assert told.exit_code == 1
    assert told.output.startswith("Error: ")
    assert count(CustodyEvent) == 0


def test_error_does_not_repeat_who_it_was_about(flask: FlaskCliRunner) -> None:
    told = flask.invoke(args=["intake", "--kind", "arrested", *WHO, "--a-number", "secret-77", "--not-protected"])

    assert told.exit_code == 1
    assert "secret-77" not in told.output
