"""After an answer: a text, something else, a report of who was left without care."""

import re

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import callbacks, outbox, voicemail
from hotline.domain.findings import Outcome
from hotline.models.messages import Message
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial, Records

FOUND = ["1", "098765432#", "1", "1985#"]
NOT_FOUND = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
MOST_CHOICES = 5
BY_TEXT = {"1": "To get this by text message, press 6", "2": "Para recibir esto por mensaje de texto, oprima 6"}
KEPT_WITHOUT = {
    "1": ("Your message is kept", "within 2 hours", "Without a number, nobody can call you back"),
    "2": ("Su mensaje quedó guardado", "en menos de 2 horas", "Sin un número, nadie le puede devolver la llamada"),
}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_the_place_is_sent_by_text_when_a_key_confirms_it(caller: Caller, language: str) -> None:
    caller.presses(language, *FOUND).hears(BY_TEXT[language])

    caller.presses("6").hears("4, 0, 4. 5, 5, 5. 0, 1, 2, 3", "1")
    assert _texts() == 0
    caller.presses("1").hears({"1": "on its way", "2": "va en camino"}[language])

    with db.begin() as session:
        (owed,) = outbox.claim(session, now=clock.now())
    assert owed.recipient.contact == OWN_NUMBER
    assert owed.facts["outcome"] == Outcome.HELD
    assert owed.facts["lines"] == ["146 CCA Road", "Lumpkin, GA 31815"]
    assert not {"Xochitl", "Zepeda", "098765432"} & set(str(owed.facts).split())


@pytest.mark.usefixtures("xochitl")
def test_one_answer_is_one_text_however_often_it_is_asked_for(caller: Caller) -> None:
    caller.presses("1", *FOUND, "6", "1", "*").hears("by text message, press 6").presses("6", "1").hears("on its way")

    assert _texts() == 1


@pytest.mark.usefixtures("xochitl")
def test_star_after_a_text_leads_to_the_answer_and_then_to_where_it_can_be_heard_again(caller: Caller) -> None:
    caller.presses("1", *FOUND, "6", "1", "*").hears("by text message, press 6")

    caller.presses("*").hears("hear the answer again, press 1").presses("1").hears("being held")


@pytest.mark.usefixtures("xochitl")
def test_who_comes_back_to_an_answer_hears_the_choices_and_by_key_the_answer(caller: Caller) -> None:
    caller.presses("1", *FOUND).hears("being held", "being held", "press 3")

    caller.presses("3", "*").hears("when this changes, press 7").does_not_hear("being held")
    caller.presses("8").hears("not one of the choices", "press 7").does_not_hear("being held")
    caller.presses("1").hears("being held", "being held", "press 3")


@pytest.mark.usefixtures("xochitl")
@pytest.mark.parametrize("number", [WITHHELD, "anonymous", "+525512345678", "+18005550199"])
def test_no_text_is_offered_to_a_number_that_takes_none(dial: Dial, number: str) -> None:
    caller = dial(number).presses("1", *FOUND).hears("being held").does_not_hear("text message")

    caller.presses("6").hears("not one of the choices")


def test_no_text_is_offered_where_no_place_is_named(dial: Dial, records: Records) -> None:
    dial().presses("1", *NOT_FOUND).hears("cannot tell you").does_not_hear("text message")
    with records() as session:
        office = factories.FieldOfficeFactory()
        factories.StayFactory(person_id=factories.person(session).id, office_code=office.code)

    dial().presses("1", *FOUND).hears("being processed").does_not_hear("text message")


@pytest.mark.parametrize(
    "way", [["4"], [*NOT_FOUND, "4", "1"], [*FOUND, "4", "2"]], ids=["before any look-up", "not found", "found"]
)
@pytest.mark.usefixtures("xochitl")
def test_who_reports_a_child_without_care_is_called_within_two_hours(caller: Caller, way: list[str]) -> None:
    caller.presses("1", *way).hears("call 911", "within 2 hours", "press 1")

    caller.presses("1").hears("who needs care").says("Two children are alone at home").hears("call you back").waits()

    callback = _callback()
    assert (callback.is_urgent, callback.about) == (True, callbacks.CARE)
    assert callback.due_at - clock.now() <= callbacks.URGENT_DUE
    with db.reading() as session:
        (left,) = voicemail.waiting(session)
    assert callback.voicemails == (left.id,)


def test_a_report_goes_before_calls_that_were_promised_earlier(dial: Dial) -> None:
    dial().presses("1", "0").hangs_up()
    dial().presses("1", *NOT_FOUND, "4", "1", "1").hangs_up()

    with db.reading() as session:
        assert [callback.about for callback in callbacks.waiting(session, now=clock.now())] == [callbacks.CARE, ""]


def test_who_withholds_a_number_reports_first_and_is_asked_for_one_then(dial: Dial) -> None:
    caller = dial(WITHHELD).presses("1", *NOT_FOUND, "4", "1", "1").hears("listen", "who needs care")

    caller.says("A child").hears("message is kept", "enter the telephone number").presses("2125550187#").hears(
        "2 hours"
    )
    caller.presses("1").hears("call 911", "within 2 hours at 2, 1, 2").hears_the_end()
    assert (_callback().number, _callback().about, len(_callback().voicemails)) == ("+12125550187", callbacks.CARE, 1)


