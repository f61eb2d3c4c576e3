"""Hours as a setting writes them."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from hotline import hours
from hotline.hours import Hours


def test_they_are_read_with_their_zone() -> None:
    assert hours.read("08:00-20:30 America/Chicago") == Hours(time(8), time(20, 30), "America/Chicago")


def test_always_is_day_and_night() -> None:
    assert hours.read("always").is_always


@pytest.mark.parametrize("text", ["8-20", "08:00-20:00", "08:00-20:00 Mars/Base", "25:00-26:00 UTC", "day and night"])
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        hours.read(text)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-23T15:00", "2026-11-23T17:00"),  # by day
        ("2026-11-23T12:15", "2026-11-23T16:00"),  # before they open, at 14:00 UTC
        ("2026-11-24T01:30", "2026-11-24T15:30"),  # half an hour before they close
        ("2026-11-24T05:00", "2026-11-24T16:00"),  # at night
        ("2026-11-24T00:00", "2026-11-24T02:00"),  # to the minute that they close
        ("2026-11-01T00:30", "2026-11-01T15:30"),  # the night when clocks go back
    ],
)
def test_two_hours_count_only_while_people_answer(since: str, due: str) -> None:
    by_day = hours.read("08:00-20:00 America/Chicago")

    told = by_day.after(timedelta(hours=2), datetime.fromisoformat(since).replace(tzinfo=UTC))

    assert told == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-23T23:00", "2026-11-24T05:00"),  # before they open, at 3:00 UTC
        ("2026-11-24T08:00", "2026-11-24T10:00"),  # after midnight of the night that began the day before
        ("2026-11-24T10:30", "2026-11-25T04:30"),  # half an hour before they close
    ],
)
def test_hours_may_run_past_midnight(since: str, due: str) -> None:
    by_night = hours.read("22:00-06:00 America/New_York")

    told = by_night.after(timedelta(hours=2), datetime.fromisoformat(since).replace(tzinfo=UTC))

    assert told == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_day_and_night_two_hours_are_two_hours() -> None:
    night = datetime(2026, 11, 24, 5, tzinfo=UTC)

    assert hours.ALWAYS.after(timedelta(hours=2), night) == night + timedelta(hours=2)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T15:00", "2026-11-23T15:00"),  # by day
        ("2026-11-23T12:15", "2026-11-23T14:00"),  # before they open
        ("2026-11-24T02:00", "2026-11-24T14:00"),  # the minute that they close
        ("2026-11-24T05:00", "2026-11-24T14:00"),  # at night
    ],
)
def test_who_is_there_no_more_is_there_when_they_open(moment: str, opens: str) -> None:
    by_day = hours.read("08:00-20:00 America/Chicago")

    told = by_day.next_open(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    assert told == datetime.fromisoformat(opens).replace(tzinfo=UTC)


def test_day_and_night_somebody_is_there() -> None:
    at_night = datetime(2026, 11, 24, 9, tzinfo=UTC)

    assert hours.ALWAYS.next_open(at_night) == at_night
