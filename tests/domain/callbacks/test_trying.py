"""A call that was tried in vain is tried again, not forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import hours
from hotline.domain import callbacks, desk
from hotline.domain.callbacks import CallbackWish, DayPart
from hotline.domain.errors import NotFound
from hotline.models.contacts import AttemptOutcome, Callback, CallbackAttempt, Channel
from hotline.models.operations import TaskKind

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
MINUTES = timedelta(minutes=1)


def _promised(session: Session, *, is_urgent: bool = False) -> Callback:
    wish = CallbackWish("+14045552368", is_urgent=is_urgent, token="a call")
    promised = callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=NOON)
    session.flush()
    return promised


def _try(session: Session, promised: Callback, outcome: AttemptOutcome, *, now: datetime = NOON) -> datetime | None:
    return callbacks.tried(session, promised.id, outcome, by="Rosa M.", now=now)


@pytest.mark.parametrize(
    ("outcome", "minutes"),
    [
        (AttemptOutcome.NO_ANSWER, 30),
        (AttemptOutcome.BUSY, 10),
        (AttemptOutcome.VOICE_MAIL, 120),
        (AttemptOutcome.FAILED, 10),
    ],
)
def test_who_was_not_reached_is_tried_again(session: Session, outcome: AttemptOutcome, minutes: int) -> None:
    promised = _promised(session)

    again = _try(session, promised, outcome)

    (waiting,) = callbacks.waiting(session, now=NOON)
    assert again == waiting.next_try_at == NOON + minutes * MINUTES
    assert waiting.due_at > again
    assert [(one.outcome, one.by, one.tried_at) for one in waiting.tries] == [(outcome, "Rosa M.", NOON)]


def test_the_next_try_waits_for_the_time_that_suits(session: Session) -> None:
    wish = CallbackWish("+14045552368", DayPart.MORNING, time_zone="America/New_York")
    promised = callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=NOON)
    session.flush()
    late_morning = NOON + timedelta(hours=23, minutes=50)

    again = _try(session, promised, AttemptOutcome.NO_ANSWER, now=late_morning)

    assert again == NOON + timedelta(hours=44)  # eight o'clock there
    assert promised.due_at == again + timedelta(hours=1)
    (waiting,) = callbacks.waiting(session, now=late_morning)
    assert waiting.next_try_at == again


@pytest.mark.parametrize(("outcome", "opens"), [(AttemptOutcome.NO_ANSWER, True), (AttemptOutcome.WRONG_NUMBER, False)])
def test_nothing_becomes_late_while_nobody_answers(session: Session, outcome: AttemptOutcome, opens: bool) -> None:
    session.info.update(hours.session_info(hours.read("08:00-20:00 America/New_York")))
    promised = _promised(session)
    closing, opening = NOON + timedelta(hours=7, minutes=45), NOON + timedelta(hours=20)

    again = _try(session, promised, outcome, now=closing)

    within = timedelta(hours=1) if opens else timedelta(hours=3, minutes=45)  # a supervisor has four, one quarter today
    assert (again, promised.due_at) == (opening if opens else None, opening + within)
    assert [task.due_at for task in desk.open_tasks(session)] == ([] if opens else [opening + within])


def test_each_pause_is_twice_as_long_but_where_somebody_is_in_need(session: Session) -> None:
    pauses = []
    for is_urgent in (False, True):
        promised = _promised(session, is_urgent=is_urgent)
        pauses.append([_pause_after(session, promised) for _ in range(3)])

    assert pauses == [[30, 60, 120], [30, 30, None]]  # the sixth try of one promise goes to a supervisor


def _pause_after(session: Session, promised: Callback) -> int | None:
    again = _try(session, promised, AttemptOutcome.NO_ANSWER)
    return None if again is None else (again - NOON) // MINUTES


def test_who_was_reached_waits_no_more_and_the_try_stays_on_record(session: Session) -> None:
    promised = _promised(session)

    assert _try(session, promised, AttemptOutcome.REACHED) is None

    assert (callbacks.waiting(session, now=NOON), promised.closed_at) == ([], NOON)
    assert session.scalars(select(CallbackAttempt.outcome)).all() == [AttemptOutcome.REACHED]


def test_a_wrong_number_is_for_a_supervisor_and_no_longer_tried(session: Session) -> None:
    promised = _promised(session, is_urgent=True)

    assert _try(session, promised, AttemptOutcome.WRONG_NUMBER) is None

    (task,) = desk.open_tasks(session)
    assert (task.kind, task.subject, task.reason) == (
        TaskKind.REACH_CALLER,
        f"callback:{promised.id}",
        AttemptOutcome.WRONG_NUMBER,
    )
    assert task.due_at == NOON + timedelta(hours=1)
    assert callbacks.waiting(session, now=NOON)[0].next_try_at is None


def test_after_the_last_try_a_supervisor_goes_on_and_closing_the_call_ends_that_too(session: Session) -> None:
    promised = _promised(session)

    nexts = [_try(session, promised, AttemptOutcome.BUSY) for _ in range(callbacks.MOST_TRIES)]

    assert [again is None for again in nexts] == [False] * 5 + [True]
    assert len(desk.open_tasks(session)) == 1
    callbacks.close(session, promised.id, now=NOON)
    session.flush()
    assert (callbacks.waiting(session, now=NOON), desk.open_tasks(session)) == ([], [])


def test_who_asks_again_is_called_at_once_whatever_was_tried(session: Session) -> None:
    promised = _promised(session)
    _try(session, promised, AttemptOutcome.WRONG_NUMBER)

    _promised(session)

    assert callbacks.waiting(session, now=NOON)[0].next_try_at == NOON


def test_tries_for_an_earlier_promise_do_not_count_for_a_new_one(session: Session) -> None:
    promised = _promised(session)
    for _ in range(5):
        _try(session, promised, AttemptOutcome.BUSY)
    _try(session, promised, AttemptOutcome.REACHED)
    later = NOON + timedelta(days=1)
    wish = CallbackWish("+14045552368", token="a call")
    callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=later)

    assert _try(session, promised, AttemptOutcome.NO_ANSWER, now=later) == later + 30 * MINUTES


def test_a_call_that_nobody_promised_or_that_was_made_cannot_be_tried(session: Session) -> None:
    promised = _promised(session)
    callbacks.close(session, promised.id, now=NOON)

    with pytest.raises(NotFound):
        _try(session, promised, AttemptOutcome.BUSY)
    with pytest.raises(NotFound):
        callbacks.tried(session, 7, AttemptOutcome.BUSY, by="", now=NOON)
