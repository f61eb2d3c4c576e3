"""A few of the reports and of the numbers that `make faults` makes by the thousand."""

from flask import Flask

from hotline.domain.free_calls import Budget
from tests.faults import free_calls


def test_reports_in_any_order_end_every_call_rightly(app: Flask) -> None:
    told = free_calls.shuffle(200)

    assert told.astray == 0
    assert len(told.ends) > 4


def test_whoever_pumps_the_line_is_held_by_every_cap(app: Flask) -> None:
    pumped = free_calls.pump(120, budget=Budget(calls_a_day=60))

    assert pumped.over == []
    assert pumped.rung == 60
