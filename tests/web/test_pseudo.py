"""In the pseudo language every visible text stands in brackets: what does not never went through gettext, and two
pairs side by side are a sentence glued together."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from tests.web.custody import XOCHITL, records
from tests.web.subscriber import NUMBER, digits_sent
from tests.web.visitor import Visitor

BLOCKS = {"title", "body", "aside", "header", "nav", "main", "div", "section", "p", "h1", "h2", "ul", "ol", "li", "dl"}
BLOCKS |= {
    "dt",
    "dd",
    "label",
    "legend",
    "fieldset",
    "form",
    "button",
    "footer",
    "option",
    "select",
    "datalist",
    "script",
}
UNREAD = ("script", "datalist")
VOID = ("meta", "link", "input", "path", "circle")
LEFT_OPEN = ("option",)  # HTML allows it; the long list of countries is shorter so


class Blocks(HTMLParser):
    """The text of each block, without data (places, numbers) and names of languages; and what only a reader hears."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._buffers: list[list[str]] = [[]]
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        self.texts += [have[name] or "" for name in ("aria-label", "alt", "title", "placeholder") if name in have]
        if tag in VOID:
            return
        is_data = tag == "bdi" or (tag != "html" and "lang" in have) or have.get("rel") == "noreferrer"
        self._open.append((tag, is_data and have.get("id") != "leave"))
        if tag in BLOCKS:
            self._buffers.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self._open[-1][0] != tag and self._open[-1][0] in LEFT_OPEN:
            self.handle_endtag(self._open[-1][0])
        assert self._open.pop()[0] == tag, f"{tag} closes something else"
        if tag in BLOCKS:
            self._keep(self._buffers.pop(), tag)

    def handle_data(self, data: str) -> None:
        if not any(is_data for _, is_data in self._open):
            self._buffers[-1].append(data)

    def _keep(self, buffer: list[str], tag: str) -> None:
        text = "".join(buffer).strip()
        is_unread = tag in UNREAD or any(opened in UNREAD for opened, _ in self._open)
        if text and not is_unread:
            self.texts.append(" ".join(text.split()))


def is_one_sentence(text: str) -> bool:
    """Whether one pair of brackets holds it all; a text inside a text may have its own."""
    depth = 0
    for position, mark in enumerate(text):
        depth += (mark == "[") - (mark == "]")
        if depth == 0 and position < len(text) - 1:
            return False
    return depth == 0 and text.startswith("[")


def never_translated(visitor: Visitor) -> list[str]:
    return [text for text in Blocks(visitor.page.markup).texts if not is_one_sentence(text)]


@pytest.fixture
def visitor(visitor_in: Callable[[str], Visitor]) -> Visitor:
    return visitor_in("en@pseudo")


@pytest.mark.parametrize("path", ["", "status", "callback", "nothing-here"])
def test_pages_hold_no_other_text(visitor: Visitor, path: str) -> None:
    visitor.opens(path)

    assert never_translated(visitor) == []


def test_faults_hold_no_other_text(visitor: Visitor) -> None:
    visitor.looks_for(token="", a_number="12", day="40", month="x", year="1", country="Guatamala", given="7")

    assert never_translated(visitor) == []


def test_every_question_and_the_ways_on_hold_no_other_text(visitor: Visitor) -> None:
    visitor.looks_for(a_number="098765432")
    for _ in range(2):
        assert never_translated(visitor) == []
        visitor.sends("/find")
    assert never_translated(visitor) == []

    assert visitor.page.form("/search").button_actions


def test_an_open_search_holds_no_other_text(visitor: Visitor) -> None:
    visitor.looks_for(**XOCHITL)
    for step, typed in (("/search", {}), ("/search/leave", {}), ("/search/leave", {"contact": "family@example.org"})):
        visitor.sends(step, **typed)
        assert never_translated(visitor) == []


def test_the_pages_of_notices_hold_no_other_text(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    for step, typed in (
        ("/notices", {}),
        ("/notices/subscribe", {"means": "text", "contact": "12"}),
        ("/notices/subscribe", {"means": "text", "contact": NUMBER}),
        ("/notices/confirm", {"digits": "000000"}),
        ("/notices/again", {}),
        ("/notices/confirm", {"digits": ""}),
    ):
        visitor.sends(step, **typed)
        assert never_translated(visitor) == []
    visitor.sends("/notices/confirm", digits=digits_sent())
    assert never_translated(visitor) == []
    for path, step in (("notices/confirm/x", "/confirm-link"), ("notices/stop/x", "/stop-link")):
        visitor.opens(path)
        assert never_translated(visitor) == []
        visitor.sends(step)
        assert never_translated(visitor) == []


@pytest.mark.parametrize("answer", records())
def test_answers_hold_no_other_text(visitor: Visitor, held: Callable[..., None], answer: str) -> None:
    held(**records()[answer])

    visitor.looks_for(**XOCHITL)

    assert 'class="answer' in visitor.page.markup
    assert never_translated(visitor) == []
