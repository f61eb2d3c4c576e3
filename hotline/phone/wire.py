"""The wire between one call and the service: every webhook signed, with the fields that all of them have."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from hotline.config import Settings
from hotline.phone import transport
from hotline.phone.transport import Answer, Transport, Webhook

STATUS_ADDRESS = "/ivr/ended"


class CallFailed(Exception):
    """The telephone company would tell the caller that an application error has occurred."""


@dataclass
class Wire:
    """Posts about one call, `sid`, from the `caller` ID as it is shown to us; `posted` are the webhooks so far."""

    settings: Settings
    carry: Transport
    caller: str
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    posted: list[Webhook] = field(default_factory=list)

    def fetch(self, address: str, fields: Mapping[str, str]) -> bytes:
        """The document that an address answers. Raises CallFailed when it answers none."""
        answer = self._send(address, {"CallStatus": "in-progress", **fields})
        if answer.status != 200 or "xml" not in answer.kind:
            raise CallFailed(f"the service answered {answer.status} {answer.kind}")
        return answer.body

    def report_end(self, status: str) -> None:
        """The status callback at the end of a call."""
        fields = {"CallStatus": status, "CallDuration": "60", "SequenceNumber": "0"}
        self._send(self.settings.public_base_url + STATUS_ADDRESS, fields | {"CallbackSource": "call-progress-events"})

    def post_last(self, address: str, fields: Mapping[str, str]) -> None:
        """What an action is told when the caller has hung up; nobody hears what it answers."""
        self._send(address, {"CallStatus": "completed", **fields})

    def _send(self, address: str, extra: Mapping[str, str]) -> Answer:
        fields = {
            "AccountSid": self.settings.twilio_account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "Called": self.settings.hotline_number,
            "Caller": self.caller,
            "Direction": "inbound",
            "From": self.caller,
            "To": self.settings.hotline_number,
            **extra,
        }
        webhook = transport.signed(self.settings, address, fields, secrets.token_hex(16))
        self.posted.append(webhook)
        return self.carry(webhook)
