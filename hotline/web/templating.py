"""What the templates may use besides what a view hands them; an unknown name in a template is an error."""

from flask import Flask
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from hotline import languages, phones, reading, texts
from hotline.config import Settings
from hotline.domain.directory import lines
from hotline.domain.findings import Finding
from hotline.languages import Language
from hotline.web import assets, country_list

# A number reads left to right in every script and is never broken over two lines.
_NUMBER = Markup('<bdi class="number" dir="ltr">{}</bdi>')
_PLACE = Markup('<bdi class="place">{}</bdi>')


class Pieces:
    """Pieces of pages that are alike for everybody who reads one language: rendered once for each, then kept."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._rendered: dict[tuple[str, str, str], Markup] = {}

    def __call__(self, name: str, sent_to: str = "") -> Markup:
        """The piece; `sent_to` is the endpoint that the page around it answers, where it answers a form."""
        wanted = name, sent_to, texts.current().code
        if wanted not in self._rendered:
            piece = self._environment.get_template(f"pieces/{name}").render(sent_to=sent_to)
            self._rendered[wanted] = Markup(piece)  # noqa: S704  # a template escapes
        return self._rendered[wanted]


def install(app: Flask, settings: Settings) -> None:
    """Set up the templates: translated, escaped, strict."""
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters |= {"number": number, "with_places": with_places}
    app.jinja_env.globals |= {
        "_": translated,
        "children_line": lines.CHILDREN,
        "colours": assets.COLOURS.address,
        "country_options": lambda: country_list.options(texts.current()),
        "date_boxes": lambda: reading.date_order(texts.current()),
        "hotline_number": settings.hotline_number,
        "number_from_abroad": next(iter(settings.ordinary_numbers), ""),
        "icon": assets.ICON.address,
        "language": texts.current,
        "leave_script": Markup(assets.LEAVE_SCRIPT),  # noqa: S704  # a file of ours
        "other_languages": other_languages,
        "piece": Pieces(app.jinja_env),
        "stylesheet": assets.STYLESHEET.address,
    }


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
            return escape(before) + _PLACE.format(text) + escape(after)
    return escape(sentence)


def other_languages() -> list[Language]:
    return [row for row in languages.offered() if row is not texts.current()]
