"""Bars of a chart, drawn by templates/console/reports/chart.html.

Lengths are in percent of the chart's width, so that it fills what room there is and its words stay as large as others;
heights are in pixels. Which end a bar grows from is the page's to say: the one where its language begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS = 27  # percent: the room for a number behind its bar
ROW = 40  # the words above, the bar below them
HEAD = 18  # above the first row, for what the line of the mark says
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
    mark: int | None = None

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW + (HEAD if self.mark else 0)


def draw(rows: Iterable[tuple[str, str, int]], *, mark: int | None = None) -> Chart:
    """Rows of words, the number as shown, and the number that makes the length; the greatest takes all the room.

    With a `mark` they are percents: a hundred takes the whole width, and numbers stand above their bars.
    """
    taken = list(rows)
    greatest = 100 if mark else max((n for _, _, n in taken), default=0) or 1
    room, top = (100, HEAD) if mark else (100 - NUMBERS, 0)
    labels = [label if len(label) <= LABEL else f"{label[: LABEL - 1]}…" for label, _, _ in taken]
    bars = enumerate(zip(labels, taken, strict=True))
    drawn = [Bar(label, shown, top + at * ROW, n * room // greatest) for at, (label, (_, shown, n)) in bars]
    return Chart(drawn, mark)
