"""Who writes in a language that we lack is called by a person, and is asked once which language it is."""

import pytest

from hotline import clock, db
from hotline.domain import callbacks
from hotline.domain.callbacks import PromisedCallback
from hotline.ivr.promising import UNKNOWN_LANGUAGE
from tests.ivr.texter import Texter


def promised() -> PromisedCallback:
    with db.reading() as session:
        [callback] = callbacks.waiting(session, now=clock.now())
    return callback


def test_who_speaks_neither_language_is_offered_a_person_in_both(texter: Texter) -> None:
    texter.writes("Bonjou").gets("For another language, write CALL.", "Para otro idioma, escriba LLAMAR.")


@pytest.mark.parametrize(("word", "asked"), [("CALL", "Which language do you speak?"), ("llamar", "¿Qué idioma habla")])
def test_the_language_is_asked_for_once_and_noted(texter: Texter, word: str, asked: str) -> None:
    texter.writes("Bonjou", word).gets("24", asked)
    assert (promised().language, promised().speaks) == (UNKNOWN_LANGUAGE, "")

    texter.writes("Kreyòl ayisyen")
    assert (promised().language, promised().speaks) == (UNKNOWN_LANGUAGE, "Kreyòl ayisyen")

    texter.writes("call").does_not_get("Which language do you speak?")
    assert promised().speaks == "Kreyòl ayisyen"


def test_who_does_not_answer_is_called_all_the_same(texter: Texter) -> None:
    texter.writes("Oi, bom dia", "call", "no").gets("For English, write 1")

    assert (promised().language, promised().speaks) == (UNKNOWN_LANGUAGE, "")


def test_who_asks_for_another_language_in_the_middle_can_be_called_in_it(texter: Texter) -> None:
    texter.writes("hello", "no", "Ada", "language", "call", "Mam").gets("We have noted your language for the call.")

    assert (promised().speaks, promised().told["given"]) == ("Mam", ["Ada"])


def test_who_chooses_one_of_our_languages_goes_on_in_it(texter: Texter) -> None:
    texter.writes("Bonjou", "call", "2").gets("numero A")

    texter.writes("llamar")
    assert (promised().language, promised().speaks) == ("es", "")


def test_who_chose_a_language_is_not_asked(texter: Texter) -> None:
    texter.writes("hello", "call").does_not_get("Which language")

    assert (promised().language, promised().speaks) == ("en", "")


def test_a_very_long_answer_and_a_picture_are_asked_about_again(texter: Texter) -> None:
    texter.writes("Bonjou", "call", "").gets("For English, write 1")

    assert promised().speaks == ""
