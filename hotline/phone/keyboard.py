"""What is typed at the practice telephone, line by line, while the telephone may ring and texts arrive."""

import io
import os
import select
import sys
from collections.abc import Callable

LOOK_EVERY = 2.0  # seconds, while nothing is typed
_AT_ONCE = 65_536  # bytes


class Keyboard:
    """The lines of standard input: a terminal, or a program that types. None of them waits unseen in a buffer."""

    def __init__(self) -> None:
        self._rest = b""  # what was read after the last line

    def line(self, *, meanwhile: Callable[[], None]) -> str | None:
        """The next line, without its end; None after the last. Does `meanwhile` again and again until it comes."""
        descriptor = _descriptor()
        if descriptor is None:
            line = sys.stdin.readline()
            return line.rstrip("\n") if line else None
        while b"\n" not in self._rest:
            while not select.select([descriptor], [], [], LOOK_EVERY)[0]:
                meanwhile()
            more = os.read(descriptor, _AT_ONCE)
            if not more:
                return self._last()
            self._rest += more
        line_read, _, self._rest = self._rest.partition(b"\n")
        return line_read.decode(errors="replace")

    def _last(self) -> str | None:
        last, self._rest = self._rest, b""
        return last.decode(errors="replace") if last else None


def _descriptor() -> int | None:
    """Of the file that standard input is; None where it is text in memory, which never keeps anybody waiting."""
    try:
        return sys.stdin.fileno()
    except io.UnsupportedOperation:
        return None
