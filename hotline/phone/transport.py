"""How the practice telephone reaches our webhooks: signed, as the telephone company signs them."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import SIGNATURE_HEADER, RequestValidator  # type: ignore[import-untyped]
from werkzeug.test import Client

from hotline.config import Settings

IDEMPOTENCY_HEADER = "I-Twilio-Idempotency-Token"
SECONDS = 15  # the telephone company waits no longer for an answer


@dataclass(frozen=True, slots=True)
class Webhook:
    """One POST of the telephone company: the address as our documents give it, the fields, the headers."""

    address: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, the media type, the bytes."""

    status: int
    kind: str
    body: bytes


class Transport(Protocol):
    """Carries a webhook to the service."""

    def __call__(self, webhook: Webhook) -> Answer: ...


def signed(settings: Settings, address: str, fields: Mapping[str, str], token: str) -> Webhook:
    """A webhook with the signature of our account; `token` is the same when it is sent again."""
    signature = RequestValidator(settings.twilio_auth_tokens[0]).compute_signature(address, fields)
    return Webhook(address, fields, {SIGNATURE_HEADER: signature, IDEMPOTENCY_HEADER: token})


@dataclass(frozen=True, slots=True)
class Exchange:
    """A webhook as a log may show it: which step it went to, and how it was answered."""

    method: str
    path: str
    status: int


class Witness:
    """Carries webhooks by way of another transport, and keeps where they went."""

    def __init__(self, carry: Transport) -> None:
        self._carry = carry
        self.exchanges: list[Exchange] = []

    def __call__(self, webhook: Webhook) -> Answer:
        answer = self._carry(webhook)
        self.note("POST", urlsplit(webhook.address).path, answer.status)
        return answer

    def note(self, method: str, path: str, status: int) -> None:
        self.exchanges.append(Exchange(method, path, status))


class InProcess:
    """Straight into the application, without a network."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def __call__(self, webhook: Webhook) -> Answer:
        parts = urlsplit(webhook.address)
        answer = self._client.post(
            parts.path,
            query_string=parts.query,
            base_url=f"{parts.scheme}://{parts.netloc}",
            data=dict(webhook.fields),
            headers=dict(webhook.headers),
        )
        return Answer(answer.status_code, answer.mimetype or "", answer.data)


class OverHttp:
    """To a running service; `target` is where it listens, whatever public address it signs for."""

    def __init__(self, target: str) -> None:
        if urlsplit(target).scheme not in ("http", "https"):
            raise ValueError("the address of the service begins with http:// or https://")
        self._target = target.rstrip("/")

    def __call__(self, webhook: Webhook) -> Answer:
        body = urlencode(dict(webhook.fields)).encode()
        path = urlsplit(webhook.address).path
        request = urllib.request.Request(self._target + path, body, dict(webhook.headers))  # noqa: S310  # checked above
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # checked above
                return Answer(answer.status, answer.headers.get_content_type(), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers.get_content_type(), error.read())
