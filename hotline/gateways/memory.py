"""Messages that go nowhere: kept in this process, for tests and for trying the service without an account."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from hotline import clock
from hotline.config import Settings
from hotline.gateways.protocol import GatewayError, Letter, Sent, Sound

CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it was handed over."""

    sid: str
    number: str
    body: str
    key: str
    report_url: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call as it was asked for."""

    sid: str
    number: str
    url: str
    report_url: str
    key: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SentLetter:
    """An e-mail as it was handed over."""

    sid: str
    letter: Letter
    key: str


class _Faulty:
    """`faults` are raised first, one a request, oldest first, and nothing is done. Then `lost_answers` requests are
    done, and raise as if their answers were lost.
    """

    def __init__(self, _settings: Settings | None = None) -> None:
        self.faults: list[GatewayError] = []
        self.lost_answers = 0
        self._lock = Lock()

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """One request at a time."""
        with self._lock:
            if self.faults:
                raise self.faults.pop(0)
            yield
            if self.lost_answers:
                self.lost_answers -= 1
                raise GatewayError(permanent=False, is_uncertain=True, reason="lost")


class MemoryGateway(_Faulty):
    """Keeps what it was given, under ids that no other process's gateway gives.

    Its store has `recordings`, by address; of them it was to forget `deleted`, by id. Calls were `led` to an address,
    or `hung_up`.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self._mine = secrets.token_hex(8)
        self.texts: list[SentText] = []
        self.calls: list[PlacedCall] = []
        self.redacted: list[str] = []
        self.recordings: dict[str, Sound] = {}
        self.deleted: list[str] = []
        self.led: list[tuple[str, str]] = []
        self.hung_up: list[str] = []

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        with self._asked():
            sid = f"SM{self._mine}{len(self.texts) + 1:016x}"
            self.texts.append(SentText(sid, number, body, key, report_url, clock.now()))
        return sid

    def place_call(self, number: str, *, url: str, report_url: str, key: str) -> str:
        with self._asked():
            sid = f"CA{self._mine}{len(self.calls) + 1:016x}"
            self.calls.append(PlacedCall(sid, number, url, report_url, key, clock.now()))
        return sid

    def lead(self, sid: str, url: str) -> None:
        with self._asked():
            self.led.append((sid, url))

    def hang_up(self, sid: str) -> None:
        with self._asked():
            self.hung_up.append(sid)

    def find_sent(self, number: str, body: str | None, *, since: datetime) -> list[Sent]:
        with self._asked():
            texts = [text for text in self.texts if text.body == body]
            made = self.calls if body is None else texts
            earliest = since - CLOCKS_DIFFER
            return [Sent(one.sid, one.made_at) for one in made if one.number == number and one.made_at >= earliest]

    def redact(self, sid: str) -> None:
        with self._asked():
            self.redacted.append(sid)

    def fetch_recording(self, url: str) -> Sound:
        with self._asked():
            if url not in self.recordings:
                raise GatewayError(permanent=False, reason="404")
            return self.recordings[url]

    def delete_recording(self, sid: str) -> None:
        with self._asked():
            self.deleted.append(sid)


class MemoryMail(_Faulty):
    """Keeps the letters it was given."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self.letters: list[SentLetter] = []

    def send_email(self, letter: Letter, *, key: str) -> str:
        with self._asked():
            sid = f"<{key}@memory.invalid>"
            self.letters.append(SentLetter(sid, letter, key))
        return sid
