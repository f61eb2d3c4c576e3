"""The practice telephone behaves as Twilio documents it."""

import pytest

from hotline.phone.script import NotHeard
from hotline.phone.telephone import CallFailed, Telephone
from hotline.phone.transport import Answer
from tests.phone.service import BASE, BYE, SILENT, call
from tests.settings import settings_for

MENU = f'<Gather input="dtmf" action="{BASE}/keys" method="POST" timeout="8" finishOnKey="" numDigits="1"/>'
ENTRY = f'<Gather input="dtmf" action="{BASE}/keys" method="POST" timeout="8" finishOnKey="#"/>'
PATIENT = f'<Gather input="dtmf" action="{BASE}/keys" method="POST" actionOnEmptyResult="true"/>'


def test_a_key_is_posted_to_the_action() -> None:
    caller, service = call(MENU + SILENT, BYE)

    caller.presses("2").hears("Goodbye").hears_the_end()

    assert service.fields("Digits") == [None, "2", None]
    assert [webhook.address.removeprefix(BASE) for webhook in service.posted] == ["/family", "/keys", "/ended"]


def test_the_finishing_key_ends_an_entry_and_is_not_among_the_digits() -> None:
    caller, service = call(ENTRY + SILENT, BYE)

    caller.presses("12*34#")

    assert (service.fields("Digits")[1], service.fields("FinishedOnKey")[1]) == ("12*34", "#")


def test_without_the_finishing_key_the_timeout_ends_an_entry() -> None:
    caller, service = call(ENTRY + SILENT, BYE)

    caller.presses("1985")

    assert (service.fields("Digits")[1], service.fields("FinishedOnKey")[1]) == ("1985", "")


def test_an_empty_finishing_key_lets_every_key_through() -> None:
    caller, service = call(MENU + SILENT, BYE)

    caller.presses("#")

    assert service.fields("Digits")[1] == "#"


def test_silence_falls_through_to_the_next_verb() -> None:
    caller, service = call(ENTRY + SILENT, BYE)

    caller.waits()

    assert service.posted[1].address.endswith("/silent")
    assert "Digits" not in service.posted[1].fields


def test_the_finishing_key_alone_falls_through_too() -> None:
    caller, service = call(ENTRY + SILENT, BYE)

    caller.presses("#")

    assert service.posted[1].address.endswith("/silent")


@pytest.mark.parametrize(("act", "finished_on"), [("#", "#"), ("", "")])
def test_action_on_empty_result_posts_them_instead(act: str, finished_on: str) -> None:
    caller, service = call(PATIENT + SILENT, BYE)

    if act:
        caller.presses(act)
    else:
        caller.waits()

    assert service.posted[1].address.endswith("/keys")
    assert (service.fields("Digits")[1], service.fields("FinishedOnKey")[1]) == ("", finished_on)


def test_keys_pressed_ahead_go_to_the_next_question() -> None:
    caller, service = call(MENU + SILENT, MENU + SILENT, BYE)

    caller.presses("12").hears_the_end()

    assert service.fields("Digits")[1:3] == ["1", "2"]


def test_a_document_that_ends_ends_thecall() -> None:
    caller, service = call('<Say language="en-US">That is all.</Say>')

    caller.hears("That is all").hears_the_end()

    assert (
        service.fields("CallStatus") == ["in-progress", "completed"] or service.fields("CallStatus")[-1] == "completed"
    )


def test_every_webhook_is_signed_and_has_a_token_of_its_own() -> None:
    caller, service = call(MENU + SILENT, BYE)
    caller.presses("1")

    tokens = [webhook.headers["I-Twilio-Idempotency-Token"] for webhook in service.posted]
    assert len(set(tokens)) == len(tokens)
    assert all(webhook.headers["X-Twilio-Signature"] for webhook in service.posted)


def test_redirects_without_end_are_a_failure() -> None:
    with pytest.raises(CallFailed):
        call(*[SILENT] * 30)


def test_an_error_of_the_service_is_a_failure_and_ends_the_call() -> None:
    telephone = Telephone(settings_for("sqlite://"), lambda _: Answer(500, "text/html", b""))

    with pytest.raises(CallFailed, match="500"):
        telephone.dial()

    assert not telephone.is_connected
    assert telephone.posted[-1].fields["CallStatus"] == "completed"


def test_a_telephone_has_twelve_keys() -> None:
    caller, _ = call(MENU + SILENT)

    with pytest.raises(ValueError, match="no key A"):
        caller.presses("A")


def test_hearing_keeps_to_the_order() -> None:
    caller, _ = call('<Say language="en-US">One. Two.</Say><Hangup/>')

    caller.hears("one", "two")
    with pytest.raises(NotHeard):
        caller.hears("two", "one")
