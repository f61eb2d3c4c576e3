"""Pages of consulates: in the visitor's language, honest where nothing is certain, with care about asylum."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.web import directory_rows
from tests.web.test_pseudo import never_translated
from tests.web.visitor import Visitor


@pytest.fixture
def consulates(app: Flask) -> None:
    directory_rows.load()


def test_countries_stand_in_the_visitor_s_language_frequent_ones_first(
    visitor_in: Callable[[str], Visitor],
) -> None:
    page = visitor_in("es").opens("consulates")

    countries = [link for link in page.links if link.startswith("/es/consulates/")]
    assert countries[:2] == ["/es/consulates/MEX", "/es/consulates/GTM"]
    assert "/es/consulates/DEU" in countries
    assert "/es/consulates/USA" not in countries
    assert "Alemania" in page.words


def test_mexico_s_offices_are_shown_with_the_line_that_helps_relatives(consulates: None, visitor: Visitor) -> None:
    page = visitor.opens("consulates/mex")

    assert "Phoenix, AZ" in page.headings
    assert page.tag("a", href="tel:+15206237874")["class"] == "tel"
    assert "It helps to find relatives who are held." in page.text
    assert page.text.count("We have not called them ourselves.") == 1
    assert "Secretaría de Relaciones Exteriores" in page.words
    assert "August 2026" in page.text


def test_numbers_out_of_other_guides_are_said_to_be(consulates: None, visitor: Visitor) -> None:
    assert "Numbers as other guides give them, compared with gob.pe in August 2026." in visitor.opens(
        "consulates/PER"
    ).text.replace(" .", ".")


def test_a_country_of_which_nothing_is_certain_says_so(consulates: None, visitor: Visitor) -> None:
    page = visitor.opens("consulates/VEN")

    assert visitor.response.status_code == 200
    assert "so we show none" in page.text
    assert [link for link in page.links if link.startswith("tel:")] == ["tel:+18005550100"]


@pytest.mark.parametrize("code", ["MEX", "VEN", "TWN"])
def test_every_country_s_page_says_who_decides_and_warns_about_asylum(
    consulates: None, visitor: Visitor, code: str
) -> None:
    page = visitor.opens(f"consulates/{code}")

    assert "Nobody has to." in page.text
    assert "talk with a lawyer first" in page.text
    assert "Never tell a consulate that somebody has asked for protection" in page.text


@pytest.mark.parametrize("code", ["IRN", "PRK", "SYR", "CUB", "VEN"])
def test_nobody_is_sent_to_look_for_an_embassy_that_may_not_be_there(visitor: Visitor, code: str) -> None:
    page = visitor.opens(f"consulates/{code}")

    assert "Most countries have an embassy" not in page.text
    assert "Ask us to call you back, or ask a lawyer." in page.text


def test_the_caution_stands_before_any_contact(consulates: None, visitor: Visitor) -> None:
    page = visitor.opens("consulates/MEX")

    assert page.headings.index("Before you talk with a consulate") < page.headings.index("For emergencies")
    assert page.text.index("talk with a lawyer first") < page.text.index("For emergencies")


def test_a_long_list_has_a_link_to_each_state(consulates: None, visitor: Visitor) -> None:
    page = visitor.opens("consulates/MEX")

    anchors = [link for link in page.links if re.fullmatch("#[A-Z]{2}", link)]
    assert {"#AZ", "#CA", "#TX"} <= set(anchors)
    assert [anchor for anchor in anchors if not page.tag("li", id=anchor[1:])] == []


def test_taiwan_stands_apart_from_china(consulates: None, visitor: Visitor) -> None:
    assert "/en/consulates/TWN" in visitor.opens("consulates/CHN").links
    assert "Taiwan has no consulates" in visitor.opens("consulates/TWN").text


@pytest.mark.parametrize("code", ["USA", "XXX", "PRI", "%00", "Mexico"])
def test_what_has_no_consulate_is_no_page(visitor: Visitor, code: str) -> None:
    visitor.opens(f"consulates/{code}")

    assert visitor.response.status_code == 404


def test_the_longest_pages_are_light(consulates: None, visitor: Visitor) -> None:
    packed = {"Accept-Encoding": "gzip"}

    sizes = [len(visitor.client.get(f"/es/{path}", headers=packed).data) for path in ("consulates", "consulates/MEX")]

    assert max(sizes) <= 8 * 1024  # bytes; with the stylesheet a page stays under 12 KB


def test_pages_may_be_kept_for_minutes(consulates: None, visitor: Visitor) -> None:
    for path in ("consulates", "consulates/MEX"):
        visitor.opens(path)
        assert visitor.response.headers["Cache-Control"] == "public, max-age=600"


@pytest.mark.parametrize("path", ["consulates", "consulates/MEX", "consulates/CHN", "consulates/TWN", "consulates/VEN"])
def test_pages_hold_no_text_that_never_was_translated(
    consulates: None, visitor_in: Callable[[str], Visitor], path: str
) -> None:
    visitor = visitor_in("en@pseudo")

    visitor.opens(path)

    assert never_translated(visitor) == []
