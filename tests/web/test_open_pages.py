"""What search engines may list: help in every language; never an answer."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from flask.testing import FlaskClient

from hotline.web import open_pages
from tests.web import directory_rows
from tests.web.visitor import Visitor

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _sitemap(client: FlaskClient) -> Element:
    return fromstring(client.get("/sitemap.xml").data)


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text

    assert "Sitemap: https://hotline.example.org/sitemap.xml" in text
    assert "Disallow" not in text


def test_every_listed_page_is_there_and_may_be_listed(client: FlaskClient) -> None:
    addresses = [str(place.text) for place in _sitemap(client).findall("s:url/s:loc", SITEMAP)]

    assert len(addresses) >= 2 * len(open_pages.OPEN)
    for address in addresses:
        response = client.get(address.removeprefix("https://hotline.example.org"))
        assert response.status_code == 200, address
        assert "X-Robots-Tag" not in response.headers


def test_every_place_and_every_country_that_is_known_is_listed(client: FlaskClient) -> None:
    directory_rows.load()

    text = client.get("/sitemap.xml").text

    for path in ("places/in/GA", "places/STWRTGA", "consulates/MEX", "legal-help/WY"):
        assert f"<loc>https://hotline.example.org/es/{path}</loc>" in text


def test_every_listed_page_names_its_twins_in_the_other_languages(client: FlaskClient) -> None:
    for page in _sitemap(client).findall("s:url", SITEMAP):
        twins = {link.get("hreflang") for link in page.findall("x:link", SITEMAP)}

        assert twins == {"en", "es"}


@pytest.mark.parametrize("path", ["status", "nothing-here"])
def test_what_is_no_help_page_is_not_listed(visitor: Visitor, path: str) -> None:
    visitor.opens(path)

    assert visitor.response.headers["X-Robots-Tag"] == "noindex"


def test_an_answer_is_never_listed(held: Callable[..., None], visitor: Visitor) -> None:
    held()

    visitor.looks_for(a_number="098765432", year="1985")

    assert "Stewart" in visitor.page.text
    assert visitor.response.headers["X-Robots-Tag"] == "noindex"
    assert visitor.response.headers["Cache-Control"] == "no-store"
