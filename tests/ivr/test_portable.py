"""Every step of the line, in every language, from any caller, is said in the portable profile and in its language."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hotline import clock, db, languages
from hotline.config import Settings
from hotline.domain import calls
from hotline.domain.findings import Outcome
from hotline.domain.names import Query
from hotline.domain.outbox import AnswerFacts
from hotline.ivr import call_map, conversation, fallback
from hotline.ivr.conversation import Failed, Heard
from hotline.ivr.family import LINE
from hotline.ivr.menu import Line, Menu
from hotline.ivr.state import Notes
from hotline.ivr.walk import Keys
from hotline.languages import Language
from hotline.phone import document, portable
from hotline.phone.document import LARGEST, Verb
from hotline.phone.portable import ATTRIBUTES
from tests.ivr.conftest import OWN_NUMBER, WITHHELD

_NUMBERS = count()
TOLD = Notes(
    query=Query(a_number="098765432", birth_year=1985, keyed_given=("6279",), keyed_surnames=("937332",)),
    heard=("María",),
    typed=OWN_NUMBER,
    answer=("This person is being held.",),
    outcome="held",
    facts=AnswerFacts(Outcome.HELD, "Stewart Detention Center").plain(),
    code="12345671",
    pin="123456",
    search_state="open",
    promised=OWN_NUMBER,
)
# Offered only to whoever calls from a number that we see.
NEEDS_A_NUMBER = {"text"}
every_language = pytest.mark.parametrize("language", languages.spoken(), ids=lambda row: row.code)
every_caller = pytest.mark.parametrize("caller", [OWN_NUMBER, WITHHELD, "+525512345678"])


def _leading_to(step: str) -> Line:
    """The line, with a menu before it whose key 1 leads to that step."""
    return replace(LINE, steps=LINE.steps | {"how": Menu("how", ("Hello.",), {"1": step})})


def _asked(session: Session, settings: Settings, line: Line, language: Language, caller: str) -> str:
    """What a caller who has told everything hears after pressing 1."""
    sid = f"CA{next(_NUMBERS):032}"
    call = replace(calls.resume(session, sid, 0).call, step="how", language=language.code, turn=1, notes=TOLD.plain())
    calls.keep(session, call, about=0, reply="<Response/>", now=clock.now())
    heard = Heard(sid, caller, "how", 1, Keys("1"))
    return conversation.take_turn(session, line, settings, heard, now=clock.now())


def _read(told: str) -> Iterator[Verb]:
    """Every verb, inside others too. Raises BadDocument outside the portable profile."""
    verbs = document.read(told.encode())
    portable.check(verbs)
    for verb in verbs:
        yield verb
        yield from verb.inside


@every_language
@every_caller
def test_every_step_is_portable_in_every_language(
    session: Session, settings: Settings, language: Language, caller: str
) -> None:
    reached = set(call_map.paths(LINE)) - (NEEDS_A_NUMBER if caller == WITHHELD else set())

    told = {name: _asked(session, settings, _leading_to(name), language, caller) for name in reached}

    for name, one in told.items():
        said = [verb for verb in _read(one) if verb.name == "Say"]
        assert said, name
        if name not in (LINE.first, "other_language"):  # where the caller has no language yet, or none of ours
            assert {verb.attributes["language"] for verb in said} == {language.say}, name
        assert len(one.encode()) < LARGEST


def test_the_greeting_speaks_every_language_of_the_line(app: Flask, settings: Settings) -> None:
    with db.begin() as session:
        told = _asked(session, settings, _leading_to(LINE.first), languages.spoken()[0], OWN_NUMBER)

    voices = {verb.attributes["language"] for verb in _read(told) if verb.name == "Say"}
    assert voices == {row.say for row in languages.spoken()}


@every_language
@pytest.mark.parametrize("attempt", range(4))
def test_an_apology_is_portable(settings: Settings, language: Language, attempt: int) -> None:
    assert list(_read(conversation.apology(LINE, settings, Failed("how", 3, attempt), language)))


def test_the_document_for_when_nothing_of_ours_answers_is_portable(settings: Settings) -> None:
    assert list(_read(fallback.document(settings)))


def test_a_queue_of_callers_is_no_part_of_the_profile() -> None:
    """It stands behind an adapter, for a platform that has none."""
    assert "Enqueue" not in ATTRIBUTES
