"""What a newcomer hears who breaks the service: the document that was put aside, and a person's telephone."""

import pytest

from tests.phone.conftest import Act, words


def test_a_call_goes_to_the_operator_when_the_service_breaks_in_the_middle(act: Act) -> None:
    act("dial")
    act("press", "1")

    assert act("break", "yes")["is_broken"]
    told = act("press", "1")

    assert "our machine cannot answer right now" in words(told)
    assert told["state"] == "ringing"
    assert told["status"] == "The telephone (404) 555-0188 rings. Be the person who is called."
    assert told["log"][-2:] == [["POST", "/ivr/family/how/2", 503], ["GET", "/fallback.xml", 200]]


@pytest.mark.parametrize("end", ["busy", "no-answer", "refuse", "failed"])
def test_who_reaches_nobody_is_told_to_call_again(act: Act, end: str) -> None:
    act("break", "yes")
    act("dial")

    told = act("other-end", end)

    assert "If you could not speak with a person" in words(told)
    assert told["state"] == "over"


def test_who_talks_with_the_operator_hears_the_rest_when_they_hang_up(act: Act) -> None:
    act("break", "yes")
    act("dial")

    assert act("other-end", "answer")["state"] == "talking"
    assert act("other-end", "hang up")["state"] == "over"


def test_it_is_mended_as_it_was_broken(act: Act) -> None:
    act("break", "yes")
    act("dial")

    assert not act("break", "no")["is_broken"]
    assert "Family Hotline" in words(act("dial"))
    assert act("press", "1")["state"] == "keys"


def test_a_text_to_a_broken_service_gets_no_answer(act: Act) -> None:
    act("break", "yes")

    assert "503" in act("write", "hola")["trouble"]
