"""A call within 2 hours is promised as it can be kept: where people answer from-to, the hours count only then."""

from dataclasses import replace

import pytest

from hotline import hours
from hotline.app import create_app
from hotline.config import Settings
from tests.web.visitor import Visitor

COUNTED = "The 2 hours count only while people answer: every day from 8:00 AM to 8:00 PM, Central Time."


def _visitor(settings: Settings, written: str) -> Visitor:
    return Visitor(create_app(replace(settings, hotline_hours=hours.read(written))).test_client())


@pytest.mark.parametrize("path", ["report", "about"])
def test_where_people_answer_from_to_the_promise_says_when_it_counts(settings: Settings, path: str) -> None:
    page = _visitor(settings, "08:00-20:00 America/Chicago").opens(path)

    assert "within 2 hours." in page.text
    assert COUNTED in page.text


@pytest.mark.parametrize("path", ["report", "about"])
def test_where_people_answer_day_and_night_the_promise_stands_alone(settings: Settings, path: str) -> None:
    page = _visitor(settings, "always").opens(path)

    assert "within 2 hours." in page.text
    assert "count only" not in page.text
