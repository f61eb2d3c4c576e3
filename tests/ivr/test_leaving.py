"""An open search is promised only where it can end in news; else a person helps, and the caller is told so."""

import re

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import callbacks
from hotline.models.contacts import OpenSearch
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import WITHHELD, Dial, Records, goes

# Xochitl Guadalupe Zepeda Olvera, said name by name; no date of birth; Mexico; neither of the further questions.
WITHOUT_BIRTH = ["1", "2", "Xochitl Guadalupe", "1", "Zepeda", "1", "Olvera", "1", "#", "1", "#", "#"]


def test_who_tells_the_year_in_the_end_leaves_a_search(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2").hears("one more thing", "year of birth, 4 digits").does_not_hear("how old")

    caller.presses("1985#").hears("when there is news", "press 1").presses("1").hears("The reference code is")

    assert _searches() == 1


def test_a_year_that_tells_who_it_is_is_answered_at_once(dial: Dial, records: Records) -> None:
    caller = goes(dial(), *WITHOUT_BIRTH, "2")
    with records() as session:
        stay = factories.StayFactory(person_id=factories.person(session).id)
        factories.StintFactory(stay_id=stay.id)

    caller.presses("1985#").hears("This person is being held", "Stewart Detention Center")


@pytest.mark.parametrize("keys", ["40#", "#"], ids=["an age", "nothing"])
def test_without_the_year_no_search_is_promised_and_a_person_calls(caller: Caller, keys: str) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "#").hears("cannot keep looking by ourselves", "A person can help", "press 0")
    caller.does_not_hear("there is news").presses("0").hears("about how old")
    caller.presses(keys).hears("A person will call you back within 24 hours")

    assert _searches() == 0
    with db.reading() as session:
        (promised,) = callbacks.waiting(session, now=clock.now())
    assert promised.told.get("age") == (40 if keys == "40#" else None)


def test_an_age_told_once_is_not_asked_for_again(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "#", "0", "40#").hears("A person will call you back")

    caller.presses("*", "0#", "*").hears("press 0").presses("0").hears("A person will call you back")


def test_who_hangs_up_when_asked_for_an_age_is_called_all_the_same(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "#").waits().hears("about how old").hangs_up()

    with db.reading() as session:
        assert len(callbacks.waiting(session, now=clock.now())) == 1


def test_what_is_no_year_and_no_age_is_helped_with(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "40#").hears("I need the year with 4 digits", "year of birth")

    caller.presses("#", "0", "198#").hears("I need an age in years", "about how old")


IN_FULL = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
BY_DAY = [keys if keys != "12101970#" else "10121970#" for keys in IN_FULL]
LEFT = {"1": "We keep looking.", "2": "Seguimos buscando."}
ALREADY = {"1": "You have asked us already to keep looking", "2": "Usted ya nos pidió seguir buscando"}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@in_both_languages
def test_a_person_is_looked_for_once_however_often_it_is_asked_for(caller: Caller, language: str) -> None:
    caller.presses(language, *(BY_DAY if language == "2" else IN_FULL), "2", "1").hears(LEFT[language])
    code = _code(caller)

    caller.presses("*").hears("0", "2").presses("2").hears(ALREADY[language])

    assert _code(caller) == code
    assert _searches() == 1


def test_another_person_gets_another_search(caller: Caller) -> None:
    caller.presses("1", *IN_FULL, "2", "1", "5", *IN_FULL[:4], "12101971#", "1", "1", "#", "2", "2", "1").hears(
        LEFT["1"]
    )

    assert _searches() == 2


@in_both_languages
def test_after_a_search_is_left_the_caller_hears_what_to_do_now(caller: Caller, language: str) -> None:
    caller.presses(language, *(BY_DAY if language == "2" else IN_FULL), "2", "1")
    caller.hears({"1": "what you can do now, press 3", "2": "qué puede hacer ahora, oprima 3"}[language])
    assert sum(words.count({"1": ", press ", "2": ", oprima "}[language]) for words in caller.words) <= 5

    caller.presses("3").hears({"1": "without care, press 1", "2": "oprima 1"}[language])
    caller.presses("*").hears("1", "3", "0").does_not_hear(LEFT[language])


