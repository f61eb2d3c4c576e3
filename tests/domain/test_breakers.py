"""A provider in trouble is left in peace, for longer the longer it lasts; one message sees whether it is well again."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import breakers
from hotline.domain.breakers import FAULTS, LONGEST, PROVIDER, SHORTEST, Gate
from hotline.models.operations import Alarm, Task, TaskKind

SECOND = timedelta(seconds=1)


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def fault(session: Session, now: datetime, *, times: int = 1, is_ours: bool = False) -> bool:
    return [breakers.record_fault(session, PROVIDER, reason="20503", is_ours=is_ours, now=now) for _ in range(times)][
        -1
    ]


def gate(session: Session, now: datetime) -> Gate:
    return breakers.gates(session, now=now).get(PROVIDER, Gate.CLEAR)


def test_many_faults_in_a_minute_stop_sending_and_staff_hear_of_it_once(session: Session, now: datetime) -> None:
    breakers.record_tries(session, PROVIDER, FAULTS, now=now)

    assert not fault(session, now, times=FAULTS - 1)
    assert fault(session, now)
    fault(session, now, times=5)

    assert gate(session, now) is Gate.SHUT
    assert [alarm.kind for alarm in session.scalars(select(Alarm))] == ["breaker:provider"]
    assert [(task.kind, task.reason) for task in session.scalars(select(Task))] == [(TaskKind.LOOK_AT_ALARM, "20503")]


def test_a_few_faults_among_many_that_went_well_stop_nothing(session: Session, now: datetime) -> None:
    breakers.record_tries(session, PROVIDER, 100 * FAULTS, now=now)

    assert not fault(session, now, times=10 * FAULTS)
    assert gate(session, now) is Gate.CLEAR


def test_faults_of_another_minute_are_not_counted(session: Session, now: datetime) -> None:
    for minute in range(5):
        assert not fault(session, now + minute * timedelta(minutes=1), times=FAULTS - 1)


def test_what_is_ours_to_mend_stops_sending_at_once(session: Session, now: datetime) -> None:
    assert fault(session, now, is_ours=True)


def test_the_wait_grows_with_the_trouble(session: Session, now: datetime) -> None:
    fault(session, now, times=FAULTS)
    waits, probes = [], 0
    moment = now
    while moment < now + timedelta(hours=1):
        moment += SECOND
        if gate(session, moment) is Gate.PROBE and breakers.take_probe(session, PROVIDER, now=moment):
            probes += 1
            waits.append(moment)
            fault(session, moment)

    lengths = [later - earlier for earlier, later in zip([now, *waits], waits, strict=False)]
    assert lengths[0] == SHORTEST
    assert lengths == sorted(lengths)
    assert max(lengths) == LONGEST
    assert probes < 10


def test_one_process_of_many_takes_the_probe(session: Session, now: datetime) -> None:
    fault(session, now, times=FAULTS)
    later = now + SHORTEST

    taken = [breakers.take_probe(session, PROVIDER, now=later) for _ in range(3)]

    assert taken == [True, False, False]
    assert breakers.take_probe(session, PROVIDER, now=later + breakers.PROBE_LASTS)  # that process died


def test_all_goes_on_when_the_provider_is_well_and_the_task_is_done(session: Session, now: datetime) -> None:
    fault(session, now, times=FAULTS)

    breakers.reset(session, PROVIDER, now=now + SHORTEST)

    assert gate(session, now) is Gate.CLEAR
    assert session.scalars(select(Task.closed_at)).all() == [now + SHORTEST]


def test_stopped_anew_after_its_time_it_is_a_new_alarm(session: Session, now: datetime) -> None:
    for day in range(2):
        moment = now + timedelta(days=day)
        breakers.trip(session, breakers.SPEND, reason="texts", until=moment + timedelta(hours=3), now=moment)
        breakers.trip(session, breakers.SPEND, reason="texts", until=moment + timedelta(hours=3), now=moment)

    assert len(session.scalars(select(Alarm)).all()) == 2
