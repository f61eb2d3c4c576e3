"""Which state a caller means: named aloud, or by the first letters of its name on the keys."""

import re

from hotline import state_names
from hotline.country_names import folded, on_keys
from hotline.state_names import NAMES

_POSTAL_LETTERS = 2
_ALSO_CALLED = {"washingtondc": "DC"}


def keyed(digits: str) -> tuple[str, ...]:
    """The states whose two letters are on these keys, or whose name begins so: 42 is GA and IA, 436 Georgia."""
    if len(digits) < _POSTAL_LETTERS:
        return ()
    return tuple(sorted((code for code in NAMES if _begins(code, digits)), key=state_names.name))


def _begins(code: str, digits: str) -> bool:
    if len(digits) == _POSTAL_LETTERS:
        return on_keys(code) == digits
    return any(on_keys(called).startswith(digits) for called in _called(code))


def spoken(words: str) -> str:
    """The state that was named, alone or within other words ("in West Virginia"), or ""."""
    parts = re.findall(r"[^\W\d_]+", words)
    known = {folded(called): code for code in NAMES for called in _called(code)} | _ALSO_CALLED
    for length in range(len(parts), 0, -1):
        runs = (folded("".join(parts[start : start + length])) for start in range(len(parts) - length + 1))
        if found := [known[run] for run in runs if run in known]:
            return found[0]
    return ""


def _called(code: str) -> tuple[str, str]:
    return state_names.name(code), state_names.in_english(code)
