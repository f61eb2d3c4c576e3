"""A stand-in of Twilio that is a real HTTP server: takes texts and calls, loses answers, posts signed reports.

    with TwilioMock(settings, Habits(lost=0.02, refused=0.02)) as twilio:
        gateway = TwilioGateway(replace(settings, twilio_api_url=twilio.url))  # or TWILIO_API_URL for another process
        ...
        twilio.post_reports(to="http://127.0.0.1:8000")
        assert len(twilio.store.texts) == 1

It answers on loopback, in threads of this process, so it outlives a `flask deliver` that is killed. What it took is in
`store`; `fates` says what became of every request. `is_down` refuses everything with 503, as a provider that is away.
"""

import json
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from hotline.config import Settings
from tests.providers import twilio_paths
from tests.providers.chaos import Chaos, Fate, Habits
from tests.providers.twilio_store import Report, Store

Post = Callable[[str, dict[str, str], str], int]
POST_SECONDS = 30


class TwilioMock:
    def __init__(self, settings: Settings, habits: Habits | None = None) -> None:
        self.store = Store(settings.twilio_account_sid)
        self.chaos = Chaos(habits or Habits())
        self.fates: list[Fate] = []
        self.is_down = False
        self._settings = settings
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "TwilioMock":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def misbehave(self, habits: Habits) -> None:
        """From the next request on."""
        self.chaos = Chaos(habits)

    def recorded(self, sid: str, sound: bytes = b"RIFF....WAVE") -> str:
        """Keep a recording; answers the address that a webhook names."""
        self.store.recordings[sid] = sound
        return f"https://api.twilio.com/2010-04-01/Accounts/{self.store.account}/Recordings/{sid}"

    def post_reports(self, *, to: str = "", post: Post | None = None) -> list[int]:
        """Post every report that is owed to the web process at `to`, or by `post(path, fields, signature)`.

        Answers the statuses that came back.
        """
        carry = post or _over_http(to)
        return [self._post(report, carry) for report in self.chaos.posted(self.store.reports())]

    def _post(self, report: Report, carry: Post) -> int:
        validator = RequestValidator(self._settings.twilio_auth_tokens[0])
        path = report.url.removeprefix(self._settings.public_base_url)
        return carry(path, report.fields, validator.compute_signature(report.url, report.fields))


def _over_http(base: str) -> Post:
    address = urlsplit(base)

    def post(path: str, fields: dict[str, str], signature: str) -> int:
        connection = HTTPConnection(address.hostname or "", address.port, timeout=POST_SECONDS)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", path, urlencode(fields), headers)
            return connection.getresponse().status
        finally:
            connection.close()

    return post


class _Server(ThreadingHTTPServer):
    """Hands the mock to those who answer."""

    daemon_threads = True

    def __init__(self, mock: TwilioMock) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.mock = mock

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A process that is killed hangs up in the middle; that is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answering(BaseHTTPRequestHandler):
    """One connection; whatever the paths do not know is a 404, as at Twilio."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def log_message(self, *_: Any) -> None:
        """Says nothing: its lines would hold numbers."""

    def _answer(self, method: str) -> None:
        mock = self.server.mock
        announced = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(announced)
        if len(body) < announced:
            self.close_connection = True  # who asked was killed in the middle of it
            return
        fields = dict(parse_qsl(body.decode(), True))
        if mock.is_down:
            self._reply(503, {"code": 20503, "message": "away"})
            return
        time.sleep(mock.chaos.wait())
        fate = mock.chaos.fate()
        mock.fates.append(fate)
        if fate is Fate.REFUSED:
            self._reply(500, {"code": 20500, "message": "refused"})
            return
        status, answer = twilio_paths.answer(mock.store, method, self.path, fields)
        if fate is Fate.LOST:
            self.close_connection = True
        elif fate is Fate.BROKEN:
            self._reply(500, {"code": 20500, "message": "broken"})
        else:
            self._reply(status, answer)

    def _reply(self, status: int, answer: Any) -> None:
        is_sound = isinstance(answer, bytes)
        body = answer if is_sound else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "audio/mpeg" if is_sound else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
