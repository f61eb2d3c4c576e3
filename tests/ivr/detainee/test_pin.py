"""A-number and PIN on the telephone: what they open, how a PIN is changed, and what no lock ever closes."""

import pytest
from sqlalchemy import select

from hotline import clock, db, secrets_box
from hotline.domain import pins
from hotline.models.contacts import Call
from hotline.models.free_calls import DetaineePin
from hotline.models.people import HidingReason
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.detainee.conftest import DialInside

NUMBER, NOBODYS = "098765432#", "087654321#"
OURS = "447291"
OPEN_WITHOUT = "Lawyers, consulates and this hotline are open to you without a PIN."


@pytest.fixture
def issued(inside: DialInside) -> str:
    """The PIN that an officer gave Xochitl, who is protected, as many who call from inside are."""
    with db.begin() as session:
        person = factories.identified(session, hidden=HidingReason.PROTECTED)
        return pins.issue(session, None, person.id, now=clock.now())


def _opened(caller: Caller, pin: str) -> Caller:
    return caller.presses("1", "3", NUMBER, f"{pin}#")


def _changed(caller: Caller, issued: str) -> Caller:
    return _opened(caller, issued).presses(f"{OURS}#", f"{OURS}#")


def test_a_pin_that_was_given_is_changed_first(inside: DialInside, issued: str) -> None:
    caller = _opened(inside(), issued).hears("Now choose a PIN of your own", "not your birth date")

    caller.presses(f"{OURS}#").hears("once more").presses(f"{OURS}#").hears("Your new PIN is kept")

    _opened(inside(), OURS).hears("To change your PIN, press 4.")
    _opened(inside(), issued).hears("do not belong together")


def test_two_that_differ_or_one_that_is_easy_change_nothing(inside: DialInside, issued: str) -> None:
    caller = _opened(inside(), issued).presses(f"{OURS}#", "447292#").hears("not the same", "has not changed")
    caller.presses("123456#", "123456#").hears("easy to guess").presses("850312#", "850312#").hears("easy to guess")
    caller.presses("1234#").hears("exactly 6 digits").presses(f"{issued}#", f"{issued}#").hears("your old one")

    caller.presses(f"{OURS}#", f"{OURS}#").hears("Your new PIN is kept")


def test_it_is_changed_again_whenever_the_person_wishes(inside: DialInside, issued: str) -> None:
    caller = _changed(inside(), issued).presses("4").hears("6 digits that nobody can guess")

    caller.presses("558203#", "558203#").hears("Your new PIN is kept")

    _opened(inside(), "558203").hears("To change your PIN")


def test_who_is_in_no_record_hears_what_a_wrong_pin_hears(inside: DialInside, issued: str) -> None:
    def heard(number: str) -> list[list[str]]:
        caller, said = inside().presses("1", "3"), []
        for _ in range(pins.TRIES):
            caller.presses(number, "222111#")
            said.append(caller.words[:])
            caller.presses("1")
        return said

    assert heard(NUMBER) == heard(NOBODYS)


def test_five_wrong_ones_lead_to_an_officer_and_close_nothing_else(inside: DialInside, issued: str) -> None:
    caller = inside().presses("1", "3")
    for _ in range(pins.TRIES - 1):
        caller.presses(NUMBER, "222111#").hears("do not belong together", "To try again, press 1").presses("1")

    caller.presses(NUMBER, "222111#").hears("Ask an officer to give you another one", OPEN_WITHOUT)

    caller.presses("1", "1").hears("I am calling Asylum Defence of Lumpkin")
    _opened(inside(), issued).hears("do not belong together")


def test_a_locked_telephone_says_so_and_goes_on_to_what_needs_no_pin(inside: DialInside, issued: str) -> None:
    for _ in range(pins.LINE_FAILURES // (pins.TRIES - 1)):
        caller = inside().presses("1", "3")
        for _ in range(pins.TRIES - 1):
            caller.presses(NOBODYS, "222111#", "1")

    caller = _opened(inside(), issued).hears("too many wrong tries on this telephone", OPEN_WITHOUT)

    caller.waits(2).hears("A person can help you")
    _opened(inside("+14045550199"), issued).hears("Now choose a PIN of your own")


def test_who_has_no_number_or_no_pin_hears_what_needs_none(inside: DialInside) -> None:
    inside().presses("1", "3", "0#").hears("ask an officer to give you one", OPEN_WITHOUT)
    inside().presses("1", "3", NUMBER, "0#").hears(OPEN_WITHOUT).presses("1").hears("For a lawyer, press 1")
    inside().presses("1", "3", "12#").hears("7 to 9 digits").presses(NUMBER, "12#").hears("A PIN has 6 digits")


def test_the_language_of_a_call_is_remembered(inside: DialInside, issued: str) -> None:
    inside().presses("2", "3", NUMBER, f"{issued}#").hears("PIN")

    with db.reading() as session:
        assert session.scalars(select(DetaineePin.language)).one() == "es"


def test_a_call_keeps_no_pin_once_it_was_tried(inside: DialInside, issued: str) -> None:
    _changed(inside(), issued)

    with db.reading() as session:
        (call,) = session.scalars(select(Call)).all()
        kept = secrets_box.of(session).open(call.id, call.sealed).decode()
    assert OURS not in kept
    assert issued not in kept


def test_it_opens_once_in_a_call(inside: DialInside, issued: str) -> None:
    caller = _changed(inside(), issued).presses("*").hears("For a lawyer, press 1")

    caller.presses("3").hears("To change your PIN, press 4.")
