"""Rosters as text: comma, semicolon, tab or | between the cells, in an encoding that is known and not guessed."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from hotline.roster_formats import headers
from hotline.roster_formats.cells import LONGEST_CELL
from hotline.roster_formats.reading import Line
from hotline.roster_formats.rows import RosterRefused

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARABLE = {"windows-1252": "cp1252", "cp1252": "cp1252", "utf-8": "utf-8", "utf8": "utf-8"}
_SEPARATORS = ",|\t;"
_PEEK = 65_536


def sheets(path: Path, declared: str) -> Iterator[tuple[str, Iterator[Line]]]:
    """The one sheet of a text file. Raises RosterRefused."""
    yield path.name, _lines(path, _encoding(path, declared))


def _encoding(path: Path, declared: str) -> str:
    """UTF-8, UTF-16 with its mark, or what was declared and cannot be seen to be something else."""
    wanted = _DECLARABLE.get(declared.lower(), "") if declared else ""
    if declared and not wanted:
        raise RosterRefused(
            '--encoding "%(encoding)s" is not known. Say windows-1252, or save the file as UTF-8.', encoding=declared
        )
    with path.open("rb") as source:
        head = source.read(_PEEK)
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    if marked and wanted == "cp1252":
        raise RosterRefused("The file says by its first bytes that it is Unicode. Leave --encoding out.")
    if wanted == "cp1252" and _is_unicode(path):
        raise RosterRefused("The file is UTF-8, so windows-1252 would garble the names. Leave --encoding out.")
    return marked or wanted or "utf-8"


def _is_unicode(path: Path) -> bool:
    """Whether the file holds letters beyond ASCII that are sound UTF-8; chance does not make those."""
    whole = path.read_bytes()
    try:
        return not whole.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _lines(path: Path, encoding: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="", errors="strict") as source:
        separator = _separator(source, path)
        source.seek(0)
        yield from _parsed(source, separator)


def _parsed(source: TextIO, separator: str) -> Iterator[Line]:
    reader = csv.reader(source, delimiter=separator, strict=True)
    while True:
        try:
            found = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _explained(str(error), reader.line_num) from error
        except UnicodeDecodeError as error:
            raise _not_unicode(reader.line_num + 1) from error
        _refuse_nul(found, reader.line_num)
        yield str(reader.line_num), found


def _refuse_nul(found: Sequence[str], line: int) -> None:
    if any("\0" in cell for cell in found):
        raise RosterRefused(
            "Line %(line)s holds a NUL byte: the file is damaged, or UTF-16 without its mark. Save it as UTF-8.",
            line=line,
        )


def _separator(source: TextIO, path: Path) -> str:
    """The mark under which the first lines show most columns that we know."""
    try:
        head = [line for _, line in zip(range(headers.SKIPPED_ROWS + 1), source, strict=False)]
    except UnicodeDecodeError as error:
        raise _not_unicode(1) from error
    if any("\0" in line for line in head):
        _refuse_nul(head, 1)

    def known(separator: str) -> int:
        return max((headers.score(line.rstrip("\r\n").replace('"', "").split(separator)) for line in head), default=0)

    best = max(_SEPARATORS, key=known)
    if known(best) == 0:
        raise RosterRefused(
            "%(where)s: no header in the first %(n)s lines. Name the columns as docs/rosters.md lists them.",
            where=path.name,
            n=headers.SKIPPED_ROWS,
        )
    return best


def _explained(error: str, line: int) -> RosterRefused:
    if "field larger" in error:
        return RosterRefused(
            "Line %(line)s holds a cell of more than %(n)s characters: a quote is missing. Export the file again.",
            line=line,
            n=LONGEST_CELL,
        )
    if "unexpected end" in error:
        return RosterRefused("The file ends inside a quoted cell: it is cut off. Fetch it again.")
    return RosterRefused("Line %(line)s is not sound CSV. Export the file again.", line=line)


def _not_unicode(line: int) -> RosterRefused:
    return RosterRefused(
        "The file is not UTF-8 (near line %(line)s). Save it as UTF-8, or say --encoding windows-1252 if the program "
        "that wrote it is known to use that.",
        line=line,
    )
