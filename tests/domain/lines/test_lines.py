"""Who is on shift, who waits in which order, and of two operators who has the call."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import callbacks, calls, lines, notes, outbox
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.lines import Caller, Taking
from hotline.domain.lines.waiting import LONGEST, MOST
from hotline.domain.staff import sessions
from hotline.models.calls import CallerState, CallOutcome, Shift, WaitingCall
from hotline.models.messages import Means
from tests.plugins.signed_in import new_actor

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
NUMBER = "+14045550177"
_NUMBERS = count()


def _operator(session: Session, *spoken: str) -> Actor:
    actor, _ = new_actor(session, "operator", now=NOW)
    if spoken:
        lines.shifts.sign_on(session, actor, NUMBER, spoken, now=NOW)
    return actor


def _joins(
    session: Session,
    language: str = "en",
    *,
    minutes: int = 0,
    is_urgent: bool = False,
    caller: Caller = Caller(),  # noqa: B008  frozen
) -> str:
    """A caller who asked so many minutes ago; answers the CallSid."""
    sid = f"CA{next(_NUMBERS):032}"
    calls.keep(session, calls.resume(session, sid, 0).call, about=0, reply="<Response/>", now=NOW)
    since = NOW - timedelta(minutes=minutes)
    assert lines.join(session, sid, caller, language=language, is_urgent=is_urgent, since=since, now=NOW)
    return sid


def _id(session: Session, sid: str) -> int:
    row = lines.called(session, sid)
    assert row
    return row.id


def _talks(session: Session, actor: Actor) -> Taking:
    taking = lines.take(session, actor, now=NOW)
    lines.answered(session, taking.id, taking.ring, now=NOW)
    return taking


def test_who_leaves_the_line_inside_is_asked_for_at_the_facility(session: Session) -> None:
    _operator(session, "en")
    waits = Caller(about=callbacks.INSIDE, facility="STWRTGA", person_id=41)
    for minutes in (20, 5):
        lines.gone(session, _joins(session, minutes=minutes, is_urgent=True, caller=waits), now=NOW)

    (promised,) = callbacks.waiting(session, now=NOW)
    assert (promised.facility, promised.person_id, promised.calls, promised.number) == ("STWRTGA", 41, 2, "")
    assert promised.since == NOW - timedelta(minutes=20)


def test_what_is_urgent_is_taken_first_then_who_waits_longest_in_a_language_one_speaks(session: Session) -> None:
    short, long = _joins(session, "en", minutes=1), _joins(session, "en", minutes=9)
    urgent, other = _joins(session, "es", is_urgent=True), _joins(session, "quc", minutes=30, is_urgent=True)

    shown = [one.id for one in lines.waiting(session, now=NOW)]
    order = [lines.take(session, _operator(session, "en", "es"), now=NOW).id for _ in range(3)]

    assert shown == [_id(session, sid) for sid in (other, urgent, long, short)]
    assert order == [_id(session, sid) for sid in (urgent, long, short)]


def test_a_caller_of_another_language_is_taken_by_choice(session: Session) -> None:
    chosen = _id(session, _joins(session, "quc"))
    interpreter = _operator(session, "en")

    with pytest.raises(NotFound):
        lines.take(session, interpreter, now=NOW)

    assert lines.take(session, interpreter, chosen, now=NOW).id == chosen


def test_the_ring_of_an_operator_is_counted_among_the_calls_of_the_day(session: Session) -> None:
    _joins(session)

    _talks(session, _operator(session, "en"))

    assert outbox.spent(session, now=NOW)[Means.CALL] == 1


def test_who_is_not_signed_in_any_more_takes_no_calls(session: Session) -> None:
    actor = _operator(session, "en")

    assert lines.shifts.takes(session, "en", now=NOW + timedelta(minutes=14))
    assert not lines.shifts.takes(session, "en", now=NOW + timedelta(minutes=16))

    sessions.end_all(session, actor.staff_id, None, now=NOW)
    assert not lines.shifts.takes(session, "en", now=NOW)
    assert lines.shifts.on(session, now=NOW) == []


def test_who_forgot_to_sign_off_takes_no_calls_the_next_day(session: Session) -> None:
    actor = _operator(session, "en")
    tomorrow = NOW + timedelta(hours=20)
    sessions.begin(session, actor.staff_id, "Firefox on Linux", now=tomorrow)

    assert not lines.shifts.takes(session, "en", now=tomorrow)
    assert lines.shifts.mine(session, actor, now=tomorrow) is None


def test_who_signs_on_again_has_one_shift(session: Session) -> None:
    actor = _operator(session, "en")

    lines.shifts.sign_on(session, actor, "+14045550178", ["es"], now=NOW)

    assert [(one.number, one.languages) for one in lines.shifts.on(session, now=NOW)] == [("+14045550178", ("es",))]


def test_the_number_of_an_operator_is_sealed(session: Session) -> None:
    _operator(session, "en")

    assert NUMBER.encode() not in session.scalars(select(Shift.sealed)).one()


def test_a_ring_that_nobody_told_the_end_of_lapses(session: Session) -> None:
    _joins(session)
    first, second = _operator(session, "en"), _operator(session, "en")
    lines.take(session, first, now=NOW)
    later = NOW + lines.LAPSES + timedelta(seconds=1)

    assert lines.take(session, second, now=later)
    assert lines.mine(session, first, now=later) is None


def test_who_has_not_written_down_the_last_call_takes_no_other(session: Session) -> None:
    _joins(session)
    _joins(session)
    actor = _operator(session, "en")
    taking = _talks(session, actor)
    lines.leg_ended(session, taking.id, taking.ring)

    with pytest.raises(Invalid, match="wrap_up"):
        lines.take(session, actor, now=NOW)
    lines.wrap_up(session, actor, taking.id, CallOutcome.TOLD, now=NOW)

    assert lines.take(session, actor, now=NOW).id != taking.id


def test_what_ends_is_told_twice_and_in_any_order(session: Session) -> None:
    sid = _joins(session)
    taking = _talks(session, _operator(session, "en"))

    for _ in range(2):
        lines.gone(session, sid, now=NOW)
        lines.leg_ended(session, taking.id, taking.ring)
        lines.hold(session, taking.id, taking.ring)

    assert session.scalars(select(WaitingCall.state)).all() == [CallerState.WRAP_UP]


def test_nobody_is_handed_over_who_has_hung_up(session: Session) -> None:
    sid = _joins(session)
    actor = _operator(session, "en")
    taking = _talks(session, actor)
    lines.hand_over(session, actor, taking.id, "quc", "Speaks K'iche'.", now=NOW)

    lines.gone(session, sid, now=NOW)
    lines.leg_ended(session, taking.id, taking.ring)

    assert lines.mine(session, actor, now=NOW)
    assert [note.text for note in notes.on(session, f"call:{taking.id}")] == ["Speaks K'iche'."]


def test_a_call_that_is_handed_over_stands_where_it_stood(session: Session) -> None:
    sid = _joins(session, minutes=20)
    _joins(session, "es", minutes=10)
    actor = _operator(session, "en")
    taking = _talks(session, actor)

    lines.hand_over(session, actor, taking.id, "es", "", now=NOW)
    lines.leg_ended(session, taking.id, taking.ring)

    assert next(one.id for one in lines.waiting(session, now=NOW)) == _id(session, sid)
    assert lines.mine(session, actor, now=NOW) is None


def test_nobody_writes_down_what_came_of_another_operators_call(session: Session) -> None:
    sid = _joins(session)
    taking = _talks(session, _operator(session, "en"))
    lines.gone(session, sid, now=NOW)

    with pytest.raises(NotFound):
        lines.wrap_up(session, _operator(session, "en"), taking.id, CallOutcome.TOLD, now=NOW)


def test_a_queue_is_used_again_when_its_call_is_over_and_never_before(session: Session) -> None:
    first, _second = _joins(session), _joins(session)
    taking = _talks(session, _operator(session, "en"))
    lines.leg_ended(session, taking.id, taking.ring)  # the caller may still be in it
    third = _joins(session)
    lines.gone(session, first, now=NOW)
    fourth = _joins(session)

    places = {sid: row.place for sid in (third, fourth) if (row := lines.called(session, sid))}
    assert places == {third: 3, fourth: 1}


def test_more_callers_than_there_are_queues_are_called_back(session: Session) -> None:
    for _ in range(MOST):
        _joins(session)

    with pytest.raises(AssertionError):
        _joins(session)


def test_calls_whose_end_nobody_told_free_their_queues(session: Session) -> None:
    _joins(session)
    actor = _operator(session, "en")
    _talks(session, actor)
    _joins(session)
    later = NOW + LONGEST + timedelta(minutes=1)

    sid = f"CA{next(_NUMBERS):032}"
    calls.keep(session, calls.resume(session, sid, 0).call, about=0, reply="<Response/>", now=later)
    place = lines.join(session, sid, Caller(), language="en", is_urgent=False, since=later, now=later)

    assert place == 1
    assert sorted(session.scalars(select(WaitingCall.state))) == ["left", "waiting", "wrap_up"]


CALLER = Caller("+14045550166", {"a_number": "098765432"}, heard="no_answer_known")


@pytest.mark.parametrize("is_rung", [False, True])
def test_who_hangs_up_in_line_is_called_back_once_and_keeps_the_place(session: Session, is_rung: bool) -> None:
    sid = _joins(session, "es", minutes=9, caller=CALLER)
    if is_rung:
        lines.take(session, _operator(session, "es"), now=NOW)

    for _ in range(2):
        lines.gone(session, sid, now=NOW)

    [promised] = callbacks.waiting(session, now=NOW)
    assert (promised.number, promised.told, promised.language) == (CALLER.number, CALLER.told, "es")
    assert promised.since == NOW - timedelta(minutes=9)


def test_a_caller_whose_end_nobody_told_is_called_back(session: Session) -> None:
    _joins(session, caller=CALLER)
    later = NOW + LONGEST + timedelta(minutes=1)
    sid = f"CA{next(_NUMBERS):032}"
    calls.keep(session, calls.resume(session, sid, 0).call, about=0, reply="<Response/>", now=later)

    lines.join(session, sid, Caller(), language="en", is_urgent=False, since=later, now=later)

    assert [promised.number for promised in callbacks.waiting(session, now=later)] == [CALLER.number]


@pytest.mark.parametrize("caller", [Caller(), Caller("+15005550006")])
def test_who_has_no_number_that_can_be_called_is_promised_nothing(session: Session, caller: Caller) -> None:
    sid = _joins(session, caller=caller)

    lines.gone(session, sid, now=NOW)

    assert callbacks.waiting(session, now=NOW) == []


def test_who_talked_or_left_by_key_is_not_called_back(session: Session) -> None:
    sid, other = _joins(session, minutes=1, caller=CALLER), _joins(session, caller=CALLER)
    _talks(session, _operator(session, "en"))
    lines.leave(session, other, now=NOW)

    lines.gone(session, sid, now=NOW)
    lines.gone(session, other, now=NOW)

    assert callbacks.waiting(session, now=NOW) == []


def test_of_many_operators_at_the_same_moment_each_call_has_one(app: Flask) -> None:
    # given three callers and eight operators
    with db.begin() as session:
        for _ in range(3):
            _joins(session)
        operators = [_operator(session, "en") for _ in range(8)]
    had: list[int] = []
    start = threading.Barrier(len(operators))

    def take(actor: Actor) -> None:
        start.wait()
        try:
            with db.begin() as session:
                had.append(lines.take(session, actor, now=NOW).id)
        except NotFound:
            return

    threads = [threading.Thread(target=take, args=(actor,)) for actor in operators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(had) == len(set(had)) == 3


def test_a_page_that_stays_open_is_told_of_every_change_and_of_nothing_else(session: Session) -> None:
    def pulse() -> list[tuple[object, ...]]:
        session.flush()
        return lines.pulse(session, now=NOW)

    states = [pulse()]
    actor = _operator(session, "en")
    states.append(pulse())
    sid = _joins(session)
    states.append(pulse())
    taking = lines.take(session, actor, now=NOW)
    states.append(pulse())
    lines.answered(session, taking.id, taking.ring, now=NOW)
    states.append(pulse())
    lines.gone(session, sid, now=NOW)
    states.append(pulse())

    assert all(one != other for one, other in pairwise(states))
    assert pulse() == states[-1]
