"""Small counts are hidden, and as many others that none of them can be computed from a total.

Tables that share a total protect it together: the total is taken as known, so the hidden cells of a table add up to a
known number. They stay hidden from whoever knows this rule, too: each must be able to be more than one number.
"""

from collections.abc import Mapping, Sequence

SMALLEST = 5


def hidden(values: Mapping[str, int]) -> frozenset[str] | None:
    """The keys of a table that are not shown; None where nothing of it may be, not even its total."""
    small = {key for key, n in values.items() if 0 < n < SMALLEST}
    if not small:
        return frozenset()
    others = sorted((key for key, n in values.items() if n >= SMALLEST), key=lambda key: (values[key], key))
    for taken in range(len(others) + 1):
        shown = others[taken:]
        most = values[shown[0]] if shown else sum(values.values())
        if _is_safe(values, small, others[:taken], most):
            return frozenset({*small, *others[:taken]})
    return None


def together(tables: Sequence[Mapping[str, int]]) -> list[frozenset[str]] | None:
    """The same for tables with one total: None where one of them cannot be shown, so that none is."""
    found = [hidden(values) for values in tables]
    kept = [keys for keys in found if keys is not None]
    return kept if len(kept) == len(found) else None


def _is_safe(values: Mapping[str, int], small: set[str], others: Sequence[str], most: int) -> bool:
    """Whether each hidden cell may be more than one number, by their sum and the bounds that the rule gives away."""
    bounds = dict.fromkeys(small, (1, SMALLEST - 1)) | dict.fromkeys(others, (SMALLEST, most))
    total = sum(values[key] for key in bounds)
    least, greatest = sum(low for low, _ in bounds.values()), sum(high for _, high in bounds.values())
    return all(max(low, total - (greatest - high)) < min(high, total - (least - low)) for low, high in bounds.values())
