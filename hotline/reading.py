"""What people write into boxes, read kindly: any digits, any separators, months by name, whole dates pasted into one.

Nothing here knows a form. What cannot be read is an Unreadable that says which boxes and why; the form words it.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, TypeVar

from hotline import languages, texts
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

OLDEST_YEAR = 1900
LAST_DAY = 31
_A_LEAP_YEAR = 2000  # stands for a year that could not be read: February 31 is in none
_LETTERS_FOR_ZEROS = re.compile(r"(?<=\d)[oO]+|[oO]+(?=\d)")
_LETTERS_FOR_ONES = re.compile(r"(?<=\d)[lI]+(?=\d)")
_A_NUMBER_DIGITS = range(7, 10)
_WITH_ONE_ZERO_MORE = 10
# Translators: words beside a date or a year of birth in a text; in capitals, without accents.
_BIRTH_WORDS = _("BORN BIRTH BIRTHDAY BIRTHDATE DOB YEAR")
_JOINERS = "\u200c\u200d"  # they spell names in Persian and in Indian scripts
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # NUL, direction overrides, halves of characters
_Read = TypeVar("_Read")
_PARTS = re.compile(r"[^\W_]+")
_NUMBERS_AND_WORDS = re.compile(r"\d+|[^\W\d_]+")


class Unreadable(Exception):
    """What was typed and cannot be used: of each such box ("day", "month", "year") a stable word for why."""

    def __init__(self, **reasons: str) -> None:
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it was told: the whole day, the year alone, or nothing."""

    day: date | None = None
    year: int | None = None


def line(text: str) -> str:
    """One line of text without what cannot be seen: control characters, direction overrides, repeated blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = (" " if mark.isspace() else mark for mark in unicodedata.normalize("NFC", text))
    kept = (mark for mark in seen if mark in _JOINERS or unicodedata.category(mark) not in _UNSEEN)
    return " ".join("".join(kept).split())


def digits(text: str) -> str:
    """The decimal digits of a text, in whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(mark)) for mark in text if mark.isdecimal())


def a_number(text: str) -> str | None:
    """Nine digits, zero-padded, out of an A-number in any writing; None when it has not 7 to 9 digits or only zeros.

    One zero more in front is how some papers print nine digits; a letter O among digits is a zero, and a small L or
    a large I between two digits is a one: left out, it would leave the number of somebody else.
    Reads: A012-345-678, AO12345678, A0l2345678, a 12 345 678, USCIS# 012345678, A 0900100001, １２３４５６７.
    Reads not: A12345 (too short), 0000000, 1234567890 (too long).
    """
    zeros = _LETTERS_FOR_ZEROS.sub(lambda letters: "0" * len(letters[0]), text)
    found = digits(_LETTERS_FOR_ONES.sub(lambda letters: "1" * len(letters[0]), zeros))
    if len(found) == _WITH_ONE_ZERO_MORE:
        found = found.removeprefix("0")
    if len(found) not in _A_NUMBER_DIGITS or not found.strip("0"):
        return None
    return found.zfill(9)


def birth(day: str, month: str, year: str, *, today: date) -> Birth:
    """The date of birth out of its three boxes, in the current language. Raises Unreadable, with every box at fault.

    A whole date pasted into one box is taken apart: year first, or in the order of the language. A day without a
    month, or a month without a day, still tells the year. What is a date only in the other order (day 5, month 14)
    was written in that order.
    """
    filled = [box for box in (day, month, year) if box]
    if not filled:
        return Birth()
    if len(filled) == 1 and len(parts := _parts(filled[0])) == 3:
        day, month, year = _in_order(parts)
    if _is_only_swapped(day, month):
        day, month = month, day
    reasons: dict[str, str] = {}
    read_year = _unless_at_fault(reasons, _year, year, today)
    read_month = _unless_at_fault(reasons, _month, month) if month else None
    read_day = _unless_at_fault(reasons, _day, day) if day else None
    whole = None
    if read_day and read_month:
        whole = _unless_at_fault(reasons, _date, read_year or _A_LEAP_YEAR, read_month, read_day, today)
    if reasons:
        raise Unreadable(**reasons)
    return Birth(day=whole, year=read_year)


def written_birth(text: str, *, today: date) -> Birth:
    """The date of birth out of a line that somebody wrote, in the current language. Raises Unreadable.

    Reads not: "May 14", which has no year.
    Reads: 3/12/1985, 12 de marzo de 1985, March 12th, 85, 1985-03-12, 03121985, 1985年3月12日, and 1985 alone.
    A year of two digits is the last one that has passed. Words that are no month are passed over.
    """
    months = _month_names(texts.current())
    parts = [part for part in _NUMBERS_AND_WORDS.findall(text) if part.isdecimal() or _folded(part) in months]
    if len(parts) == 1 and len(parts[0]) == len("03121985"):
        parts = _compact(digits(parts[0]))
    years = [part for part in parts if part.isdecimal()]
    if not years:
        raise Unreadable(year="missing")
    if len(parts) < 3:
        has_month = len(years) < len(parts)
        if has_month and int(digits(years[-1])) <= LAST_DAY:
            raise Unreadable(year="missing")  # "May 14" is a day of no year
        return Birth(year=_year(_in_full(years[-1], today) if has_month else years[-1], today))
    if len(parts) > 3:
        raise Unreadable(day="no_such_date")
    day, month, year = _in_order(parts)
    return birth(day, month, _in_full(year, today), today=today)


