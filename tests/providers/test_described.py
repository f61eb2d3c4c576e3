"""Whatever we ask of Twilio is as Twilio itself describes it, and we understand what it answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from hotline.config import Settings
from hotline.gateways import GatewayError
from hotline.gateways.twilio import TwilioGateway
from tests.providers.described import fields, prism
from tests.providers.twilio_mock import TwilioMock
from tests.settings import ACCOUNT_SID, AUTH_TOKEN, settings_for

NUMBER = "+14045550123"
REPORTS = "https://hotline.example.org/ivr/reports/ab12"
# In their examples.
TEXT_MADE = datetime(2019, 5, 24, 17, 44, 46, tzinfo=UTC)
CALL_MADE = datetime(2019, 10, 18, 17, 0, 0, tzinfo=UTC)
SID = "SM" + "a" * 32

pytestmark = pytest.mark.needs("prism")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prism(tmp_path_factory.mktemp("prism")) as url:
        yield url


@pytest.fixture
def gateway(described: str) -> TwilioGateway:
    return TwilioGateway(replace(settings_for("sqlite://"), twilio_api_url=described))


def test_a_text_is_sent_as_it_is_described(gateway: TwilioGateway) -> None:
    assert gateway.send_text(NUMBER, "Hello.", key="1", report_url=REPORTS).startswith("SM")


def test_a_call_is_placed_as_it_is_described(gateway: TwilioGateway) -> None:
    news = "https://hotline.example.org/ivr/news/ab12"

    assert gateway.place_call(NUMBER, url=news, report_url=REPORTS, key="1").startswith("CA")


def test_a_call_is_led_and_ended_as_it_is_described(gateway: TwilioGateway) -> None:
    gateway.lead("CA" + "a" * 32, REPORTS)
    gateway.hang_up("CA" + "a" * 32)


def test_nothing_is_asked_that_they_do_not_know(settings: Settings) -> None:
    with TwilioMock(settings) as twilio:
        gateway = TwilioGateway(replace(settings, twilio_api_url=twilio.url))
        gateway.send_text(NUMBER, "Hello.", key="1", report_url=REPORTS)
        sid = gateway.place_call(NUMBER, url=REPORTS, report_url=REPORTS, key="2")
        gateway.lead(sid, REPORTS)
        gateway.hang_up(sid)

    assert twilio.store.texts[0].fields.keys() <= fields("Messages.json")
    assert twilio.store.calls[0].fields.keys() <= fields("Calls.json")
    assert [sid for sid, _ in twilio.store.changed] == [sid, sid]
    assert {name for _, given in twilio.store.changed for name in given} <= fields("Calls/{Sid}.json")


@pytest.mark.parametrize(("body", "made_at"), [("testing", TEXT_MADE), (None, CALL_MADE)], ids=["text", "call"])
def test_what_was_sent_is_looked_for_as_it_is_described(
    gateway: TwilioGateway, body: str | None, made_at: datetime
) -> None:
    found = gateway.find_sent(NUMBER, body, since=made_at)

    assert [sent.made_at for sent in found] == [made_at]
    assert gateway.find_sent(NUMBER, body, since=made_at + timedelta(days=1)) == []


def test_words_and_recordings_are_deleted_as_it_is_described(gateway: TwilioGateway) -> None:
    gateway.redact(SID)
    gateway.delete_recording("RE" + "a" * 32)


def test_a_sid_of_another_shape_is_refused(gateway: TwilioGateway) -> None:
    with pytest.raises(GatewayError, match="permanent"):
        gateway.delete_recording("SM" + "a" * 32)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("Messages.json", {"From": NUMBER, "Body": "Hello."}),
        ("Calls.json", {"To": NUMBER, "From": NUMBER, "Url": REPORTS, "StatusCallbackMethod": "SHOUT"}),
        ("Calls.json", {"To": NUMBER, "From": NUMBER, "Url": REPORTS, "Timeout": "soon"}),
    ],
    ids=["no recipient", "no such method", "no number"],
)
def test_what_they_do_not_describe_is_refused(described: str, path: str, form: dict[str, str]) -> None:
    address = f"{described}/2010-04-01/Accounts/{ACCOUNT_SID}/{path}"

    assert requests.post(address, form, auth=(ACCOUNT_SID, AUTH_TOKEN), timeout=30).status_code == 422


def test_who_does_not_say_who_they_are_is_refused(described: str) -> None:
    address = f"{described}/2010-04-01/Accounts/{ACCOUNT_SID}/Calls.json"

    assert requests.get(address, timeout=30).status_code == 401
