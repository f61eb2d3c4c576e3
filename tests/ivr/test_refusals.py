"""Whoever typed something of no use hears why, and what to type instead."""

import pytest

from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import WITHHELD, Dial

TO_BIRTH = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#"]
TO_YEAR = ["1", "111222333#", "1"]
PRICED, SHORT = "9005552368#", "5550187#"


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("1", "1#", ("A date has 8 digits", "March 12, 1985", "enter: 0, 3. 1, 2. 1, 9, 8, 5")),
        ("2", "1#", ("Una fecha tiene 8 dígitos", "12 de marzo de 1985", "marque: 1, 2. 0, 3. 1, 9, 8, 5")),
        ("1", "02301985#", ("not a date in the calendar",)),
        ("2", "30021985#", ("no existe en el calendario",)),
        ("1", "01012085#", ("cannot be a date of birth",)),
        ("1", "1785#", ("cannot be a date of birth",)),
    ],
)
def test_a_date_of_no_use_is_explained(caller: Caller, language: str, typed: str, told: tuple[str, ...]) -> None:
    caller.presses(language, *TO_BIRTH, typed).hears(*told).does_not_hear("could not use")


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("1", ("02301990#", "13131990#"), "The month goes from 01 to 12"),
        ("2", ("30021990#", "13131990#"), "El mes va del 01 al 12"),
        ("1", ("13131990#",), "the month goes from 01 to 12"),
        ("2", ("13131990#",), "el mes va del 01 al 12"),
        ("1", ("1#", "02301990#"), "That month does not have that day"),
        ("2", ("1#", "30021990#"), "Ese mes no tiene ese día"),
        ("1", ("1#", "01012085#"), "still to come, or too long ago"),
        ("2", ("1#", "01012085#"), "todavía no llega, o es de hace demasiado tiempo"),
        ("1", ("02301990#", "1#"), "Use 8 digits"),
    ],
)
def test_each_help_says_what_is_wrong_with_this_date(
    caller: Caller, language: str, typed: tuple[str, ...], told: str
) -> None:
    caller.presses(language, *TO_BIRTH, *typed).hears(told)

    assert ("digits" in caller.words[0]) == (typed[-1] == "1#")


@pytest.mark.parametrize(
    ("typed", "told"), [("85#", "the year with 4 digits, for example"), ("2099#", "cannot be a date of birth")]
)
def test_a_year_of_no_use_is_explained(caller: Caller, typed: str, told: str) -> None:
    caller.presses("1", *TO_YEAR, typed).hears(told)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (PRICED, {"1": "because such calls cost extra", "2": "un costo especial"}),
        (SHORT, {"1": "too short", "2": "demasiado corto"}),
        ("911#", {"1": "too short", "2": "demasiado corto"}),
        ("1234567890#", {"1": "No telephone has that number", "2": "Ningún teléfono tiene ese número"}),
    ],
)
@pytest.mark.parametrize("language", ["1", "2"])
def test_a_number_of_no_use_is_explained(dial: Dial, typed: str, told: dict[str, str], language: str) -> None:
    dial().presses(language, "0", "2", typed).hears(told[language])
    dial(WITHHELD).presses(language, "0", typed).hears(told[language])


def test_after_help_the_question_is_shorter(caller: Caller) -> None:
    caller.presses("1", "0", "2").hears("We will not call that number")

    caller.presses(PRICED).hears("cost extra", "To be called at the number of this telephone, press 0, then pound")
    caller.does_not_hear("We will not call that number")


def test_the_second_help_fits_too_and_says_more(dial: Dial) -> None:
    dial(WITHHELD).presses("1", "0", PRICED, PRICED).hears("cost extra", "an ordinary cell phone")
    dial(WITHHELD).presses("1", "0", PRICED, SHORT).hears("for example 4, 0, 4. 5, 5, 5", "another country", "0, 1, 1")


@pytest.mark.parametrize("typed", ["0115215512345678#", "00525512345678#", "525512345678#"])
def test_a_number_in_mexico_is_taken_however_it_is_dialled(caller: Caller, typed: str) -> None:
    caller.presses("1", "0", "2", typed).hears("5, 2. 5, 5, 1. 2, 3, 4. 5, 6, 7, 8.")
