"""Texts between somebody's telephone and the hotline: written by webhook, answered in TwiML, or sent unasked."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from hotline import phones
from hotline.config import Settings
from hotline.gateways import practice
from hotline.phone import document, transport
from hotline.phone.document import BadDocument
from hotline.phone.transport import Transport
from hotline.phone.wire import CallFailed

ENTRANCE = "/ivr/text"
LONGEST = 1600  # characters the telephone company sends as one message


@dataclass(frozen=True, slots=True)
class Text:
    """One of a thread; `is_answered` is False of one that was written to the hotline and got no answer."""

    body: str
    is_mine: bool
    is_answered: bool = True


@dataclass
class Thread:
    """The texts between a `number` and the hotline. What was sent to the number before is not shown."""

    settings: Settings
    carry: Transport
    number: str
    texts: list[Text] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._seen = {text.sid for text in practice.texts(self.settings)}

    @property
    def may_write(self) -> bool:
        return phones.parse(self.number) is not None

    def write(self, body: str) -> None:
        """Send a text to the hotline and read the answer. Raises CallFailed, BadDocument, and ValueError where none can
        be sent: no telephone company carries one without the number of who writes."""
        if not self.may_write:
            raise ValueError("a withheld number sends no texts")
        webhook = transport.signed(
            self.settings,
            self.settings.public_base_url + ENTRANCE,
            self._fields(body),
            secrets.token_hex(16),
        )
        answer = self.carry(webhook)
        if answer.status != 200 or "xml" not in answer.kind:
            raise CallFailed(f"the service answered {answer.status} {answer.kind}")
        answers = [Text(told, is_mine=False) for told in messages(answer.body)]
        self.texts += [Text(body, is_mine=True, is_answered=bool(answers)), *answers]

    def look(self) -> None:
        """See whether texts have arrived that nobody asked for by text."""
        for text in practice.texts(self.settings):
            if text.number == self.number and text.sid not in self._seen:
                self._seen.add(text.sid)
                self.texts.append(Text(text.body, is_mine=False))

    def _fields(self, body: str) -> dict[str, str]:
        sid = "SM" + secrets.token_hex(16)
        return {
            "AccountSid": self.settings.twilio_account_sid,
            "ApiVersion": "2010-04-01",
            "Body": body,
            "From": self.number,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": self.settings.hotline_number,
        }


def messages(answer: bytes) -> Iterator[str]:
    """The texts of a document that answers a text, as strictly read as that of a call. Raises BadDocument."""
    for verb in document.read(answer, document.MESSAGING):
        if verb.name != "Message":
            raise BadDocument(f"the practice telephone does not follow <{verb.name}> in a text")
        if verb.attributes.get("to"):
            raise BadDocument("a <Message> to somebody else")
        body = "".join([verb.text, *(inside.text for inside in verb.inside if inside.name == "Body")])
        if not body or len(body) > LONGEST:
            raise BadDocument(f"a <Message> of {len(body)} characters")
        yield body
