"""Who wants no texts gets none unasked, and nothing that was owed to them is lost."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import outbox, retention
from hotline.models.messages import Means, MessageKind, MessageState
from tests.domain.outbox.messages import NUMBER, owe, row, tasks


@pytest.fixture
def now() -> datetime:
    return clock.now()


def test_what_waits_for_a_number_that_stopped_is_staffs(session: Session, now: datetime) -> None:
    owe(session, now, MessageKind.NEWS)

    outbox.stop_texts(session, NUMBER, now=now)

    assert row(session).state is MessageState.FAILED
    assert tasks(session) == [outbox.TEXTS_STOPPED]


@pytest.mark.parametrize("kind", [MessageKind.ANSWER, MessageKind.CONFIRM])
def test_what_somebody_asked_for_in_this_moment_goes_out(session: Session, now: datetime, kind: MessageKind) -> None:
    owe(session, now, kind)

    outbox.stop_texts(session, NUMBER, now=now)

    assert row(session).state is MessageState.WAITING


def test_a_call_and_another_number_are_not_stopped(session: Session, now: datetime) -> None:
    owe(session, now, means=Means.CALL)

    outbox.stop_texts(session, NUMBER, now=now)

    assert row(session).state is MessageState.WAITING
    assert outbox.may_be_texted(session, "+14045550199")


def test_who_writes_again_may_be_texted_again(session: Session, now: datetime) -> None:
    outbox.stop_texts(session, NUMBER, now=now)
    outbox.stop_texts(session, NUMBER, now=now)
    assert not outbox.may_be_texted(session, NUMBER)

    outbox.allow_texts(session, NUMBER)

    assert outbox.may_be_texted(session, NUMBER)


def test_no_clock_forgets_that_somebody_wants_no_texts(session: Session, now: datetime) -> None:
    outbox.stop_texts(session, NUMBER, now=now)

    for rule in retention.RULES:
        retention.forget_some(session, rule, now=now + timedelta(days=3650))

    assert not outbox.may_be_texted(session, NUMBER)
