"""What waits today, over all queues: by the clock, by number, by age, and what is out of order."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from hotline.domain import breakers, callbacks, consular, desk, heartbeats, today, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.today import Queue
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import Channel
from hotline.models.operations import Alarm, BatchState, RosterBatch, TaskKind
from tests.factories import FacilityFactory, StayFactory, StintFactory, person

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _owe(session: Session, *, is_urgent: bool = False) -> int:
    wish = CallbackWish("+14045552368", is_urgent=is_urgent)
    return callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=NOON).id


def _say(session: Session, *, ago: timedelta) -> None:
    message = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)
    voicemail.leave(session, message, token="a", language="es", now=NOON - ago)


def _ask(session: Session, subject: str, *, due_at: datetime) -> None:
    desk.open_task(session, TaskKind.VERIFY_LOCATION, subject, due_at=due_at, now=NOON)


def test_what_is_due_stands_in_one_list_by_the_clock(session: Session) -> None:
    _owe(session)
    _owe(session, is_urgent=True)
    _say(session, ago=25 * HOUR)
    _ask(session, "person:1", due_at=NOON + HOUR)

    found = today.due(session, Queue)

    assert [(one.queue, one.due_at - NOON) for one in found] == [
        (Queue.VOICEMAIL, -HOUR),
        (Queue.TASK, HOUR),
        (Queue.CALLBACK, 2 * HOUR),
        (Queue.CALLBACK, 24 * HOUR),
    ]
    assert [one.word for one in found] == ["", TaskKind.VERIFY_LOCATION, "", ""]


def test_nobody_sees_a_queue_that_they_did_not_ask_for(session: Session) -> None:
    _owe(session)
    _ask(session, "person:1", due_at=NOON)

    assert [one.queue for one in today.due(session, [Queue.TASK])] == [Queue.TASK]
    assert today.due(session, []) == []


def test_what_is_done_is_counted_nowhere(session: Session) -> None:
    callbacks.close(session, _owe(session), now=NOON)
    _owe(session)
    _ask(session, "person:1", due_at=NOON - HOUR)
    _ask(session, "person:2", due_at=NOON + HOUR)
    _say(session, ago=25 * HOUR)

    counted = today.standing(session, now=NOON)

    assert (counted.callbacks, counted.callbacks_late) == (1, 0)
    assert (counted.tasks, counted.tasks_late) == (2, 1)
    assert (counted.voicemails, counted.voicemails_late) == (1, 1)
    assert (counted.searches, counted.messages_held, counted.batches_held) == (0, 0, 0)


def test_consuls_are_due_by_the_clock_while_their_national_is_held(session: Session) -> None:
    stays = [
        StayFactory(person_id=person(session, citizenship=citizenship).id) for citizenship in ("JAM", "MEX", "BRB")
    ]
    for stay, hours in zip(stays, (30, 30, 20), strict=True):
        stay.began_at = NOON - hours * HOUR
    session.flush()
    consular.owe_new(session, now=NOON)
    stays[2].ended_at = NOON
    session.flush()

    counted = today.standing(session, now=NOON)

    assert (counted.consuls, counted.consuls_late, counted.consuls_to_ask) == (1, 1, 1)
    assert [(one.queue, one.due_at) for one in today.due(session, Queue)] == [(Queue.CONSUL, NOON - 6 * HOUR)]


def test_the_pulse_differs_when_something_comes_and_goes_and_every_minute(session: Session) -> None:
    before = today.pulse(session, now=NOON)
    assert today.pulse(session, now=NOON + timedelta(seconds=59)) == before

    owed = _owe(session)
    session.flush()
    after = today.pulse(session, now=NOON)
    callbacks.close(session, owed, now=NOON)
    session.flush()

    assert len({before, after, today.pulse(session, now=NOON + MINUTE)}) == 3
    assert today.pulse(session, now=NOON) == before


def test_the_pulse_is_one_statement(session: Session) -> None:
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: statements.append(told[2]))

    today.pulse(session, now=NOON)

    assert len(statements) == 1


def test_a_feed_is_as_old_as_its_last_published_roster(session: Session) -> None:
    for source, hours, state in (("a", 3, "published"), ("a", 2, "published"), ("a", 1, "held"), ("b", 9, "published")):
        as_of = NOON - hours * HOUR
        batch = RosterBatch(source=source, format="f", is_snapshot=True, digest="", as_of=as_of, started_at=as_of)
        batch.state = BatchState(state)
        session.add(batch)
    session.flush()

    assert [(age.key, age.newest_at) for age in today.of_feeds(session)] == [
        ("b", NOON - 9 * HOUR),
        ("a", NOON - 2 * HOUR),
    ]


def _hold(session: Session, code: str, *, ago: timedelta, is_over: bool = False) -> None:
    FacilityFactory(code=code, name=f"Facility {code}")
    ended_at = NOON if is_over else None
    stay = StayFactory(person_id=person(session).id, confirmed_at=NOON - ago, ended_at=ended_at)
    StintFactory(stay_id=stay.id, facility_code=code)


def test_the_place_of_which_nothing_came_for_longest_stands_first(session: Session) -> None:
    _hold(session, "ONE", ago=HOUR)
    _hold(session, "ONE", ago=30 * HOUR)
    _hold(session, "TWO", ago=9 * HOUR)
    _hold(session, "OVER", ago=90 * HOUR, is_over=True)

    counted = today.count_ages(session, now=NOON)
    assert counted is not None
    today.keep_ages(session, counted)

    two, one = today.of_places(session)
    assert (two.name, two.people, two.oldest_at) == ("Facility TWO", 1, NOON - 9 * HOUR)
    assert (one.people, one.oldest_at, one.newest_at) == (2, NOON - 30 * HOUR, NOON - HOUR)
    assert today.count_ages(session, now=NOON + 9 * MINUTE) is None
    assert today.count_ages(session, now=NOON + 10 * MINUTE)


def test_what_is_out_of_order_is_told_with_its_name(session: Session) -> None:
    heartbeats.beat(session, heartbeats.DELIVER, now=NOON - 2 * MINUTE)
    heartbeats.beat(session, heartbeats.PURGE, now=NOON - HOUR)
    breakers.trip(session, breakers.MAIL, reason="refused", until=NOON + MINUTE, now=NOON)
    session.execute(insert(Alarm).values(kind="misses", raised_at=NOON - MINUTE, ends_at=NOON + HOUR))
    session.execute(insert(Alarm).values(kind="misses", raised_at=NOON - 9 * HOUR, ends_at=NOON - 8 * HOUR))

    found = today.troubles(session, now=NOON)

    assert [(one.kind, one.name) for one in found] == [
        ("heartbeat", "deliver"),
        ("breaker", "mail"),
        ("alarm", "misses"),
    ]


def test_a_process_that_never_ran_is_silent(session: Session) -> None:
    assert [one.since for one in today.troubles(session, now=NOON)] == [None, None]
