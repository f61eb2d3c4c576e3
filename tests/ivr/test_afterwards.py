"""After an answer: a text, something else, a report of who was left without care."""

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import desk, outbox, voicemail
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
    assert owed.number == OWN_NUMBER
    assert owed.facts.outcome is Outcome.HELD
    assert owed.facts.lines == ("146 CCA Road", "Lumpkin, GA 31815")
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

    caller.presses("3", "*").hears("hear this again, press 1").does_not_hear("being held")
    caller.presses("8").hears("not one of the choices", "press 1").does_not_hear("being held")
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
    assert (callback.is_urgent, callback.about) == (True, desk.CARE)
    assert callback.due_at - clock.now() <= desk.URGENT_DUE
    with db.reading() as session:
        (left,) = voicemail.waiting(session)
    assert callback.voicemails == (left.id,)


def test_a_report_goes_before_calls_that_were_promised_earlier(dial: Dial) -> None:
    dial().presses("1", "0").hangs_up()
    dial().presses("1", *NOT_FOUND, "4", "1", "1").hangs_up()

    with db.reading() as session:
        assert [callback.about for callback in desk.waiting_callbacks(session)] == [desk.CARE, ""]


def test_who_withholds_a_number_is_asked_for_one_and_then_for_the_report(dial: Dial) -> None:
    caller = dial(WITHHELD).presses("1", *NOT_FOUND, "4", "1", "1").hears("enter the telephone number")

    caller.presses("2125550187#", "1").hears("who needs care").says("A child").hears("2, 1, 2").hears_the_end()
    assert (_callback().about, len(_callback().voicemails)) == (desk.CARE, 1)


@pytest.mark.parametrize("way", [[], FOUND, [*FOUND, "3"], [*FOUND, "4"], NOT_FOUND, [*NOT_FOUND, "4"]])
@pytest.mark.usefixtures("xochitl")
def test_no_menu_reads_more_than_five_choices(caller: Caller, way: list[str]) -> None:
    caller.presses("1", *way)

    assert sum(words.count(", press ") for words in caller.words) <= MOST_CHOICES


@pytest.mark.usefixtures("xochitl")
def test_from_something_else_the_answer_is_heard_again(caller: Caller) -> None:
    caller.presses("1", *FOUND, "4").hears("To hear the answer again, press 1").presses("1").hears("being held")


def _texts() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Message)) or 0


def _callback() -> desk.PromisedCallback:
    with db.reading() as session:
        return desk.waiting_callbacks(session)[0]
