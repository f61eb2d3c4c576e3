"""Who talked with somebody may have handed the telephone on: nothing of theirs changes without the PIN once more."""

import pytest

from hotline import clock, db
from hotline.domain import consent, pins
from hotline.domain.consent import Wish
from hotline.domain.kin import NewKin
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.detainee.conftest import MOTHER, OURS, Opened

ONCE_MORE = "So that nobody but you can change this, please enter your PIN once more"


@pytest.fixture
def talked(xochitls: Opened) -> Caller:
    """Xochitl's call after she talked with her mother, at the first choices; she has looked at who may be told."""
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    caller = xochitls.calls().presses("3").hears("can be told where you are").presses("*").presses("2", "1").waits(1)
    caller.other_end("answer").callee_presses("1").other_end("hang up").hears("The call is over.")
    return caller.presses("1").hears("For a lawyer, press 1.")


def _wish(person_id: int) -> Wish:
    with db.reading() as session:
        return consent.wish(session, person_id)


def test_relatives_are_called_again_without_the_pin(talked: Caller) -> None:
    talked.presses("3").hears("For your family, press 2.").presses("2").hears("For your mother")


def test_who_may_be_told_is_decided_after_the_pin_alone(xochitls: Opened, talked: Caller) -> None:
    talked.presses("3", "3").hears(ONCE_MORE).does_not_hear("nobody should be told")

    talked.presses("111111#").hears("do not belong together").does_not_hear("nobody should be told")
    talked.presses("*", "3", "3").hears(ONCE_MORE)
    assert _wish(xochitls.person_id) is Wish.WHO_KNOWS_ENOUGH


def test_with_the_pin_it_goes_on_where_it_was_asked_and_asks_no_more(xochitls: Opened, talked: Caller) -> None:
    talked.presses("3", "3", f"{OURS}#").hears("If nobody should be told, press 1.").presses("1")
    assert _wish(xochitls.person_id) is Wish.NOBODY

    talked.presses("*", "3").hears("At this time, nobody is told").does_not_hear(ONCE_MORE)


def test_the_pin_is_changed_after_the_pin_alone(talked: Caller) -> None:
    talked.presses("3", "4").hears(ONCE_MORE).presses(f"{OURS}#").hears("Enter 6 digits that nobody can guess")


def test_a_pin_that_an_officer_gave_meanwhile_is_changed_before_anything_else(xochitls: Opened, talked: Caller) -> None:
    talked.presses("3", "3")
    with db.begin() as session:
        pin = pins.issue(session, None, xochitls.person_id, now=clock.now())

    talked.presses(f"{pin}#").hears("Now choose a PIN of your own").does_not_hear("nobody should be told")


def test_star_after_a_call_leads_back_to_nothing_that_was_open(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    caller = xochitls.calls().presses("3", "*", "2", "1").waits(1)
    caller.other_end("answer").callee_presses("1").other_end("hang up").hears("The call is over.")

    for _ in range(4):
        caller.presses("*").hears("For a lawyer, press 1.").does_not_hear("who may be told")


def test_a_call_that_nobody_answered_asks_for_nothing_more(xochitls: Opened) -> None:
    xochitls.registers(NewKin(MOTHER, "mother", "en"))
    caller = xochitls.calls().presses("2", "1").waits(1).other_end("busy").presses("2", "3", "3")

    caller.hears("If nobody should be told, press 1.").does_not_hear(ONCE_MORE)


def test_somebody_else_opens_what_is_theirs_and_is_announced_by_their_own_name(
    xochitls: Opened, talked: Caller
) -> None:
    with db.begin() as session:
        other = factories.identified(session, a_numbers=("012345678",))
        pin = pins.issue(session, None, other.id, now=clock.now())

    talked.presses("3", "3", "#").hears("Please enter your own A-number").presses("12345678#", f"{pin}#")
    talked.presses("318204#", "318204#").hears("Your new PIN is kept.").presses("2", "4045550177#", "1")

    talked.hears("After the tone, please say your name")
    assert _wish(xochitls.person_id) is Wish.WHO_KNOWS_ENOUGH
