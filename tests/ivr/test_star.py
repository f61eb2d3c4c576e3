"""Star goes back: past what was only repeated, and from an answer never into a question."""

import pytest
from sqlalchemy.orm import Session

from hotline import clock, languages
from hotline.ivr import walk
from hotline.ivr.menu import PERSON, Junction, Line, Menu, by_name
from hotline.ivr.state import Notes, Talk
from hotline.ivr.walk import Keys
from hotline.phone.keypad import spell
from hotline.phone.script import Caller

FOUND = ["1", "098765432#", "1", "1985#"]
NOT_FOUND = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
STEPS = by_name(
    Menu("choose", ("Press 2.",), {"2": "told"}),
    Menu("told", ("To hear this again, press 1.",), {"1": "told"}),
    Junction(PERSON, lambda _: "choose", leads_to=("choose",)),
)
LINE = Line("a line", STEPS, first="choose", after_language="choose", spent="choose", broken="choose")
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@pytest.mark.parametrize("repeats", [("9",), ("1",), ("1", "1", "9", "1")], ids=str)
def test_what_was_only_repeated_is_no_step_back(repeats: tuple[str, ...]) -> None:
    talk = Talk(Session(), clock.now(), "", "a call", "a call:1", languages.get("en"), Notes())
    walk.answer(LINE, talk, "choose", Keys("2"))
    for key in repeats:
        assert walk.answer(LINE, talk, "told", Keys(key)).step.name == "told"

    assert walk.answer(LINE, talk, "told", Keys("*")).step.name == "choose"


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize("again", [(), ("1",), ("1", "9", "1")], ids=["once", "again", "three times"])
@in_both_languages
def test_star_after_an_answer_offers_it_again(caller: Caller, language: str, again: tuple[str, ...]) -> None:
    caller.presses(language, *FOUND, *again, "*")

    caller.hears({"1": "To hear the answer again, press 1", "2": "oír la respuesta otra vez, oprima 1"}[language], "5")
    caller.presses("*").hears({"1": "when this changes, press 7", "2": "cuando esto cambie, oprima 7"}[language])
    caller.presses("*", "1").hears("Stewart Detention Center")


@in_both_languages
def test_star_after_no_answer_leads_into_no_question_either(caller: Caller, language: str) -> None:
    caller.presses(language, *NOT_FOUND, "*")

    caller.hears({"1": "To hear the answer again, press 1", "2": "oír la respuesta otra vez, oprima 1"}[language], "5")
    caller.presses("1").hears(
        {"1": "We cannot tell you by this line", "2": "Por esta línea no podemos decirle"}[language]
    )
