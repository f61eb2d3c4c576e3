"""Notices that wait are counted, let go by two people, or dropped; the terminal shows numbers alone."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import notices
from hotline.models.custody import Stay
from hotline.models.messages import Means, Message, MessageState
from hotline.models.operations import Task, TaskKind
from tests import factories
from tests.domain.outbox.messages import claimed_one, owe
from tests.domain.subscribers import confirmed, held


@pytest.fixture(autouse=True)
def waiting(app: Flask) -> None:
    """One notice waits, because a feed stopped."""
    with db.begin() as session:
        factories.use(session)
        held(session)
        confirmed(session)
        session.scalars(select(Stay)).one().confirmed_at = clock.now() - timedelta(hours=25)
        notices.owe_stale(session, now=clock.now())
        factories.use(None)


def _messages(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["messages", *words])
    return result.exit_code, result.output


def _held() -> int:
    with db.reading() as session:
        return len(session.scalars(select(Message).where(Message.state == MessageState.HELD)).all())


def test_what_waits_is_counted_by_what_it_tells_of(app: Flask) -> None:
    assert _messages(app, "held") == (0, "stale: 1\n")


def test_two_people_let_it_go(app: Flask) -> None:
    assert _messages(app, "release", "--by", "Rosa", "--second", "Ana") == (0, "released: 1\n")
    assert _held() == 0


def test_one_person_does_not(app: Flask) -> None:
    code, said = _messages(app, "release", "--by", "Rosa", "--second", " ROSA ")

    assert (code, said) == (1, "Error: Two different people must look; name both.\n")
    assert _held() == 1


def test_only_what_is_named_goes(app: Flask) -> None:
    code, said = _messages(app, "release", "--by", "Rosa", "--second", "Ana", "--change", "released")

    assert (code, said) == (0, "released: 0\n")
    assert _held() == 1


def test_what_is_not_true_is_dropped(app: Flask) -> None:
    assert _messages(app, "drop") == (0, "dropped: 1\n")
    assert _messages(app, "held") == (0, "")


def test_a_letter_that_came_back_is_for_staff(app: Flask) -> None:
    with db.begin() as session:
        owe(session, clock.now(), means=Means.EMAIL, to="rosa@example.org")
        key = claimed_one(session, clock.now()).key

    code, said = _messages(app, "bounced", f"<{key}@example.org>")

    assert (code, "rosa" in said) == (0, False)
    with db.reading() as session:
        assert session.scalars(select(Task.reason).where(Task.kind == TaskKind.LOOK_AT_MESSAGE)).all() == [
            "undelivered"
        ]
        assert session.scalars(select(Message.state).where(Message.means == Means.EMAIL)).all() == [MessageState.FAILED]


def test_a_letter_that_is_none_of_ours_changes_nothing(app: Flask) -> None:
    assert _messages(app, "bounced", "<somebody@example.com>")[0] == 1
