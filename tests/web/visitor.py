"""Somebody who reads a page and sends its forms as a browser without JavaScript would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_VOID = frozenset(("input", "meta", "link", "path", "circle", "br"))


@dataclass
class Form:
    """A form of a page: where it goes, what its boxes hold, and where its buttons go instead, wherever they stand."""

    action: str
    boxes: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    button_actions: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """A page as a test looks at it: its words in order, headings, links, forms, and the attributes of every tag."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup
        self.words: list[str] = []
        self.headings: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self._select = ""
        self._elsewhere: dict[str, list[str]] = {}
        self.feed(markup)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def tag(self, name: str, **attributes: str) -> dict[str, str]:
        """The attributes of the first tag of that name that has these."""
        fitting = (have for tag, have in self.tags if tag == name and attributes.items() <= have.items())
        return next(fitting)

    def form(self, ending: str) -> Form:
        """The form that goes to an address with that ending, or has a button that does."""
        return next(f for f in self.forms if any(to.endswith(ending) for to in (f.action, *f.button_actions)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        self.tags.append((tag, have))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "a" and "href" in have:
            self.links.append(have["href"])
        elif tag == "form":
            self.forms.append(Form(have["action"], button_actions=self._elsewhere.get(have.get("id", ""), [])))
        else:
            self._note_box(tag, have)

    def _note_box(self, tag: str, have: dict[str, str]) -> None:
        if tag == "button" and "form" in have:
            self._elsewhere.setdefault(have["form"], []).append(have["formaction"])
        elif tag == "button" and "formaction" in have:
            self.forms[-1].button_actions.append(have["formaction"])
        elif tag == "input" and have.get("type") != "checkbox" and (have.get("type") != "radio" or "checked" in have):
            self.forms[-1].boxes[have["name"]] = have.get("value", "")
            if have.get("type") == "hidden":
                self.forms[-1].hidden.add(have["name"])
        elif tag == "select":
            self._select = have["name"]
        elif tag == "option" and "selected" in have:
            self.forms[-1].boxes[self._select] = have["value"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not data.strip() or {"script", "datalist"} & set(self._open):
            return
        self.words.append(data.strip())
        if {"h1", "h2"} & set(self._open):
            self.headings.append(data.strip())


class Visitor:
    """Reads and sends; `page` is what is on the screen, `response` what came last."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.language = language
        self.response: TestResponse
        self.page: Page

    def opens(self, path: str = "") -> Page:
        return self._sees(self.client.get(f"/{self.language}/{path}"))

    def sends(self, to: str, **typed: str) -> Page:
        """Fill in the form that goes there and send it, with whatever it carries unseen."""
        form = self.page.form(to)
        address = next(address for address in (*form.button_actions, form.action) if address.endswith(to))
        return self._sees(self.client.post(address, data=form.boxes | typed))

    def posts(self, address: str, boxes: dict[str, str]) -> Page:
        """Send exactly these boxes, as somebody does who sends a form once more."""
        return self._sees(self.client.post(address, data=boxes))

    def looks_for(self, **typed: str) -> Page:
        self.opens()
        return self.sends("/find", **typed)

    def _sees(self, response: TestResponse) -> Page:
        self.response = response
        self.page = Page(response.get_data(as_text=True))
        return self.page
