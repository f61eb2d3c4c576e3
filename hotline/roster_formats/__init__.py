"""Roster files in, rows out. A format is a row of FORMATS; docs/rosters.md says what each one may hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

from hotline.roster_formats import cells, csv_file, reading, workbook
from hotline.roster_formats.headers import Header
from hotline.roster_formats.reading import Line
from hotline.roster_formats.rows import RosterRefused, Row, RowRefused, SetAside

__all__ = ["FORMATS", "Header", "RosterRefused", "Row", "RowRefused", "SetAside", "cells", "format_of", "read"]

Sheets = Callable[[Path, str], Iterator[tuple[str, Iterator[Line]]]]
FORMATS: dict[str, Sheets] = {"csv": csv_file.sheets, "workbook": workbook.sheets}
_ZIPPED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def format_of(path: Path) -> str:
    """The format by the file's first bytes; what it is called proves nothing. Raises RosterRefused."""
    if not path.is_file():
        raise RosterRefused("There is no file %(path)s.", path=path)
    with path.open("rb") as source:
        head = source.read(4)
    if not head:
        raise RosterRefused("The file is empty.")
    return "workbook" if head in _ZIPPED else "csv"


def read(path: Path, format_name: str, encoding: str = "") -> Iterator[Header | Row | SetAside]:
    """Header, rows and rows set aside, sheet after sheet. Raises RosterRefused."""
    for where, lines in FORMATS[format_name](path, encoding):
        yield from reading.rows(lines, where)
