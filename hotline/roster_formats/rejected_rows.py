"""Rows that could not be used, as CSV with line and reason, safe to open in a spreadsheet. They hold names."""

from collections.abc import Iterable
from typing import TextIO

from hotline.roster_formats.rows import SetAside

_LONGEST_CELL = 500


def write(target: TextIO, header: tuple[str, ...], rows: Iterable[SetAside]) -> None:
    """A header, and a line for each row; `target` must leave line ends alone (newline="")."""
    from defusedcsv import csv  # type: ignore[import-untyped]  # prefixes what a spreadsheet would run

    writer = csv.writer(target)
    writer.writerow(["line", "reason", *header])
    writer.writerows([row.line, row.reason, *(cell[:_LONGEST_CELL] for cell in row.cells)] for row in rows)
