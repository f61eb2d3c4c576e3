"""Callbacks: one promise a token, changed or withdrawn while nobody has called yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import hours
from hotline.domain import callbacks
from hotline.domain.callbacks import CallbackWish
from hotline.domain.errors import Invalid
from hotline.domain.names import Query
from hotline.models.contacts import Callback, Channel

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WISH = CallbackWish("404 555 2368", told={"a_number": "098765432"}, token="a call")


def _kept(told: dict[str, object]) -> dict[str, object]:
    """As JSON gives it back: lists where tuples were."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def _change(session: Session, wish: CallbackWish = WISH) -> Callback:
    return callbacks.change(session, wish, channel=Channel.PHONE, language="es", now=NOON)


def test_the_latest_number_and_what_was_told_hold(session: Session) -> None:
    _change(session)
    _change(session, replace(WISH, number="212 555 2368", told={"a_number": "011222333"}))

    promised = callbacks.waiting(session, now=NOON)

    assert [(one.number, one.told) for one in promised] == [("+12125552368", {"a_number": "011222333"})]


def test_a_second_person_does_not_push_out_the_first(session: Session) -> None:
    _change(session)
    _change(session, replace(WISH, told={"a_number": "011222333"}))
    _change(session, replace(WISH, told=None))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.told, promised.told_before) == ({"a_number": "011222333"}, ({"a_number": "098765432"},))


def test_more_told_of_the_same_person_is_told_once(session: Session) -> None:
    _change(session)
    _change(session, replace(WISH, told={"a_number": "098765432", "birth_year": 1985}))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.told["birth_year"], promised.told_before) == (1985, ())


ADA = Query(given=("Ada",), surname=("Lovelace",), birth_year=1970).told()
ROSA = Query(keyed_given=("7672",), country="MEX").told()


def test_who_asks_again_and_again_loses_nobody_and_tells_nobody_twice(session: Session) -> None:
    for told in (ADA, ROSA, ROSA, ROSA, ADA, ROSA, ROSA, ROSA, ROSA):
        _change(session, replace(WISH, told=told))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert [*promised.told_before, promised.told] == [_kept(ADA), _kept(ROSA)]


def test_what_was_told_once_is_kept_once(session: Session) -> None:
    _change(session, replace(WISH, told=ADA))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.told, promised.told_before) == (_kept(ADA), ())


def test_who_tells_less_again_loses_nothing(session: Session) -> None:
    _change(session, replace(WISH, told=ADA))
    _change(session, replace(WISH, told=Query(given=("Ada",)).told()))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.told, promised.told_before) == (_kept(ADA), ())


def test_others_of_the_same_call_are_told_with_the_first_promise(session: Session) -> None:
    _change(session, replace(WISH, told=ROSA, told_before=(ADA,)))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.told, promised.told_before) == (_kept(ROSA), (_kept(ADA),))


def test_a_number_of_no_use_changes_nothing(session: Session) -> None:
    _change(session)

    with pytest.raises(Invalid):
        _change(session, replace(WISH, number="12"))

    assert [one.number for one in callbacks.waiting(session, now=NOON)] == ["+14045552368"]


def test_who_was_called_and_asks_again_is_called_again(session: Session) -> None:
    callbacks.close(session, _change(session).id, now=NOON)
    assert callbacks.waiting(session, now=NOON) == []

    _change(session)

    assert len(callbacks.waiting(session, now=NOON)) == 1


def test_a_withdrawn_call_leaves_no_number_behind(session: Session) -> None:
    callback_id = _change(session).id
    session.flush()

    callbacks.withdraw(session, "another call", channel=Channel.PHONE)
    assert len(callbacks.waiting(session, now=NOON)) == 1
    callbacks.withdraw(session, WISH.token, channel=Channel.PHONE)

    assert session.get(Callback, callback_id) is None


def test_a_call_that_was_made_stays_on_record(session: Session) -> None:
    callback_id = _change(session).id
    callbacks.close(session, callback_id, now=NOON)
    session.flush()

    callbacks.withdraw(session, WISH.token, channel=Channel.PHONE)

    assert session.get(Callback, callback_id) is not None


def test_a_report_waits_without_its_number_as_urgent_as_before(session: Session) -> None:
    report = replace(WISH, is_urgent=True, about=callbacks.CARE)
    due_at = _change(session, report).due_at

    _change(session, replace(report, number="", has_no_number=True))

    (promised,) = callbacks.waiting(session, now=NOON)
    assert (promised.number, promised.is_urgent, promised.due_at) == ("", True, due_at)


def test_the_two_hours_of_an_urgent_call_count_only_while_people_answer(session: Session) -> None:
    session.info.update(hours.session_info(hours.read("08:00-20:00 America/Chicago")))  # noon in UTC is 6 there

    plain = callbacks.request(session, replace(WISH, token="a"), channel=Channel.WEB, language="es", now=NOON)
    urgent = callbacks.request(session, replace(WISH, is_urgent=True), channel=Channel.WEB, language="es", now=NOON)

    assert (plain.due_at - NOON, urgent.due_at - NOON) == (timedelta(hours=24), timedelta(hours=4))


def test_what_became_urgent_is_due_by_the_hours_in_which_people_answer(session: Session) -> None:
    session.info.update(hours.session_info(hours.read("08:00-20:00 America/Chicago")))
    _change(session)

    assert _change(session, replace(WISH, is_urgent=True)).due_at - NOON == timedelta(hours=4)
