"""Small counts are hidden, so that nobody can compute them from what is shown."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.reports import small

TABLES = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda ns: {str(key): n for key, n in enumerate(ns)})


def _others(values: dict[str, int], keys: list[str], total: int) -> Iterator[dict[str, int]]:
    """Every table that is the same but in these keys, with the same total."""
    if not keys:
        if total == 0:
            yield values
        return
    for n in range(1, total + 1):
        yield from _others({**values, keys[0]: n}, keys[1:], total - n)


@given(TABLES)
def test_whoever_knows_the_total_and_the_rule_cannot_tell_what_a_hidden_cell_is(values: dict[str, int]) -> None:
    keys = small.hidden(values)
    if not keys:
        return

    hidden = sorted(keys)
    alike = [
        other for other in _others(values, hidden, sum(values[key] for key in hidden)) if small.hidden(other) == keys
    ]

    for key in hidden:
        assert len({other[key] for other in alike}) > 1


@given(TABLES)
def test_no_small_count_is_shown(values: dict[str, int]) -> None:
    keys = small.hidden(values)

    shown = set() if keys is None else set(values) - keys

    assert all(values[key] == 0 or values[key] >= small.SMALLEST for key in shown)


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({"en": 50, "es": 20}, frozenset()),
        ({"en": 50, "es": 0}, frozenset()),
        ({"en": 50, "es": 20, "ht": 2}, frozenset({"es", "ht"})),
        ({"en": 50, "ht": 2, "zh": 2}, frozenset({"ht", "zh"})),
        ({"en": 50, "ht": 1, "zh": 1}, frozenset({"en", "ht", "zh"})),
        ({"en": 3}, None),
        ({}, frozenset()),
    ],
)
def test_what_is_hidden(values: dict[str, int], keys: frozenset[str] | None) -> None:
    assert small.hidden(values) == keys


def test_where_one_table_cannot_be_shown_none_with_its_total_is() -> None:
    assert small.together([{"phone": 54}, {"en": 50, "es": 4}]) == [frozenset(), frozenset({"en", "es"})]
    assert small.together([{"phone": 3}, {"en": 3, "es": 0}]) is None
