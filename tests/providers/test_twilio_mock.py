"""The stand-in of Twilio behaves, and misbehaves as it is told: what other tests build on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from hotline import clock
from hotline.config import Settings
from hotline.gateways import GatewayError
from hotline.gateways.twilio import TwilioGateway
from tests.providers.chaos import Chaos, Fate, Habits
from tests.providers.twilio_mock import TwilioMock

NUMBER = "+14045550123"
REPORTS = "https://hotline.example.org/ivr/reports/ab12"


@pytest.fixture
def twilio(settings: Settings) -> Iterator[TwilioMock]:
    with TwilioMock(settings) as mock:
        yield mock


@pytest.fixture
def gateway(settings: Settings, twilio: TwilioMock) -> TwilioGateway:
    return TwilioGateway(replace(settings, twilio_api_url=twilio.url))


def test_what_was_taken_is_found_again(gateway: TwilioGateway, twilio: TwilioMock) -> None:
    began = clock.now()

    text = gateway.send_text(NUMBER, "Hello.", key="1", report_url=REPORTS)
    gateway.send_text(NUMBER, "Another.", key="2")
    call = gateway.place_call(NUMBER, url="https://hotline.example.org/ivr/news/1", report_url=REPORTS, key="3")

    assert [sent.sid for sent in gateway.find_sent(NUMBER, "Hello.", since=began)] == [text]
    assert [sent.sid for sent in gateway.find_sent(NUMBER, None, since=began)] == [call]
    assert gateway.find_sent("+14045550199", "Hello.", since=began) == []
    assert gateway.find_sent(NUMBER, "Hello.", since=began + timedelta(hours=1)) == []
    assert [kept.fields["From"] for kept in (*twilio.store.texts, *twilio.store.calls)] == ["+18005550100"] * 3


def test_a_lost_answer_is_uncertain_and_what_it_was_about_is_found(gateway: TwilioGateway, twilio: TwilioMock) -> None:
    twilio.misbehave(Habits(lost=1))

    with pytest.raises(GatewayError) as fault:
        gateway.send_text(NUMBER, "Hello.", key="1")
    twilio.misbehave(Habits())

    assert fault.value.is_uncertain
    assert len(gateway.find_sent(NUMBER, "Hello.", since=clock.now())) == 1


@pytest.mark.parametrize(("habits", "taken"), [(Habits(refused=1), 0), (Habits(broken=1), 1)])
def test_nobody_knows_what_an_error_of_theirs_left_undone(
    gateway: TwilioGateway, twilio: TwilioMock, habits: Habits, taken: int
) -> None:
    twilio.misbehave(habits)

    with pytest.raises(GatewayError) as fault:
        gateway.send_text(NUMBER, "Hello.", key="1")

    assert (fault.value.permanent, fault.value.is_uncertain) == (False, True)
    assert len(twilio.store.texts) == taken


def test_a_provider_that_is_away_took_nothing(gateway: TwilioGateway, twilio: TwilioMock) -> None:
    twilio.is_down = True

    with pytest.raises(GatewayError) as fault:
        gateway.send_text(NUMBER, "Hello.", key="1")

    assert (fault.value.permanent, fault.value.is_uncertain, twilio.store.texts) == (False, False, [])


def test_a_redacted_text_has_no_words(gateway: TwilioGateway, twilio: TwilioMock) -> None:
    sid = gateway.send_text(NUMBER, "Hello.", key="1")

    gateway.redact(sid)
    gateway.redact("SM" + "f" * 32)

    assert ([text.body for text in twilio.store.texts], twilio.store.redacted) == ([""], [sid])


def test_a_recording_is_kept_until_it_is_deleted(gateway: TwilioGateway, twilio: TwilioMock) -> None:
    sid = "RE" + "a" * 32
    url = twilio.recorded(sid, b"sound")

    fetched = gateway.fetch_recording(url)
    gateway.delete_recording(sid)
    gateway.delete_recording(sid)

    assert (fetched.content, fetched.content_type) == (b"sound", "audio/mpeg")
    with pytest.raises(GatewayError, match="404"):
        gateway.fetch_recording(url)


def test_reports_are_signed_shuffled_and_doubled(gateway: TwilioGateway, twilio: TwilioMock, app: Flask) -> None:
    sids = {gateway.send_text(NUMBER, f"{number}", key="1", report_url=REPORTS) for number in range(10)}
    twilio.misbehave(Habits(doubled=0.5, is_shuffled=True))
    posted: list[tuple[str, str, bool]] = []

    def post(path: str, fields: dict[str, str], signature: str) -> int:
        posted.append((fields["MessageSid"], fields["MessageStatus"], bool(signature)))
        return 204

    answers = twilio.post_reports(post=post)

    assert {sid for sid, _, _ in posted} == sids
    assert 50 < len(answers) == len(posted) < 80
    assert all(is_signed for _, _, is_signed in posted)
    assert posted != sorted(posted)


def test_the_same_seed_brings_the_same_faults() -> None:
    first, second = (Chaos(Habits(refused=0.3, broken=0.3, lost=0.3, seed=7)) for _ in range(2))

    fates = [first.fate() for _ in range(100)]

    assert fates == [second.fate() for _ in range(100)]
    assert set(fates) == set(Fate)
