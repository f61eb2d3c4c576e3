"""Twilio's answers, and the lack of one, mean what they mean: refused for good, refused for now, or nobody knows."""

import json
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from requests import ConnectionError as ConnectionLost
from requests import ConnectTimeout, ReadTimeout
from twilio.http import HttpClient
from twilio.http.response import Response
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError

from hotline.config import Settings
from hotline.gateways import GatewayError
from hotline.gateways.twilio import TwilioGateway

SID = "SM" + "a" * 32
NUMBER = "+14045550123"
NEWS = "https://hotline.example.org/ivr/news/ab12"
REPORTS = "https://hotline.example.org/ivr/reports/ab12"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MADE = Response(201, json.dumps({"sid": SID, "status": "queued"}))
Faulty = Response | Exception
_WIRE = HTTPConnection("127.0.0.1")
REFUSED = ConnectionLost(MaxRetryError(HTTPConnectionPool("127.0.0.1"), "/", NewConnectionError(_WIRE, "refused")))


class Wire(HttpClient):
    """Stands in for the network: keeps the requests and gives the answers it was told to."""

    def __init__(self, *answers: Faulty) -> None:
        super().__init__(None, False, None)
        self.requests: list[tuple[str, str, dict[str, Any]]] = []
        self._answers = list(answers)

    def request(
        self, method: str, url: str, params: object = None, data: dict[str, Any] | None = None, *_: Any, **__: Any
    ) -> Response:
        self.requests.append((method, url.removeprefix("https://api.twilio.com/2010-04-01/Accounts/"), data or {}))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


Gateway = Callable[..., tuple[TwilioGateway, Wire]]


@pytest.fixture
def gateway(settings: Settings) -> Gateway:
    def make(*answers: Faulty) -> tuple[TwilioGateway, Wire]:
        wire = Wire(*answers)
        return TwilioGateway(settings, wire), wire

    return make


def test_a_text_goes_out_from_the_hotlines_number(gateway: Gateway, settings: Settings) -> None:
    twilio, wire = gateway(MADE)

    sid = twilio.send_text("+14045550123", "Hello.", key="1")

    assert sid == SID
    path = f"{settings.twilio_account_sid}/Messages.json"
    assert wire.requests == [("POST", path, {"To": "+14045550123", "From": settings.hotline_number, "Body": "Hello."})]


def send(twilio: TwilioGateway) -> str:
    return twilio.send_text(NUMBER, "Hello.", key="1")


def ring(twilio: TwilioGateway) -> str:
    return twilio.place_call(NUMBER, url=NEWS, report_url=REPORTS, key="1")


def coded(code: int, status: int = 400) -> Response:
    """A refusal as Twilio words it, which names the number that it is about."""
    return Response(status, json.dumps({"code": code, "message": f"about {NUMBER}", "status": status}))


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (coded(21610), "permanent 21610"),
        (coded(21211), "permanent 21211"),
        (coded(21614), "permanent 21614"),
        (coded(21408, 403), "permanent 21408"),
        (coded(99999), "permanent 99999"),
        (Response(400, "<html>"), "permanent 400"),
        (coded(21606), "ours 21606"),
        (coded(20003, 401), "ours 20003"),
        (coded(20404, 404), "ours 20404"),
        (Response(307, ""), "ours 307"),
        (coded(20429, 429), "for now 20429"),
        (coded(21611), "for now 21611"),
        (Response(503, "{}"), "for now 503"),
        (ConnectTimeout(), "for now ConnectTimeout"),
        (REFUSED, "for now ConnectionError"),
        (Response(500, "{}"), "uncertain 500"),
        (Response(504, "<html>"), "uncertain 504"),
        (ReadTimeout(), "uncertain ReadTimeout"),
        (ConnectionLost(), "uncertain ConnectionError"),
        (Response(201, "<html>"), "uncertain JSONDecodeError"),
    ],
    ids=str,
)
@pytest.mark.parametrize("act", [send, ring])
def test_a_fault_says_whether_to_try_again_and_whose_it_is(
    gateway: Gateway, answer: Faulty, fault: str, act: Callable[[TwilioGateway], str]
) -> None:
    twilio, _ = gateway(answer)

    with pytest.raises(GatewayError) as raised:
        act(twilio)

    assert str(raised.value) == fault


