"""A service that answers each webhook with the next document, for tests of the practice telephone alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import Answer, Webhook
from tests.settings import settings_for

BASE = "https://hotline.example.org/ivr"
BYE = '<Say language="en-US">Goodbye.</Say><Hangup/>'
SILENT = f'<Redirect method="POST">{BASE}/silent</Redirect>'

# Who is rung is asked for a key before anybody talks.
EVENTS = "initiated ringing answered completed"
NUMBER = (
    f'<Number url="{BASE}/told" method="POST" statusCallback="{BASE}/report" statusCallbackMethod="POST" '
    f'statusCallbackEvent="{EVENTS}">+14045552368</Number>'
)
DIAL = (
    f'<Dial action="{BASE}/dialled" method="POST" callerId="+18005550100" timeLimit="86400" timeout="45" '
    f'answerOnBridge="true">{NUMBER}</Dial>'
)
ASKS = (
    f'<Gather input="dtmf" numDigits="1" action="{BASE}/keys" method="POST" actionOnEmptyResult="true">'
    '<Say language="en-US">Press 1.</Say></Gather>'
    f'<Redirect method="POST">{BASE}/keys</Redirect>'
)


@dataclass
class Service:
    """Keeps what was posted."""

    documents: Iterator[str]
    posted: list[Webhook] = field(default_factory=list)

    def __call__(self, webhook: Webhook) -> Answer:
        self.posted.append(webhook)
        if webhook.address.endswith(("/ended", "/report")):
            return Answer(204, "", b"")
        return Answer(200, "text/xml", f"<Response>{next(self.documents)}</Response>".encode())

    def fields(self, name: str) -> list[str | None]:
        """What each webhook said of it."""
        return [webhook.fields.get(name) for webhook in self.posted]

    @property
    def steps(self) -> list[str]:
        """The addresses that were posted to, without what all of them begin with."""
        return [webhook.address.removeprefix(BASE) for webhook in self.posted]


def call(*documents: str, is_portable: bool = True) -> tuple[Caller, Service]:
    """Somebody who has dialled a service with these documents."""
    service = Service(iter(documents))
    telephone = Telephone(settings_for("sqlite://"), service, is_portable=is_portable)
    return Caller(telephone).dials(), service
