"""Every text is in every catalog, whole, with its placeholders, and the catalog says who has read it."""

import re

import pytest
from babel.messages import Message

from hotline.languages import Language
from tests import messages

PLACEHOLDER = re.compile(r"%\([a-z0-9_]+\)[sd]|%%|<[^>]+>")
every_language = pytest.mark.parametrize("language", messages.translated(), ids=lambda language: language.code)


def texts_of(language: Language) -> list[Message]:
    return [message for message in messages.kept(language) if message.id]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@every_language
def test_a_catalog_holds_exactly_the_texts_of_the_code(language: Language) -> None:
    wanted = {(message.context, message.id) for message in messages.in_the_code() if message.id}

    assert {(message.context, message.id) for message in texts_of(language)} == wanted, "run `make messages`"
    assert not messages.kept(language).obsolete


@every_language
def test_every_text_is_translated_and_nothing_is_guessed(language: Language) -> None:
    open_texts = [message.id for message in texts_of(language) if not message.string or message.fuzzy]

    assert open_texts == []


@every_language
def test_a_translation_keeps_the_placeholders(language: Language) -> None:
    changed = [
        message.id
        for message in texts_of(language)
        if placeholders(str(message.id)) != placeholders(str(message.string))
    ]

    assert changed == []


@every_language
def test_a_question_stays_a_question_and_nothing_is_cut_off(language: Language) -> None:
    cut = [
        message.id
        for message in texts_of(language)
        if str(message.id)[-1] in ".?:" and str(message.id)[-1] != str(message.string)[-1:]
    ]

    assert cut == []


@every_language
def test_a_catalog_says_whether_a_native_speaker_has_read_it(language: Language) -> None:
    headers = dict(messages.kept(language).mime_headers)

    assert "Reviewed by a native speaker:" in messages.kept(language).header_comment
    assert "EMAIL@ADDRESS" not in headers["Last-Translator"]


def test_texts_are_whole_sentences_with_named_placeholders() -> None:
    nameless = [message.id for message in messages.in_the_code() if re.search(r"%[sd]|\{\}", str(message.id))]

    assert nameless == []
