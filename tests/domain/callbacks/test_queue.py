"""Whom staff call next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hotline.domain import callbacks
from hotline.domain.callbacks import CallbackWish, DayPart, Part
from hotline.domain.errors import NotFound
from hotline.models.contacts import AttemptOutcome, Callback, Channel

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)  # noon in New York, a Monday
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WISH = CallbackWish("+14045552368")


def _ask(session: Session, speaks: str, *, ago: timedelta = timedelta(), **wished: object) -> int:
    wish = replace(WISH, speaks=speaks, **wished)
    return callbacks.request(session, wish, channel=Channel.WEB, language="es", now=NOON - ago).id


def _order(session: Session, *, now: datetime = NOON) -> list[str]:
    session.flush()
    return [one.speaks for one in callbacks.waiting(session, now=now)]


def test_nobody_waits_where_nobody_asked(session: Session) -> None:
    assert callbacks.waiting(session, now=NOON) == []


def test_children_and_medicine_come_first_then_who_has_waited_longest(session: Session) -> None:
    _ask(session, "second", ago=2 * HOUR)
    _ask(session, "third", ago=HOUR)
    _ask(session, "first", is_urgent=True)

    assert _order(session) == ["first", "second", "third"]


def test_a_call_instead_of_waiting_keeps_the_place(session: Session) -> None:
    _ask(session, "asked earlier", ago=10 * MINUTE)
    _ask(session, "has waited longer", since=NOON - 30 * MINUTE)

    assert _order(session) == ["has waited longer", "asked earlier"]


def test_who_tells_more_later_keeps_the_place(session: Session) -> None:
    wish = replace(WISH, token="a call", since=NOON - HOUR)
    for now in (NOON - HOUR, NOON):
        callbacks.change(session, replace(wish, since=now), channel=Channel.PHONE, language="es", now=now)

    (promised,) = callbacks.waiting(session, now=NOON)
    assert promised.since == NOON - HOUR


def test_who_was_called_and_asks_again_is_promised_another_call_in_full(session: Session) -> None:
    wish = replace(WISH, token="a call")
    first = callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=NOON - 40 * HOUR)
    callbacks.close(session, first.id, now=NOON - 39 * HOUR)

    callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=NOON)

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.since, promised.due_at) == (NOON, NOON + callbacks.CALLBACK_DUE)


@pytest.mark.parametrize(
    ("best_time", "time_zone", "next_try_at"),
    [
        (DayPart.MORNING, "America/New_York", NOON + 20 * HOUR),
        (DayPart.MORNING, "America/Los_Angeles", NOON),  # nine o'clock there
        (DayPart.AFTERNOON, "America/New_York", NOON),
        (DayPart.AFTERNOON, "America/Chicago", NOON + HOUR),
        (DayPart.EVENING, "America/New_York", NOON + 5 * HOUR),
        (DayPart.EVENING, "Africa/Nairobi", NOON),
        (DayPart.ANY, "America/New_York", NOON),
        (DayPart.EVENING, "", NOON),  # nobody knows whose evening
        ("after six", "America/New_York", NOON),  # a person reads it
        ("é" * 5_000, "", NOON),
    ],
)
def test_who_is_not_to_be_called_yet_is_shown_behind(
    session: Session, best_time: str, time_zone: str, next_try_at: datetime
) -> None:
    _ask(session, "waits for the time", ago=HOUR, best_time=best_time, time_zone=time_zone)
    _ask(session, "any time")

    order = ["waits for the time", "any time"]
    assert _order(session) == (order if next_try_at == NOON else order[::-1])
    shown = next(one for one in callbacks.waiting(session, now=NOON) if one.speaks == "waits for the time")
    assert shown.next_try_at == (next_try_at if next_try_at > NOON else NOON - HOUR)


def test_what_is_urgent_does_not_wait_for_a_time_that_suits(session: Session) -> None:
    _ask(session, "any time")
    _ask(session, "urgent", is_urgent=True, best_time=DayPart.MORNING, time_zone="America/New_York")

    assert _order(session) == ["urgent", "any time"]


def test_nobody_waits_for_a_time_longer_than_was_promised(session: Session) -> None:
    _ask(session, "promised until one", ago=23 * HOUR, best_time=DayPart.EVENING, time_zone="America/New_York")
    _ask(session, "just now")

    assert _order(session) == ["promised until one", "just now"]


def test_who_was_not_reached_is_behind_until_the_next_try_is_due(session: Session) -> None:
    tried = _ask(session, "was busy", ago=HOUR)
    _ask(session, "just now")
    session.flush()
    callbacks.tried(session, tried, AttemptOutcome.BUSY, by="Rosa", now=NOON)

    assert _order(session) == ["just now", "was busy"]
    assert _order(session, now=NOON + 10 * MINUTE) == ["was busy", "just now"]


def test_whom_a_supervisor_looks_after_is_shown_last(session: Session) -> None:
    wrong = _ask(session, "wrong number", is_urgent=True)
    later = _ask(session, "no answer")
    session.flush()
    callbacks.tried(session, wrong, AttemptOutcome.WRONG_NUMBER, by="Rosa", now=NOON)
    callbacks.tried(session, later, AttemptOutcome.NO_ANSWER, by="Rosa", now=NOON)

    assert _order(session) == ["no answer", "wrong number"]


def test_a_number_abroad_and_a_relay_call_wait_like_any_other(session: Session) -> None:
    _ask(session, "abroad", ago=2 * HOUR, number="+525512345678")
    _ask(session, "relay", ago=HOUR, is_relayed=True)

    first, second = callbacks.waiting(session, now=NOON)
    assert (first.number, first.is_relayed, second.is_relayed) == ("+525512345678", False, True)


def _page(session: Session, part: Part, **options: Any) -> list[str]:
    return [one.speaks for one in callbacks.page(session, part, now=NOON, **options).callbacks]


def test_each_part_of_the_queue_is_read_by_itself_in_the_same_order(session: Session) -> None:
    _ask(session, "second", ago=2 * HOUR)
    _ask(session, "first", is_urgent=True)
    _ask(session, "evening", best_time=DayPart.EVENING, time_zone="America/New_York")
    wrong = _ask(session, "wrong number")
    session.flush()
    callbacks.tried(session, wrong, AttemptOutcome.WRONG_NUMBER, by="", now=NOON)

    assert _page(session, Part.NOW) == ["first", "second"]
    assert _page(session, Part.LATER) == ["evening"]
    assert _page(session, Part.SUPERVISOR) == ["wrong number"]
    assert callbacks.count(session) == 4


def test_no_callback_behind_the_page_is_opened(session: Session) -> None:
    evening = _ask(session, "evening", best_time=DayPart.EVENING, time_zone="America/New_York")
    any_time = _ask(session, "", ago=HOUR)
    session.flush()
    session.get_one(Callback, any_time).sealed = b"would not open"

    assert [one.id for one in callbacks.page(session, Part.LATER, now=NOON).callbacks] == [evening]


def test_a_long_queue_comes_in_pages_that_meet_without_a_gap(session: Session) -> None:
    for minutes in range(7):
        _ask(session, str(minutes), ago=minutes * MINUTE, is_urgent=minutes < 2)
    session.flush()

    seen, after = [], None
    while True:
        page = callbacks.page(session, Part.NOW, now=NOON, after=after, size=3)
        seen += [one.speaks for one in page.callbacks]
        if (after := page.next) is None:
            break

    assert seen == ["1", "0", "6", "5", "4", "3", "2"]


def test_a_call_that_was_made_is_not_opened_any_more(session: Session) -> None:
    made = _ask(session, "")
    session.flush()
    callbacks.close(session, made, now=NOON)

    with pytest.raises(NotFound):
        callbacks.one(session, made, now=NOON)
