"""Weeks, and months and quarters of whole weeks."""

from datetime import date, timedelta

import pytest

from hotline.domain.reports import periods
from hotline.domain.reports.periods import Kind, Period

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 1_500, 5)]


@pytest.mark.parametrize("kind", Kind)
def test_periods_follow_one_another_without_gap_or_overlap(kind: Kind) -> None:
    for day in DAYS:
        period = periods.holding(kind, day)

        assert period.start <= day <= period.last_day
        assert period.start.weekday() == period.end.weekday() == 0
        assert (period.before().end, period.after().start) == (period.start, period.end)


@pytest.mark.parametrize(("kind", "longer"), [(Kind.WEEK, Kind.MONTH), (Kind.MONTH, Kind.QUARTER)])
def test_a_longer_period_holds_whole_shorter_ones(kind: Kind, longer: Kind) -> None:
    for day in DAYS:
        whole, part = periods.holding(longer, day), periods.holding(kind, day)

        assert whole.start <= part.start
        assert part.end <= whole.end


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    assert periods.holding(Kind.MONTH, date(2026, 11, 30)) == Period(Kind.MONTH, date(2026, 11, 30), date(2027, 1, 4))
    assert periods.holding(Kind.QUARTER, date(2027, 1, 1)).start == date(2026, 9, 28)


def test_only_what_is_over_and_counted_is_reported() -> None:
    assert periods.latest(Kind.WEEK, date(2026, 11, 22)).last_day == date(2026, 11, 15)
    assert periods.latest(Kind.WEEK, date(2026, 11, 23)).last_day == date(2026, 11, 15)
    assert periods.latest(Kind.WEEK, date(2026, 11, 24)).last_day == date(2026, 11, 22)
