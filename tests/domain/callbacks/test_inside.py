"""Detained people who ask for a person: one promise a person, one for all who say nothing at a facility."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import callbacks
from hotline.domain.callbacks import FromInside, PromisedCallback, inside
from hotline.models.contacts import AttemptOutcome, Channel
from tests import factories
from tests.domain.meanwhile import meanwhile

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=20)
SILENT = FromInside("a call", "es", facility="STEWART", since=NOON)
XOCHITL = FromInside("her call", "es", facility="STEWART", person_id=7, since=NOON)


def _ask(session: Session, *askers: FromInside, now: datetime = NOON) -> list[PromisedCallback]:
    for asker in askers:
        inside.ask(session, asker, is_another=True, now=now)
    return callbacks.waiting(session, now=now)


def _calls(session: Session) -> list[tuple[str, int, int]]:
    return [(one.facility, one.person_id, one.calls) for one in callbacks.waiting(session, now=LATER)]


def test_all_who_say_nothing_at_a_facility_wait_for_one_call(session: Session) -> None:
    second = replace(SILENT, call_token="another", language="am", since=LATER)
    (promised,) = _ask(session, SILENT, second, now=LATER)

    assert (promised.about, promised.number, promised.is_urgent) == (callbacks.INSIDE, "", True)
    assert (promised.facility, promised.calls, promised.since) == ("STEWART", 2, NOON)


def test_another_facility_and_one_that_is_not_known_wait_by_themselves(session: Session) -> None:
    elsewhere = replace(SILENT, call_token="2", facility="FOLKSTON")
    unknown = [replace(SILENT, call_token=token, facility="") for token in ("3", "4")]

    _ask(session, SILENT, elsewhere, *unknown)

    assert sorted(_calls(session)) == [("", 0, 1), ("", 0, 1), ("FOLKSTON", 0, 1), ("STEWART", 0, 1)]


def test_the_same_call_is_counted_once(session: Session) -> None:
    _ask(session, SILENT)
    inside.ask(session, SILENT, is_another=False, now=NOON)

    assert _calls(session) == [("STEWART", 0, 1)]


def test_who_proved_who_they_are_is_promised_one_call_however_often_they_ask(session: Session) -> None:
    _ask(session, XOCHITL, replace(XOCHITL, call_token="the next", facility="FOLKSTON"), SILENT)

    assert sorted(_calls(session)) == [("FOLKSTON", 7, 2), ("STEWART", 0, 1)]
    known = inside.of_person(session, 7, now=NOON)
    assert known is not None
    assert known.calls == 2
    assert inside.of_person(session, 8, now=NOON) is None


def test_who_leaves_a_message_stands_by_themselves(session: Session) -> None:
    spoken = replace(SILENT, language="en")
    _ask(session, spoken, replace(SILENT, call_token="another"))

    assert inside.speak(session, spoken, now=NOON) == "a call"
    assert inside.speak(session, spoken, now=NOON) == "a call"  # a second one

    assert _calls(session) == [("STEWART", 0, 1), ("STEWART", 0, 1)]
    assert {one.language for one in callbacks.waiting(session, now=NOON)} == {"es", "en"}


def test_of_the_only_one_who_said_nothing_no_silent_call_is_left_once_they_speak(session: Session) -> None:
    _ask(session, SILENT)
    inside.speak(session, SILENT, now=NOON)

    assert _calls(session) == [("STEWART", 0, 1)]
    inside.ask(session, SILENT, is_another=True, now=NOON)
    assert _calls(session) == [("STEWART", 0, 2)]


def test_the_message_of_a_known_person_belongs_to_what_is_promised_to_them(session: Session) -> None:
    _ask(session, XOCHITL)
    token = inside.speak(session, XOCHITL, now=NOON)

    (promised,) = callbacks.waiting(session, now=NOON)
    assert callbacks.id_of(session, token, Channel.PHONE) == promised.id


def test_who_asks_after_the_facility_was_called_waits_anew(session: Session) -> None:
    (promised,) = _ask(session, SILENT, replace(SILENT, call_token="another"))
    callbacks.tried(session, promised.id, AttemptOutcome.REACHED, by="Ada", now=NOON)

    (again,) = _ask(session, replace(SILENT, call_token="third", since=LATER), now=LATER)

    assert (again.calls, again.since) == (1, LATER)
    assert again.due_at > promised.due_at


def test_calls_of_the_same_moment_are_all_counted_and_make_one_promise(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory(code=SILENT.facility)

    def does(session: Session) -> None:
        inside.ask(session, SILENT, is_another=True, now=NOON)

    with meanwhile(does), db.begin() as session:
        inside.ask(session, replace(SILENT, call_token="another"), is_another=True, now=NOON)

    with db.begin() as session:
        assert _calls(session) == [("STEWART", 0, 2)]
