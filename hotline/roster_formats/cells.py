"""One cell at a time: what a text, a date, a flag or an A-number in a roster may look like."""

import re
from datetime import date, datetime
from functools import lru_cache

from hotline.roster_formats.rows import RowRefused

LONGEST_CELL = 32_767  # what a spreadsheet cell can hold; more is a damaged file
_REDACTED = re.compile(r"\(?b\)?\s*\(\s*[67]\s*\)", re.IGNORECASE)  # "b(6), b(7)c": FOIA exemptions
_MISSING = frozenset({"", "na", "n/a", "null", "none", "-", "unknown"})
_AMERICAN = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AP]M)?)?", re.IGNORECASE
)
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}$")
_NO = frozenset({"no", "n", "false", "f", "0"})
_NO_CLAIM = _NO | {"", "-"}
_AGE = re.compile(r"\d+")
_YOUNG = 19  # 18, and a year of slack because an age says nothing of the day
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def text(cell: str) -> str:
    """A cell without outer blanks; what was redacted is missing. Raises RowRefused for a spreadsheet formula."""
    value = cell.strip()
    if value[:1] in ("=", "@"):
        raise RowRefused("a cell holds a spreadsheet formula")
    return "" if value[:1] in "bB(" and _REDACTED.match(value) else value


def moment(cell: str, field: str) -> datetime | None:
    """A naive wall-clock time; one without a time of day stands at midnight. Raises RowRefused.

    Read alike: "2025-01-02 10:49:00", "2025-01-02T10:49:00Z" (the Z of published records is not truthful, it is wall
    clock too), "2025-01-02", "01/02/2025 10:49", "1/2/2025 10:49 PM". A time with an offset is refused, because we
    cannot know whether it is meant.
    """
    value = text(cell)
    return _moment(value, field) if value else None


@lru_cache(maxsize=65_536)
def _moment(value: str, field: str) -> datetime | None:
    if value.lower() in _MISSING:
        return None
    try:
        found = datetime.fromisoformat(value.removesuffix("Z")) if value[4:5] == "-" else _american(value)
    except ValueError as error:
        raise RowRefused(f"{field} is not a date and time: write 2025-01-31 14:05") from error
    if found.tzinfo is not None or _OFFSET.search(value[10:]):
        raise RowRefused(f"{field} has an offset: times must be what the clock at the facility shows")
    if not 1950 <= found.year <= 2100:
        raise RowRefused(f"{field} is in the year {found.year}")
    return found


def _american(value: str) -> datetime:
    parts = _AMERICAN.fullmatch(value)
    if parts is None:
        raise ValueError(value)
    month, day, year, hour, minute, second, half = parts.groups()
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.upper() == "PM" else 0)
    return datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))  # noqa: DTZ001 wall clock


def birth(cell: str) -> date | None:
    """A date of birth. Raises RowRefused."""
    value = text(cell)
    return _birth(value) if value else None


@lru_cache(maxsize=65_536)
def _birth(value: str) -> date | None:
    if value.lower() in _MISSING:
        return None
    try:
        found = datetime.fromisoformat(value.removesuffix("Z")) if value[4:5] == "-" else _american(value)
    except ValueError as error:
        raise RowRefused("birth_date is not a date: write 1985-03-12") from error
    if not 1900 <= found.year <= 2100:
        raise RowRefused(f"birth_date is in the year {found.year}")
    return found.date()


def year(cell: str) -> int | None:
    """A year of birth, four digits (a sheet's 1985.0 too); None where it is not known. Raises RowRefused."""
    value = text(cell).removesuffix(".0")
    if value.lower() in _MISSING:
        return None
    if not (value.isascii() and value.isdigit() and 1900 <= int(value) <= 2100):
        raise RowRefused("birth_year is not a year: write 1985")
    return int(value)


def a_number(cell: str) -> str:
    """Nine digits, zero-padded, however it was written ("A 98-765-432"); "" when missing. Raises RowRefused."""
    value = text(cell)
    if value.lower() in _MISSING:
        return ""
    digits = re.sub(r"[\s.-]", "", value.upper().removeprefix("A").removesuffix(".0"))
    if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 9) or not int(digits):
        raise RowRefused("a_number is not 7 to 9 digits")
    return digits.zfill(9)


def is_protected(cell: str) -> bool:
    """A protection flag; only a plain "no" means not protected."""
    return text(cell).lower() not in _NO


def claims_minority(cell: str) -> bool:
    """Whether somebody says that the person is a child: anything but a blank and a plain "no"."""
    return text(cell).lower() not in _NO_CLAIM


def is_young(cell: str) -> bool:
    """Whether an age could be a child's; one that is no number ("juvenile") could."""
    value = text(cell).lower()
    if value in _MISSING or value == "adult":
        return False
    found = _AGE.search(value)
    return found is None or int(found[0][:4]) < _YOUNG


def years_in(cell: str) -> tuple[int, ...]:
    """The years that a date which cannot be read may be of."""
    return tuple(int(found) for found in _YEAR.findall(cell))
