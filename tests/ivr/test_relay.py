"""A relay service types what is said: the line waits twice as long and says one thing at a time."""

import pytest
from flask import Flask

from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import Dial


def test_the_choice_is_offered_and_confirmed(caller: Caller) -> None:
    caller.presses("1").waits().hears("relay service, press 7").presses("7").hears("wait longer", "A-number, press 1")


@pytest.mark.usefixtures("xochitl")
def test_an_answer_is_said_in_short_parts(dial: Dial) -> None:
    usual = dial().presses("1", "1", "098765432#", "1", "1985#")
    relayed = dial().presses("1", "7", "1", "098765432#", "1", "1985#")

    assert " ".join(relayed.words) == " ".join(usual.words)
    assert "2, 2, 9." in relayed.words
    assert "2, 2, 9." not in usual.words


def test_relayed_callers_have_twice_the_time_for_another_person_too(caller: Caller) -> None:
    caller.presses("1", "7", "1")
    assert _seconds(caller) == 30

    caller.presses("098765432#")
    assert _seconds(caller) == 16


@pytest.mark.parametrize("keys", [("7", "0"), ("0", "*", "7")], ids=["before the promise", "after it"])
def test_staff_see_that_a_call_back_goes_through_a_relay_service(app: Flask, dial: Dial, keys: tuple[str, ...]) -> None:
    dial().presses("1", *keys).hangs_up()
    dial("+12125550187").presses("1", "0").hangs_up()

    lines = app.test_cli_runner().invoke(args=["desk", "waiting"]).output.splitlines()

    assert [("dial 711" in line, "(404)" in line) for line in lines] == [(True, True), (False, False)]


def test_staff_see_that_news_of_a_search_goes_through_a_relay_service(app: Flask, caller: Caller) -> None:
    names = (f"{spell('Ada')}#", f"{spell('Lovelace')}#")
    caller.presses("1", "7", "2", *names, "#", "12101970#", "1", "1", "#", "2", "1").hears("reference code").hangs_up()

    (line,) = app.test_cli_runner().invoke(args=["desk", "waiting"]).output.splitlines()

    assert "-> (404) 555-0123 (through a relay service: dial 711" in line


def _seconds(caller: Caller) -> int:
    waiting = caller.telephone.waits_for
    assert waiting
    return int(waiting.verb.attributes["timeout"])
