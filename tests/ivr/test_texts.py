"""A look-up by text: one short question at a time, the same rule, the same words as on every other channel."""

from collections.abc import Callable

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.models.people import Person
from hotline.phone.transport import InProcess
from tests.ivr.texter import OWN_NUMBER, Texter

Writer = Callable[..., Texter]


@pytest.fixture
def writer(app: Flask, settings: Settings) -> Writer:
    """Makes people who write: writer() from a number of their own."""

    def make(number: str = OWN_NUMBER) -> Texter:
        return Texter(settings, InProcess(app.test_client()), number)

    return make


@pytest.fixture
def texter(writer: Writer) -> Texter:
    return writer()


def test_an_a_number_and_a_year_find_the_person(texter: Texter, xochitl: Person) -> None:
    texter.writes("hello").gets("family hotline", "A-number")
    texter.writes("A 098-765-432").gets("date of birth")

    texter.writes("1985").gets("This person is being held.", "Stewart Detention Center", "(229) 555-0130")


def test_a_name_finds_the_person(texter: Texter, xochitl: Person) -> None:
    texter.writes("Hi, I look for my sister", "no").gets("first name")
    texter.writes("Xóchitl Guadalupe").gets("last name")
    texter.writes("Zepeda Olvera").gets("date of birth")
    texter.writes("March 12, 1985").gets("country")

    texter.writes("Mexico").gets("This person is being held.", "Stewart Detention Center")
    print(texter.everything)
