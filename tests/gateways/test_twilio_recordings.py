"""Recordings come from the telephone company's own store, of our account, and are of a size that can be."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hotline.config import Settings
from hotline.gateways import GatewayError, twilio_recordings
from hotline.gateways.twilio import TwilioGateway
from tests.providers.chaos import Habits
from tests.providers.twilio_mock import TwilioMock
from tests.settings import ACCOUNT_SID

SID = "RE" + "a" * 32
PATH = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/{SID}"


@pytest.fixture
def twilio(settings: Settings) -> Iterator[TwilioMock]:
    with TwilioMock(settings) as mock:
        yield mock


@pytest.fixture
def gateway(settings: Settings, twilio: TwilioMock) -> TwilioGateway:
    return TwilioGateway(replace(settings, twilio_api_url=twilio.url))


@pytest.mark.parametrize("host", ["api.twilio.com", "api.us1.twilio.com", "api.dublin.ie1.twilio.com"])
def test_a_recording_is_fetched_whatever_region_keeps_it(gateway: TwilioGateway, twilio: TwilioMock, host: str) -> None:
    twilio.recorded(SID, b"sound")

    assert gateway.fetch_recording(f"https://{host}{PATH}").content == b"sound"


@pytest.mark.parametrize(
    "url",
    [
        f"http://api.twilio.com{PATH}",
        f"https://api.twilio.com.example{PATH}",
        f"https://evil.example{PATH}",
        f"https://api.twilio.com:8443{PATH}",
        f"https://somebody@api.twilio.com{PATH}",
        f"https://api.evil.twilio.com{PATH}",
        f"https://api.twilio.com{PATH}?elsewhere",
        f"https://api.twilio.com{PATH}#elsewhere",
        f"https://api.twilio.com{PATH}/../../Calls",
        f"https://api.twilio.com{PATH}\n",
        f"https://api.twilio.com{PATH.replace(ACCOUNT_SID, 'AC' + 'f' * 32)}",
        "",
    ],
)
def test_our_token_goes_nowhere_else(gateway: TwilioGateway, twilio: TwilioMock, url: str) -> None:
    twilio.recorded(SID)

    with pytest.raises(GatewayError) as fault:
        gateway.fetch_recording(url)

    assert (str(fault.value), twilio.fates) == ("permanent elsewhere", [])


def test_one_without_end_is_not_taken(
    gateway: TwilioGateway, twilio: TwilioMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twilio_recordings, "LARGEST", 100_000)
    largest, larger = twilio.recorded(SID, b"x" * 100_000), twilio.recorded("RE" + "b" * 32, b"x" * 100_001)

    assert len(gateway.fetch_recording(largest).content) == 100_000
    with pytest.raises(GatewayError, match="permanent too large"):
        gateway.fetch_recording(larger)


def test_one_that_is_still_being_made_is_fetched_later(gateway: TwilioGateway) -> None:
    with pytest.raises(GatewayError, match="for now 404"):
        gateway.fetch_recording(f"https://api.twilio.com{PATH}")


@pytest.mark.parametrize(
    ("habits", "fault"), [(Habits(refused=1), "for now 500"), (Habits(lost=1), "for now ConnectionError")]
)
def test_a_store_in_trouble_is_asked_later(
    gateway: TwilioGateway, twilio: TwilioMock, habits: Habits, fault: str
) -> None:
    url = twilio.recorded(SID)
    twilio.misbehave(habits)

    with pytest.raises(GatewayError, match=fault):
        gateway.fetch_recording(url)
