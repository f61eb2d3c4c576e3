"""Every text stands alone: of one piece, in whole sentences, for texts may come in any order."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from hotline import gsm, languages, reference, texts
from hotline.domain.findings import Departure, Finding, Outcome, Place
from hotline.ivr.texting import questions, talk, telling
from hotline.models.people import Person
from tests.ivr import relatives
from tests.ivr.conftest import Writer
from tests.ivr.texter import Texter

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
LISTS = Path(reference.__file__).parent
every_language = pytest.mark.parametrize("language", languages.offered(), ids=lambda language: language.code)


def places(file: str) -> Iterator[Place]:
    """Real places; each with a telephone number, for that makes an answer longer."""
    with (LISTS / file).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            city = f"{row['city']}, {row['state']} {row['zip']}"
            lines = (row["address"], city) if row["address"] else (city,)
            yield Place(row.get("code") or row["office"], row["name"], lines, row["time_zone"], "+14045550120")


def findings() -> Iterator[Finding]:
    *_, office = sorted(places("field_offices.csv"), key=lambda place: len(place.name))
    for place in places("facilities.csv"):
        for outcome in (Outcome.HELD, Outcome.IN_TRANSIT):
            yield Finding(outcome, place, office, NOON, NOON, is_fresh=False)
    yield Finding(Outcome.HELD, Place("X", "Hold Room", (), "America/Chicago"), office, NOON, NOON)
    yield Finding(Outcome.PROCESSING, None, office, NOON, NOON)
    yield Finding(Outcome.NO_LONGER_HELD, None, office, NOON, NOON, departure=Departure.OTHER_AGENCY)
    yield Finding(Outcome.NOT_CONFIRMED)


@every_language
def test_an_answer_of_any_place_is_texts_of_whole_sentences(app: Flask, language: languages.Language) -> None:
    count = 0
    with texts.speaking(language):
        for found in findings():
            for said in talk.in_texts(telling._in_words(found)):
                count += 1
                assert_stands_alone(said)
    assert count > 500


@every_language
def test_no_text_speaks_of_a_place_that_it_does_not_name(app: Flask, language: languages.Language) -> None:
    with texts.speaking(language):
        for found in findings():
            for said in talk.in_texts(telling._in_words(found)):
                assert not re.search(r"\bthere\b|\bah[ií]\b", said), said


@every_language
def test_since_when_is_told_with_the_place(app: Flask, language: languages.Language) -> None:
    with texts.speaking(language):
        for found in findings():
            if found.facility:
                said = talk.in_texts(telling._in_words(found))
                [dated] = [
                    text for text in said if gsm.plain(texts.moment_words(found.since, found.time_zone)) in text
                ][:1]
                assert gsm.plain(found.facility.name) in dated


@every_language
def test_a_number_to_call_names_whose_it_is(app: Flask, language: languages.Language) -> None:
    with texts.speaking(language):
        for found in findings():
            said = talk.in_texts(telling._in_words(found))
            [numbered] = [text for text in said if "(404) 555-0120" in text] or [""]
            owner = (found.office if found.call_is_office else found.facility) or found.office
            assert not numbered or (owner and gsm.plain(owner.name) in numbered)


@pytest.mark.parametrize("talk_of", relatives.EVERY, ids=lambda bodies: bodies[0][:20])
def test_no_text_of_a_conversation_is_a_fragment(texter: Texter, xochitl: Person, talk_of: tuple[str, ...]) -> None:
    texter.writes(*talk_of, "menu", "no", "???", "no", "Ada", "123", "Lovelace", "xx", "no", "xx", "no", "no", "keep")

    for said in texter.everything:
        assert_stands_alone(said)


def test_each_question_stays_whole_after_any_help(writer: Writer) -> None:
    for number, hello in enumerate(("hello", "hola")):
        texter = writer(f"+1404555{number + 130:04d}").writes(hello, "no", "Ada", "Lovelace")
        texter.writes("the day before yesterday", "not that", "nor that")
        assert any("NO." in text and text.count("?") == 1 for text in texter.latest)


def assert_stands_alone(said: str) -> None:
    assert gsm.fits(said), said
    assert said[0].isupper() or said[0] in "¿¡", said
    assert said[-1] in ".?!", said
    for language in languages.offered():
        with texts.speaking(language):
            for dependent in (questions.OR_NO, questions.OR_NONE, questions.EXAMPLE):
                start = gsm.plain(texts.gettext(dependent).partition("%")[0])
                assert not said.startswith(start), said


@every_language
def test_when_an_answer_was_confirmed_names_what_was(app: Flask, language: languages.Language) -> None:
    with texts.speaking(language):
        for found in (Finding(Outcome.HELD, None, None, None, NOON, is_fresh=fresh) for fresh in (True, False)):
            [said] = talk.in_texts([telling._freshness(found)])
            assert "person" in said, said
            assert gsm.plain(texts.moment_words(NOON, found.time_zone)) in said
