"""Bars of a chart, drawn by templates/console/reports/chart.html: sizes are in units of its view box."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 340
NUMBERS = 90  # the room for a number behind its bar
ROW = 40  # the words above, the bar below them
LABEL = 48  # letters that fit; the table beside the chart has all of them


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its number as it is shown, where it stands and how long it is."""

    label: str
    shown: str
    y: int
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, one below the other."""

    bars: list[Bar]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW


def draw(rows: Iterable[tuple[str, str, int]]) -> Chart:
    """Rows of words, the number as shown, and the number that makes the length; the greatest takes all the room."""
    taken = list(rows)
    greatest = max((n for _, _, n in taken), default=0) or 1
    room = WIDTH - NUMBERS
    labels = [label if len(label) <= LABEL else f"{label[: LABEL - 1]}…" for label, _, _ in taken]
    bars = enumerate(zip(labels, taken, strict=True))
    return Chart([Bar(label, shown, at * ROW, n * room // greatest) for at, (label, (_, shown, n)) in bars])
