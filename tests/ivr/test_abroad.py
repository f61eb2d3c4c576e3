"""Callers abroad: no question of the United States alone, and a number they can dial."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.models.places import LegalProvider
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import OWN_NUMBER, Dial, Records

MEXICO = "+525512345678"
PUERTO_RICO = "+17872345678"
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


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize(
    ("language", "code"), [("1", "country code 1, then 4, 0, 4. "), ("2", "código de país 1 y luego 4, 0, 4. ")]
)
def test_numbers_in_the_united_states_are_told_abroad_with_their_country_code(
    dial: Dial, records: Records, language: str, code: str
) -> None:
    with records() as session:
        verified = {"phone": "+14045550155", "phone_verified_on": date(2026, 11, 1)}
        session.add(LegalProvider(name="Peach Legal", city="Atlanta", list_state="GA", state="GA", **verified))

    caller = dial(MEXICO).presses(language, "1", "098765432#", "1", "1985#")

    caller.hears(code[: code.index("4")], code[: code.index("4")]).presses("3", "2").hears(code)
    dial(PUERTO_RICO).presses(language, "1", "098765432#", "1", "1985#").does_not_hear(code[:9])


@pytest.mark.parametrize(
    ("language", "told"),
    [("1", "call your local emergency number"), ("2", "número de emergencias de donde usted está")],
)
def test_nobody_abroad_is_told_to_dial_911(dial: Dial, language: str, told: str) -> None:
    dial(MEXICO).presses(language, "4").hears(told).does_not_hear("911")
    dial().presses(language, "4").hears("911").does_not_hear(told)


def _dial(app: Flask, settings: Settings, number: str) -> Caller:
    return Caller(Telephone(settings, InProcess(app.test_client()), caller=number)).dials()
