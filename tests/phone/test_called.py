"""The hotline rings the practice telephone: it is answered, declined, left to ring or to voice mail, and reports."""

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.gateways.practice import PracticeCall, PracticeGateway
from hotline.phone.telephone import BUSY, NO_ANSWER, Telephone
from hotline.phone.waiting import State
from tests.phone.conftest import Act, words
from tests.phone.service import BASE, BYE, Service
from tests.settings import settings_for

NUMBER = "+14045550123"
PLACED = PracticeCall("CA" + "7" * 32, NUMBER, f"{BASE}/news/abc", f"{BASE}/reports/ended")
MENU = f'<Gather input="dtmf" action="{BASE}/menu" method="POST"><Say language="en-US">Press 1.</Say></Gather>'
AGAIN = f'<Redirect method="POST">{BASE}/menu</Redirect>'


def _rung(*documents: str) -> tuple[Telephone, Service]:
    service = Service(iter(documents))
    return Telephone(settings_for("sqlite://"), service, caller=NUMBER, placed=PLACED), service


def _told(service: Service) -> list[tuple[str, str | None]]:
    """Each address that was posted to, and the status that was told there."""
    return list(zip(service.steps, service.fields("CallStatus"), strict=True))


def test_whoever_answers_is_reported_and_hears_the_document() -> None:
    telephone, service = _rung(BYE)
    assert telephone.state is State.CALLED

    telephone.answer()

    reports, news = "/reports/ended", "/news/abc"
    assert _told(service) == [(reports, "in-progress"), (news, "in-progress"), (reports, "completed")]
    assert [heard.text for heard in telephone.heard] == ["Goodbye."]
    assert service.fields("SequenceNumber") == ["0", None, "1"]


def test_the_call_is_one_of_the_hotline_to_that_number() -> None:
    telephone, service = _rung(BYE)

    telephone.answer()

    hotline = telephone.settings.hotline_number
    assert {(sent.fields["From"], sent.fields["To"]) for sent in service.posted} == {(hotline, NUMBER)}
    assert set(service.fields("Direction")) == {"outbound-api"}
    assert set(service.fields("CallSid")) == {PLACED.sid}


@pytest.mark.parametrize("status", [BUSY, NO_ANSWER])
def test_whoever_does_not_answer_is_reported_and_hears_nothing(status: str) -> None:
    telephone, service = _rung()

    telephone.turn_away(status)

    assert _told(service) == [("/reports/ended", status)]
    assert (telephone.heard, telephone.state) == ([], State.OVER)


def test_voice_mail_presses_nothing_until_the_end() -> None:
    telephone, service = _rung(MENU + AGAIN, MENU + AGAIN, BYE)

    telephone.let_machine_answer()

    assert [heard.text for heard in telephone.heard] == ["Press 1.", "Press 1.", "Goodbye."]
    assert _told(service)[-1] == ("/reports/ended", "completed")


def test_nobody_answers_a_telephone_that_does_not_ring() -> None:
    telephone, _ = _rung(BYE)
    telephone.answer()

    with pytest.raises(ValueError, match="nobody rings"):
        telephone.answer()
    with pytest.raises(ValueError, match="nobody rings"):
        Telephone(settings_for("sqlite://"), Service(iter(()))).turn_away(BUSY)


def test_a_placed_call_rings_once_at_the_number_that_it_is_for(act: Act, development: Settings) -> None:
    _place(development, "+14045550199")
    assert act("look")["state"] == "idle"

    _place(development)
    told = act("look")

    assert told["state"] == "called"
    assert "It is the hotline" in words(told)
    assert act("hang-up")["lines"][-1]["text"] == "You decline the call."
    assert act("look")["state"] == "over"


def test_what_was_placed_before_the_telephone_was_there_does_not_ring(practising: Flask, development: Settings) -> None:
    _place(development)
    client = practising.test_client()

    handset = client.post("/phone/en/handsets", json={"value": NUMBER}).get_json()

    assert client.post(f"/phone/en/handsets/{handset['id']}/look", json={}).get_json()["state"] == "idle"


def test_a_call_that_comes_during_another_rings_when_that_is_over(act: Act, development: Settings) -> None:
    act("dial")
    _place(development)

    for _ in range(2):
        told = act("look")
    assert told["state"] == "keys"
    assert words(told).count("Somebody else calls.") == 1

    act("hang-up")
    assert act("look")["state"] == "called"


@pytest.mark.parametrize(
    ("name", "done"),
    [("ring-out", "Nobody answers."), ("voice-mail", "Your voice mail takes the call"), ("answer", "You answer.")],
)
def test_what_is_done_about_a_call_is_shown(act: Act, development: Settings, name: str, done: str) -> None:
    _place(development)
    act("look")

    assert done in words(act(name))


@pytest.mark.parametrize("name", ["answer", "ring-out", "voice-mail"])
def test_nothing_is_done_about_a_call_that_does_not_ring(act: Act, name: str) -> None:
    assert act(name) == {"trouble": "That cannot be done now."}


def _place(development: Settings, number: str = NUMBER) -> None:
    base = development.public_base_url
    url, report_url = f"{base}/ivr/news/0123456789abcdef", f"{base}/ivr/reports/0123456789abcdef"
    PracticeGateway(development).place_call(number, url=url, report_url=report_url, key="0123456789abcdef")
