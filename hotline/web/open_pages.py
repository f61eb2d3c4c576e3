"""What search engines may list: the start and the help pages, in every language. An answer is never among them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from flask import Blueprint, Response, current_app, request, url_for

from hotline import languages
from hotline.config import Settings

blueprint = Blueprint("open_pages", __name__)

Values = dict[str, Any]  # what stands in an address besides the language


def _one() -> Iterable[Values]:
    return ({},)


# The endpoints, each with the addresses it has.
OPEN: dict[str, Callable[[], Iterable[Values]]] = {
    "lookup.start": _one,
    "callbacks.form": _one,
    "concerns.form": _one,
    "help.what_now": _one,
    "help.rights": _one,
    "help.about": _one,
    "help.privacy": _one,
    "help.accessibility": _one,
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
