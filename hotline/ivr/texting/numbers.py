"""Numbers in a text: which of them is an A-number, which a date, which may be either."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from hotline import reading
from hotline.reading import Birth, Unreadable

GROWN = 16  # years; a date so long past is a birth, not an arrest
_SURE, _SHORTEST = 9, 7  # digits
# "A 012-345-678", "A-number is 900100001": the letter, if there is one, then digits with little between them.
_RUN = re.compile(r"(?:(?<![^\W_])(?P<letter>[AaАа]\s*[#.:-]*\s*))?(?<!\d)(?P<digits>\d(?:[ .-]{0,2}\d)*)")
_YEAR_BEHIND = re.compile(r"[ .-]+(?:19|20)\d\d$")
_DATE = re.compile(r"\d{1,2}([ .-])\d{1,2}\1\d{4}|\d{4}([ .-])\d{1,2}\2\d{1,2}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a text holds: `a_number` is nine digits, zero-padded, or ""; `rest` is the text without it.

    `is_doubtful` says that there was something as long as an A-number which may be a date or a telephone number.
    """

    a_number: str
    rest: str
    is_doubtful: bool = False


def read(body: str, *, today: date) -> Numbers:
    """The numbers of a text.

    A-numbers: A12345678, "a 012 345 678", 900100001, 98765432, "A-number is 900100001, born 1991".
    None: 12031985, "12 03 1985", 03-12-85, 5550123 (seven digits without the A), a telephone number of ten.
    """
    text = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in body)
    is_doubtful = False
    for found in _RUN.finditer(text):
        written = _without_year(found["digits"])
        number = reading.a_number(written)
        if number and _is_sure(written, bool(found["letter"]), today):
            end = found.start("digits") + len(written)
            return Numbers(number, f"{text[: found.start()]} {text[end:]}".strip())
        is_doubtful = is_doubtful or number is not None
    return Numbers("", text, is_doubtful)


def birth_beside(rest: str, *, today: date) -> Birth | None:
    """The date of birth in what stands beside an A-number; None where it may be the date of something else."""
    try:
        told = reading.written_birth(rest, today=today)
    except Unreadable:
        return None
    is_birth = today.year - (told.year or today.year) >= GROWN
    return told if is_birth or reading.says_birth(rest) else None


def _without_year(written: str) -> str:
    """The digits without a year of birth behind them, where they are too many: "900100001 1991"."""
    alone = _YEAR_BEHIND.sub("", written)
    return alone if _SHORTEST < len(reading.digits(alone)) <= _SURE else written


def _is_sure(written: str, has_letter: bool, today: date) -> bool:
    """Whether 7 to 9 digits are an A-number: behind its letter, or nine, or eight that are no date."""
    if _DATE.fullmatch(written):
        return False
    count = len(reading.digits(written))
    if has_letter or count == _SURE:
        return True
    return count > _SHORTEST and not _is_date(written, today)


def _is_date(written: str, today: date) -> bool:
    try:
        reading.written_birth(written, today=today)
    except Unreadable:
        return False
    return True
