"""The tests of a process share an application; none finds what another did with it, or wrote."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock, connections, db, gateways
from hotline.config import Settings
from hotline.domain import desk
from hotline.gateways.memory import MemoryGateway
from hotline.models.operations import Task, TaskKind
from tests.one_application import OneApplication


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_writes_the_next_does_not_find(session: Session, turn: int) -> None:
    desk.open_task(session, TaskKind.COMPARE_ENTRY, f"facility:{turn}", due_at=clock.now(), now=clock.now())

    assert list(session.scalars(select(Task.id))) == [1]


def test_what_one_test_changes_the_next_finds_as_it_was(
    app: Flask, settings: Settings, one_application: OneApplication
) -> None:
    gateways.current().send_text("+14045550123", "a", key="k")
    app.extensions["settings"] = replace(settings, environment="production")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.current().answer_in_time()
    db.connect("sqlite:////nowhere/at/all.db")

    one_application.take_back()
    lent = one_application.lend(settings)

    gateway = gateways.current()
    assert isinstance(gateway, MemoryGateway)
    assert gateway.texts == []
    assert lent.extensions["settings"] is settings
    assert lent.config["PROPAGATE_EXCEPTIONS"] is None
    assert lent.test_client().get("/ready").status_code == 200
    assert db.current().patience == connections.OF_CHORES


def test_other_settings_make_another_application(
    app: Flask, settings: Settings, one_application: OneApplication
) -> None:
    own = one_application.lend(replace(settings, three_way_calls=True))

    assert own is not app
    assert own.extensions["settings"].three_way_calls


def test_a_route_that_one_test_adds_is_no_route_of_the_next(app: Flask) -> None:
    with pytest.raises(AssertionError, match="can no longer be called"):
        app.add_url_rule("/another", view_func=str)
