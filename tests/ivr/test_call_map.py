"""The line as a graph: complete, every way through it ends, and calls go no other way."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]  # ships no types
from flask import Flask

from hotline.ivr import call_map, call_map_drawing
from hotline.ivr.every_line import LINES
from hotline.ivr.family import LINE
from hotline.ivr.menu import Ending, Junction, Line, Menu, by_name, targets
from tests.ivr.conftest import OWN_NUMBER, WITHHELD, Dial
from tests.tools import ROOT

SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"/ivr/family/(\w+)/(\d+)$")


def _lost(*steps: Menu | Junction | Ending) -> Line:
    ends = (Ending("spent", ("Goodbye.",)), Ending("broken", ("Goodbye.",)))
    return Line("a line", by_name(*steps, *ends), first="first", after_language="first", spent="spent", broken="broken")


def test_every_step_is_reached_from_the_greeting() -> None:
    assert call_map.never_reached(LINE) == set()


def test_from_every_step_a_call_comes_to_an_end() -> None:
    assert call_map.never_ending(LINE) == set()


def test_silence_alone_comes_to_an_end_from_every_step() -> None:
    assert call_map.never_ending_in_silence(LINE) == set()


def test_the_map_shows_every_way_that_the_menu_names() -> None:
    shown = {name: {lead.to for lead in call_map.leads(step)} for name, step in LINE.steps.items()}

    assert shown == {name: targets(step) for name, step in LINE.steps.items()}


def test_a_way_without_an_end_is_found() -> None:
    first = Menu("first", ("Hello.",), {"1": "person"})
    person = Junction("person", lambda _: "first", leads_to=("first",))
    alone = Menu("alone", ("Hello?",), {"1": "spent"})

    line = _lost(first, person, alone)

    assert call_map.never_ending(line) == {"first", "person"}
    assert call_map.never_ending_in_silence(line) == {"first", "person", "alone"}
    assert call_map.never_reached(line) == {"alone"}


@pytest.mark.parametrize("number", [OWN_NUMBER, WITHHELD])
@pytest.mark.parametrize(
    "keys",
    [
        ("1", "1", "98765432#", "1", "1985#", "5"),
        ("2", "2", "6272#", "937332#", "658372#", "12031985#", "1", "1", "#", "2", "1", "1"),
        ("1", "1", "#", "", "", "6272#", "", "937332#", "", "#", "#", "#", "8", "#", "3", "9", "0"),
        ("1", "3", "12345678#", "12345678#", "12345678#"),
        ("8", "1", "2"),
        ("1", "0", "2", "4045550199#", "1", "1"),
    ],
)
def test_a_call_goes_only_where_the_map_leads(dial: Dial, keys: tuple[str, ...], number: str) -> None:
    caller = dial(number)
    for key in keys:
        caller.presses(key) if key else caller.waits()
    caller.waits(12)

    found = [STEP.search(webhook.address) for webhook in caller.telephone.posted]
    steps = [match[1] for match in found if match]
    undrawn = [(one, following) for one, following in pairwise(steps) if not _may_follow(one, following)]
    assert undrawn == []


def test_the_drawing_names_every_step_and_tells_the_whole_map_in_words() -> None:
    drawing: Element = ElementTree.fromstring(call_map_drawing.svg(LINE))

    names = {text.text for text in drawing.iter(f"{SVG}text") if text.get("class") == "name"}
    assert names == set(LINE.steps)
    described = drawing.findtext(f"{SVG}desc") or ""
    assert drawing.findtext(f"{SVG}title")
    assert all(name in described for name in LINE.steps)


def test_the_drawing_is_the_same_every_time() -> None:
    again = replace(LINE, steps=dict(LINE.steps))

    assert call_map_drawing.svg(LINE) == call_map_drawing.svg(again)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("call-map.svg", "family"),
        ("free-call-map.svg", "detainee"),
        ("free-call-three-way-map.svg", "detainee-three-way"),
    ],
)
def test_the_drawing_in_the_documents_is_of_the_line_as_it_is(file: str, name: str) -> None:
    drawing = (ROOT / "docs" / file).read_text(encoding="utf-8")

    assert drawing == call_map_drawing.svg(LINES[name]), f"run `flask call-map --line {name} --output docs/{file}`"


def test_the_command_draws_the_map_and_says_that_every_way_ends(app: Flask, tmp_path: Path) -> None:
    output = tmp_path / "map.svg"

    told = app.test_cli_runner().invoke(args=["call-map", "--output", str(output)])

    assert told.exit_code == 0
    assert "every way ends" in told.output
    assert output.read_text(encoding="utf-8") == call_map_drawing.svg(LINE)


def _may_follow(one: str, following: str) -> bool:
    """Whether a step can be asked after another, through junctions or by being asked again."""
    reached, waiting = {one}, [one]
    while waiting:
        for target in targets(LINE[waiting.pop()]) - reached:
            reached.add(target)
            if isinstance(LINE[target], Junction):
                waiting.append(target)
    return following in reached
