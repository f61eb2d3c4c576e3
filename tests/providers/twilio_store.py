"""What the stand-in of Twilio keeps: texts, calls and recordings, and what it reports of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Lock
from typing import Any

TEXT_STATES = ("queued", "sending", "sent", "delivered")
CALL_STATES = ("initiated", "ringing", "in-progress", "completed")
Fields = dict[str, str]


@dataclass(slots=True)
class Kept:
    """A text or a call as it was asked for: `fields` are those of the request that made it."""

    sid: str
    fields: Fields
    states: tuple[str, ...]
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def number(self) -> str:
        return self.fields["To"]

    @property
    def body(self) -> str:
        return self.fields["Body"]

    def plain(self, account: str) -> dict[str, Any]:
        """As the REST API shows it."""
        shown = {"sid": self.sid, "account_sid": account, "to": self.number, "from": self.fields["From"]}
        shown |= {"date_created": format_datetime(self.made_at), "direction": "outbound-api"}
        return shown | {"status": self.states[0], "body": self.fields.get("Body")}


@dataclass(frozen=True, slots=True)
class Report:
    """A callback to be posted to `url`."""

    url: str
    fields: Fields


class Store:
    """`texts` and `calls` in the order in which they came, `recordings` by id; what of calls was `changed` while they
    went on. Any thread may ask.
    """

    def __init__(self, account: str) -> None:
        self.account = account
        self.texts: list[Kept] = []
        self.calls: list[Kept] = []
        self.redacted: list[str] = []
        self.changed: list[tuple[str, Fields]] = []
        self.recordings: dict[str, bytes] = {}
        self.lock = Lock()

    def take_text(self, fields: Fields) -> Kept:
        with self.lock:
            text = Kept(f"SM{len(self.texts) + 1:032x}", fields, TEXT_STATES)
            self.texts.append(text)
            return text

    def take_call(self, fields: Fields) -> Kept:
        with self.lock:
            call = Kept(f"CA{len(self.calls) + 1:032x}", fields, CALL_STATES)
            self.calls.append(call)
            return call

    def change_call(self, sid: str, fields: Fields) -> Kept | None:
        with self.lock:
            found = next((call for call in self.calls if call.sid == sid), None)
            if found:
                self.changed.append((sid, fields))
            return found

    def redact(self, sid: str) -> Kept | None:
        with self.lock:
            found = next((text for text in self.texts if text.sid == sid), None)
            if found:
                found.fields = found.fields | {"Body": ""}
                self.redacted.append(sid)
            return found

    def listed(self, kept: list[Kept], asked: Fields) -> list[dict[str, Any]]:
        """Those to and from the numbers that were asked for, newest first."""
        with self.lock:
            found = [
                one for one in kept if all(one.fields[name] == asked[name] for name in ("To", "From") & asked.keys())
            ]
        return [one.plain(self.account) for one in reversed(found)]

    def reports(self) -> list[Report]:
        """Every report that is owed of everything that was taken, in its order."""
        with self.lock:
            texts = [_text_report(self.account, text, state) for text in self.texts for state in text.states]
            calls = [_call_report(self.account, call, state) for call in self.calls for state in call.states]
        return [report for report in (*texts, *calls) if report.url]


def _text_report(account: str, text: Kept, state: str) -> Report:
    usual = {"AccountSid": account, "ApiVersion": "2010-04-01", "MessageSid": text.sid, "SmsSid": text.sid}
    usual |= {"From": text.fields["From"], "To": text.number, "MessageStatus": state, "SmsStatus": state}
    return Report(text.fields.get("StatusCallback", ""), usual)


def _call_report(account: str, call: Kept, state: str) -> Report:
    usual = {"AccountSid": account, "ApiVersion": "2010-04-01", "CallSid": call.sid, "CallStatus": state}
    usual |= {"CallbackSource": "call-progress-events", "Direction": "outbound-api", "Timestamp": "now"}
    usual |= {"From": call.fields["From"], "To": call.number, "Caller": call.fields["From"], "Called": call.number}
    usual |= {"SequenceNumber": str(call.states.index(state))}
    return Report(call.fields.get("StatusCallback", ""), usual)
