"""Texts, calls and recordings through Twilio's REST API.

Imported by the process that sends, when it first sends: the client costs 100 ms and 24 MB. A text or call is made
without an idempotency key, which Twilio does not have; so who lost an answer looks for what was made (find_sent) before
asking again. Calls are neither recorded nor searched for answering machines: that costs seconds of silence and is wrong
one time in ten, and our document says nothing to a machine that it may not hear.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from twilio.http import HttpClient  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from hotline.config import TWILIO_API, Settings
from hotline.gateways import twilio_recordings
from hotline.gateways.protocol import Sent, Sound
from hotline.gateways.twilio_faults import said_plainly

SECONDS = 10  # to answer
RING_SECONDS = 40  # a mobile number's voice mail takes the call after 20 to 30
MOST_LISTED = 1000  # one page; the newest come first
CLOCKS_DIFFER = timedelta(minutes=1)
_EVENTS = ["initiated", "answered", "completed"]
_OURS = "outbound-api"  # neither the answer to a text nor a leg of a call that came in


class TwilioGateway:
    """Sends from the hotline's own number. `http` carries the requests, by default over the network."""

    def __init__(self, settings: Settings, http: HttpClient | None = None) -> None:
        self._from = settings.hotline_number
        self._settings = settings
        http = http or TwilioHttpClient(timeout=SECONDS, max_retries=0)
        if settings.twilio_api_url != TWILIO_API:
            http = _Elsewhere(http, settings.twilio_api_url)
        self._client = Client(settings.twilio_account_sid, settings.twilio_auth_tokens[0], http_client=http)

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        reported = {"status_callback": report_url} if report_url else {}
        with said_plainly(is_uncertain=True):
            return str(self._client.messages.create(to=number, from_=self._from, body=body, **reported).sid)

    def place_call(self, number: str, *, url: str, report_url: str, key: str) -> str:
        reported = {"status_callback": report_url, "status_callback_event": _EVENTS}
        with said_plainly(is_uncertain=True):
            call = self._client.calls.create(to=number, from_=self._from, url=url, timeout=RING_SECONDS, **reported)
            return str(call.sid)

    def lead(self, sid: str, url: str) -> None:
        with said_plainly(over_is_fine=True):
            self._client.calls(sid).update(url=url, method="POST")

    def hang_up(self, sid: str) -> None:
        with said_plainly(over_is_fine=True):
            self._client.calls(sid).update(status="completed")

    def find_sent(self, number: str, body: str | None, *, since: datetime) -> list[Sent]:
        is_call = body is None
        listed = self._client.calls if is_call else self._client.messages
        with said_plainly():
            made = listed.list(to=number, from_=self._from, limit=MOST_LISTED)
        found = [
            Sent(one.sid, one.date_created)
            for one in made
            if one.direction == _OURS
            and one.date_created >= since - CLOCKS_DIFFER
            and (is_call or _same(one.body, body))
        ]
        return sorted(found, key=lambda sent: sent.made_at)

    def redact(self, sid: str) -> None:
        message = self._client.messages(sid)
        with said_plainly(gone_is_fine=True):
            message.update(body="")
            for picture in message.media.list():
                picture.delete()

    def fetch_recording(self, url: str) -> Sound:
        return twilio_recordings.fetch(self._settings, url)

    def delete_recording(self, sid: str) -> None:
        with said_plainly(gone_is_fine=True):
            self._client.recordings(sid).delete()


class _Elsewhere(HttpClient):  # type: ignore[misc]  # the client ships no types
    """Carries the requests to another host than the telephone company's."""

    def __init__(self, http: HttpClient, base: str) -> None:
        super().__init__(None, False, None)
        self._http = http
        self._base = base

    def request(self, method: str, url: str, *args: Any, **named: Any) -> Response:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return self._http.request(method, f"{self._base}{parts.path}{query}", *args, **named)


def _same(kept: str | None, sent: str | None) -> bool:
    """The telephone company trims the ends of a text."""
    return (kept or "").strip() == (sent or "").strip()
