"""To be told of changes, by telephone: asked for after an answer, confirmed, opened by code and PIN, stopped."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db
from hotline.config import Settings
from hotline.domain import limits
from hotline.domain.codes import CODE_DIGITS, PIN_DIGITS
from hotline.domain.outbox import DueMessage, due
from hotline.gateways.practice import PracticeCall
from hotline.models.messages import Message
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.people import Person
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import WITHHELD, Dial

ASKED = ["1", "098765432#", "1", "1985#"]
NOT_FOUND = ["2", f"{spell('Ada')}#", f"{spell('Lovelace')}#", "#", "12101970#", "1", "1", "#"]
LANDLINE = "+18005550187"
OFFER = {"1": "To be told when this changes, press 7.", "2": "Para que le avisemos cuando esto cambie, oprima 7."}
CONFIRMED = {"1": "it is confirmed", "2": "Gracias, está confirmado"}
STOPPED = {"1": "It is stopped.", "2": "Ya no le avisaremos."}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])
pytestmark = pytest.mark.usefixtures("app")


@in_both_languages
def test_by_text_it_is_confirmed_by_the_digits_and_stopped_by_code_and_pin(
    dial: Dial, xochitl: Person, language: str
) -> None:
    caller = dial().presses(language, *ASKED).hears(OFFER[language])

    caller.presses("7").hears("4, 0, 4. 5, 5, 5. 0, 1, 2, 3", "1", "2", "3").presses("1").hears("PIN", "PIN", "2")
    code, pin = _code_and_pin(caller)
    assert _state() is SubscriptionState.PENDING

    caller.presses("2", f"{_digits()}#").hears(CONFIRMED[language])
    assert _state() is SubscriptionState.ACTIVE

    again = dial(WITHHELD).presses(language, "3", f"{code}#").does_not_hear("Stewart").presses(f"{pin}#")
    again.hears("Stewart", "7").presses("7", "1").hears(STOPPED[language])
    assert _state() is SubscriptionState.STOPPED


@in_both_languages
def test_by_call_it_is_confirmed_by_the_pin_in_our_call(
    dial: Dial, ring: Callable[[], Caller], xochitl: Person, language: str
) -> None:
    code, pin = _code_and_pin(dial().presses(language, *ASKED, "7", "2"))

    caller = ring()
    caller.hears("PIN").does_not_hear("Stewart").presses("1", f"{pin}#")

    caller.hears(CONFIRMED[language], "Stewart", "7")
    assert _state() is SubscriptionState.ACTIVE
    assert code not in " ".join(caller.words)


def test_a_call_that_nobody_or_voice_mail_answers_confirms_nothing(
    dial: Dial, ring: Callable[[], Caller], xochitl: Person
) -> None:
    dial().presses("1", *ASKED, "7", "2").hangs_up()

    ring().waits(4).hears_the_end()

    assert _state() is SubscriptionState.PENDING


@pytest.mark.parametrize(
    ("language", "none", "heard"),
    [
        ("1", "If you have no number, press 0, then pound.", "Without a number we cannot tell you of changes."),
        ("2", "oprima 0", "Sin un número no podemos avisarle de los cambios."),
    ],
)
def test_who_has_no_number_is_told_the_key_for_none(
    dial: Dial, xochitl: Person, language: str, none: str, heard: str
) -> None:
    caller = dial(WITHHELD).presses(language, *ASKED, "7").hears(none)

    caller.presses("0#").hears(heard, "1").does_not_hear("Stewart")
    caller.presses("1").hears(none).presses("0#", "*").hears(OFFER[language])
    with db.reading() as session:
        assert session.scalars(select(Subscription)).all() == []


def test_code_and_pin_in_a_call_that_comes_in_do_not_confirm_a_number(dial: Dial, xochitl: Person) -> None:
    code, pin = _code_and_pin(dial().presses("1", *ASKED, "7", "2"))

    caller = dial().presses("1", "3", f"{code}#", f"{pin}#")

    caller.hears("not confirmed yet", "call").does_not_hear("Stewart")
    assert _state() is SubscriptionState.PENDING


@in_both_languages
def test_the_code_alone_tells_nobody_whether_the_number_is_confirmed(
    dial: Dial, xochitl: Person, language: str
) -> None:
    code, pin = _code_and_pin(dial().presses(language, *ASKED, "7", "1"))
    told = {"1": "your PIN shows whether it is", "2": "con su PIN puede saber si lo está"}[language]

    waiting = dial(WITHHELD).presses(language, "3", f"{code}#").hears(told, "PIN")
    dial(WITHHELD).presses(language, "3", f"{code}#", f"{pin}#", "1", f"{_digits()}#").hears(CONFIRMED[language])

    assert dial(WITHHELD).presses(language, "3", f"{code}#").words == waiting.words


@in_both_languages
@pytest.mark.parametrize("means", ["1", "2"])
def test_where_a_number_has_had_its_few_of_the_day_the_same_is_said(
    dial: Dial, xochitl: Person, language: str, means: str
) -> None:
    before = dial().presses(language, *ASKED, "7", means)
    with db.begin() as session:
        key = session.scalars(select(Subscription.contact_key)).one()
        for _ in range(limits.CONTACT_CODES):
            limits.charge_contact(session, key, now=clock.now())

    capped = (
        dial()
        .presses(language, *ASKED, "7", means)
        .hears({"1": "unless we did so several times today", "2": "hecho varias veces"}[language])
    )

    assert _without_numbers(capped) == _without_numbers(before)
    with db.begin() as session:
        assert len(session.scalars(select(Message.id)).all()) == 1


def _without_numbers(caller: Caller) -> list[str]:
    """The code and the PIN are others in every call."""
    return [words for words in caller.words if len(list(filter(str.isdigit, words))) not in (CODE_DIGITS, PIN_DIGITS)]


def test_wrong_digits_are_helped_and_confirm_nothing(dial: Dial, xochitl: Person) -> None:
    caller = dial().presses("1", *ASKED, "7", "1", "2")
    wrong = f"{(int(_digits()) + 1) % 1_000_000:06d}#"

    caller.presses(wrong).hears("not the digits that we sent last").presses(wrong).hears("five tries")
    caller.presses(wrong).hears("nothing is sent", "press 1", "press 2")

    assert _state() is SubscriptionState.PENDING
    caller.presses("1", f"{_digits()}#").hears(CONFIRMED["1"])


def test_new_digits_are_sent_and_the_old_ones_hold_no_more(dial: Dial, xochitl: Person) -> None:
    caller = dial().presses("1", *ASKED, "7", "1", "2")
    old = _digits()

    caller.presses("0#").hears("nothing is sent").presses("2").hears("six digits")

    assert _digits() != old
    caller.presses(f"{old}#").hears("not the digits").presses(f"{_digits()}#").hears(CONFIRMED["1"])


def test_who_asks_twice_in_a_call_hears_the_same_code(dial: Dial, xochitl: Person) -> None:
    caller = dial().presses("1", *ASKED, "7", "1")
    told = [words for words in caller.words if words.startswith("The reference code is")]

    caller.presses("*", "7")

    assert [words for words in caller.words if words.startswith("The reference code is")] == told
    with db.begin() as session:
        assert len(session.scalars(select(Subscription.id)).all()) == 1


def test_another_number_is_keyed_and_read_back(dial: Dial, xochitl: Person) -> None:
    caller = dial().presses("1", *ASKED, "7", "3", "2125550187#").hears("2, 1, 2. 5, 5, 5. 0, 1, 8, 7", "1", "2")

    caller.presses("1").hears("PIN")

    assert _message().recipient.contact == "+12125550187"


def test_a_withheld_caller_is_asked_for_a_number(dial: Dial, xochitl: Person) -> None:
    dial(WITHHELD).presses("1", *ASKED, "7").hears("Which telephone number should we tell")


def test_a_number_that_takes_no_texts_is_offered_calls_alone(dial: Dial, xochitl: Person) -> None:
    caller = dial(LANDLINE).presses("1", *ASKED, "7").hears("For a call, press 2").does_not_hear("For a text message")

    caller.presses("1").does_not_hear("PIN").presses("2").hears("PIN")


@in_both_languages
def test_a_key_that_the_number_cannot_take_is_refused_once_then_a_person_helps(
    dial: Dial, xochitl: Person, language: str
) -> None:
    caller = dial(LANDLINE).presses(language, *ASKED, "7")

    caller.presses("1").hears({"1": "not possible for this number", "2": "no es posible con este número"}[language])

    caller.presses("1").hears({"1": "A person will call you", "2": "Una persona le llamará"}[language])


def test_a_relay_service_is_never_called_by_a_machine(dial: Dial, xochitl: Person) -> None:
    caller = dial().presses("1", "7", *ASKED, "7").hears("For a text message").does_not_hear("For a call, press 2")

    caller.presses("2").does_not_hear("PIN")


def test_who_could_not_be_told_is_not_offered_it(dial: Dial) -> None:
    caller = dial().presses("1", *NOT_FOUND).hears("We cannot tell you by this line").does_not_hear("press 7")

    caller.presses("7").hears("not one of the choices")


def _code_and_pin(caller: Caller) -> tuple[str, str]:
    """As they were read aloud."""
    numbers = ["".join(filter(str.isdigit, words)) for words in caller.words]
    return next(code for code in numbers if len(code) == CODE_DIGITS), next(
        pin for pin in numbers if len(pin) == PIN_DIGITS
    )


def _message() -> DueMessage:
    """The latest that is owed."""
    with db.begin() as session:
        latest = session.scalars(select(Message).order_by(Message.due_at, Message.written_at)).all()[-1]
        return due.opened(session, latest, claimed_at=latest.written_at)


def _digits() -> str:
    digits: str = _message().facts["confirm"]
    return digits


def _state() -> SubscriptionState:
    with db.begin() as session:
        return session.scalars(select(Subscription.state)).one()


@pytest.fixture
def ring(app: Flask, settings: Settings) -> Callable[[], Caller]:
    """Answers the call that is owed now."""

    def answered() -> Caller:
        message = _message()
        key, number = message.key, message.recipient.contact
        base = settings.public_base_url
        placed = PracticeCall("CA" + "6" * 32, number, f"{base}/ivr/news/{key}", f"{base}/ivr/reports/{key}")
        telephone = Telephone(settings, InProcess(app.test_client()), caller=number, placed=placed)
        telephone.answer()
        return Caller(telephone)

    return answered
