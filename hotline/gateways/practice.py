"""What leaves in development: texts and calls to the practice telephone, and e-mails, in files for their owner alone.

`flask deliver` writes them and the practice telephone, another process, reads them; nobody needs an account. They are
JSON lines beside each other: texts where the settings say, calls and letters next to them.
"""

import fcntl
import io
import json
import os
import secrets
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from hotline import clock
from hotline.config import Settings
from hotline.gateways.protocol import Letter, Sent, Sound

MOST_KEPT = 200  # of each kind
_SAMPLES = 8000  # a second


def _now() -> str:
    return clock.now().replace(microsecond=0).isoformat()


@dataclass(frozen=True, slots=True)
class PracticeText:
    """A text that was sent to a number (E.164), when (ISO 8601), and where its states are posted."""

    sid: str
    number: str
    body: str
    report_url: str = ""
    made_at: str = field(default_factory=_now)


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """A call that was placed to a number (E.164): where its document is asked for, and where its states are posted."""

    sid: str
    number: str
    url: str
    report_url: str
    made_at: str = field(default_factory=_now)


@dataclass(frozen=True, slots=True)
class PracticeLetter:
    """An e-mail that was sent to an address, as protocol.Letter says it."""

    sid: str
    address: str
    subject: str
    text: str
    language: str
    stop_url: str = ""
    made_at: str = field(default_factory=_now)


@dataclass(frozen=True, slots=True)
class PracticeOrder:
    """What a call that goes on is to do now: ask for its next document at `url`, or end where that is ""."""

    sid: str
    url: str = ""


Kept = TypeVar("Kept", bound=PracticeText | PracticeCall | PracticeLetter | PracticeOrder)


class _File(Generic[Kept]):
    """One kind of what was sent, oldest first."""

    def __init__(self, path: Path, kind: type[Kept]) -> None:
        self._path = path
        self._kind = kind

    def read(self) -> list[Kept]:
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [self._kind(**json.loads(line)) for line in lines]

    def add(self, one: Kept) -> None:
        with _locked(self._path):
            kept: list[Kept] = [*self.read(), one]
            self._write(kept[-MOST_KEPT:])

    def change(self, how: Callable[[Kept], Kept]) -> None:
        with _locked(self._path):
            self._write([how(one) for one in self.read()])

    def _write(self, kept: list[Kept]) -> None:
        """Replace the file as a whole, so that a reader never sees half of it."""
        beside = self._path.with_suffix(".new")
        beside.touch(mode=0o600)
        lines = (json.dumps(asdict(one)) + "\n" for one in kept)
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(self._path)


def texts(settings: Settings) -> list[PracticeText]:
    """What was sent by text, oldest first; one that was redacted has no body."""
    return _texts(settings).read()


def calls(settings: Settings) -> list[PracticeCall]:
    """The calls that were placed, oldest first: each rings once, at the practice telephone that has its number."""
    return _calls(settings).read()


def letters(settings: Settings) -> list[PracticeLetter]:
    """The e-mails that were sent, oldest first."""
    return _letters(settings).read()


def orders(settings: Settings) -> list[PracticeOrder]:
    """What calls that go on were told to do, oldest first."""
    return _orders(settings).read()


def _texts(settings: Settings) -> _File[PracticeText]:
    return _File(settings.practice_texts, PracticeText)


def _calls(settings: Settings) -> _File[PracticeCall]:
    return _File(settings.practice_texts.with_name("practice-calls.jsonl"), PracticeCall)


def _letters(settings: Settings) -> _File[PracticeLetter]:
    return _File(settings.practice_texts.with_name("practice-letters.jsonl"), PracticeLetter)


def _orders(settings: Settings) -> _File[PracticeOrder]:
    return _File(settings.practice_texts.with_name("practice-orders.jsonl"), PracticeOrder)


class PracticeGateway:
    """Sends into the files that the settings name. Whoever leaves a message on the practice telephone types it, so a
    second of silence stands for its sound.
    """

    def __init__(self, settings: Settings) -> None:
        self._texts = _texts(settings)
        self._calls = _calls(settings)
        self._orders = _orders(settings)

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        text = PracticeText("SM" + secrets.token_hex(16), number, body, report_url)
        self._texts.add(text)
        return text.sid

    def place_call(self, number: str, *, url: str, report_url: str, key: str) -> str:
        call = PracticeCall("CA" + secrets.token_hex(16), number, url, report_url)
        self._calls.add(call)
        return call.sid

    def lead(self, sid: str, url: str) -> None:
        self._orders.add(PracticeOrder(sid, url))

    def hang_up(self, sid: str) -> None:
        self._orders.add(PracticeOrder(sid))

    def find_sent(self, number: str, body: str | None, *, since: datetime) -> list[Sent]:
        made: list[PracticeCall] | list[PracticeText]
        made = self._calls.read() if body is None else [text for text in self._texts.read() if text.body == body]
        found = [Sent(one.sid, datetime.fromisoformat(one.made_at)) for one in made if one.number == number]
        return [sent for sent in found if sent.made_at >= since.replace(microsecond=0)]

    def redact(self, sid: str) -> None:
        self._texts.change(lambda text: replace(text, body="") if text.sid == sid else text)

    def fetch_recording(self, url: str) -> Sound:
        sound = io.BytesIO()
        with wave.open(sound, "wb") as silence:
            silence.setparams((1, 2, _SAMPLES, 0, "NONE", ""))
            silence.writeframes(b"\0\0" * _SAMPLES)
        return Sound(sound.getvalue(), "audio/x-wav")

    def delete_recording(self, sid: str) -> None:
        """There is nothing to forget."""


class PracticeMail:
    """Writes letters into their file."""

    def __init__(self, settings: Settings) -> None:
        self._letters = _letters(settings)

    def send_email(self, letter: Letter, *, key: str) -> str:
        sid = f"<{key}@practice.invalid>"
        kept = (letter.address, letter.subject, letter.text, letter.language, letter.stop_url)
        self._letters.add(PracticeLetter(sid, *kept))
        return sid


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time, in any process."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
