"""Reference codes: what is read aloud and keyed back must find slips."""

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain import codes
from hotline.secrets_box import SecretsBox

BOX = SecretsBox({"s1": b"s" * 32}, {"i1": b"i" * 32})
CODE = codes.code_from(BOX, "a seed")


@given(st.text(min_size=1))
def test_a_code_is_eight_digits_and_reads_back(seed: str) -> None:
    code = codes.code_from(BOX, seed)

    assert codes.parse_code(codes.grouped(code)) == code


@given(st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, shift: int) -> None:
    wrong = str((int(CODE[place]) + shift) % 10)

    assert codes.parse_code(CODE[:place] + wrong + CODE[place + 1 :]) is None


@given(st.integers(0, 6))
def test_two_neighbours_swapped_are_found(place: int) -> None:
    swapped = CODE[:place] + CODE[place + 1] + CODE[place] + CODE[place + 2 :]

    assert swapped == CODE or codes.parse_code(swapped) is None


def test_a_code_in_other_digits_and_with_blanks_is_read() -> None:
    arabic = "".join(chr(0x0660 + int(digit)) for digit in CODE)

    assert codes.parse_code(f" {arabic[:3]}-{arabic[3:]} ") == CODE


def test_too_short_or_wordy_is_no_code() -> None:
    assert codes.parse_code(CODE[:7]) is None
    assert codes.parse_code("what?") is None


def test_the_same_seed_gives_the_same_code_and_another_pin_for_another() -> None:
    assert codes.code_from(BOX, "a seed") == CODE
    assert codes.pin_from(BOX, "a seed") != codes.pin_from(BOX, "another seed")
