"""Protection lists as files: one id or A-number a line, `#` for remarks (docs/rosters.md)."""

import re
from pathlib import Path

from hotline.roster_formats.rows import RosterRefused

_LONGEST = 80
_REMARK = re.compile(r"(?:^|\s)#.*")
_SEVERAL = re.compile(r"[,;|\"'\x00-\x1f\x7f]")  # a name beside the id, a quote that is not closed


def read(path: Path) -> frozenset[str]:
    """The entries of a file, as of entries(). Raises RosterRefused."""
    try:
        return entries(path.read_bytes())
    except OSError as error:
        raise _unreadable() from error


def entries(content: bytes) -> frozenset[str]:
    """The entries, without quotes and remarks. Raises RosterRefused: a line misread would protect nobody."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    return frozenset(entry for number, line in enumerate(lines, 1) if (entry := _entry(line, number)))


def _unreadable() -> RosterRefused:
    return RosterRefused("The protection list cannot be read. Save it as UTF-8.")


def _entry(line: str, number: int) -> str:
    entry = _REMARK.sub("", line).strip()
    if len(entry) > 1 and entry[0] == entry[-1] and entry[0] in "\"'":
        entry = entry[1:-1].strip()
    if _SEVERAL.search(entry) or len(entry) > _LONGEST:
        raise RosterRefused(
            "Line %(line)s of the protection list is not one id or A-number. Write one a line, and remarks after #.",
            line=number,
        )
    return entry
