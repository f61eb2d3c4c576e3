"""Who may speak to our webhooks: the telephone company, about our account, with a request nobody has cut anew.

The signature joins names and values without a separator, so {"Digits": "1", "From": "+1"} and {"Digits": "1From+1"}
verify alike (threats.md, forger). Therefore each field is also expected exactly once, or at most once, and in its form.
"""

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl

from twilio.request_validator import (  # type: ignore[import-untyped]
    HMAC_SHA1,
    SIGNATURE_HEADER,
    RequestValidator,
)
from werkzeug.datastructures import Headers

from hotline.config import Settings
from hotline.gateways.twilio_hosts import RECORDING

# Bytes. A webhook about a call has about 1,000; but who talks without end may be heard as 10,000 letters, and a form
# writes a letter of some scripts in twelve bytes.
LARGEST_BODY = 160_000
MOST_FIELDS = 200  # it has about 30


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.DOTALL)


_ACCOUNT, _CALL, _MESSAGE = (_shape(f"{letters}[0-9a-f]{{32}}") for letters in ("AC", "CA", "(SM|MM)"))
_NUMBER = r"\+?[0-9]{2,17}|(sip|sips|client):\S{1,200}"
_CALLER, _TO = _shape(rf"{_NUMBER}|[A-Za-z ]{{0,40}}"), _shape(_NUMBER)  # a withheld caller ID may come as a word
_FAULT = _shape(r"[0-9]{0,6}")
# Never a word: FromCity, cut anew, would be From "City".
_SENDER = _shape(r"\+?[0-9]{2,17}")
# What no field that nobody reads may hold, nor neighbours of them together. {"Caller": "+1", "Digits": "1"} would be
# silence, cut as {"Caller": "+1Digits1"}; and whoever writes "hiFrom+15550100From2" to us could be taken for +15550100
# writing "hi".
_IN_A_CALL = re.compile(
    r"(Digits|FinishedOnKey)[0-9*#]|(?<!Unstable)SpeechResult|Recording(Sid|Url|Duration)[A-Z0-9h]"
    r"|(?<!Parent)CallStatus[a-z]|QueueResult[a-z]",
    re.ASCII,
)
_IN_A_TEXT = re.compile(r"(?<!Forwarded)From\+?[0-9]{3,17}|NumMedia[0-9]|OptOutType[A-Z]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expected:
    """The fields that a kind of webhook has exactly once, and those it has at most once, with their shapes.

    `swallowed` is what no other field may hold.
    """

    once: Mapping[str, re.Pattern[str]]
    at_most_once: Mapping[str, re.Pattern[str]]
    swallowed: re.Pattern[str]


CALL = Expected(
    once={"AccountSid": _ACCOUNT, "CallSid": _CALL, "From": _CALLER, "To": _TO},
    at_most_once={
        "Digits": _shape(r"[0-9*#]*|hangup"),  # as many as are pressed; what a step takes of them is cut (fields.py)
        "FinishedOnKey": _shape(r"[0-9*#]?"),
        "CallStatus": _shape(r"[a-z-]{0,20}"),
        "DialCallStatus": _shape(r"[a-z-]{0,20}"),
        "ErrorCode": _FAULT,
        "QueueResult": _shape(r"[a-z-]{0,30}"),
        "SpeechResult": _shape(r".*"),
        "RecordingSid": _shape(r"(RE[0-9a-f]{32})?"),
        "RecordingUrl": _shape(rf"({RECORDING.pattern})?"),
        "RecordingDuration": _shape(r"[0-9]{0,5}"),
    },
    swallowed=_IN_A_CALL,
)
TEXT = Expected(
    once={"AccountSid": _ACCOUNT, "MessageSid": _MESSAGE, "From": _SENDER, "To": _TO, "Body": _shape(r".{0,10000}")},
    at_most_once={"NumMedia": _shape(r"[0-9]{0,2}"), "OptOutType": _shape(r"[A-Z]{0,10}")},
    swallowed=_IN_A_TEXT,
)
TEXT_REPORT = Expected(
    once={"AccountSid": _ACCOUNT, "MessageSid": _MESSAGE, "MessageStatus": _shape(r"[a-z_-]{0,20}")},
    at_most_once={"From": _TO, "To": _TO},
    swallowed=_IN_A_TEXT,
)
CALL_REPORT = Expected(
    once={"AccountSid": _ACCOUNT, "CallSid": _CALL, "CallStatus": _shape(r"[a-z-]{1,20}")},
    at_most_once={"From": _CALLER, "To": _TO},
    swallowed=_IN_A_CALL,
)

# A leg that we had rung within a call: a moment, and the SIP code and fault of one that could not be rung.
LEG_REPORT = replace(
    CALL_REPORT,
    at_most_once={
        **CALL_REPORT.at_most_once,
        "ErrorCode": _FAULT,
        "SipResponseCode": _shape(r"[0-9]{0,3}"),
        "Timestamp": _shape(r"[A-Za-z0-9,:+ -]{0,40}"),
    },
)


class Forged(Exception):
    """Not a webhook of ours; the message says which check failed, never what was sent."""


def check(settings: Settings, path: str, headers: Headers, body: bytes, expected: Expected = CALL) -> dict[str, str]:
    """The fields of a webhook, by name. Raises Forged unless it was signed for our public address, about our account.

    `path` is what follows the public address; a query string, which our addresses never have, is part of it.
    """
    fields = _fields(body)
    _check_signature(settings, path, headers.get(SIGNATURE_HEADER, ""), fields)
    _check_shapes(fields, expected)
    account = settings.twilio_account_sid
    if fields["AccountSid"][0] != account or account not in fields.get("RecordingUrl", [account])[0]:
        raise Forged("another account")
    return {name: values[0] for name, values in fields.items()}


def _check_shapes(fields: "_Fields", expected: Expected) -> None:
    for name, shape in expected.once.items():
        values = fields.get(name, ())
        if len(values) != 1 or not shape.fullmatch(values[0]):
            raise Forged(f"{name} is missing, doubled or malformed")
    for name, shape in expected.at_most_once.items():
        values = fields.get(name, ())
        if len(values) > 1 or (values and not shape.fullmatch(values[0])):
            raise Forged(f"{name} is doubled or malformed")
    if any(map(expected.swallowed.search, _unread(fields, expected))):
        raise Forged("one field inside another")


def _unread(fields: "_Fields", expected: Expected) -> Iterator[str]:
    """What stands, as it is signed, between the fields that are read: a field cut in two lies in two neighbours."""
    run = ""
    for name in sorted(fields):
        if name in expected.once or name in expected.at_most_once:
            yield run
            run = ""
        else:
            run += "".join(name + value for value in sorted(set(fields[name])))
    yield run


class _Fields(dict[str, list[str]]):
    """Names and their values, as the validator likes them best: it asks for getall() first."""

    def getall(self, name: str) -> list[str]:
        return self[name]


def _fields(body: bytes) -> _Fields:
    """The fields of a form; werkzeug's own reading of it would be a tenth of a step's cost."""
    fields = _Fields()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Forged("no form, or one of too many fields") from error
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _check_signature(settings: Settings, path: str, signature: str, fields: _Fields) -> None:
    if not signature:
        raise Forged("no signature")
    if "?" in path:
        raise Forged("a query string")
    url = settings.public_base_url + path
    for token in settings.twilio_auth_tokens:
        validator = _validator(token)
        expected = validator.compute_signature(url, fields, HMAC_SHA1)
        # validate() also tries the address with its port spelled out, which costs as much again.
        if hmac.compare_digest(expected.encode(), signature.encode()) or validator.validate(
            url, fields, signature, HMAC_SHA1
        ):
            return
    raise Forged("a signature that is not ours")


@lru_cache(maxsize=8)
def _validator(token: str) -> RequestValidator:
    return RequestValidator(token)
