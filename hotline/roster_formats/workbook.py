"""Rosters as XLSX workbooks: every sheet is read, no formula is run, an archive is weighed before it is opened."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from hotline.roster_formats.reading import Line
from hotline.roster_formats.rows import RosterRefused

MOST_BYTES = 1_500_000_000  # unpacked; the published sheets of two and a half million rows stay below
MOST_SHARED_TEXT = 200_000_000  # the part that is held in memory
MOST_RATIO = 150  # real sheets pack 10 to 40 times; bombs a thousand times
_WORTH_A_RATIO = 20_000_000
_FORMULA = "="  # what is no value is an array formula or a data table, and refused like any other formula
_LEGACY = b"\xd0\xcf\x11\xe0"


def sheets(path: Path, declared: str) -> Iterator[tuple[str, Iterator[Line]]]:
    """Every sheet that is not empty, with its lines. Raises RosterRefused."""
    if declared:
        raise RosterRefused("A workbook knows its own encoding. Leave --encoding out.")
    _weigh(path)
    with path.open("rb") as source, closing(_opened(source)) as book:
        several = len(book.worksheets) > 1
        for sheet in book.worksheets:
            lines = _lines(sheet, sheet.title if several else "")
            first = next(lines, None)
            if first is not None:
                yield f"{path.name}, sheet {sheet.title}", _chained(first, lines)


def _weigh(path: Path) -> None:
    """Raises RosterRefused for what is no workbook, is cut off, or unpacks to something absurd."""
    with path.open("rb") as source:
        if source.read(4) == _LEGACY:
            raise RosterRefused("This is an old .xls file or a locked workbook. Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise RosterRefused("The workbook is cut off or is none. Fetch it again.") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    is_bomb = unpacked > _WORTH_A_RATIO and unpacked / packed > MOST_RATIO
    if unpacked > MOST_BYTES or shared > MOST_SHARED_TEXT or is_bomb:
        raise RosterRefused(
            "The workbook unpacks to %(unpacked)s bytes from %(packed)s: no roster does. Export it as CSV.",
            unpacked=unpacked,
            packed=packed,
        )


def _opened(source: BinaryIO) -> Any:
    """By its bytes, because of a path openpyxl believes what it is called."""
    from openpyxl import load_workbook  # costs 150 ms, and most rosters are text

    try:
        return load_workbook(source, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the broken part made it raise
        raise RosterRefused("The workbook cannot be opened. Fetch it again, or export it as CSV.") from error


def _lines(sheet: Any, title: str) -> Iterator[Line]:
    sheet.reset_dimensions()  # what the file claims of its size is not always true
    cells = sheet.iter_rows(values_only=True)
    number = width = 0
    while True:
        try:
            found = next(cells, None)
        except Exception as error:  # a part that is cut off or malformed shows here
            raise RosterRefused(
                "Sheet %(sheet)s is damaged after row %(row)s. Fetch the file again.", sheet=sheet.title, row=number
            ) from error
        if found is None:
            return
        number += 1
        width = max(width, len(found))  # a sheet leaves out the empty cells at the end of a row
        yield f"{title} {number}".strip(), [*map(_text, found), *[""] * (width - len(found))]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int | float | time | timedelta) else _FORMULA


def _chained(first: Line, lines: Iterator[Line]) -> Iterator[Line]:
    yield first
    yield from lines
