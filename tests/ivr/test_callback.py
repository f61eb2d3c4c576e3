"""A call back that was promised is made, to the number that was promised, even to who hangs up in the middle."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import clock, db, languages
from hotline.domain import callbacks
from hotline.domain.callbacks import PromisedCallback
from hotline.ivr.family import LINE
from hotline.ivr.menu import PERSON, Junction
from hotline.ivr.state import Notes, Talk
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial

OTHER = "+12125550187"
IN_WORDS = {
    "1": (
        "A person will call you back within 24 hours at the number of this telephone: 4, 0, 4. 5, 5, 5. 0, 1, 2, 3.",
        "We have noted it. If it is right, press 1, or hang up. For another number, press 2.",
    ),
    "2": (
        "Una persona le llamará en menos de 24 horas al número de este teléfono: 4, 0, 4. 5, 5, 5. 0, 1, 2, 3.",
        "Ya lo anotamos. Si es correcto, oprima 1 o cuelgue. Para otro número, oprima 2.",
    ),
}
ENTERED = {
    "1": "A person will call you back within 24 hours at the number you entered: 2, 1, 2. 5, 5, 5. 0, 1, 8, 7.",
    "2": "Una persona le llamará en menos de 24 horas al número que usted marcó: 2, 1, 2. 5, 5, 5. 0, 1, 8, 7.",
}
NOT_NOTED = {
    "1": "We could not note a number, so nobody will call you yet.",
    "2": "No pudimos anotar un número; por eso todavía nadie le va a llamar.",
}
NOBODY_CALLS = {"1": "No number was noted", "2": "No quedó anotado ningún número"}
NO_NUMBER = {"1": "Without a number, nobody can call you back", "2": "Sin un número, nadie le puede devolver"}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@in_both_languages
def test_who_hangs_up_after_the_promise_is_called(caller: Caller, language: str) -> None:
    caller.presses(language, "0")
    assert tuple(caller.words) == IN_WORDS[language]

    caller.hangs_up()

    assert _numbers() == [OWN_NUMBER]


@in_both_languages
def test_another_number_takes_the_place_of_the_first(caller: Caller, language: str) -> None:
    caller.presses(language, "0", "2", "2125550187#")
    caller.hears(ENTERED[language], IN_WORDS[language][1]).hangs_up()

    assert _numbers() == [OTHER]


@in_both_languages
def test_who_asks_for_another_number_and_hangs_up_is_not_called_at_the_first(caller: Caller, language: str) -> None:
    caller.presses(language, "0", "2").hears({"1": "We will not call", "2": "No llamaremos"}[language]).hangs_up()

    assert _numbers() == []


@in_both_languages
def test_three_unusable_numbers_never_book_the_rejected_one(caller: Caller, language: str) -> None:
    caller.presses(language, "0", "2", "12#", "13#", "14#").hears(NOT_NOTED[language])

    caller.waits(2).hears(NOBODY_CALLS[language]).hears_the_end()

    assert _numbers() == []


@in_both_languages
@pytest.mark.parametrize("keys", [["#"], ["12#", "13#", "14#", "1"]], ids=["pound alone", "offered at the end"])
def test_the_first_number_is_called_after_all_when_the_caller_says_so_by_key(
    caller: Caller, keys: list[str], language: str
) -> None:
    caller.presses(language, "0", "2", *keys).hears(*IN_WORDS[language]).hangs_up()

    assert _numbers() == [OWN_NUMBER]


def test_after_unusable_numbers_another_can_be_entered(caller: Caller) -> None:
    caller.presses("1", "0", "2", "12#", "13#", "14#", "2", "2125550187#").hears(ENTERED["1"]).waits()

    caller.hears("A person will call you within 24 hours at 2, 1, 2").hears_the_end()
    assert _numbers() == [OTHER]


def test_a_number_entered_wrong_is_not_called(caller: Caller) -> None:
    caller.presses("1", "0", "2", "2125550186#", "*").hears("We will not call that number").hangs_up()

    assert _numbers() == []


@pytest.mark.parametrize("stars", range(1, 6))
@pytest.mark.parametrize("entered", [["0", "2", "2125550187#"], ["0"]], ids=["a number entered", "the caller's own"])
def test_star_never_takes_back_a_promise_that_the_caller_went_on_from(
    caller: Caller, entered: list[str], stars: int
) -> None:
    caller.presses("1", *entered, "1").hears("When should we call?")

    caller.presses(*["*"] * stars).does_not_hear("We will not call").hangs_up()

    assert _numbers() == [OTHER if "2" in entered else OWN_NUMBER]


def test_star_after_a_promise_hears_it_again_and_a_key_changes_it(caller: Caller) -> None:
    caller.presses("1", "0", "2", "2125550187#", "1", "*", "*").hears(ENTERED["1"], IN_WORDS["1"][1])

    caller.presses("2").hears("We will not call that number")
    caller.presses("2125550186#").hears("0, 1, 8, 6").presses("*").hears("We will not call that number").hangs_up()

    assert _numbers() == []


def test_zero_does_not_bring_the_rejected_number_back(caller: Caller) -> None:
    caller.presses("1", "0", "2", "12#", "13#", "14#", "0").hears("We will not call that number").hangs_up()

    assert _numbers() == []


def test_a_call_has_one_callback_and_it_knows_what_was_told_last(caller: Caller) -> None:
    caller.presses("1", "0", "*", "1", "098765432#", "1", "1985#", "22#", "22#", "#", "0").hears(
        *IN_WORDS["1"]
    ).hangs_up()

    assert _numbers() == [OWN_NUMBER]
    assert _callbacks()[0].told["a_number"] == "098765432"


def test_two_calls_are_two_callbacks(dial: Dial) -> None:
    for _ in range(2):
        dial().presses("1", "0").hangs_up()

    assert _numbers() == [OWN_NUMBER, OWN_NUMBER]


def test_a_withheld_number_is_promised_nothing_before_one_is_entered(dial: Dial) -> None:
    caller = dial(WITHHELD).presses("1", "0").does_not_hear("will call you back")
    caller.presses("2125550187#").hears(ENTERED["1"]).hangs_up()

    assert _numbers() == [OTHER]


@in_both_languages
@pytest.mark.parametrize("keys", [["0#"], ["#"], ["12#", "13#", "14#"]], ids=["none", "pound alone", "unusable"])
def test_without_any_number_the_caller_hears_how_to_go_on(dial: Dial, language: str, keys: list[str]) -> None:
    caller = dial(WITHHELD).presses(language, "0").hears({"1": "If you have no number", "2": "Si no tiene"}[language])

    caller.presses(*keys).hears(NO_NUMBER[language], "1", "5")

    caller.waits().hears({"1": "call us again", "2": "Llámenos"}[language]).hears_the_end()
    assert _numbers() == []


def test_who_has_no_number_can_enter_one_after_all_or_look_for_a_person(dial: Dial) -> None:
    dial(WITHHELD).presses("1", "0", "0#", "1").hears("enter the telephone number").presses("2125550187#")
    assert _numbers() == [OTHER]

    dial(WITHHELD).presses("1", "0", "0#", "5").hears("To find a person by A-number, press 1")


def test_who_chose_no_language_is_called_in_none_that_we_guess(caller: Caller) -> None:
    caller.presses("0").hangs_up()

    assert [callback.language for callback in _callbacks()] == [""]


def test_after_trouble_on_our_side_the_number_that_was_entered_still_holds(session: Session) -> None:
    notes = Notes(promised=OTHER, declines_own=True)
    talk = Talk(session, clock.now(), OWN_NUMBER, "a call", "a call:9", languages.get("en"), notes)

    step = LINE[PERSON]

    assert isinstance(step, Junction)
    assert step.decide(talk) == "callback_check"
    assert [callback.number for callback in callbacks.waiting(session, now=clock.now())] == [OTHER]


def test_who_takes_a_call_back_keeps_the_place_from_when_they_asked_for_a_person(session: Session) -> None:
    asked, later = clock.now() - timedelta(minutes=20), clock.now()
    talk = Talk(session, asked, WITHHELD, "a call", "a call:3", languages.get("en"), Notes())
    person, entered = LINE[PERSON], LINE["callback_entered"]
    assert isinstance(person, Junction)
    assert isinstance(entered, Junction)
    assert person.decide(talk) == "callback_number"
    kept = Notes.from_plain(talk.notes.plain())
    kept.typed = OTHER

    entered.decide(replace(talk, now=later, notes=kept))

    (promised,) = callbacks.waiting(session, now=later)
    assert (promised.since, promised.due_at) == (asked, later + callbacks.CALLBACK_DUE)


def _callbacks() -> list[PromisedCallback]:
    with db.begin() as session:
        return callbacks.waiting(session, now=clock.now())


def _numbers() -> list[str]:
    return [callback.number for callback in _callbacks()]


@pytest.mark.parametrize("is_promised_first", [True, False])
def test_two_people_of_one_call_are_both_told_however_often_a_call_is_asked_for(
    caller: Caller, is_promised_first: bool
) -> None:
    of_ada = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
    of_bob = ["2", f"{spell('Bob')}#", f"{spell('Marley')}#", "#", "12101971#", "1", "1", "#"]
    caller.presses("1", *of_ada, *(["0", "*"] if is_promised_first else []), "5", *of_bob)

    caller.presses(*["0", "*"] * 7, "0").hangs_up()

    (promised,) = _callbacks()
    dates = [told["birth_date"] for told in (*promised.told_before, promised.told)]
    assert dates == ["1970-12-10", "1971-12-10"]
