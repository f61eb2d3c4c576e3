"""Digits are said one by one, in groups that a listener can write down."""

import pytest

from hotline.ivr import speech


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+18005550100", "8, 0, 0. 5, 5, 5. 0, 1, 0, 0"),
        ("+525512345678", "5, 2. 5, 5, 1. 2, 3, 4. 5, 6, 7, 8"),
        ("+50223456789", "5, 0, 2. 2, 3, 4, 5. 6, 7, 8, 9"),
        ("+5511912345678", "5, 5. 1, 1, 9. 1, 2, 3. 4, 5, 6. 7, 8"),
    ],
)
def test_a_telephone_number(number: str, said: str) -> None:
    assert speech.phone(number) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stewart", "S, T, E, W, A, R, T"),
        ("McKinley 5", "M, C, K, I, N, L, E, Y. 5"),
        ("Sheriff's Peña", "S, H, E, R, I, F, F, S. P, E, Ñ, A"),
        (" - ", ""),
    ],
)
def test_a_name_is_spelled_letter_by_letter_with_a_rest_after_each_word(text: str, said: str) -> None:
    assert speech.spelled(text) == said


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("1234567", "1, 2, 3. 4, 5, 6, 7"),
        ("12345678", "1, 2, 3. 4, 5, 6. 7, 8"),
        ("1234567890", "1, 2, 3. 4, 5, 6. 7, 8, 9, 0"),
    ],
)
def test_no_digit_is_left_alone_at_the_end(digits: str, said: str) -> None:
    assert speech.digits(digits, speech.A_NUMBER_GROUPS) == said