def test_no_trace_of_a_fault_holds_the_number(gateway: Gateway) -> None:
    twilio, _ = gateway(coded(21211))

    with pytest.raises(GatewayError) as raised:
        twilio.send_text(NUMBER, "Hello.", key="1")

    assert NUMBER not in "".join(traceback.format_exception(raised.value))


def test_a_call_is_placed_with_our_document_and_our_reports(gateway: Gateway, settings: Settings) -> None:
    twilio, wire = gateway(Response(201, json.dumps({"sid": "CA" + "b" * 32, "status": "queued"})))

    sid = twilio.place_call(NUMBER, url=NEWS, report_url=REPORTS, key="1")

    assert sid == "CA" + "b" * 32
    [(method, path, asked)] = wire.requests
    assert (method, path) == ("POST", f"{settings.twilio_account_sid}/Calls.json")
    assert asked.items() >= {"To": NUMBER, "From": settings.hotline_number, "Url": NEWS}.items()
    assert asked["StatusCallback"] == REPORTS
    assert "Record" not in asked
    assert "MachineDetection" not in asked


CALL = "CA" + "b" * 32


def test_a_call_is_led_elsewhere_or_ended(gateway: Gateway, settings: Settings) -> None:
    changed = Response(200, json.dumps({"sid": CALL, "status": "in-progress"}))
    twilio, wire = gateway(changed, changed)

    twilio.lead(CALL, NEWS)
    twilio.hang_up(CALL)

    path = f"{settings.twilio_account_sid}/Calls/{CALL}.json"
    assert wire.requests == [("POST", path, {"Url": NEWS, "Method": "POST"}), ("POST", path, {"Status": "completed"})]


def test_a_call_that_is_over_is_as_good_as_ended(gateway: Gateway) -> None:
    twilio, _ = gateway(coded(21220), coded(21220), coded(21205))

    twilio.hang_up(CALL)
    twilio.lead(CALL, NEWS)
    with pytest.raises(GatewayError, match="ours"):
        twilio.lead(CALL, "nonsense")


def listed(sid: str, minutes: float, **other: str) -> dict[str, str]:
    """A text as Twilio lists it, made so many minutes after NOON."""
    made = {"sid": sid, "date_created": format_datetime(NOON + timedelta(minutes=minutes)), "body": "Hello."}
    return made | {"direction": "outbound-api"} | other


def test_only_the_very_text_is_found_and_only_since_it_was_tried(gateway: Gateway) -> None:
    theirs = [
        listed("late", 5),
        listed("ours", 0.1),
        listed("answer", 1, direction="outbound-reply"),
        listed("other words", 1, body="Hello!"),
        listed("clocks differ", -0.5),
        listed("before", -2),
    ]
    twilio, wire = gateway(Response(200, json.dumps({"messages": theirs, "next_page_uri": None})))

    found = twilio.find_sent(NUMBER, "Hello. ", since=NOON)

    assert [sent.sid for sent in found] == ["clocks differ", "ours", "late"]
    assert found[-1].made_at == NOON + timedelta(minutes=5)
    assert [method for method, *_ in wire.requests] == ["GET"]


def test_words_and_pictures_are_redacted(gateway: Gateway) -> None:
    picture = {"sid": "ME" + "b" * 32, "account_sid": "AC", "parent_sid": SID}
    page = Response(200, json.dumps({"media_list": [picture], "next_page_uri": None}))
    twilio, wire = gateway(Response(200, json.dumps({"sid": SID, "body": ""})), page, Response(204, ""))

    twilio.redact(SID)

    assert [(method, url.partition("/")[2].partition("?")[0]) for method, url, _ in wire.requests] == [
        ("POST", f"Messages/{SID}.json"),
        ("GET", f"Messages/{SID}/Media.json"),
        ("DELETE", f"Messages/{SID}/Media/{picture['sid']}.json"),
    ]
    assert wire.requests[0][2] == {"Body": ""}


def test_a_text_that_is_gone_already_is_as_good_as_redacted(gateway: Gateway) -> None:
    twilio, _ = gateway(Response(404, "{}"))

    twilio.redact(SID)


@pytest.mark.parametrize("answer", [Response(500, "{}"), ReadTimeout()], ids=["broken", "no answer"])
def test_a_redaction_that_failed_can_be_asked_for_again(gateway: Gateway, answer: Faulty) -> None:
    twilio, _ = gateway(answer)

    with pytest.raises(GatewayError) as fault:
        twilio.redact(SID)

    assert not fault.value.is_uncertain
