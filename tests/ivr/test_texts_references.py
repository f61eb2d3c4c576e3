"""A reference code of ours by text: known for what it is, asked about where it may be an A-number, never opened."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from hotline import db
from hotline.domain import codes
from hotline.ivr.texting import references
from hotline.models.contacts import LimitCount, OpenSearch, SearchState
from hotline.models.people import Person
from tests.ivr.conftest import Writer
from tests.ivr.texter import Texter

CODE, UNKNOWN = "48271930", "55550128"
NOBODY = ("no", "Ada", "Lovelace", "December 10, 1970", "no", "no", "no")


@pytest.fixture
def code(writer: Writer) -> str:
    """The code of an open search, as it was told: "4827 1935"."""
    texter = writer("+14045550188").writes("hello", *NOBODY, "keep")
    [told] = [text for text in texter.latest if "reference code of your search" in text]
    return told.partition("is: ")[2][:9]


def becomes(state: SearchState) -> None:
    with db.begin() as session:
        session.scalars(select(OpenSearch)).one().state = state


@pytest.mark.parametrize(
    "text",
    [
        "code %s",
        "my code is %s",
        "Reference code: %s.",
        "mi código es %s",
        "codigo de referencia %s porfavor",
        "%s",
        "hi %s",
    ],
)
def test_a_code_in_groups_or_called_so_tells_its_state(texter: Texter, code: str, text: str) -> None:
    texter.writes("hello", text % code).gets("Your search is open. We keep looking.", "write CALL", "write AGAIN")


@pytest.mark.parametrize("first", ["code %s", "hi, my code is %s", "%s hello"])
def test_a_code_may_be_the_first_text(texter: Texter, code: str, first: str) -> None:
    texter.writes(first % code).gets("family hotline", "Your search is open.")


def test_a_code_before_any_language_is_told_once_one_is_chosen(texter: Texter, code: str) -> None:
    texter.writes(code).gets("For English, write 1")

    texter.writes("2").gets("Su busqueda esta abierta. Seguimos buscando.")


def test_news_are_told_where_to_hear_and_no_pin_is_asked_for(texter: Texter, code: str) -> None:
    becomes(SearchState.NEWS)

    texter.writes("hello", f"code {code}").gets("There is news about your search.")
    texter.gets("call (800) 555-0100 or open", "/en/status", "Never write the PIN in a text message.")
    texter.writes("again", f"código {code}", "español").gets("Hay noticias de su busqueda", "/es/status")


def test_a_closed_search_leads_to_a_person(texter: Texter, code: str) -> None:
    becomes(SearchState.CLOSED)

    texter.writes("hello", code).gets("Your search is closed. A person can tell you more.", "write CALL")


def test_eight_digits_alone_are_asked_about_and_nothing_is_looked_up_before(texter: Texter, code: str) -> None:
    counted = _codes_tried()
    texter.writes("hello", code.replace(" ", "")).gets("Which number is this?", "write CODE", "write A")
    assert _codes_tried() == counted

    texter.writes("code").gets("Your search is open.")
    assert _codes_tried() > counted


def test_eight_digits_alone_are_asked_about_in_spanish(texter: Texter, code: str) -> None:
    texter.writes("hola", code.replace(" ", "")).gets("¿Qué numero es este?", "escriba CODIGO", "escriba A")

    texter.writes("es el código").gets("Su busqueda esta abierta")


@pytest.mark.parametrize("answer", ["A", "the A-number", "número A", f"A{CODE}"])
def test_eight_digits_may_be_the_a_number(texter: Texter, answer: str) -> None:
    texter.writes("hello", CODE, answer).gets("date of birth")


def test_who_says_it_is_neither_is_asked_for_the_a_number(texter: Texter) -> None:
    texter.writes("hello", CODE, "no").gets("A-number")


def test_a_code_that_nobody_has_may_be_the_a_number(texter: Texter) -> None:
    texter.writes("hello", codes.grouped(CODE)).gets("We find nothing with this code", "the letter A before it")

    texter.writes(f"A {CODE}").gets("date of birth")


def test_a_mistyped_code_is_asked_for_again(texter: Texter, code: str) -> None:
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    texter.writes("hello", f"code {wrong}").gets("At least one of these is not right", "write the reference code")
    texter.writes(code.replace(" ", "")).gets("Your search is open.")


def test_the_word_alone_asks_for_the_code(texter: Texter, code: str) -> None:
    texter.writes("hello", "code").gets("write the reference code, 8 digits")
    texter.writes(code).gets("Your search is open.")

    texter.writes("again", "codigo", "no").gets("A-number")


@pytest.mark.parametrize("text", ["hi, I have a code", "I have a reference code"])
def test_who_has_a_code_is_asked_for_it(texter: Texter, code: str, text: str) -> None:
    texter.writes("hello", text).gets("write the reference code, 8 digits")
    texter.writes(f"I have a code {code}").gets("Your search is open.")


def test_who_has_a_code_is_asked_for_it_in_spanish(texter: Texter, code: str) -> None:
    texter.writes("hola, tengo un código").gets("Escriba el codigo de referencia").writes(code)

    texter.gets("Su busqueda esta abierta")


def test_a_code_in_the_middle_is_answered_and_the_question_stays(texter: Texter, code: str) -> None:
    texter.writes("hello", "no", "Ada", "Lovelace", f"my code is {code}").gets("Your search is open.", "date of birth")


def test_a_code_after_an_answer_is_told_and_the_offers_stay(texter: Texter, code: str) -> None:
    texter.writes("hello", *NOBODY, code).gets("Your search is open. We keep looking.", "write CALL")


def test_after_a_code_somebody_can_be_looked_for(texter: Texter, code: str, xochitl: Person) -> None:
    texter.writes("hello", f"code {code}", "more").gets("write CALL").writes("thanks").gets("You are welcome")

    texter.writes("A098765432", "1985").gets("This person is being held.")


def test_a_code_is_told_in_another_language_when_one_is_named(texter: Texter, code: str) -> None:
    texter.writes("hello", f"code {code}", "español").gets("Su busqueda esta abierta")


def test_whoever_tries_many_codes_hears_the_same_as_for_one_that_nobody_has(texter: Texter, code: str) -> None:
    texter.writes("hello")
    for _again in range(30):
        texter.writes(f"code {UNKNOWN}").gets("We find nothing with this code")

    texter.writes(f"code {code}").gets("We find nothing with this code")


@pytest.mark.parametrize(
    ("text", "sure"),
    [(f"code {CODE}", True), ("4827 1930", True), ("4827-1930", True), (CODE, False), (f"{CODE} please", False)],
)
def test_a_code_is_known_from_its_digits(app: Flask, text: str, sure: bool) -> None:
    found = references.written(text)

    assert found == references.Written(CODE, is_named=text.startswith("code"), is_sure=sure)


@pytest.mark.parametrize(
    "text",
    [
        f"A{CODE}",
        f"A {CODE}",
        "my A number is 4827 1930",
        f"{CODE} born 1985",
        f"{CODE} 1985",
        "98765432",
        "900100001",
        "zip code 30303",
        "area code 404-555-0123",
        "code",
        "",
    ],
)
def test_other_numbers_are_no_codes(app: Flask, text: str) -> None:
    assert references.written(text) is None


def _codes_tried() -> int:
    with db.reading() as session:
        return session.scalar(select(func.sum(LimitCount.n))) or 0
