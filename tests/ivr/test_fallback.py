"""When nothing of ours answers: a document for any web server, and a person's telephone."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from hotline import languages
from hotline.config import ConfigError, Settings, load
from hotline.ivr import fallback
from hotline.phone import document, portable
from hotline.phone.document import Verb
from hotline.phone.script import Caller
from tests.ivr.test_turns import away

OPERATOR = "+14045550188"


def verbs(told: str) -> tuple[Verb, ...]:
    read = document.read(told.encode())
    portable.check(read)
    return read


def test_it_speaks_every_language_of_the_greeting_and_rings_the_operator(settings: Settings) -> None:
    read = verbs(fallback.document(replace(settings, operator_number=OPERATOR)))

    at = [verb.name for verb in read].index("Dial")
    every = {row.say for row in languages.spoken()}
    assert read[at].text == OPERATOR
    assert {verb.attributes["language"] for verb in read[:at]} == every
    assert {verb.attributes["language"] for verb in read[at + 1 : -1]} == every
    assert read[-1].name == "Hangup"


def test_without_an_operator_it_says_when_to_call_and_where_to_look(settings: Settings) -> None:
    read = verbs(fallback.document(settings))

    words = " ".join(verb.text for verb in read)
    assert "call us again in a few minutes" in words
    assert "hotline.example.org" in words
    assert "Dial" not in {verb.name for verb in read}


def test_nothing_in_it_needs_us(settings: Settings) -> None:
    told = fallback.document(replace(settings, operator_number=OPERATOR))

    assert "http" not in told.partition("?>")[2]
    assert not {"Redirect", "Gather", "Play"} & {verb.name for verb in verbs(told)}


def test_the_command_writes_it_without_a_database(app: Flask, tmp_path: Path) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], operator_number=OPERATOR)
    where = tmp_path / "fallback.xml"

    with away("call"):
        shown = app.test_cli_runner().invoke(args=["fallback"])
        written = app.test_cli_runner().invoke(args=["fallback", "--output", str(where)])

    assert (shown.exit_code, written.exit_code) == (0, 0)
    assert shown.output.strip() == where.read_text(encoding="utf-8").strip()
    assert OPERATOR in shown.output


def test_who_waited_through_our_trouble_in_vain_is_passed_on_to_the_operator(app: Flask, caller: Caller) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], operator_number=OPERATOR)
    caller.presses("1")

    with away("call_reply"):
        caller.presses("1")

    caller.hears("Please hold", "our machine cannot answer", "We are now calling a person")
    assert {heard.language for heard in caller.latest} == {"en-US"}


@pytest.mark.parametrize("number", ["404 555 0188", "14045550188", "+1404555018x", "+0"])
def test_an_operators_number_that_cannot_be_dialled_stops_the_start(number: str) -> None:
    with pytest.raises(ConfigError, match="OPERATOR_NUMBER is malformed"):
        load({"OPERATOR_NUMBER": number})
