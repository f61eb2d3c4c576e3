"""The benchmarks themselves still run, on next to nobody; what they measure here means nothing."""

from pathlib import Path

import pytest
from flask import Flask

from tests.benchmarks import lookups, place, population, timing, trail
from tests.benchmarks.figures import Figure, percentile, table


@pytest.mark.parametrize(
    ("ones", "others", "area"),
    [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1, 1], 0.5), ([0, 3], [1, 2], 0.5)],
)
def test_the_area_under_the_curve_is_the_share_of_pairs_won(
    ones: list[float], others: list[float], area: float
) -> None:
    assert timing.auc(ones, others) == area


def test_a_figure_passes_at_its_target() -> None:
    assert Figure("fast", 4.0, 4, "ms").passes
    assert not Figure("fast", 4.1, 4, "ms").passes
    assert Figure("many", 0.3, 0.3, at_least=True).passes
    assert "FAIL" in table([Figure("fast", 4.1, 4, "ms")])


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([1.0], 0.99) == 1.0


def test_a_population_can_be_built_and_looked_up_in(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    population.build(path, 300)

    taken = lookups.milliseconds(lookups.whole, lookups.names_in(path, 5))

    assert len(taken) == 5
    assert all(milliseconds > 0 for milliseconds in taken)


def test_hidden_and_absent_can_be_timed(app: Flask, tmp_path: Path) -> None:
    found = timing.curves(tmp_path / "timing.db", pairs=5, disclosable=50)

    assert [curve.through for curve in found] == ["locator.find", "the web page", "a wrong PIN"]
    assert all(0 <= curve.auc <= 1 for curve in found)


def test_a_trail_can_be_built_and_verified(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "FOLDER", tmp_path)

    verified, page = trail.figures(200)

    assert (verified.unit, page.unit) == ("s", "ms")
