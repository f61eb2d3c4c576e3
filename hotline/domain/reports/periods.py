"""The periods of the reports: weeks, and months and quarters of whole weeks.

A week begins on Monday and belongs to the month of its Thursday (as in ISO 8601), so no two periods overlap but where
one holds the other.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_WEEK = timedelta(days=7)
_THURSDAY = timedelta(days=3)
_MONTHS = {"month": 1, "quarter": 3}


class Kind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks from the Monday `start` until before the Monday `end`."""

    kind: Kind
    start: date
    end: date

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def weeks(self) -> list[date]:
        """The Monday of each week."""
        return [self.start + _WEEK * n for n in range((self.end - self.start) // _WEEK)]

    def before(self) -> "Period":
        return holding(self.kind, self.start - timedelta(days=1))

    def after(self) -> "Period":
        return holding(self.kind, self.end)


def holding(kind: Kind, day: date) -> Period:
    """The period of that kind which a day falls into."""
    monday = day - timedelta(days=day.weekday())
    if kind is Kind.WEEK:
        return Period(kind, monday, monday + _WEEK)
    length, thursday = _MONTHS[kind], monday + _THURSDAY
    first = thursday.year * 12 + (thursday.month - 1) // length * length
    return Period(kind, _begins(first), _begins(first + length))


def latest(kind: Kind, today: date) -> Period:
    """The last period of that kind which is over and counted: its last day was before yesterday at the latest."""
    period = holding(kind, today)
    while period.end >= today:
        period = period.before()
    return period


def _begins(months: int) -> date:
    """The Monday of the first week of a month, which is counted from the year 0."""
    fourth = date(months // 12, months % 12 + 1, 4)  # is always in the week with the first Thursday
    return fourth - timedelta(days=fourth.weekday())
