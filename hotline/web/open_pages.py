"""What search engines may list: the start and the help pages, in every language. An answer is never among them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from flask import Blueprint, Response, current_app, request, url_for

from hotline import db, languages, state_names
from hotline.config import Settings
from hotline.domain import directory

blueprint = Blueprint("open_pages", __name__)

Values = dict[str, Any]  # what stands in an address besides the language


def _one() -> Iterable[Values]:
    return ({},)


def _states() -> Iterable[Values]:
    return ({"state": state} for state in state_names.NAMES)


def _countries() -> Iterable[Values]:
    """Those of which something is known."""
    with db.reading() as session:
        return [{"code": code} for code in sorted(directory.countries_with_consulates(session))]


def _states_with_places() -> Iterable[Values]:
    with db.reading() as session:
        return [{"state": state} for state in sorted(directory.states_with_places(session))]


def _places() -> Iterable[Values]:
    with db.reading() as session:
        return [{"code": code} for code in directory.listed_codes(session)]


# The endpoints, each with the addresses it has.
OPEN: dict[str, Callable[[], Iterable[Values]]] = {
    "lookup.start": _one,
    "callbacks.form": _one,
    "concerns.form": _one,
    "help.what_now": _one,
    "help.rights": _one,
    "help.rights_notice": _one,
    "help.about": _one,
    "help.privacy": _one,
    "help.accessibility": _one,
    "legal.index": _one,
    "legal.state": _states,
    "places.index": _one,
    "places.state": _states_with_places,
    "places.place": _places,
    "consulates.index": _one,
    "consulates.country": _countries,
}


def is_open() -> bool:
    """Whether the page that is being answered may be listed."""
    return request.method in ("GET", "HEAD") and request.endpoint in OPEN


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Nothing is forbidden there: what must not be listed is reached by sending a form, or says so in a header."""
    text = f"User-agent: *\nAllow: /\nSitemap: {_base()}{url_for('open_pages.sitemap')}\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every open page in every language, each with its twins in the others (sitemaps.org, xhtml:link)."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    body = "".join(
        entry for endpoint, addresses in OPEN.items() for values in addresses() for entry in _entries(endpoint, values)
    )
    response = Response(f"{head}{body}</urlset>\n", content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _entries(endpoint: str, values: Values) -> Iterator[str]:
    addresses = {row.tag: _base() + url_for(endpoint, language=row, **values) for row in languages.offered()}
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
        for tag, address in addresses.items()
    )
    return (f"<url><loc>{address}</loc>{twins}</url>\n" for address in addresses.values())


def _base() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.public_base_url
