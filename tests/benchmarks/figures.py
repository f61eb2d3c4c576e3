"""A figure, what it is to reach, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: measured in `unit`; `target` is the most it may be, or the least where `at_least` is set."""

    what: str
    measured: float
    target: float
    unit: str = ""
    at_least: bool = False

    @property
    def passes(self) -> bool:
        return self.measured >= self.target if self.at_least else self.measured <= self.target

    @property
    def ratio(self) -> float:
        """Measured over target; what is at most 1 (at least 1) passes."""
        return self.measured / self.target


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Sequence[Figure]) -> str:
    """Markdown, so that it can be read in a terminal and kept in docs/figures.md."""
    head = ("what", "measured", "to reach", "ratio", "")
    rows = [head, *map(_cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    bound = ">=" if figure.at_least else "<="
    unit = f" {figure.unit}" if figure.unit else ""
    return (
        figure.what,
        f"{figure.measured:.3g}{unit}" if figure.measured < 1000 else f"{figure.measured:.0f}{unit}",
        f"{bound} {figure.target:g}{unit}",
        f"{figure.ratio:.2f}",
        "pass" if figure.passes else "FAIL",
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
