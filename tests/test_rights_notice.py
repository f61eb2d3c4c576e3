"""The notice of rights is one text: what is printed, what is recorded and what is heard."""

import pytest
from flask import Flask

from hotline import languages, rights_notice, texts
from hotline.ivr.detainee import rights
from hotline.ivr.detainee.line import LINE
from hotline.ivr.menu import Menu
from tests.web.visitor import Visitor

LONGEST = 120  # characters of a sentence: somebody hears it once, or has it read to them


def _told(code: str) -> list[str]:
    with texts.speaking(languages.get(code)):  # type: ignore[arg-type]  # a row
        return [texts.gettext(text) for text in rights_notice.sentences()]


@pytest.mark.parametrize("code", ["en", "es", "en@pseudo", "ar@pseudo"])
def test_every_sentence_is_on_the_page(app: Flask, code: str) -> None:
    page = Visitor(app.test_client(), code).opens("rights-notice")

    assert [sentence for sentence in _told(code) if sentence not in page.text] == []


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_sentence_is_in_the_script_of_the_notice_and_no_other_is(app: Flask, code: str) -> None:
    told = app.test_cli_runner().invoke(args=["prompts", "script", "--language", code, "--notice"])

    read = [line.removeprefix("Read: ") for line in told.output.splitlines() if line.startswith("Read: ")]
    assert read == _told(code)


def test_every_sentence_is_heard_in_the_same_order() -> None:
    heard = [prompt for name in LINE.steps if name.startswith(rights.FIRST) for prompt in _prompts(name)]

    assert [prompt for prompt in heard if prompt != rights.HOW] == list(rights_notice.sentences())


def test_silence_leads_through_the_whole_notice() -> None:
    passed, name = [], rights.FIRST
    while name != "choices":
        passed.append(name)
        name = _menu(name).on_silence

    assert len(passed) == len(rights_notice.PARTS)


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_sentence_is_short_and_says_nothing_of_asylum(code: str) -> None:
    told = _told(code)

    assert [sentence for sentence in told if len(sentence) > LONGEST] == []
    assert not any("asyl" in sentence.lower() or "asilo" in sentence.lower() for sentence in told)


def _menu(name: str) -> Menu:
    step = LINE[name]
    assert isinstance(step, Menu)
    return step


def _prompts(name: str) -> tuple[object, ...]:
    return _menu(name).prompts
