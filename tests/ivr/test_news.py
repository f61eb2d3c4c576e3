"""A call that we place: nothing is said of anybody before the PIN, and what voice mail keeps tells nothing."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import delete, select

from hotline import clock, db
from hotline.config import Settings
from hotline.domain import codes, outbox, searches
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.outbox import Owed, Recipient
from hotline.domain.searches import SearchWish
from hotline.gateways.practice import PracticeCall
from hotline.ivr import call_map, news
from hotline.models.contacts import Channel, OpenSearch, Reference, SearchState
from hotline.models.messages import Means, MessageKind
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import OWN_NUMBER, SignedPost

QUERY = Query(a_number="098765432", birth_year=1985)
WHO = {"en": "Hello. This is the Family Hotline. We have a message", "es": "Hola. Habla la Línea de Ayuda"}
CALL_US = {"en": "call us at 8, 0, 0. 5, 5, 5. 0, 1, 0, 0", "es": "llámenos al 8, 0, 0. 5, 5, 5. 0, 1, 0, 0"}
HELD = {"en": "This person is being held.", "es": "Esta persona está detenida."}
STEWART = "Stewart"
in_both_languages = pytest.mark.parametrize("language", ["en", "es"])
Called = Callable[..., tuple[Caller, str]]


@pytest.fixture
def called(app: Flask, settings: Settings) -> Called:
    """Somebody who answers our call about a search that they left, and the search's PIN."""

    def make(language: str = "en", *, number: str = OWN_NUMBER) -> tuple[Caller, str]:
        wish = SearchWish(QUERY, number, "a form", told=Outcome.NOT_CONFIRMED)
        with db.begin() as session:
            asker, now = Asker(network="192.0.2.7"), clock.now()
            opened = searches.leave(session, wish, asker=asker, channel=Channel.WEB, language=language, now=now)
            search = searches.waiting(session)[0]
            recipient = Recipient(number, Means.CALL, language)
            about = Owed(MessageKind.NEWS, recipient, "a key", search.id, facts={"is_urgent": True})  # at any hour
            outbox.owe(session, about, now=now)
            key = outbox.claim(session, now=now, budget=outbox.Budget(9, 9))[0].key
        base = settings.public_base_url
        placed = PracticeCall("CA" + "5" * 32, number, f"{base}/ivr/news/{key}", f"{base}/ivr/reports/{key}")
        telephone = Telephone(settings, InProcess(app.test_client()), caller=number, placed=placed)
        return Caller(telephone), opened.pin

    return make


def _answers(caller: Caller) -> Caller:
    caller.telephone.answer()
    return caller


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_who_answers_hears_who_calls_and_nothing_of_anybody(called: Called, language: str) -> None:
    caller, _ = called(language)

    _answers(caller).hears(WHO[language], "PIN", "7", "8").does_not_hear(STEWART)
    assert "Xochitl" not in " ".join(caller.words)


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_the_pin_tells_the_answer_as_a_call_that_comes_in_does(called: Called, language: str) -> None:
    caller, pin = called(language)

    _answers(caller).presses("1").hears("PIN").presses(f"{pin}#")

    caller.hears(HELD[language], "3, 1, 8, 1, 5", HELD[language], "3", "0")
    caller.presses("3").does_not_hear("code")


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_voice_mail_keeps_where_to_call_and_nothing_else(called: Called, language: str) -> None:
    caller, _ = called(language)

    caller.telephone.let_machine_answer()

    caller.hears(CALL_US[language], "PIN", CALL_US[language]).hears_the_end().does_not_hear(STEWART)
    assert _state() is SearchState.OPEN


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_five_wrong_pins_end_the_call_and_tell_whom_to_call(called: Called, language: str) -> None:
    caller, pin = called(language)
    wrong = f"{(int(pin) + 1) % 10**codes.PIN_DIGITS:06d}#"

    _answers(caller).presses("1")
    for _ in range(4):
        caller.presses(wrong).hears("PIN")
    caller.presses(wrong).hears(CALL_US[language].removeprefix("call us at ").removeprefix("llámenos al "))

    caller.hears_the_end().does_not_hear(STEWART)


@in_both_languages
def test_a_key_stops_the_calls_once_it_is_confirmed(called: Called, language: str) -> None:
    caller, _ = called(language)

    _answers(caller).presses("7").hears("1").presses("*").hears("7", "8")
    assert _state() is SearchState.OPEN

    caller.presses("7", "1").hears_the_end()
    assert _state() is SearchState.CLOSED


def test_a_wrong_number_is_not_called_again(called: Called) -> None:
    caller, _ = called()

    _answers(caller).presses("8").hears("We are sorry for the call").hears_the_end()

    assert _state() is SearchState.CLOSED


def test_who_has_no_pin_is_called_by_a_person(called: Called) -> None:
    caller, _ = called()

    _answers(caller).presses("1", "0#").hears("A person will call you back within 24 hours", "4, 0, 4")


def test_whoever_looks_for_another_person_goes_on_as_in_any_call(called: Called) -> None:
    caller, pin = called()

    _answers(caller).presses("1", f"{pin}#").presses("5").hears("To find a person by A-number")


def test_a_number_abroad_is_told_the_number_that_it_can_dial(called: Called) -> None:
    caller, _ = called(number="+525512345678")

    caller.telephone.let_machine_answer()

    caller.hears("country code 1, then 8, 0, 0")


@pytest.mark.parametrize("key", ["0" * 16, "nothing", "ffffffffffffffff"])
def test_an_unknown_key_is_told_goodbye(signed_post: SignedPost, key: str) -> None:
    answer = signed_post(f"/ivr/news/{key}", To=OWN_NUMBER)

    assert answer.status_code == 200
    assert "Goodbye" in answer.text
    assert "<Gather" not in answer.text


def test_a_call_about_what_is_gone_is_told_goodbye(called: Called, settings: Settings) -> None:
    caller, _ = called()
    with db.begin() as session:
        session.execute(delete(Reference))

    _answers(caller).hears("There is no message any more").hears_the_end()


def _state() -> SearchState:
    with db.begin() as session:
        return session.scalars(select(OpenSearch.state)).one()


def test_every_step_of_the_call_is_reached_and_comes_to_an_end() -> None:
    assert call_map.never_ending(news.LINE) == set()
    assert call_map.never_ending_in_silence(news.LINE) == set()
    assert set(news.STEPS) <= set(call_map.paths(news.LINE))


def test_the_same_webhook_twice_is_one_answer_and_counts_one_wrong_pin(
    called: Called, app: Flask, settings: Settings
) -> None:
    caller, pin = called()
    _answers(caller).presses("1", f"{(int(pin) + 1) % 10**codes.PIN_DIGITS:06d}#")
    wrong = [sent for sent in caller.telephone.posted if sent.fields.get("Digits", "").isdigit()][-1]

    again = [
        app.test_client().post(
            urlsplit(wrong.address).path,
            data=dict(wrong.fields),
            headers=dict(wrong.headers),
            base_url=settings.public_base_url,
        )
        for _ in range(2)
    ]

    assert again[0].data == again[1].data
    assert "This PIN is not right" in again[0].text
    with db.begin() as session:
        assert session.scalars(select(Reference.pin_failures)).one() == 1


def test_nobody_else_asks_for_the_document(app: Flask) -> None:
    unsigned = app.test_client().post("/ivr/news/0123456789abcdef", data={"CallSid": "CA" + "0" * 32})

    assert unsigned.status_code == 403
