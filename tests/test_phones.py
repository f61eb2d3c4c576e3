"""Which numbers a stranger may have us ring."""

import pytest

from hotline import phones


@pytest.mark.parametrize("text", ["+52 1 55 1234 5678", "0052 55 1234 5678", "011 52 1 55 1234 5678", "+525512345678"])
def test_a_mexican_number_is_read_however_it_is_dialled(text: str) -> None:
    assert phones.parse(text) == "+525512345678"


@pytest.mark.parametrize(
    ("digits", "region", "number"),
    [
        ("5512345678", "MX", "+525512345678"),
        ("23456789", "GT", "+50223456789"),
        ("4045552368", "MX", "+14045552368"),
        ("525512345678", "US", "+525512345678"),
        ("9005552368", "US", "+19005552368"),
        ("5550187", "US", None),
        ("911", "US", None),
    ],
)
def test_keyed_digits_are_a_number_where_they_are_keyed_else_one_with_its_countrys_code(
    digits: str, region: str, number: str | None
) -> None:
    assert phones.dialled(digits, region) == number


@pytest.mark.parametrize(
    ("number", "may_be_called"),
    [
        ("+14045552368", True),  # fixed or mobile: the United States do not tell them apart
        ("+18002037001", True),
        ("+525512345678", True),
        ("+18765551234", True),  # Jamaica
        ("+19005552368", False),  # premium
        ("+449098790000", False),
        ("+448451234567", False),  # shared cost
        ("+447012345678", False),  # personal
        ("+443001234567", False),  # for companies (UAN)
        ("+266696687", False),  # a withheld number
        ("", False),
    ],
)
def test_only_a_persons_number_at_no_special_price_is_rung(number: str, may_be_called: bool) -> None:
    assert phones.may_be_called(number) is may_be_called
