"""What every public page shares: its language, out of the first part of its address or the browser's wishes."""

import re
from collections.abc import Callable, Iterable
from contextvars import copy_context
from typing import Any

from flask import Blueprint, current_app, request
from werkzeug.routing import BaseConverter, ValidationError

from hotline import languages, texts
from hotline.languages import Language

WSGIApp = Callable[..., Iterable[bytes]]


class LanguageConverter(BaseConverter):
    """The part of an address that names a language we offer; any other is no page (404)."""

    regex = "|".join(re.escape(row.code) for row in languages.all_rows())

    def to_python(self, value: str) -> Language:
        language = _spoken_here(value)
        if language is None:
            raise ValidationError
        return language

    def to_url(self, value: Language) -> str:
        return value.code


class OwnContext:
    """Runs every request in a copy of the thread's context, so that no request speaks the language of the last one."""

    def __init__(self, wsgi_app: WSGIApp) -> None:
        self._wsgi_app = wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return copy_context().run(self._wsgi_app, environ, start_response)


def in_every_language(name: str, import_name: str) -> Blueprint:
    """A blueprint whose addresses begin with a language; its views speak it and its links keep it."""
    blueprint = Blueprint(name, import_name, url_prefix="/<language:language>")
    blueprint.url_value_preprocessor(_speak)
    blueprint.url_defaults(_keep_language)
    return blueprint


def preferred(code: str = "") -> Language:
    """The language of that code; without one the offered language that the browser asks for most, else English."""
    if language := _spoken_here(code):
        return language
    offered = {language.tag.lower(): language for language in languages.offered()}
    for tag, quality in request.accept_languages:
        wanted = offered.get(tag.lower()) or offered.get(tag.lower().partition("-")[0])
        if wanted and quality > 0:
            return wanted
    return offered[languages.SOURCE]


def of_address() -> Language:
    """The language of an address that leads to no page: its first part, else what the browser asks for."""
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    return _spoken_here(first) or preferred()


def _spoken_here(code: str) -> Language | None:
    """The language of that code; the pseudo languages exist everywhere but in production."""
    language = languages.get(code)
    is_production = current_app.extensions["settings"].environment == "production"
    return None if language is None or (language.is_pseudo and is_production) else language


def _speak(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "language" in values:
        texts.use(values.pop("language"))


def _keep_language(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("language", texts.current())
