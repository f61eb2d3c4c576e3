"""What goes along with a promised call: when it suits, on which clocks, a message; another language."""

import pytest

from hotline import clock, db
from hotline.domain import callbacks, voicemail
from hotline.domain.callbacks import DayPart, PromisedCallback
from hotline.phone.script import Caller
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial

in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@in_both_languages
def test_a_call_suits_in_the_evening_on_the_clocks_of_the_number(caller: Caller, language: str) -> None:
    caller.presses(language, "0", "1").hears({"1": "When should we call?", "2": "¿Cuándo le llamamos?"}[language])

    caller.presses("3").hears({"1": "after the tone", "2": "después del tono"}[language]).hangs_up()

    assert (_callback().best_time, _callback().time_zone) == (DayPart.EVENING, "America/New_York")


def test_whose_number_tells_no_clock_is_asked_for_it(caller: Caller) -> None:
    caller.presses("1", "0", "2", "8005550187#", "1", "1").hears("Eastern, press 1", "Pacific, 4").presses("2")

    assert (_callback().best_time, _callback().time_zone) == (DayPart.MORNING, "America/Chicago")


@pytest.mark.parametrize("number", ["+525512345678", "+442079460123"])
def test_who_calls_from_abroad_is_asked_for_no_american_clock(dial: Dial, number: str) -> None:
    dial(number).presses("1", "0", "1", "1").hears("after the tone").does_not_hear("Eastern")


def test_a_number_of_their_own_country_is_understood_from_callers_abroad(dial: Dial) -> None:
    dial("+525512345678").presses("1", "0", "2", "5587654321#").hears("5, 2. 5, 5, 8")


def test_a_message_is_kept_beside_the_call(caller: Caller) -> None:
    caller.presses("1", "0", "1", "4").says("Please ask for my sister").hears("A person will call you").hears_the_end()

    with db.reading() as session:
        (left,) = voicemail.waiting(session)
    assert (left.callback_id, left.language) == (_callback().id, "en")
    assert left.message.url.startswith("https://")
    assert _callback().voicemails == (left.id,)


def test_who_says_nothing_into_the_message_hears_a_kind_end(caller: Caller) -> None:
    caller.presses("1", "0", "1", "4").waits().hears("Thank you", "Goodbye").hears_the_end()

    assert _callback().voicemails == ()


def test_the_way_to_another_language_is_offered_in_each(caller: Caller) -> None:
    caller.hears("other languages, 8", "otros idiomas, 8")

    caller.presses("8").hears("An interpreter will call you", "Un intérprete le llamará")


def test_an_interpreter_calls_who_says_another_language(caller: Caller) -> None:
    caller.presses("8").says("Q'eqchi'").hears("A person will call you back", "Una persona le llamará").waits()

    callback = _callback()
    assert (callback.number, callback.language, len(callback.voicemails)) == (OWN_NUMBER, "und", 1)
    caller.hears_the_end()


def test_who_names_no_language_is_not_asked_again(caller: Caller) -> None:
    caller.presses("8").waits().hears("A person will call you back").presses("1").hears("Goodbye").hears_the_end()

    assert _callback().voicemails == ()


def test_who_hangs_up_before_saying_a_language_is_called_too(caller: Caller) -> None:
    caller.presses("8").hangs_up()

    assert (_callback().number, _callback().language) == (OWN_NUMBER, "und")


def test_who_withholds_a_number_and_speaks_another_language_enters_one_first(dial: Dial) -> None:
    caller = dial(WITHHELD).presses("8").hears("enter the telephone number", "Marque")

    caller.presses("2125550187#", "1").hears("name of your language").says("Mam").hears_the_end()
    assert (_callback().language, len(_callback().voicemails)) == ("und", 1)


def test_a_message_goes_over_to_another_number(caller: Caller) -> None:
    caller.presses("8").says("Mam").presses("2", "2125550187#").hangs_up()

    assert (_callback().number, len(_callback().voicemails)) == ("+12125550187", 1)


@pytest.mark.parametrize("number", ["+19005550187", "+13105550187"])
def test_only_a_number_at_no_special_price_is_promised_a_call(dial: Dial, number: str) -> None:
    caller = dial(number).presses("1", "0")

    assert ("enter the telephone number" in " ".join(caller.words)) == number.startswith("+1900")


def _callback() -> PromisedCallback:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())[0]
