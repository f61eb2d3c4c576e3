"""A call within 2 hours is promised on the telephone as it can be kept: the hours count while people answer."""

from dataclasses import replace

import pytest
from flask import Flask

from hotline import hours
from hotline.config import Settings
from hotline.phone.keypad import spell
from tests.ivr.conftest import Dial

NOT_FOUND = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
COUNTED = {
    "1": "The 2 hours count only while people answer: every day from",
    "2": "Las 2 horas solo cuentan mientras hay personas atendiendo: todos los días de",
}


def _answers(app: Flask, settings: Settings, written: str) -> None:
    app.extensions["settings"] = replace(settings, hotline_hours=hours.read(written))


@pytest.mark.parametrize("language", ["1", "2"])
def test_where_people_answer_from_to_the_promise_says_when_it_counts(
    app: Flask, settings: Settings, dial: Dial, language: str
) -> None:
    _answers(app, settings, "08:00-20:00 America/Chicago")

    caller = dial().presses(language, *NOT_FOUND, "4", "1")

    caller.hears(COUNTED[language]).presses("1").hears(COUNTED[language])


def test_where_people_answer_day_and_night_the_promise_stands_alone(app: Flask, settings: Settings, dial: Dial) -> None:
    _answers(app, settings, "always")

    caller = dial().presses("1", *NOT_FOUND, "4", "1")

    caller.hears("within 2 hours").does_not_hear("count only")


@pytest.mark.parametrize("language", ["1", "2"])
def test_the_last_words_say_when_the_two_hours_count(app: Flask, settings: Settings, dial: Dial, language: str) -> None:
    _answers(app, settings, "08:00-20:00 America/Chicago")
    caller = dial().presses(language, *NOT_FOUND, "4", "1", "1").says("Two children are alone")

    caller.waits().hears(COUNTED[language], {"1": "Goodbye.", "2": "Adiós."}[language])


def test_a_call_within_24_hours_counts_them_all(app: Flask, settings: Settings, dial: Dial) -> None:
    _answers(app, settings, "08:00-20:00 America/Chicago")

    dial().presses("1", "0").waits().hears("within 24 hours").does_not_hear("count only")
