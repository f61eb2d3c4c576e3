"""Two relatives at once, where the operator allows it: each is told and asked, and whoever wants to talks."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.domain.free_calls import Budget, Callee, Wish, log, numbers, together
from hotline.domain.kin import NewKin
from hotline.gateways import GatewayError, practice
from hotline.gateways.memory import MemoryGateway
from hotline.models.free_calls import CallResult, DetaineeCall, Party
from hotline.phone.legs import Conferring, Dialling
from hotline.phone.script import Caller
from hotline.phone.telephone import BUSY, NO_ANSWER
from hotline.phone.waiting import State
from tests.ivr.detainee.conftest import MOTHER, DialInside, Opened, outcomes
from tests.ivr.detainee.three_way.conftest import BROTHER, Relative


def answers(relative: Caller, *keys: str) -> Caller:
    relative.telephone.answer()
    return relative.presses(*keys)


def test_three_talk_and_each_relative_was_told(calling: Caller, relative: Relative) -> None:
    calling.hears("I am calling your relatives. You can talk for 30 minutes.", "we do not record it")
    mother, brother = relative(MOTHER), relative(BROTHER)

    mother.telephone.answer()
    mother.hears("le llama", "/Recordings/", "También se llama a otro familiar", "oprima 1")
    mother.presses("1")
    calling.waits().hears("You are connected.")
    mother.waits()
    brother.telephone.answer()
    brother.hears("you have a call from", "Another relative is called, too", "press 1").presses("1").hears(
        "for 30 minutes"
    )

    assert [one.telephone.state for one in (calling, mother, brother)] == [State.TALKING] * 3
    rooms = {dialled.verb.inside[0].text for one in (calling, mother, brother) if (dialled := _meets(one))}
    assert len(rooms) == 1
    calling.presses("*").hears("The call is over.")
    for one in (mother, brother):
        one.telephone.look()
        assert not one.is_connected
    assert outcomes() == [(CallResult.COMPLETED, ""), (CallResult.COMPLETED, "")]
    with db.reading() as session:
        assert set(session.scalars(select(DetaineeCall.room))) == rooms


def _meets(one: Caller) -> Conferring | None:
    waits_for = one.telephone.waits_for
    return waits_for if isinstance(waits_for, Conferring) else None


def test_who_does_not_come_is_not_there_and_the_other_talks(calling: Caller, relative: Relative) -> None:
    relative(MOTHER).telephone.turn_away(BUSY)
    brother = answers(relative(BROTHER), "1").hears("One moment, please.")

    calling.waits().hears("You are connected.")
    brother.waits().hears("You are connected now.").hangs_up()
    calling.telephone.look()

    calling.hears("The call is over.", "To call somebody else, press 1.")
    assert outcomes() == [(CallResult.BUSY, ""), (CallResult.COMPLETED, "")]


def test_with_nobody_there_the_person_is_offered_what_is_offered_always(calling: Caller, relative: Relative) -> None:
    answers(relative(MOTHER), "3", "3").hears("No volveremos a llamar")
    calling.waits().hears("I am still calling. To stop, press star.")
    relative(BROTHER).telephone.turn_away(NO_ANSWER)

    calling.waits().hears("Neither of the two can talk with you now.", "To try again, press 1.")

    assert outcomes() == [(CallResult.REFUSED, "blocked"), (CallResult.NO_ANSWER, "")]
    calling.presses("1").hears("never calls it", "I am calling your relatives")
    assert outcomes()[2:] == [(CallResult.NOT_ALLOWED, "blocked"), (None, "")]


@pytest.mark.parametrize("is_answered", [False, True])
def test_who_hangs_up_leaves_nobody_ringing(calling: Caller, relative: Relative, is_answered: bool) -> None:
    mother, brother = relative(MOTHER), relative(BROTHER)
    if is_answered:
        answers(mother, "1").hears("Un momento")

    calling.hangs_up()
    for one in (mother, brother):
        one.telephone.look()

    assert [one.telephone.state for one in (mother, brother)] == [State.OVER, State.OVER]
    assert outcomes() == [(CallResult.CUT_OFF, ""), (CallResult.CUT_OFF, "")]


def test_star_stops_both(calling: Caller, relative: Relative) -> None:
    mother = relative(MOTHER)

    calling.presses("*").hears("For your mother")
    mother.telephone.look()

    assert mother.telephone.state is State.OVER
    assert {outcome for outcome, _ in outcomes()} == {CallResult.CUT_OFF}


def test_who_is_alone_in_the_room_is_led_out_of_it_to_who_still_rings(calling: Caller, relative: Relative) -> None:
    mother = answers(relative(MOTHER), "1")
    calling.waits().hears("You are connected.")
    mother.waits().hangs_up()

    calling.telephone.look()
    calling.hears("I am still calling")
    brother = answers(relative(BROTHER), "1")
    calling.waits().hears("You are connected.")
    brother.waits().hears("You are connected now.")

    calling.hangs_up()
    assert outcomes() == [(CallResult.COMPLETED, ""), (CallResult.COMPLETED, "")]


def test_voice_mail_comes_into_no_room(calling: Caller, relative: Relative) -> None:
    relative(MOTHER).telephone.let_machine_answer()
    relative(BROTHER).telephone.let_machine_answer()

    calling.waits().hears("Neither of the two")

    assert outcomes() == [(CallResult.NO_ANSWER, "no_key"), (CallResult.NO_ANSWER, "no_key")]


def test_each_of_the_two_counts_and_one_who_may_not_be_rung_is_not(xochitls: Opened, settings: Settings) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"), NewKin(BROTHER, "brother_sister", "en"))
    with db.begin() as session:
        numbers.block(session, MOTHER, now=clock.now())

    caller = xochitls.calls().presses("2", "8", "1", "1").waits()

    caller.hears("never calls it", "I am calling your relatives")
    assert outcomes() == [(CallResult.NOT_ALLOWED, "blocked"), (None, "")]
    assert [call.number for call in practice.calls(settings)] == [BROTHER]


def test_with_one_relative_nothing_of_it_is_said(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))

    xochitls.calls().presses("2").does_not_hear("two of them").presses("8").hears("For your mother")


def test_both_attempts_are_marked_in_the_persons_log(calling: Caller, xochitls: Opened) -> None:
    calling.hangs_up()
    xochitls.calls().presses("2", "1").waits().hangs_up()

    with db.reading() as session:
        logged = log.of(session, xochitls.person_id, sees_counsel=False)
    assert [(one.party, one.is_three_way) for one in logged] == [
        (Party.FAMILY, False),
        (Party.FAMILY, True),
        (Party.FAMILY, True),
    ]


@pytest.mark.parametrize("keys", [("1", "1"), ("1", "2", "1"), ("1", "4", "1"), ("1", "4", "2")])
def test_with_anybody_but_relatives_it_is_a_call_of_two(inside: DialInside, keys: tuple[str, ...]) -> None:
    dialling = inside().presses(*keys).telephone.waits_for

    assert isinstance(dialling, Dialling)
    assert not [part for part in dialling.verb.inside if part.name != "Number"]


def test_counsel_comes_into_no_room(app: Flask) -> None:
    wishes = [Wish("CA1", Callee(party, MOTHER), "") for party in (Party.FAMILY, Party.COUNSEL)]

    with db.begin() as session, pytest.raises(ValueError, match="relatives alone"):
        together.ask(session, wishes, Budget(), now=clock.now())


def test_a_fault_of_the_telephone_company_ends_the_attempt(xochitl_alone: Opened) -> None:
    gateway = MemoryGateway()
    gateway.faults = [GatewayError(permanent=True, reason="21215"), GatewayError(permanent=True, reason="21211")]
    gateways._current = gateway

    caller = xochitl_alone.calls().presses("2", "8", "1", "1").waits(2)

    caller.hears("Neither of the two")
    assert set(outcomes()) == {(CallResult.FAILED, "not_permitted"), (CallResult.WRONG_NUMBER, "")}


def test_no_address_tells_the_room(calling: Caller, relative: Relative) -> None:
    brother = answers(relative(BROTHER), "1")
    calling.waits()
    brother.waits()

    with db.reading() as session:
        room = session.scalars(select(DetaineeCall.room)).first()
    told = [urlsplit(sent.address).path for one in (calling, brother) for sent in one.telephone.posted]
    assert room
    assert not [path for path in told if room in path]
