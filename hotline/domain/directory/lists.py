"""Reads a reference list from a CSV file, whole or not at all.

A file that is no list of ours, or is damaged, is refused with the line and the reason. A row that is in order as CSV
but cannot be used (no code, a state that does not exist) is set aside with its line and reason; the others count.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from hotline.domain.directory.cells import Cells, Values
from hotline.domain.directory.forms import Form, ListKind, recognise
from hotline.domain.errors import Invalid

_NEW_LINE = b"\n"
BIGGEST_FILE = 20_000_000  # bytes; the longest list known is a hundredth of it


@dataclass(frozen=True, slots=True)
class Row:
    """One usable row: the line of the file it ends on, what goes into the table, what is odd about it."""

    line: int
    values: Values
    remarks: tuple[str, ...] = ()

    @property
    def guesses_zone(self) -> bool:
        """Whether the list named no time zone itself."""
        return any(remark.startswith("zone_") for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not used: its line, the column at fault, a stable word for why."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A list as it was read; `passed_over` counts rows that are in order but not ours to keep."""

    kind: ListKind
    rows: tuple[Row, ...]
    set_aside: tuple[SetAside, ...]
    passed_over: int = 0


def read(path: Path) -> ReferenceList:
    """The list in a file. Raises Invalid(where, why): `where` is "file", "header" or "line 17"."""
    numbered = _numbered(_text(path))
    _, header = next(numbered, (0, []))
    form = recognise(header)
    if form is None:
        raise Invalid("header", "unknown_list")
    if len(set(header)) != len(header):
        raise Invalid("header", "column_twice")
    return _rows(form, header, numbered)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if not raw.strip():
        raise Invalid("file", "empty")
    if len(raw) > BIGGEST_FILE:
        raise Invalid("file", "too_big")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_line_after(raw[: error.start]), "not_utf8") from error
    before, nul, _ = raw.partition(b"\0")
    if nul:
        raise Invalid(_line_after(before), "nul_byte")
    return text


def _line_after(before: bytes) -> str:
    return f"line {before.count(_NEW_LINE) + 1}"


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each ends on; blank lines are passed over."""
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(f"line {lines.line_num}", "malformed") from error
        if row:
            yield lines.line_num, row


def _rows(form: Form, header: list[str], numbered: Iterator[tuple[int, list[str]]]) -> ReferenceList:
    rows: list[Row] = []
    aside: list[SetAside] = []
    passed_over = 0
    for line, row in numbered:
        if len(row) != len(header):
            raise Invalid(f"line {line}", "wrong_number_of_columns")
        cells = Cells(dict(zip(header, row, strict=True)))
        try:
            values = form.read(cells)
        except Invalid as fault:
            aside.append(SetAside(line, fault.field, fault.reason))
            continue
        if values is None:
            passed_over += 1
        else:
            rows.append(Row(line, values, tuple(cells.remarks)))
    if not rows:
        raise Invalid("file", "no_usable_row")
    return ReferenceList(form.kind, tuple(rows), tuple(aside), passed_over)
