"""Twilio's answers, and the lack of one, mean what they mean: refused for good, refused for now, or nobody knows."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from requests import ConnectionError as ConnectionLost
from requests import ConnectTimeout, ReadTimeout
from twilio.http import HttpClient
from twilio.http.response import Response

from hotline.config import Settings
from hotline.gateways import GatewayError
from hotline.gateways.twilio import TwilioGateway

SID = "SM" + "a" * 32
MADE = Response(201, json.dumps({"sid": SID, "status": "queued"}))
Faulty = Response | Exception


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


@pytest.mark.parametrize(
    ("answer", "permanent", "is_uncertain"),
    [
        (Response(400, json.dumps({"code": 21610})), True, False),
        (Response(404, "{}"), True, False),
        (Response(401, "{}"), False, False),
        (Response(429, "{}"), False, False),
        (Response(500, "{}"), False, False),
        (Response(503, "{}"), False, False),
        (ConnectTimeout(), False, False),
        (ReadTimeout(), False, True),
        (ConnectionLost(), False, True),
    ],
    ids=["opted out", "unknown", "our token", "too many", "broken", "away", "not reached", "no answer", "cut off"],
)
def test_a_fault_says_whether_to_try_again(
    gateway: Gateway, answer: Faulty, permanent: bool, is_uncertain: bool
) -> None:
    twilio, _ = gateway(answer)

    with pytest.raises(GatewayError) as fault:
        twilio.send_text("+14045550123", "Hello.", key="1")

    assert (fault.value.permanent, fault.value.is_uncertain) == (permanent, is_uncertain)
    assert "4045550123" not in str(fault.value)


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
