"""What tests of three-way calls may ask for: the switch on, somebody who asks for two, and their telephones."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from hotline.config import Settings
from hotline.domain.kin import NewKin
from hotline.gateways import practice
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.detainee.conftest import MOTHER, Opened

BROTHER = "+14045552368"
Relative = Callable[[str], Caller]


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, three_way_calls=True, gateway="practice", practice_texts=tmp_path / "texts.jsonl")


@pytest.fixture
def relative(app: Flask, settings: Settings) -> Relative:
    """The telephone of a relative, which rings."""

    def make(number: str) -> Caller:
        placed = [call for call in practice.calls(settings) if call.number == number]
        return Caller(Telephone(settings, InProcess(app.test_client()), caller=number, placed=placed[-1]))

    return make


@pytest.fixture
def calling(xochitls: Opened) -> Caller:
    """Xochitl, who has asked for her mother and her brother at once, and said her name."""
    xochitls.registers(NewKin(MOTHER, "mother", "es"), NewKin(BROTHER, "brother_sister", "en"))
    caller = xochitls.calls().presses("2").hears("To talk with two of them at once, press 8.")
    caller.presses("8").hears("Choose the first", "For your mother").presses("1")
    caller.hears("Now choose the second", "For your brother or sister").does_not_hear("mother")
    return caller.presses("1").hears("please say your name").says("Xochitl")


@pytest.fixture
def xochitl_alone(xochitls: Opened) -> Opened:
    xochitls.registers(NewKin(MOTHER, "mother", "es"), NewKin(BROTHER, "brother_sister", "en"))
    return xochitls