def says_birth(text: str) -> bool:
    """Whether a word of the text says that a date in it is one of birth."""
    return _holds(text, _BIRTH_WORDS)


def names_month(text: str) -> bool:
    """Whether a word of the text is a month, so that a number in it is a day or a year."""
    months = _month_names(texts.current())
    return any(_folded(part) in months for part in _NUMBERS_AND_WORDS.findall(text))


def _holds(text: str, listed: str) -> bool:
    return not _listed(listed).isdisjoint(_folded(part) for part in _NUMBERS_AND_WORDS.findall(text))


@lru_cache(maxsize=4)
def _listed(listed: str) -> frozenset[str]:
    """The words of such a text in every language offered."""
    known: set[str] = set()
    for language in languages.offered():
        with texts.speaking(language):
            known |= {_folded(word) for word in gettext(listed).split()}
    return frozenset(known)


def _parts(text: str) -> list[str]:
    """The parts of a date in one box; where there are more than three, without words that only join them ("de")."""
    parts = _PARTS.findall(text)
    if len(parts) <= 3:
        return parts
    months = _month_names(texts.current())
    return [part for part in parts if digits(part) or _folded(part) in months]


def _compact(eight: str) -> list[str]:
    """A date written without blanks, taken apart: the year first where the front could be one."""
    if int(eight[:4]) >= OLDEST_YEAR and int(eight[4:6]) <= 12:
        return [eight[:4], eight[4:6], eight[6:]]
    return [eight[:2], eight[2:4], eight[4:]]


def _in_full(year: str, today: date) -> str:
    if len(year) != 2 or not year.isdecimal():
        return year
    this_century = today.year // 100 * 100 + int(digits(year))
    return str(this_century if this_century <= today.year else this_century - 100)


@lru_cache(maxsize=64)
def date_order(language: Language) -> tuple[str, ...]:
    """The boxes of a date in the order of a language: ("month", "day", "year") as the United States write."""
    pattern = texts.locale(language.code).date_formats["short"].pattern
    places = {"day": pattern.find("d"), "month": pattern.find("M"), "year": pattern.find("y")}
    return tuple(sorted(places, key=lambda box: places[box]))


def _in_order(parts: list[str]) -> tuple[str, str, str]:
    if len(digits(parts[0])) == 4:
        return parts[2], parts[1], parts[0]
    written = dict(zip(date_order(texts.current()), parts, strict=True))
    if not digits(parts[0]):  # "March 5, 1985": a month by name comes where it is
        written = {"month": parts[0], "day": parts[1], "year": parts[2]}
    elif not digits(parts[1]):
        written = {"day": parts[0], "month": parts[1], "year": parts[2]}
    return written["day"], written["month"], written["year"]


def _is_only_swapped(day: str, month: str) -> bool:
    """Whether the day stands in the box of the month, and a month in the box of the day."""
    in_day, in_month = (int(digits(text)[:9] or 0) for text in (day, month))
    return 1 <= in_day <= 12 < in_month <= 31


def _year(text: str, today: date) -> int:
    if not text:
        raise Unreadable(year="missing")
    found = digits(text)
    if len(found) != 4:
        raise Unreadable(year="four_digits")
    if int(found) > today.year:
        raise Unreadable(year="future")
    if int(found) < OLDEST_YEAR:
        raise Unreadable(year="too_early")
    return int(found)


def _month(text: str) -> int:
    found = digits(text)
    number = int(found[:9]) if found else _month_by_name(text)
    if not 1 <= number <= 12:
        raise Unreadable(month="no_month")
    return number


def _month_by_name(text: str) -> int:
    """The number of a month by its name, alone or among other words ("de mayo"); 0 when there is none."""
    months = _month_names(texts.current())
    return next((months[name] for word in (text, *text.split()) if (name := _folded(word)) in months), 0)


def _day(text: str) -> int:
    found = digits(text)[:9]
    if not found or not 1 <= int(found) <= 31:
        raise Unreadable(day="no_day")
    return int(found)


def _unless_at_fault(reasons: dict[str, str], read: Callable[..., _Read], *told: Any) -> _Read | None:
    """What was read, or None and one reason more."""
    try:
        return read(*told)
    except Unreadable as fault:
        reasons |= fault.reasons
        return None


def _date(year: int, month: int, day: int, today: date) -> date:
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise Unreadable(day="no_such_date") from error
    if read > today:
        raise Unreadable(year="future")
    return read


@lru_cache(maxsize=64)
def _month_names(language: Language) -> dict[str, int]:
    """Month names, long and short, as they are written in any language offered; the visitor's own language wins."""
    names = {"setiembre": 9}
    for each in (*languages.offered(), language):
        months = texts.locale(each.code).months
        for use in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                names |= {_folded(str(name)): number for number, name in months[use][width].items()}
    return names


def _folded(text: str) -> str:
    """Lower case, without accents and points: "Décembre." and "decembre" are the same month."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if mark.isalnum())


def network(address: str) -> str:
    """What stands for a visitor's address in the limits: IPv4 whole, of IPv6 the /64 that one household has."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        return str(IPv6Network((int(ip) >> 64 << 64, 64)).network_address)
    return str(ip)
