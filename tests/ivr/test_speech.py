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


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The address is: 1 A St, Rome, GA 30161.", "The address is: 1 A St, Rome, Georgia, 3, 0, 1, 6, 1."),
        ("1 A St, Rome, NY 13440-0001.", "1 A St, Rome, New York, 1, 3, 4, 4, 0, 0, 0, 0, 1."),
        ("1 A St, Rome, PR.", "1 A St, Rome, Puerto Rico."),
        ("1 A St, Rome, ZZ 30161.", "1 A St, Rome, ZZ, 3, 0, 1, 6, 1."),
        ("The person is at this place: FCI I, IN THE CITY.", "The person is at this place: FCI I, IN THE CITY."),
    ],
)
def test_an_address_ends_in_the_state_whole_and_the_zip_code_digit_by_digit(sentence: str, said: str) -> None:
    assert speech.address(sentence) == said


def test_an_a_number_of_seven_digits() -> None:
    assert speech.digits("1234567", speech.A_NUMBER_GROUPS) == "1, 2, 3. 4, 5, 6. 7"
