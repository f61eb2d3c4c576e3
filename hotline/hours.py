"""When people of the hotline answer the telephone, and how what is promised by the hour is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

_INFO_KEY = "hours"

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

    def after(self, span: timedelta, since: datetime) -> datetime:
        """When so much of the time in which people answer has passed since then; aware UTC in and out."""
        if self.is_always:
            return since + span
        for begins, ends in self._days(since):
            begins = max(begins, since)
            if begins + span <= ends:
                return begins + span
            span -= max(ends - begins, timedelta(0))
        raise AssertionError("the days do not end")

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself where people answer then, else when they answer next; aware UTC in and out."""
        if self.is_always:
            return moment
        return next(max(begins, moment) for begins, ends in self._days(moment) if moment < ends)

    def _days(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when to when people answer, day by day, from the one that may have begun the evening before."""
        first = since.astimezone(ZoneInfo(self.time_zone)).date() - timedelta(days=1)
        lasts = timedelta(days=self.closes < self.opens)
        for days in count():
            day = first + timedelta(days=days)
            yield self._moment(day, self.opens), self._moment(day + lasts, self.closes)

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.time_zone)).astimezone(UTC)


ALWAYS = Hours(time(0), time(0), "UTC")


def session_info(open_hours: Hours | None) -> dict[str, object]:
    """What a session carries so that the domain can say by when a promise is due; hours not said count as always."""
    return {_INFO_KEY: open_hours or ALWAYS}


def of(session: Session) -> Hours:
    """The hours that came with this session, ALWAYS where none did."""
    return cast(Hours, session.info.get(_INFO_KEY, ALWAYS))


def read(text: str) -> Hours:
    """Hours as a setting writes them: "08:00-20:00 America/Chicago", or "always". Raises ValueError."""
    if text == "always":
        return ALWAYS
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(text)
    begins, begins_minute, ends, ends_minute = map(int, written.groups()[:4])
    try:
        ZoneInfo(written[5])
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(text) from unknown
    return Hours(time(begins, begins_minute), time(ends, ends_minute), written[5])
