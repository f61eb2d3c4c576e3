"""An open search by telephone: its code tells whether there is news, its PIN the news, nobody else anything."""

from dataclasses import dataclass

import pytest

from hotline import clock, db
from hotline.domain import codes, searches
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel, ClosingReason
from hotline.phone.script import Caller
from tests.ivr.conftest import Dial

QUERY = Query(a_number="098765432", birth_year=1985)
ANSWERED = {"1": "This person is being held.", "2": "Esta persona está detenida."}
OPEN = {"1": "Your search is open. We keep looking.", "2": "Su búsqueda está abierta. Seguimos buscando."}
CLOSED = {"1": "Your search is closed.", "2": "Su búsqueda está cerrada."}
UNKNOWN = {"1": "we do not find a search with this code", "2": "no encontramos ninguna búsqueda con este código"}
WRONG_PIN = {"1": "This PIN is not right.", "2": "Este PIN no es correcto."}
NOT_CONFIRMED = {"1": "We cannot tell you by this line", "2": "por esta línea"}
in_both_languages = pytest.mark.parametrize("language", ["1", "2"])


@dataclass(frozen=True)
class Left:
    id: int
    code: str
    pin: str


@pytest.fixture
def left(dial: Dial) -> Left:
    """A search that somebody left for Xochitl's number, before any records of her."""
    wish = SearchWish(QUERY, "212 555 2368", "a form", told=Outcome.NOT_CONFIRMED)
    with db.begin() as session:
        asker = Asker(network="192.0.2.7")
        opened = searches.leave(session, wish, asker=asker, channel=Channel.WEB, language="en", now=clock.now())
        return Left(searches.waiting(session)[0].id, opened.code, opened.pin)


@in_both_languages
def test_the_code_tells_its_state_and_the_pin_can_be_left_out(caller: Caller, left: Left, language: str) -> None:
    caller.presses(language).hears({"1": "reference code, press 3", "2": "código de referencia, oprima 3"}[language])

    caller.presses("3", f"{left.code}#").hears(OPEN[language], "PIN")
    caller.presses("#").hears(OPEN[language], "0").presses("1").hears(OPEN[language])
    caller.waits(2).hears_the_end()


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_the_pin_tells_the_answer_as_a_look_up_does(caller: Caller, left: Left, language: str) -> None:
    caller.presses(language, "3", f"{left.code}#", f"{left.pin}#")

    caller.hears(ANSWERED[language], "Georgia, 3, 1, 8, 1, 5", ANSWERED[language], "2, 2, 9. 5, 5, 5. 0, 1, 3, 0")


@pytest.mark.usefixtures("xochitl")
def test_who_opened_a_search_hears_how_to_be_told_of_the_next_change(caller: Caller, left: Left) -> None:
    caller.presses("1", "3", f"{left.code}#", f"{left.pin}#").hears("look for this person once more: press 5")

    caller.presses("7").hears("This person is being held.")
    caller.presses("5", "1", "98765432#", "1", "1985#").hears("To be told when this changes, press 7.")


@pytest.mark.usefixtures("xochitl")
def test_the_code_alone_tells_of_news_and_no_place(caller: Caller, left: Left) -> None:
    with db.begin() as session:
        searches.rerun_due(session, now=clock.now())

    caller.presses("1", "3", f"{left.code}#").hears("There is news about your search").does_not_hear("Stewart")
    caller.presses("#").hears("There is news about your search").does_not_hear("Stewart")


@in_both_languages
def test_who_still_cannot_be_told_hears_the_offers_and_that_the_search_stays_open(
    caller: Caller, left: Left, language: str
) -> None:
    caller.presses(language, "3", f"{left.code}#", f"{left.pin}#")

    caller.hears(NOT_CONFIRMED[language], "0", OPEN[language], "3", "4").does_not_hear("press 2")
    caller.presses("3").hears("8, 0, 0. 2, 0, 3").presses("*").hears("0", OPEN[language], "3", "4")


@in_both_languages
def test_a_mistyped_code_gets_help_and_an_unknown_one_a_kind_sentence(caller: Caller, language: str) -> None:
    caller.presses(language, "3", "12#").hears({"1": "has 8 digits", "2": "tiene 8 dígitos"}[language])
    caller.presses("00000001#").hears({"1": "slowly", "2": "despacio"}[language])

    caller.presses("00000000#").hears(UNKNOWN[language], "1", "5", "0")
    caller.presses("1").hears({"1": "enter the reference code", "2": "Marque el código de referencia"}[language])


@pytest.mark.usefixtures("xochitl")
@in_both_languages
def test_three_wrong_pins_lead_to_a_person(caller: Caller, left: Left, language: str) -> None:
    wrong = f"{(int(left.pin) + 1) % 10**codes.PIN_DIGITS:06d}#"
    caller.presses(language, "3", f"{left.code}#", wrong).hears(WRONG_PIN[language])

    caller.presses("12#").does_not_hear("Stewart").presses(wrong)

    caller.hears({"1": "A person will call you back", "2": "Una persona le llamará"}[language])


@pytest.mark.parametrize("language", ["1", "2"])
def test_a_pin_that_is_too_short_is_told_how_long_it_is(caller: Caller, left: Left, language: str) -> None:
    caller.presses(language, "3", f"{left.code}#", "1#").hears(
        {"1": "A PIN has 6 digits", "2": "Un PIN tiene 6"}[language]
    )

    caller.presses("12#").hears({"1": "together with the code", "2": "junto con el código"}[language], "PIN")


@pytest.mark.usefixtures("xochitl")
def test_wrong_pins_are_counted_over_calls_until_none_opens_the_search(dial: Dial, left: Left) -> None:
    wrong = f"{(int(left.pin) + 1) % 10**codes.PIN_DIGITS:06d}#"
    for _ in range(3):
        dial().presses("1", "3", f"{left.code}#", wrong, wrong).hangs_up()

    dial().presses("1", "3", f"{left.code}#", f"{left.pin}#").hears(WRONG_PIN["1"]).does_not_hear("Stewart")


@in_both_languages
def test_a_closed_search_says_so_and_offers_a_person(caller: Caller, left: Left, language: str) -> None:
    with db.begin() as session:
        searches.close(session, left.id, reason=ClosingReason.TOLD, now=clock.now())

    caller.presses(language, "3", f"{left.code}#").hears(CLOSED[language], "0").does_not_hear("PIN")


def test_a_code_heard_on_the_telephone_opens_on_the_telephone(dial: Dial) -> None:
    caller = dial().presses("1", "1", "111222333#", "1", "1970#", "22#", "22#", "#", "1", "12101970#", "1", "2", "1")
    code, pin = (
        next(words for words in caller.words if words.startswith(start))
        for start in ("The reference code is", "The PIN is")
    )

    again = dial().presses("1", "3", f"{_digits(code)}#").hears(OPEN["1"])
    again.presses(f"{_digits(pin)}#").hears(NOT_CONFIRMED["1"])


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isdigit())
