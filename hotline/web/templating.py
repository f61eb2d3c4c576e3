"""What the templates may use besides what a view hands them; an unknown name in a template is an error."""

import re

from flask import Flask
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from hotline import languages, phones, texts
from hotline.config import Settings
from hotline.domain.directory import lines
from hotline.domain.findings import Finding
from hotline.languages import Language
from hotline.web import assets, country_list, reading

# A number reads left to right in every script and is never broken over two lines.
_NUMBER = Markup('<bdi class="number" dir="ltr">{}</bdi>')


class Pieces:
    """Pieces of pages that are alike for everybody who reads one language: rendered once for each, then kept."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._rendered: dict[tuple[str, str], Markup] = {}

    def __call__(self, name: str) -> Markup:
        wanted = name, texts.current().code
        if wanted not in self._rendered:
            self._rendered[wanted] = Markup(self._environment.get_template(f"pieces/{name}").render())  # noqa: S704
        return self._rendered[wanted]


def install(app: Flask, settings: Settings) -> None:
    """Set up the templates: translated, escaped, strict."""
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters |= {"number": number, "with_places": with_places}
    app.jinja_env.globals |= {
        "_": translated,
        "children_line": lines.CHILDREN,
        "country_options": lambda: country_list.options(texts.current()),
        "date_boxes": lambda: reading.date_order(texts.current()),
        "hotline_number": settings.hotline_number,
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
    """A sentence whose names and addresses of places keep their own direction."""
    places = [place for place in (found.facility, found.office) if place]
    texts_of_places = {text for place in places for text in (place.name, ", ".join(place.lines)) if text}
    if not texts_of_places:
        return escape(sentence)
    longest_first = sorted((str(escape(text)) for text in texts_of_places), key=len, reverse=True)
    pattern = "|".join(re.escape(text) for text in longest_first)
    return Markup(re.sub(pattern, r'<bdi class="place">\g<0></bdi>', str(escape(sentence))))  # noqa: S704  # escaped


def other_languages() -> list[Language]:
    return [row for row in languages.offered() if row is not texts.current()]