@in_both_languages
def test_silence_after_advice_ends_the_call_of_who_left_a_search(caller: Caller, language: str) -> None:
    caller.presses(language, *(BY_DAY if language == "2" else IN_FULL), "2", "1", "3").waits(2)

    caller.hears({"1": "Thank you for calling", "2": "Gracias por llamar"}[language]).hears_the_end()
    with db.reading() as session:
        assert callbacks.waiting(session, now=clock.now()) == []


def _code(caller: Caller) -> str:
    return next(words for words in caller.words if "code is:" in words or "código de referencia es:" in words)


def test_names_by_key_and_a_year_alone_are_enough_to_keep_looking(caller: Caller) -> None:
    names = [f"{spell(name)}#" for name in ("Xochitl Guadalupe", "Zepeda", "Olvera")]

    goes(caller, "1", "2", *names, "1985#", "1", "1", "#", "#", "2").hears("when there is news")


def _searches() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(OpenSearch)) or 0


IN_ENGLISH = ["1", "2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "0#", "12101970#", "1", "1", "0#", "2"]


@pytest.mark.parametrize("language", ["1", "2"])
def test_who_has_no_number_leaves_a_search_and_asks_with_its_code(dial: Dial, records: Records, language: str) -> None:
    without = [
        "2",
        "Xochitl Guadalupe",
        "1",
        "Zepeda",
        "1",
        "Olvera",
        "1",
        "1985#",
        "1",
        "México",
        "1",
        "0#",
        "0#",
        "2",
    ]
    caller = goes(dial(WITHHELD), language, *without)
    caller.hears({"1": "If you have no number, press 0", "2": "Si no tiene ningún número, oprima 0"}[language])

    caller.presses("0#").hears({"1": "you call us to ask", "2": "usted nos llama para preguntar"}[language])
    caller.presses("1").hears({"1": "call us once a day: press 3", "2": "una vez al día: oprima 3"}[language])
    code, pin = (re.sub(r"\D", "", said) for said in caller.words[1:3])
    with records() as session:
        stay = factories.StayFactory(person_id=factories.person(session).id)
        factories.StintFactory(stay_id=stay.id)

    goes(dial(WITHHELD), language, "3", f"{code}#", f"{pin}#").hears("Stewart Detention Center")


def test_who_has_no_number_can_still_enter_one_or_ask_for_a_person(dial: Dial) -> None:
    goes(dial(WITHHELD), *IN_ENGLISH, "0#", "2").hears("Which telephone number").presses("2125550187#", "1")
    assert _searches() == 1

    goes(dial(WITHHELD), *IN_ENGLISH, "0#", "0").hears("So that a person can call you back")


def test_no_entry_of_a_withheld_caller_who_has_no_number_goes_in_a_circle(dial: Dial) -> None:
    caller = goes(dial(WITHHELD), *IN_ENGLISH, "1#", "1#", "1#").hears("A person can help", "If you have no number")

    caller.presses("0#").hears("you can call us again at any time").waits(2).hears_the_end()


def test_who_tells_the_name_better_keeps_one_search(caller: Caller) -> None:
    goes(caller, *IN_ENGLISH, "1").hears("The reference code is")
    before = caller.words[1:3]

    caller.presses("5", *IN_ENGLISH[1:2], f"{spell('Adela')}#", *IN_ENGLISH[3:]).hears("same person, press 1")
    caller.presses("1", "1")

    caller.hears("now with what you told us last")
    assert caller.words[1:3] == before
    assert _searches() == 1


@pytest.mark.parametrize("act", ["2", ""], ids=["said by key", "silence"])
def test_another_person_of_the_same_call_is_looked_for_too(caller: Caller, act: str) -> None:
    goes(caller, *IN_ENGLISH, "1", "5", "2", f"{spell('Charles')}#", *IN_ENGLISH[3:]).hears("same person, press 1")

    if act:
        caller.presses(act)
    else:
        caller.waits(2)
    caller.presses("1").hears("The reference code is").does_not_hear("instead of")

    assert _searches() == 2
