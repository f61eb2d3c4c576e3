"""What no log line may hold: whatever the tests use of people, and anything that looks like it.

A factory registers the names, numbers and dates it makes up; the plugin tests/plugins/log_canaries.py looks for them
in every line that the suite logs.
"""

import json
import re
from collections.abc import Iterable

from hotline.domain.people import PersonDetails

SHORTEST = 4
_SHAPES = {
    "an A-number": re.compile(r"(?<![\w.:-])A?-?\d{7,9}(?![\w.:-])", re.IGNORECASE),
    "a telephone number": re.compile(r"\+\d{8,15}\b|\(\d{3}\) ?\d{3}-\d{4}"),
    "a birth date": re.compile(r"\b(19\d\d|200\d|201\d)-\d\d-\d\d\b"),
    "a visitor's address": re.compile(r"\b(?!0\.0\.0\.0)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"),
}
_registered: set[str] = set()


def register(*words: str) -> None:
    """Names, numbers, dates and notes that tests use; shorter words are everyday text, no canaries."""
    _registered.update(word.lower() for word in words if len(word) >= SHORTEST)


def register_person(told: PersonDetails) -> None:
    """Everything that would name this person."""
    for name in told.names:
        register(*f"{name.given} {name.surnames}".replace("-", " ").split())
    register(*told.a_numbers, *(born.isoformat() for born in told.births))


def found_in(line: str, canaries: Iterable[str] | None = None) -> list[str]:
    """What a log line gives away: the canaries, and the shapes of personal facts."""
    told = _without_its_clock(line)
    words = set(re.findall(r"\w+", told.lower()))
    names = _registered if canaries is None else {word.lower() for word in canaries}
    hits = [word for word in names if (word in words if word.isalnum() else word in told.lower())]
    return sorted(hits) + [shape for shape, pattern in _SHAPES.items() if pattern.search(told)]


def _without_its_clock(line: str) -> str:
    try:
        event = json.loads(line)
    except ValueError:
        return line
    event.pop("at", None)
    event.pop("frames", None)
    return json.dumps(event, ensure_ascii=False)
