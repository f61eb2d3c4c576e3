"""Made-up stays: in order, past, and shaped like the real ones that our summary was made from."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

import pytest

from hotline import clock
from hotline.demo import chains
from hotline.demo.chains import DemoStay, Status
from hotline.demo.load import facilities

NOW = datetime(2026, 11, 22, 19, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def stays() -> list[DemoStay]:
    rng, places = Random(11), facilities()
    return [chains.stay(rng, places, chains.pick(rng, chains.STATUSES), now=NOW) for _ in range(3_000)]


def moves(stays: list[DemoStay]) -> Iterator[timedelta]:
    for stay in stays:
        for before, after in pairwise(stay.stints):
            assert before.book_out is not None
            yield after.book_in - before.book_out


def test_everything_in_a_stay_is_in_order_and_past(stays: list[DemoStay]) -> None:
    for stay in stays:
        moments = [stay.began]
        for stint in stay.stints:
            moments += [moment for moment in (stint.book_in, stint.book_out) if moment]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW


def test_only_the_last_stint_may_be_open(stays: list[DemoStay]) -> None:
    assert all(stint.book_out and stint.reason == "Transferred" for stay in stays for stint in stay.stints[:-1])


@pytest.mark.parametrize("status", list(Status))
def test_a_stay_stands_as_it_was_asked_for(status: Status) -> None:
    stay = chains.stay(Random(2), facilities(), status, now=NOW)

    if status is Status.PROCESSING:
        assert not stay.stints
        return
    last = stay.stints[-1]
    assert (last.book_out is None) == (status is Status.HELD)
    assert (stay.ended is not None) == (status is Status.ENDED)
    if status is Status.IN_TRANSIT:
        assert last.reason == "Transferred"


def test_nobody_is_on_the_road_for_more_than_seventeen_hours_between_two_facilities(stays: list[DemoStay]) -> None:
    gaps = list(moves(stays))

    assert min(gaps) >= timedelta()
    assert max(gaps) <= timedelta(hours=17, minutes=5)
    assert 20 < median(gap.total_seconds() / 60 for gap in gaps) < 120


def test_some_stints_last_no_minute_and_some_transfers_go_nowhere(stays: list[DemoStay]) -> None:
    stints = [stint for stay in stays for stint in stay.stints]
    repeats = [before.facility is after.facility for stay in stays for before, after in pairwise(stay.stints)]

    assert 0.002 < sum(stint.book_in == stint.book_out for stint in stints) / len(stints) < 0.04
    assert 0.02 < sum(repeats) / len(repeats) < 0.07


def test_times_are_noted_to_five_minutes_more_often_than_chance(stays: list[DemoStay]) -> None:
    minutes = [stint.book_in.minute for stay in stays for stint in stay.stints]

    assert 0.5 < sum(minute % 5 == 0 for minute in minutes) / len(minutes) < 0.7


def test_doors_open_by_day_on_the_facility_s_clock(stays: list[DemoStay]) -> None:
    long = [
        stint
        for stay in stays
        for stint in stay.stints
        if stint.book_out and stint.book_out - stint.book_in > timedelta(days=2)
    ]
    hours = Counter(clock.at_place(stint.book_in, stint.facility.time_zone).hour for stint in long)

    assert sum(hours[hour] for hour in range(9, 15)) > 2 * sum(hours[hour] for hour in range(6))


def mean_length(lengths: Counter[int]) -> float:
    return sum(length * n for length, n in lengths.items()) / lengths.total()


def test_chains_are_about_as_long_as_the_real_ones(stays: list[DemoStay], shared_data: Path) -> None:
    real: Counter[int] = Counter()
    for name in ("stints_real.csv", "stints_modelled.csv"):
        with (shared_data / name).open(encoding="utf-8", newline="") as lines:
            real.update(Counter(row["stay_key"] for row in csv.DictReader(lines)).values())
    ours = Counter(len(stay.stints) for stay in stays if stay.stints)

    assert abs(mean_length(ours) - mean_length(real)) < 0.3
