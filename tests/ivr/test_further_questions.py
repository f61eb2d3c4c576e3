"""Why we ask more is said once; a question that is asked again is only the question."""

import pytest

from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import goes

BY_NAME = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "1970#", "1", "1"]
BY_NUMBER = ["1", "111222333#", "1", "1970#"]
WHY = {"1": "We ask this whenever", "2": "Siempre lo preguntamos cuando"}
DATE = {"1": "full date of birth", "2": "fecha de nacimiento completa"}
GIVEN = {"1": "first name", "2": "nombre"}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@in_both_languages
@pytest.mark.parametrize("act", ["1#", "*#", "silence"])
def test_a_date_asked_again_is_asked_without_the_reason(caller: Caller, language: str, act: str) -> None:
    goes(caller, language, *BY_NAME).hears(WHY[language], DATE[language])

    again = caller.waits() if act == "silence" else caller.presses(act)

    again.hears(DATE[language]).does_not_hear(WHY[language])


@in_both_languages
@pytest.mark.parametrize("acts", [["?"], ["?", "?"], ["*#"], ["#"], ["Ada", "2"], ["Ada", "3", "1#"]])
def test_a_name_asked_again_is_asked_without_the_reason(caller: Caller, language: str, acts: list[str]) -> None:
    goes(caller, language, *BY_NUMBER).hears(WHY[language], GIVEN[language])

    goes(caller, *acts).hears(GIVEN[language]).does_not_hear(WHY[language])


@in_both_languages
def test_the_second_question_gives_no_reason_again_but_another_person_does(caller: Caller, language: str) -> None:
    with_both_surnames = [*BY_NAME[:3], f"{spell('Byron')}#", *BY_NAME[4:]]
    goes(caller, language, *with_both_surnames).hears(WHY[language]).presses("12101970#", "1")
    caller.hears({"1": "at work", "2": "en el trabajo"}[language])
    caller.does_not_hear(WHY[language])

    goes(caller, "#", "5", *BY_NUMBER).hears(WHY[language])


@in_both_languages
def test_whoever_has_one_surname_is_asked_two_questions_as_well(caller: Caller, language: str) -> None:
    goes(caller, language, *BY_NAME).hears(DATE[language]).presses("12101970#", "1")

    caller.hears({"1": "at work", "2": "en el trabajo"}[language])
    caller.presses("#").hears({"1": "cannot tell you by this line", "2": "no podemos decir"}[language])
