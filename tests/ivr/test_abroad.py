"""Callers abroad: no question of the United States alone, and a number they can dial."""

from dataclasses import replace

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import OWN_NUMBER

MEXICO = "+525512345678"
TO_A_SEARCH = ["1", "2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#", "2", "1"]
TOLD = "To call us from abroad, dial: 1, 4, 0, 4"


@pytest.fixture
def with_an_ordinary_number(app: Flask, settings: Settings) -> Settings:
    changed = replace(settings, ordinary_numbers=("+14045550100",))
    app.extensions["settings"] = changed
    return changed


def test_whoever_leaves_a_search_from_abroad_hears_whom_to_dial(app: Flask, with_an_ordinary_number: Settings) -> None:
    caller = _dial(app, with_an_ordinary_number, MEXICO).presses(*TO_A_SEARCH)

    caller.hears("The reference code is", TOLD)


def test_at_home_and_without_such_a_number_nothing_is_said(
    app: Flask, settings: Settings, with_an_ordinary_number: Settings
) -> None:
    _dial(app, with_an_ordinary_number, OWN_NUMBER).presses(*TO_A_SEARCH).does_not_hear("abroad")
    app.extensions["settings"] = settings

    _dial(app, settings, MEXICO).presses(*TO_A_SEARCH).hears("The reference code is").does_not_hear("abroad")


def test_an_ordinary_number_is_answered_like_the_toll_free_one(app: Flask, with_an_ordinary_number: Settings) -> None:
    settings = replace(with_an_ordinary_number, hotline_number="+14045550100")

    _dial(app, settings, MEXICO).hears("Family Hotline")


def _dial(app: Flask, settings: Settings, number: str) -> Caller:
    return Caller(Telephone(settings, InProcess(app.test_client()), caller=number)).dials()
