"""The wire between one call and the service: every webhook signed, with the fields that all of them have."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from hotline import clock
from hotline.config import Settings
from hotline.phone import transport
from hotline.phone.transport import Answer, Transport, Webhook

STATUS_ADDRESS = "/ivr/ended"
TALKED = "60"  # seconds, of whatever was answered
UNDER_WAY = frozenset({"initiated", "ringing", "in-progress"})
# What a state of a leg is called where a document says which are to be posted.
_EVENTS = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}


class CallFailed(Exception):
    """The telephone company would tell the caller that an application error has occurred."""


@dataclass
class Wire:
    """Posts about one call, `sid`, with the telephone whose number is `caller`; `posted` are the webhooks so far.

    `report_url` is where the states of a call are posted that the hotline placed; "" is a call that came in. A leg that
    is rung within the call `parent` (its CallSid) is called by `caller_id`, and only its `events` are posted.
    """

    settings: Settings
    carry: Transport
    caller: str
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    report_url: str = ""
    parent: str = ""
    caller_id: str = ""
    events: frozenset[str] = frozenset()
    posted: list[Webhook] = field(default_factory=list)
    _reports: int = 0

    def fetch(self, address: str, fields: Mapping[str, str]) -> bytes:
        """The document that an address answers. Raises CallFailed when it answers none."""
        answer = self._send(address, {"CallStatus": "in-progress", **fields})
        if answer.status != 200 or "xml" not in answer.kind:
            raise CallFailed(f"the service answered {answer.status} {answer.kind}")
        return answer.body

    def report(self, status: str) -> None:
        """The status callback: of a call that came in only at its end, of one that we placed at every event."""
        if self.parent and _EVENTS.get(status, "completed") not in self.events:
            return
        duration = {} if status in UNDER_WAY else {"CallDuration": TALKED if status == "completed" else "0"}
        duration |= {"Timestamp": format_datetime(clock.now())} if self.parent else {}
        fields = {"CallStatus": status, "SequenceNumber": str(self._reports), "CallbackSource": "call-progress-events"}
        self._reports += 1
        self._send(self.report_url or self.settings.public_base_url + STATUS_ADDRESS, fields | duration)

    def post_last(self, address: str, fields: Mapping[str, str]) -> None:
        """What an action is told when the caller has hung up; nobody hears what it answers."""
        self._send(address, {"CallStatus": "completed", **fields})

    def _send(self, address: str, extra: Mapping[str, str]) -> Answer:
        who, whom, direction = self.caller, self.settings.hotline_number, "inbound"
        if self.parent:
            who, whom, direction = self.caller_id, self.caller, "outbound-dial"
        elif self.report_url:
            who, whom, direction = whom, who, "outbound-api"
        fields = {
            "AccountSid": self.settings.twilio_account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "Called": whom,
            "Caller": who,
            "Direction": direction,
            "From": who,
            "To": whom,
            **({"ParentCallSid": self.parent} if self.parent else {}),
            **extra,
        }
        webhook = transport.signed(self.settings, address, fields, secrets.token_hex(16))
        self.posted.append(webhook)
        return self.carry(webhook)
