"""Six digits that somebody who knows a little of a person would try first are no PIN."""

from datetime import date

import pytest

from hotline.domain.pins import choosing
from tests import factories

ANNA = {"births": (date(1985, 3, 12), date(1986, 11, 30)), "a_numbers": ("098765432",)}


@pytest.mark.parametrize(
    "pin",
    ["444444", "123456", "654321", "890123", "321098", "120385", "031285", "850312", "301186", "098765", "765432"],
)
def test_what_is_tried_first_is_easy(pin: str) -> None:
    assert choosing.is_easy(pin, factories.details(**ANNA))


@pytest.mark.parametrize("pin", ["447291", "123465", "444445", "246802", "123085"])
def test_other_digits_are_not(pin: str) -> None:
    assert not choosing.is_easy(pin, factories.details(**ANNA))


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12a456", "٤٤٧٢٩١", "44 729"])
def test_a_pin_is_six_plain_digits(pin: str) -> None:
    assert not choosing.is_six_digits(pin)
