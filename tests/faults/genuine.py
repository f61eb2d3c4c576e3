"""Genuine webhooks to begin with: calls of people who press, say and record what comes to their mind, and texts."""

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from twilio.request_validator import SIGNATURE_HEADER, RequestValidator  # type: ignore[import-untyped]
from werkzeug.test import Client

from hotline.config import Settings
from hotline.phone.script import Caller
from hotline.phone.telephone import ENTRANCE, INSIDE, OF_A_FACILITY, Telephone
from hotline.phone.transport import IDEMPOTENCY_HEADER, Answer, InProcess, Webhook
from hotline.phone.waiting import State

TEXT = "/ivr/text"
FORM = "application/x-www-form-urlencoded"
CALLERS = ("+14045550123", "+14045550124", "+266696687", "anonymous", "+525555550143")
ACTS = ("0", "1", "1", "2", "2", "3", "5", "9", "*", "#", "1985#", "098765432#", "937332#", "03121985#", "30021985#")
WORDS = ("María José", "one", "no sé", "Guatemala", "a b c", "¿bueno?", "mamá " * 30)
OTHER_ENDS = ("answer", "busy", "no-answer", "failed", "voice-mail")
TEXTS = (
    "hola",
    "1",
    "2",
    "0",
    "A098765432",
    "Xochitl Zepeda",
    "03/12/1985",
    "1985",
    "Guatemala",
    "ALTO",
    "STOP",
    "👋🏽",
    "",
)


@dataclass(frozen=True)
class Post:
    """A request as it goes over the wire. `fields` is what was signed; `body` may say something else."""

    path: str
    fields: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    kind: str = FORM

    def send(self, client: Client) -> Answer:
        answer = client.open(
            self.path, method=self.method, data=self.body, headers=dict(self.headers), content_type=self.kind
        )
        return Answer(answer.status_code, answer.mimetype or "", answer.data)


def signed(settings: Settings, path: str, fields: Mapping[str, str]) -> Post:
    """Fields as the telephone company posts them to a path of ours."""
    address = settings.public_base_url + path
    signature = RequestValidator(settings.twilio_auth_tokens[0]).compute_signature(address, dict(fields))
    headers = {SIGNATURE_HEADER: signature, IDEMPOTENCY_HEADER: secrets.token_hex(8)}
    return Post(path, fields, urlencode(fields).encode(), headers)


@dataclass
class Heard:
    """Posts that were answered, each with its answer."""

    calls: list[tuple[Post, Answer]] = field(default_factory=list)
    texts: list[tuple[Post, Answer]] = field(default_factory=list)


def harvest(settings: Settings, client: Client, chance: random.Random, *, calls: int, with_texts: bool) -> Heard:
    """What was posted and answered in so many random calls, and as many conversations by text."""
    heard = Heard()
    for _ in range(calls):
        entrance, number = chance.choice(((ENTRANCE, chance.choice(CALLERS)), (INSIDE, OF_A_FACILITY)))
        carry = _Remembering(InProcess(client), settings, heard)
        caller = Caller(Telephone(settings, carry, caller=number, entrance=entrance))
        caller.dials()
        for _ in range(chance.randrange(2, 14)):
            _do(caller, chance)
        caller.hangs_up()
        if with_texts:
            _write(settings, client, chance, heard)
    return heard


def text_fields(settings: Settings, chance: random.Random, body: str, sender: str = "") -> dict[str, str]:
    sid = f"SM{chance.randbytes(16).hex()}"
    return {
        "AccountSid": settings.twilio_account_sid,
        "ApiVersion": "2010-04-01",
        "Body": body,
        "From": sender or f"+1404555{chance.randrange(10_000):04}",
        "FromCity": "",
        "MessageSid": sid,
        "NumMedia": "0",
        "SmsMessageSid": sid,
        "SmsStatus": "received",
        "To": settings.hotline_number,
        "ToCity": "ATLANTA",
    }


def _do(caller: Caller, chance: random.Random) -> None:
    act = chance.random()
    if caller.telephone.state is State.RINGING:
        caller.other_end(chance.choice(OTHER_ENDS))
        return
    if act < 0.75:
        caller.presses(chance.choice(ACTS))
    elif act < 0.9:
        caller.says(chance.choice(WORDS))
    else:
        caller.waits()


def _write(settings: Settings, client: Client, chance: random.Random, heard: Heard) -> None:
    sender = f"+1404555{chance.randrange(10_000):04}"
    for _ in range(chance.randrange(1, 6)):
        post = signed(settings, TEXT, text_fields(settings, chance, chance.choice(TEXTS), sender))
        heard.texts.append((post, post.send(client)))


@dataclass
class _Remembering:
    """Carries a call's webhooks and keeps what was answered."""

    carry: InProcess
    settings: Settings
    heard: Heard

    def __call__(self, webhook: Webhook) -> Answer:
        answer = self.carry(webhook)
        path = webhook.address.removeprefix(self.settings.public_base_url)
        self.heard.calls.append((signed(self.settings, path, webhook.fields), answer))
        return answer
