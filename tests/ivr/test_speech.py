"""Digits are said one by one, in groups that a listener can write down."""

import pytest

from hotline.ivr import speech


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+18005550100", "8, 0, 0. 5, 5, 5. 0, 1, 0, 0"),
        ("+525512345678", "5, 2. 5, 5, 1. 2, 3, 4. 5, 6, 7. 8"),
    ],
)
def test_a_telephone_number(number: str, said: str) -> None:
    assert speech.phone(number) == said


def test_an_a_number_of_seven_digits() -> None:
    assert speech.digits("1234567", speech.A_NUMBER_GROUPS) == "1, 2, 3. 4, 5, 6. 7"
