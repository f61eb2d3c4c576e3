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
    """Horizontal bars, one below the other; `mark` is the percent that they are measured against."""

    bars: list[Bar]
    width: int = WIDTH
    mark: int | None = None

    @property
    def mark_x(self) -> int | None:
        """Where the line of the mark stands in each bar."""
        return self.width * self.mark // 100 if self.mark else None

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW


def draw(rows: Iterable[tuple[str, str, int]], *, mark: int | None = None) -> Chart:
    """Rows of words, the number as shown, and the number that makes the length; the greatest takes all the room.

    With a `mark` they are percents: a hundred takes the whole width, and numbers stand above their bars.
    """
    taken = list(rows)
    greatest = 100 if mark else max((n for _, _, n in taken), default=0) or 1
    room = WIDTH if mark else WIDTH - NUMBERS
    labels = [label if len(label) <= LABEL else f"{label[: LABEL - 1]}…" for label, _, _ in taken]
    bars = enumerate(zip(labels, taken, strict=True))
    drawn = [Bar(label, shown, at * ROW, n * room // greatest) for at, (label, (_, shown, n)) in bars]
    return Chart(drawn, mark=mark)
