"""Calls as the telephone company posts them, written before the clock runs.

A telephone that reads each document would keep the server waiting, and a server that waits pays for every waking up. So
one call is walked for real, and the webhooks of the others are made of what it posted: the addresses do not depend on
who calls or whom they look for.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from hotline.config import Settings
from hotline.domain.names import Query
from hotline.phone import transport
from hotline.phone.script import Caller
from hotline.phone.telephone import ENTRANCE, INSIDE, OF_A_FACILITY, Telephone
from hotline.phone.transport import Answer, Transport, Webhook
from tests.benchmarks import served
from tests.benchmarks.served import Request

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Keys = Callable[[Query], Sequence[str]]


def by_a_number(query: Query) -> Sequence[str]:
    """The family line, English, by A-number and year of birth, to the answer."""
    return "1", "1", f"{query.a_number}#", "1", f"{query.birth_year}#"


def for_a_consul(_query: Query) -> Sequence[str]:
    """The free-call line, English, to a consulate whose number nobody has verified."""
    return "1", "4", "*", "2", "1"


def family_line(connection: HTTPConnection, settings: Settings, queries: Sequence[Query]) -> list[list[Request]]:
    """The requests of one call for each query; each comes from a number of its own."""
    return _calls(connection, settings, ENTRANCE, queries, by_a_number)


def free_call_line(connection: HTTPConnection, settings: Settings, queries: Sequence[Query]) -> list[list[Request]]:
    """The requests of as many calls out of one facility."""
    return _calls(connection, settings, INSIDE, queries, for_a_consul)


def _calls(
    connection: HTTPConnection, settings: Settings, entrance: str, queries: Sequence[Query], keys: Keys
) -> list[list[Request]]:
    first, others = queries[0], queries[1:]
    walked = Telephone(settings, over(connection), caller=_caller(entrance, 0), entrance=entrance)
    Caller(walked).dials().presses(*keys(first))
    calls = []
    for number, query in enumerate(others, start=1):
        told = dict(zip(keys(first), keys(query), strict=True))
        instead = {key.rstrip("#"): other.rstrip("#") for key, other in told.items() if key.endswith("#")}
        instead |= {walked.caller: _caller(entrance, number), walked.sid: "CA" + secrets.token_hex(16)}
        calls.append([_request(_again(settings, webhook, instead)) for webhook in walked.posted])
    return calls


def _caller(entrance: str, number: int) -> str:
    return OF_A_FACILITY if entrance == INSIDE else f"+1404{2_000_000 + number:07}"


def _again(settings: Settings, webhook: Webhook, instead: Mapping[str, str]) -> Webhook:
    fields = {name: instead.get(value, value) for name, value in webhook.fields.items()}
    return transport.signed(settings, webhook.address, fields, secrets.token_hex(16))


def over(connection: HTTPConnection) -> Transport:
    """Carries webhooks over that connection."""

    def carry(webhook: Webhook) -> Answer:
        answer = served.exchange(connection, _request(webhook))
        return Answer(answer.status, answer.headers.get("Content-Type", "").split(";")[0], answer.body)

    return carry


def _request(webhook: Webhook) -> Request:
    return Request(
        urlsplit(webhook.address).path, urlencode(dict(webhook.fields)).encode(), {**webhook.headers, **FORM}
    )
