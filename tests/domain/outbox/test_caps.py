"""Nobody makes us write and ring for their own profit: what is over a cap waits, and money spent is an alarm."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import outbox
from hotline.domain.outbox import Budget, caps
from hotline.models.messages import Breaker, Means, Message, MessageKind, MessageState
from hotline.models.operations import Alarm
from tests.domain.outbox.messages import owe, states, tasks

DAY = timedelta(days=1)
MANY = 1_000


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=20, minute=0, second=0, microsecond=0)


def claimed(session: Session, now: datetime, **budget: int) -> int:
    return len(outbox.claim(session, now=now, budget=Budget(**budget), limit=MANY))


def test_a_number_gets_so_many_texts_a_day_and_the_rest_the_next(session: Session, now: datetime) -> None:
    most = caps.NUMBER_A_DAY[Means.TEXT]
    for _ in range(most + 5):
        owe(session, now, MessageKind.ANSWER)
    owe(session, now, MessageKind.ANSWER, to="+13055550188")

    assert claimed(session, now) == most + 1
    assert claimed(session, now + timedelta(hours=3)) == 0
    assert claimed(session, now + DAY) == 5


def test_a_cap_holds_over_many_claims(session: Session, now: datetime) -> None:
    sent = 0
    for second in range(100):
        owe(session, now, MessageKind.ANSWER)
        sent += claimed(session, now + timedelta(seconds=second))

    assert sent == caps.NUMBER_A_DAY[Means.TEXT]


def test_ten_thousand_neighbours_have_a_cap_together(session: Session, now: datetime) -> None:
    for number in range(caps.BLOCK_A_DAY + 10):
        owe(session, now, MessageKind.ANSWER, to=f"+1404555{number:04}")

    assert claimed(session, now) == caps.BLOCK_A_DAY


def test_a_country_abroad_has_a_cap(session: Session, now: datetime) -> None:
    for number in range(caps.COUNTRY_A_DAY + 10):
        owe(session, now, to=f"+5255{number % 80 + 10}12{number:04}", means=Means.CALL, zone="America/Los_Angeles")

    assert claimed(session, now) == caps.COUNTRY_A_DAY


def test_strangers_take_no_more_than_their_share_of_what_a_day_may_cost(session: Session, now: datetime) -> None:
    for number in range(10):
        owe(session, now, MessageKind.ANSWER, to=f"+1404555010{number}")
        owe(session, now, MessageKind.NEWS, to=f"+1404555020{number}")

    taken = outbox.claim(session, now=now, budget=Budget(texts_a_day=8), limit=MANY)

    assert [message.kind for message in taken] == ["answer"] * 6 + ["news"] * 2


def test_money_that_is_spent_is_one_alarm_and_ends_with_the_day(session: Session, now: datetime) -> None:
    for number in range(5):
        owe(session, now, to=f"+1404555010{number}")

    assert claimed(session, now, texts_a_day=2) == 2
    assert claimed(session, now, texts_a_day=2) == 0
    owe(session, now, to="+14045550109")
    assert claimed(session, now, texts_a_day=2) == 0

    [breaker] = session.scalars(select(Breaker))
    assert (breaker.name, breaker.reason, breaker.until) == ("spend", "texts", caps.next_window(now))
    assert [alarm.kind for alarm in session.scalars(select(Alarm))] == ["breaker:spend"]
    assert claimed(session, now + DAY, texts_a_day=100) == 4


def test_what_is_refused_takes_nothing_from_others(session: Session, now: datetime) -> None:
    for _ in range(50):
        owe(session, now, MessageKind.ANSWER)
    for number in range(20):
        owe(session, now, MessageKind.NEWS, to=f"+1404666010{number % 10}")

    assert claimed(session, now, texts_a_day=40) == caps.NUMBER_A_DAY[Means.TEXT] + 20


def test_what_is_tried_again_is_counted_once(session: Session, now: datetime) -> None:
    owe(session, now, MessageKind.ANSWER)
    for hour in range(caps.NUMBER_A_DAY[Means.TEXT] + 3):
        moment = now + timedelta(minutes=hour)
        [message] = outbox.claim(session, now=moment)
        outbox.put_back(session, message, now=moment)

    assert states(session) == [MessageState.WAITING]


def test_what_is_over_a_cap_for_three_days_is_for_staff(session: Session, now: datetime) -> None:
    owe(session, now)
    claimed(session, now, texts_a_day=0)
    later = now + outbox.GIVE_UP_AFTER + DAY

    claimed(session, later, texts_a_day=0)

    assert tasks(session) == ["day"]
    assert session.scalars(select(Message.sealed)).all() != [b""]
