"""Texts that go to the practice telephone: a file of JSON lines beside the development database, for its owner alone.

`flask deliver` writes it and the practice telephone, another process, reads it; nobody needs an account.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from hotline.config import Settings

MOST_KEPT = 200  # texts


@dataclass(frozen=True, slots=True)
class PracticeText:
    """A text that was sent to a number (E.164)."""

    sid: str
    number: str
    body: str


class PracticeGateway:
    """Sends into the file that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.practice_texts

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        text = PracticeText("SM" + secrets.token_hex(16), number, body)
        with _locked(self._path):
            _write(self._path, [*read(self._path), text][-MOST_KEPT:])
        return text.sid

    def redact(self, sid: str) -> None:
        with _locked(self._path):
            _write(self._path, [replace(text, body="") if text.sid == sid else text for text in read(self._path)])


def read(path: Path) -> list[PracticeText]:
    """The texts that were sent, oldest first; one that was redacted has no body."""
    if not path.exists():
        return []
    return [PracticeText(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _write(path: Path, texts: list[PracticeText]) -> None:
    """Replace the file as a whole, so that a reader never sees half of it."""
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text("".join(json.dumps(asdict(text)) + "\n" for text in texts), encoding="utf-8")
    beside.replace(path)


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
