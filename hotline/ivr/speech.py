"""How digits are said: one by one, in groups a listener can write down; and the end of an address in whole words."""

import re
from collections.abc import Iterator

import phonenumbers

from hotline.domain.directory import states

A_NUMBER_GROUPS = (3, 3, 3)
CODE_GROUPS = (4, 4)
PIN_GROUPS = (3, 3)

# Where a sentence ends as an envelope does: "..., Lumpkin, GA 31815."
_REGION = re.compile(r", ([A-Z]{2})(?: (\d{5})(?:-(\d{4}))?)?\.$")


def digits(text: str, groups: tuple[int, ...] = ()) -> str:
    """Digits that a voice reads one by one, with a rest after each group: "0, 9, 8. 7, 6, 5. 4, 3, 2"."""
    return ". ".join(", ".join(group) for group in _grouped(text, groups or (len(text),)))


def phone(e164: str) -> str:
    """A telephone number as people at home say it: in the United States without the country's code."""
    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    if number.country_code == 1:
        return digits(national, (3, 3, 4))
    return digits(f"{number.country_code}{national}", (len(str(number.country_code)), 3, 3, 3, 3))


def address(sentence: str) -> str:
    """A sentence that ends in a state and a ZIP code, which a voice reads whole: "Georgia, 3, 1, 8, 1, 5."."""
    return _REGION.sub(_region_in_words, sentence)


def _region_in_words(found: re.Match[str]) -> str:
    state = states.name(found[1]) or found[1]
    return f", {', '.join([state, *(digits(part) for part in found.group(2, 3) if part)])}."


def _grouped(text: str, groups: tuple[int, ...]) -> Iterator[str]:
    start = 0
    for size in groups:
        if start < len(text):
            yield text[start : start + size]
        start += size
    if start < len(text):
        yield text[start:]
