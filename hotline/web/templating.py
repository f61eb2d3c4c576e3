"""What the templates may use besides what a view hands them; an unknown name in a template is an error."""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

from flask import Flask, request
from flask.templating import Environment
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from hotline import advice, languages, phones, reading, state_names, texts, wording
from hotline.config import Settings
from hotline.domain.directory import lines
from hotline.domain.findings import Finding
from hotline.languages import Language
from hotline.web import assets, checklists, country_list, sharing

# A number reads left to right in every script and is never broken over two lines.
_NUMBER = Markup('<bdi class="number" dir="ltr">{}</bdi>')
# "/" is the start in whatever language the browser asks for.
_LEADING_NOWHERE = frozenset(("", "start"))
_PLACE = Markup('<bdi class="place">%s</bdi>')


class Templates(Environment):
    """Flask's, with one set of globals for all templates.

    Jinja lays a set of each template's own over it, which nobody here fills; to look through both for every name took a
    fifteenth of a look-up.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class Pieces:
    """Pieces of pages that are alike for everybody who reads one language: rendered once for each, then kept."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._rendered: dict[tuple[str, str, str], Markup] = {}

    def __call__(self, name: str, **of: str) -> Markup:
        """The piece; `of` is what it depends on besides the language: words of ours, never a visitor's."""
        return self._piece(name, "\n".join(of.values()), dict(of))

    def top(self, *, is_sent: bool, is_a_page: bool = True) -> Markup:
        """The piece above a page, which leads to it in other languages: by its form sent again, or by its address.

        What is no page of its own, an error, leads to the start.
        """
        there = request.endpoint or ""
        if is_sent:
            return self._piece("top.html", f"sent {there}", {"sent_to": there})
        if not is_a_page or there in _LEADING_NOWHERE or request.method == "POST":
            return self._piece("top.html", "start", {"sent_to": "", "there": "lookup.start", "values": {}})
        values = dict(request.view_args or {})
        if values:  # one of many places: there are too many to keep a piece for each
            return self._render("top.html", {"sent_to": "", "there": there, "values": values})
        return self._piece("top.html", there, {"sent_to": "", "there": there, "values": {}})

    def _piece(self, name: str, kind: str, values: dict[str, object]) -> Markup:
        wanted = name, kind, texts.current().code
        if wanted not in self._rendered:
            self._rendered[wanted] = self._render(name, values)
        return self._rendered[wanted]

    def _render(self, name: str, values: dict[str, object]) -> Markup:
        return Markup(self._environment.get_template(f"pieces/{name}").render(values))  # noqa: S704  # a template escapes


def install(app: Flask, settings: Settings) -> None:
    """Set up the templates: translated, escaped, strict."""
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    pieces = Pieces(app.jinja_env)
    app.jinja_env.filters |= {"number": number, "with_places": with_places}
    app.jinja_env.globals |= {
        "_": translated,
        "children_line": lines.CHILDREN,
        "colours": assets.COLOURS.address,
        "country_options": lambda: country_list.options(texts.current()),
        "first_steps": advice.first_steps,
        "topics_of": checklists.of_a_place,
        "date_boxes": lambda: reading.date_order(texts.current()),
        "free_call_number": settings.free_call_number,
        "hotline_number": settings.hotline_number,
        "number_from_abroad": next(iter(settings.ordinary_numbers), ""),
        "icon": assets.ICON.address,
        "language": texts.current,
        "script": Markup(assets.SCRIPT),  # noqa: S704  # a file of ours
        "other_languages": other_languages,
        "hours": _hours(settings),
        "counted": partial(wording.counted, settings.hotline_hours),
        "piece": pieces,
        "top": pieces.top,
        "shares": partial(sharing.links, settings),
        "state_name": state_names.name,
        "stylesheet": assets.STYLESHEET.address,
    }


def _hours(settings: Settings) -> Callable[[], str] | None:
    """When people answer, in the current language; None where that is not said."""
    if settings.hotline_hours is None:
        return None
    return partial(wording.hours, settings.hotline_hours)


def translated(message: str, **values: object) -> Markup:
    """A text of ours in the current language, with values that are escaped.

    Jinja's own extension does the same by way of three calls; a page has dozens of texts.
    """
    text = Markup(texts.gettext(message))  # noqa: S704  # our own catalogs
    return text % values if values else text


def number(e164: str) -> Markup:
    """A telephone number as it is read, for a page in any direction."""
    return _NUMBER.format(phones.readable(e164))


def with_places(sentence: str, found: Finding) -> Markup:
    """A sentence in which the name or the address of a place keeps its own direction."""
    places = [place for place in (found.facility, found.office) if place]
    known = [text for place in places for text in (place.name, ", ".join(place.lines)) if text]
    for text in sorted(known, key=len, reverse=True):
        before, stands_there, after = sentence.partition(text)
        if stands_there:
            return escape(before) + _PLACE % text + escape(after)
    return escape(sentence)


def other_languages() -> list[Language]:
    """The languages to change to: those offered, without the page's own."""
    return [row for row in languages.offered() if row is not texts.current()]
