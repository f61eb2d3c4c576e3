"""Who wants no more texts says so in many ways, and is understood; the same words in another sentence stop nothing."""

import pytest
from flask import Flask

from hotline import languages, texts
from hotline.ivr.texting import words
from hotline.ivr.texting.words import Command
from tests.ivr.texter import Texter

ENGLISH = [
    "stop texting me",
    "Please stop",
    "STOP PLEASE!!",
    "can you stop texting me please",
    "Don't text me anymore",
    "do not write to me",
    "no more messages",
    "leave me alone",
    "stop texting me, I already found him",
    "please cancel",
]
SPANISH = [
    "no más mensajes",
    "déjenme en paz",
    "alto por favor",
    "ya no me escriban",
    "Por favor ya no me manden mensajes",
    "no quiero más mensajes",
    "dejen de escribirme",
    "ya basta",
    "no me escriban más, ya lo encontré",
    "pare por favor",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_who_wants_no_more_texts_is_left_alone(texter: Texter, text: str) -> None:
    texter.writes("hello", "no", text).gets("We have stopped and forgotten what you wrote")

    texter.writes(text).gets_nothing()


@pytest.mark.parametrize("text", SPANISH)
def test_who_wants_no_more_texts_is_left_alone_in_spanish(texter: Texter, text: str) -> None:
    texter.writes("hola", "no", text).gets("terminamos y olvidamos")

    texter.writes(text).gets_nothing()


@pytest.mark.parametrize(
    ("hello", "bye", "said"),
    [("hello", "ok bye", "Goodbye. We have forgotten what you wrote"), ("hola", "adiós", "Adios. Olvidamos lo que")],
)
def test_a_goodbye_ends_the_conversation_and_says_once_how_to_stop_the_rest(
    texter: Texter, hello: str, bye: str, said: str
) -> None:
    texter.writes(hello, "no", bye).gets(said)

    texter.writes(bye).gets_nothing()


@pytest.mark.parametrize(
    "text",
    [
        "he was at a stop sign",
        "they took him at a bus stop",
        "the police made him stop",
        "when will this stop",
        "no",
        "no more",
        "no más",
        "El Alto",
        "para mí",
        "es alto y moreno",
        "lo agarraron en un alto",
        "estaba parado en la parada",
        "De la Paz",
        "ya no sé",
    ],
)
@pytest.mark.parametrize("language", languages.offered(), ids=lambda language: language.code)
def test_the_same_words_in_another_sense_stop_nothing(app: Flask, text: str, language: languages.Language) -> None:
    with texts.speaking(language):
        assert words.command(text) is not Command.STOP


@pytest.mark.parametrize("text", ["don't text me, call me", "no me escriban, llámenme por favor"])
def test_who_wants_a_call_instead_of_texts_is_called(texter: Texter, text: str) -> None:
    texter.writes("hello", "no", text)

    assert any("within 24 hours" in said or "24 horas" in said for said in texter.latest)
