"""Hours as a setting writes them."""

import re
from datetime import time

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
