"""An age is taken where a birth is asked for, in figures or in words, alone or in a sentence."""

import pytest
from flask import Flask

from hotline.ivr.texting import ages
from tests.ivr.texter import Texter


@pytest.mark.parametrize(
    "text",
    [
        "34",
        "34 please",
        "34 years old",
        "He is about 34",
        "he's 34",
        "34yo",
        "thirty four",
        "Thirty-four years old",
        "about thirtyfour",
        "tiene 34 años",
        "edad: 34",
        "como 34",
        "treinta y cuatro",
        "treintaicuatro",
        "tiene treinta y cuatro años",
        "mi hermano tiene como unos treinta y cuatro",
        "٣٤",
    ],
)
def test_an_age_is_read_in_figures_and_in_words(app: Flask, text: str) -> None:
    assert ages.written(text) == 34


@pytest.mark.parametrize(
    ("text", "age"),
    [("veintidós", 22), ("veinti dos años", 22), ("diez y ocho", 18), ("fourty one", 41), ("nineteen", 19)],
)
def test_a_number_in_words_is_read_as_people_write_it(app: Flask, text: str, age: int) -> None:
    assert ages.written(text) == age


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "85",
        "ochenta y cinco",
        "1985",
        "nineteen eighty five",
        "mil novecientos ochenta y cinco",
        "it is May 14",
        "12 years ago, in 1985",
        "500 years",
        "old",
        "0 years",
        "born in 85",
        "año 85",
        "one day",
        "tiene un hijo",
        "34 or 35",
        "",
    ],
)
def test_what_may_be_something_else_is_no_age(app: Flask, text: str) -> None:
    assert ages.written(text) is None


@pytest.mark.parametrize("age", ["34", "thirty four", "she is thirty-four", "treinta y cuatro"])
def test_an_age_alone_answers_the_question_for_the_birth(texter: Texter, age: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", age).gets("In which country")


@pytest.mark.parametrize("age", ["34", "tiene 34 años", "treinta y cuatro", "como treinta y cuatro"])
def test_an_age_alone_answers_the_question_in_spanish(texter: Texter, age: str) -> None:
    texter.writes("hola", "no", "Ada", "Lovelace", age).gets("pais")


def test_a_year_of_two_digits_is_asked_about(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", "85").gets("year in 4 digits, or the age")

    texter.writes("85 years old").gets("In which country")
