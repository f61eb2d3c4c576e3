"""The telephone company is asked to forget a text, again and again until it does, and then staff are asked."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import redactions
from hotline.models.messages import Redaction
from hotline.models.operations import Task

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


def test_a_text_is_forgotten_when_its_time_has_come(session: Session, now: datetime) -> None:
    redactions.ask(session, ["SM1", "SM2"], due_at=now)
    redactions.ask(session, ["SM3"], due_at=now + MINUTE)

    assert sorted(redactions.claim(session, now=now)) == ["SM1", "SM2"]


def test_the_same_text_asked_for_again_is_one(session: Session, now: datetime) -> None:
    redactions.ask(session, ["SM1"], due_at=now)
    redactions.ask(session, ["SM1"], due_at=now + MINUTE)

    assert redactions.claim(session, now=now) == ["SM1"]


def test_what_was_forgotten_is_not_asked_for_again(session: Session, now: datetime) -> None:
    redactions.ask(session, ["SM1"], due_at=now)
    redactions.record(session, redactions.claim(session, now=now), now=now)

    redactions.ask(session, ["SM1"], due_at=now)

    assert redactions.claim(session, now=now + timedelta(days=30)) == []


def test_what_was_not_forgotten_is_asked_for_less_and_less_often_and_then_of_staff(
    session: Session, now: datetime
) -> None:
    redactions.ask(session, ["SM1"], due_at=now)
    began, tries = now, []
    for _ in range(redactions.MOST_ATTEMPTS + 1):
        tries.append(redactions.claim(session, now=now))
        now = session.scalars(select(Redaction.due_at)).one()

    assert tries == [["SM1"]] * redactions.MOST_ATTEMPTS + [[]]
    assert now - began > timedelta(days=14)
    assert session.scalars(select(Task.subject)).all() == ["words:SM1"]
    assert redactions.claim(session, now=now + timedelta(days=365)) == []
