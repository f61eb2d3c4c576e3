"""Rosters that staff send are read by a process of its own, which `flask deliver` starts when one waits.

Reading keeps a processor busy for a minute; what is to be sent waits for nothing meanwhile.
"""

import subprocess
import sys
from datetime import datetime

from hotline import db
from hotline.domain.rosters import reading_in
from hotline.logs import log

COMMAND = [sys.executable, "-m", "flask", "roster", "read-uploads"]
STOP_SECONDS = 5.0


class Reader:
    """The process that reads, if one runs."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start_if_due(self, now: datetime) -> int:
        """Begin to read what waits, unless that is done already; answers how many processes were started."""
        if self._is_running():
            return 0
        with db.reading() as session:
            is_waiting = reading_in.is_waiting(session, now=now)
        if is_waiting:
            self._process = subprocess.Popen(COMMAND)  # noqa: S603  fixed words
        return int(is_waiting)

    def wait(self) -> None:
        """Until what was started has read all there was."""
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """End it, at any point: what it read stands or nothing does, and it is read again."""
        if self._process is None or not self._is_running():
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _is_running(self) -> bool:
        if self._process is None or (status := self._process.poll()) is None:
            return self._process is not None
        if status:
            log.error("uploads not read", status=status)
        self._process = None
        return False


READER = Reader()
