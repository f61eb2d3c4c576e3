"""When people of the hotline answer the telephone."""

import re
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d) ([\w/+-]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hours:
    """Every day from `opens` to `closes` by the clock of `time_zone` (IANA); the same time twice is day and night."""

    opens: time
    closes: time
    time_zone: str

    @property
    def is_always(self) -> bool:
        return self.opens == self.closes


def read(text: str) -> Hours:
    """Hours as a setting writes them: "08:00-20:00 America/Chicago", or "always". Raises ValueError."""
    if text == "always":
        return Hours(time(0), time(0), "UTC")
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(text)
    begins, begins_minute, ends, ends_minute = map(int, written.groups()[:4])
    try:
        ZoneInfo(written[5])
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(text) from unknown
    return Hours(time(begins, begins_minute), time(ends, ends_minute), written[5])