@in_both_languages
@pytest.mark.parametrize("number", [OWN_NUMBER, WITHHELD])
def test_a_report_stays_urgent_when_no_number_can_be_called(dial: Dial, number: str, language: str) -> None:
    caller = dial(number).presses(language, "4", "1").hears({"1": "who needs care", "2": "quién necesita"}[language])
    caller.says("Two children are alone at home, 4 Elm Street")
    if number == OWN_NUMBER:
        caller.presses("2")
    caller.hears({"1": "A person will listen to it within 2 hours", "2": "lo escuchará en menos de 2 horas"}[language])

    caller.hangs_up()

    _is_kept_without_a_number()


@in_both_languages
@pytest.mark.parametrize("number", [OWN_NUMBER, WITHHELD])
@pytest.mark.parametrize("keys", [["12#", "13#", "14#"], []], ids=["unusable", "silence"])
def test_the_last_words_after_a_report_without_a_number_are_honest(
    dial: Dial, number: str, keys: list[str], language: str
) -> None:
    caller = dial(number).presses(language, "4", "1").says("Two children are alone")
    caller.presses(*(["2"] if number == OWN_NUMBER else []), *keys)

    while caller.is_connected:
        caller.waits()

    caller.hears(*KEPT_WITHOUT[language], "911").hears_the_end()
    _is_kept_without_a_number()


def test_who_says_nothing_and_has_no_number_hears_that_nobody_can_help_yet(dial: Dial) -> None:
    caller = dial(WITHHELD).presses("1", "4", "1").waits(2).hears("enter the telephone number")

    caller.presses("0#").hears("no message and no number", "call us again", "call 911", "press 1")

    assert (_callback().is_urgent, _callback().number, _callback().voicemails) == (True, "", ())


@in_both_languages
def test_a_report_that_pound_ended_before_a_word_is_asked_for_once_more(caller: Caller, language: str) -> None:
    nothing = {"1": ("not hear anything", "who needs care"), "2": ("No oí nada", "quién necesita")}[language]
    caller.presses(language, "4", "1", "#").hears(*nothing)

    caller.says("Two children are alone at home").hears({"1": "call you back", "2": "le llamará"}[language])

    assert (_callback().number, _callback().is_urgent, len(_callback().voicemails)) == (OWN_NUMBER, True, 1)


@pytest.mark.parametrize("act", ["#", "silence"])
def test_who_reports_twice_without_a_word_is_called_and_asked_no_more(caller: Caller, act: str) -> None:
    caller.presses("1", "4", "1")

    caller.waits(2) if act == "silence" else caller.presses("#", "#")

    caller.hears("A person will call you back within 2 hours", "0, 1, 2, 3").presses("1").hears("Goodbye")
    assert (_callback().number, _callback().is_urgent, _callback().voicemails) == (OWN_NUMBER, True, ())


def test_who_hangs_up_when_asked_once_more_is_called_within_two_hours(caller: Caller) -> None:
    caller.presses("1", "4", "1", "#").hears("not hear anything").hangs_up()

    assert (_callback().number, _callback().is_urgent) == (OWN_NUMBER, True)


@pytest.mark.parametrize("act", ["0", "silence"])
def test_who_came_to_report_and_presses_zero_or_nothing_is_called_as_soon(caller: Caller, act: str) -> None:
    caller.presses("1", "4")

    caller.waits(2) if act == "silence" else caller.presses(act)

    caller.hears("within 2 hours", "who needs care").hangs_up()
    assert (_callback().is_urgent, _callback().number) == (True, OWN_NUMBER)


def _is_kept_without_a_number() -> None:
    callback = _callback()
    assert (callback.number, callback.is_urgent, callback.about) == ("", True, callbacks.CARE)
    assert callback.due_at - clock.now() <= callbacks.URGENT_DUE
    with db.reading() as session:
        assert callback.voicemails == tuple(left.id for left in voicemail.waiting(session)) != ()


@pytest.mark.usefixtures("xochitl")
@in_both_languages
@pytest.mark.parametrize("way", [["3"], ["3", "1"], ["3", "3"], ["4"]])
def test_silence_after_advice_ends_the_call_of_who_was_told_an_answer(
    caller: Caller, way: list[str], language: str
) -> None:
    caller.presses(language, *FOUND, *way).waits(2)

    caller.hears({"1": "Thank you for calling", "2": "Gracias por llamar"}[language]).hears_the_end()
    assert _waiting() == []


def test_silence_after_advice_calls_who_was_told_nothing(caller: Caller) -> None:
    caller.presses("1", *NOT_FOUND, "4").waits(2).hears("A person can help you", "A person will call you back")

    assert len(_waiting()) == 1


@pytest.mark.parametrize("way", [[], FOUND, [*FOUND, "3"], [*FOUND, "4"], NOT_FOUND, [*NOT_FOUND, "4"]])
@pytest.mark.usefixtures("xochitl")
def test_no_menu_reads_more_than_five_choices(caller: Caller, way: list[str]) -> None:
    caller.presses("1", *way)

    # Between the two readings of an answer one of its choices is told before the others: it is still one choice.
    told = {key for words in caller.words for key in re.findall(r"press (\d|star)", words)}
    assert len(told) <= MOST_CHOICES


@pytest.mark.usefixtures("xochitl")
def test_from_something_else_the_answer_is_heard_again(caller: Caller) -> None:
    caller.presses("1", *FOUND, "4").hears("To hear the answer again, press 1").presses("1").hears("being held")


def _texts() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Message)) or 0


def _callback() -> callbacks.PromisedCallback:
    return _waiting()[0]


def _waiting() -> list[callbacks.PromisedCallback]:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())
