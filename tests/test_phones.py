"""Which numbers a stranger may have us ring."""

import pytest

from hotline import phones


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
