"""How digits and letters are said: one by one, in groups a listener can write down."""

import re
from collections.abc import Iterator

import phonenumbers

from hotline.texts import gettext

A_NUMBER_GROUPS = (3, 3, 3)
CODE_GROUPS = (4, 4)
PIN_GROUPS = (3, 3)


def digits(text: str, groups: tuple[int, ...] = ()) -> str:
    """Digits that a voice reads one by one, with a rest after each group: "0, 9, 8. 7, 6, 5. 4, 3, 2"."""
    return ". ".join(", ".join(group) for group in _grouped(text, groups or (len(text),)))


def phone(e164: str, *, is_from_abroad: bool = False) -> str:
    """A telephone number as it is dialled: in the United States without the country's code, from abroad with it.

    How a call to another country begins, 00 or 011, callers there know.
    """
    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    if number.country_code == 1:
        at_home = digits(national, (3, 3, 4))
        # Translators: heard on the telephone by callers abroad: a number in the United States, digit by digit.
        return gettext("country code 1, then %(number)s", number=at_home) if is_from_abroad else at_home
    groups = (4, 4) if len(national) == sum((4, 4)) else (3, 3, 3, 3)
    return digits(f"{number.country_code}{national}", (len(str(number.country_code)), *groups))


def spelled(text: str) -> str:
    """Letter by letter, digit by digit, with a rest after each word: "STE 5" is said "S, T, E. 5"."""
    words = (re.findall(r"[^\W_]", word) for word in text.upper().split())
    return ". ".join(", ".join(word) for word in words if word)


def _grouped(text: str, groups: tuple[int, ...]) -> Iterator[str]:
    """A last digit that would be alone joins the group before it: nobody waits for more than there is."""
    start = 0
    for size in groups:
        end = len(text) if len(text) - start - size == 1 else start + size
        if start < len(text):
            yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]
