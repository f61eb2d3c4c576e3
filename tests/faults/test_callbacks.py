"""A few of the reports that `make faults` posts by the ten thousand."""

from collections.abc import Iterator

import pytest
from flask import Flask

from hotline import gateways
from hotline.config import Settings
from tests.faults import callbacks


@pytest.fixture(autouse=True)
def ours_again(settings: Settings) -> Iterator[None]:
    yield
    gateways.connect(settings)


def test_reports_shuffled_and_twice_take_no_text_backward(app: Flask, settings: Settings) -> None:
    told = callbacks.trial(app, settings, count=160)

    assert (told.reports, told.backward, told.astray) == (160, 0, 0)
    assert told.answers == {204: 160}
    assert len(told.ends) == 3
