"""A conversation by text as a test tells it: texter.writes("hola").gets("A-number").writes("no").gets("nombre")."""

import secrets
from collections.abc import Mapping

from hotline.config import Settings
from hotline.phone import texting, transport
from hotline.phone.transport import Transport

OWN_NUMBER = "+14045550123"


class NotGot(AssertionError):
    """The writer did not get that; the message holds what came instead."""


class Texter:
    """Somebody who writes to the hotline. Each act answers the texter again; `latest` are the texts that came back."""

    def __init__(self, settings: Settings, carry: Transport, number: str = OWN_NUMBER) -> None:
        self._settings = settings
        self._carry = carry
        self.number = number
        self.latest: list[str] = []
        self.everything: list[str] = []
        self.last_sid = ""

    def writes(self, *bodies: str, **fields: str) -> "Texter":
        """Send texts; each is sent when the one before was answered."""
        for body in bodies:
            self.last_sid = f"SM{secrets.token_hex(16)}"
            self._post(self._fields(body) | fields)
        return self

    def sends_again(self, body: str) -> "Texter":
        """The telephone company posts the last text once more."""
        self._post(self._fields(body))
        return self

    def gets(self, *texts: str) -> "Texter":
        """Raises NotGot unless each of these came back, in that order."""
        got, start = _plain(" ".join(self.latest)), 0
        for text in texts:
            found = got.find(_plain(text), start)
            if found < 0:
                raise NotGot(f"{text!r} did not come (in that order) in: {got}")
            start = found + len(_plain(text))
        return self

    def does_not_get(self, text: str) -> "Texter":
        if _plain(text) in _plain(" ".join(self.latest)):
            raise NotGot(f"{text!r} came in: {self.latest}")
        return self

    def gets_nothing(self) -> "Texter":
        if self.latest:
            raise NotGot(f"these came: {self.latest}")
        return self

    def _fields(self, body: str) -> dict[str, str]:
        return {
            "AccountSid": self._settings.twilio_account_sid,
            "MessageSid": self.last_sid,
            "From": self.number,
            "To": self._settings.hotline_number,
            "Body": body,
            "NumMedia": "0",
        }

    def _post(self, fields: Mapping[str, str]) -> None:
        address = f"{self._settings.public_base_url}/ivr/text"
        answer = self._carry(transport.signed(self._settings, address, fields, secrets.token_hex(8)))
        if (answer.status, answer.kind) != (200, "text/xml"):
            raise NotGot(f"the answer was {answer.status} {answer.kind}")
        self.latest = list(texting.messages(answer.body))
        self.everything += self.latest


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
