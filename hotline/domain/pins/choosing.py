"""Which six digits make a PIN: none that somebody who knows a little of the person would try first."""

from collections.abc import Iterator
from itertools import pairwise

from hotline.domain.codes import PIN_DIGITS
from hotline.domain.people import PersonDetails


def is_six_digits(pin: str) -> bool:
    """Whether it is a PIN by its form: plain digits, as a keypad has them."""
    return len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()


def is_easy(pin: str, details: PersonDetails) -> bool:
    """Whether six digits are among the first that are tried.

    So are: 444444, 123456, 654321, 890123; 120385, 031285 and 850312 of who was born on 12 March 1985; 876543 of the
    A-number 098765432. So is not: 447291.
    """
    return _is_run(pin) or pin in set(_birth_dates(details)) or any(pin in number for number in details.a_numbers)


def _is_run(pin: str) -> bool:
    """One digit six times, or each the next of the one before, up or down, 0 following 9."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _birth_dates(details: PersonDetails) -> Iterator[str]:
    """Each birth date in the three orders that people key: day, month, year; month first; year first."""
    for born in details.births:
        yield from (f"{born:%d%m%y}", f"{born:%m%d%y}", f"{born:%y%m%d}")
