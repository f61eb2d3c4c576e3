"""Pages of places: what may be shown of each, what holds at most of them, and nothing about any person."""

from collections.abc import Callable

import pytest
from flask import Flask

from hotline import clock, db
from hotline.domain import directory
from hotline.models.places import Facility, FieldOffice, RuleTopic
from tests.web import directory_rows
from tests.web.test_pseudo import never_translated
from tests.web.visitor import Visitor

STEWART = "places/STWRTGA"


@pytest.fixture
def places(app: Flask) -> None:
    directory_rows.load()


def test_a_place_is_chosen_by_its_state(places: None, visitor: Visitor) -> None:
    assert "/en/places/in/GA" in visitor.opens("places").links
    assert "/en/places/in/WY" not in visitor.page.links

    page = visitor.opens("places/in/ga")

    assert "/en/places/STWRTGA" in page.links
    assert "Stewart Detention Center, Lumpkin" in page.words


def test_a_place_tells_address_map_office_and_how_to_reach_it(places: None, visitor: Visitor) -> None:
    page = visitor.opens(STEWART)

    assert page.headings[0] == "Stewart Detention Center"
    assert "146 CCA Road, Lumpkin, GA 31815" in page.words
    assert "https://www.openstreetmap.org/search?query=146%20CCA%20Road%2C%20Lumpkin%2C%20GA%2031815" in page.links
    assert "geo:0,0?q=146%20CCA%20Road%2C%20Lumpkin%2C%20GA%2031815" in page.links
    assert "Atlanta Field Office" in page.words
    assert "https://www.ice.gov/detain/detention-facilities/stewart-detention-center" in page.links
    assert "/en/legal-help/GA" in page.links
    assert "August 21, 2026" in page.text
    for heading in ("How to call", "How to visit", "How to send letters", "How to send money"):
        assert heading in page.headings


def test_every_address_of_others_is_opened_without_a_trace_and_holds_an_address_alone(
    places: None, visitor: Visitor
) -> None:
    page = visitor.opens(STEWART)

    foreign = [have for tag, have in page.tags if tag == "a" and have["href"].startswith(("http", "geo"))]
    assert foreign
    # The frame of every page leads to no place of others but by these.
    assert all(have.get("rel") == "noreferrer" for have in foreign)


def test_on_paper_the_whole_address_of_a_page_can_be_read(places: None, visitor: Visitor) -> None:
    page = visitor.opens(STEWART)

    assert "www.ice.gov /detain/detention-facilities/stewart-detention-center" in page.text


def test_a_number_that_nobody_called_is_not_on_the_page(places: None, visitor: Visitor) -> None:
    page = visitor.opens(STEWART)

    assert "838" not in page.text
    assert [link for link in page.links if link.startswith("tel:")] == ["tel:+18005550100"]
    assert "so we show none" in page.text


def test_verified_numbers_are_buttons_with_the_day(places: None, visitor: Visitor) -> None:
    directory_rows.verify(Facility, "STWRTGA", "(229) 555-0130")
    directory_rows.verify(FieldOffice, "ATL", "(404) 555-0131")

    page = visitor.opens(STEWART)

    assert page.tag("a", href="tel:+12295550130")["class"] == "button call"
    assert page.tag("a", href="tel:+14045550131")["class"] == "button call"
    assert "We called this number on November 1, 2026." in page.text


def test_a_place_s_own_rule_stands_with_its_source_in_its_own_language(places: None, visitor: Visitor) -> None:
    directory_rows.rule("STWRTGA", RuleTopic.VISIT, directory_rows.STEWART_RULE)

    page = visitor.opens(STEWART)

    assert directory_rows.STEWART_RULE in page.words
    assert page.tag("p", **{"class": "rule"})["lang"] == "en"
    assert "Rule of this place, read on November 1, 2026 at" in page.text


def test_a_place_tells_what_time_it_is_there(places: None, visitor: Visitor) -> None:
    assert "there now (Eastern Time)." in visitor.opens(STEWART).text


def test_a_place_that_nobody_listed_is_answered_like_one_that_does_not_exist(places: None, visitor: Visitor) -> None:
    missing = visitor.opens("places/NOWHERE").markup
    with db.begin() as session:
        directory.resolve_facility(session, "NEWPLTX", "New Place Youth Shelter", now=clock.now())

    page = visitor.opens("places/NEWPLTX")

    assert visitor.response.status_code == 404
    assert page.markup.replace("NEWPLTX", "NOWHERE") == missing
    assert "NEWPLTX" not in visitor.client.get("/sitemap.xml").text


@pytest.mark.parametrize("path", ["places/NOWHERE", "places/in/XX", "places/" + "A" * 5000, "places/%00", "places/é"])
def test_what_is_no_place_is_no_page(visitor: Visitor, path: str) -> None:
    visitor.opens(path)

    assert visitor.response.status_code == 404


def test_pages_may_be_kept_for_minutes_and_the_clock_for_one(places: None, visitor: Visitor) -> None:
    kept = {}
    for path in ("places", "places/in/GA", STEWART):
        visitor.opens(path)
        kept[path] = visitor.response.headers["Cache-Control"]

    assert kept == {
        "places": "public, max-age=600",
        "places/in/GA": "public, max-age=600",
        STEWART: "public, max-age=60",
    }
    assert "Set-Cookie" not in visitor.response.headers


@pytest.mark.parametrize("path", ["places", "places/in/GA", "places/in/WY", STEWART])
def test_pages_hold_no_text_that_never_was_translated(
    places: None, visitor_in: Callable[[str], Visitor], path: str
) -> None:
    visitor = visitor_in("en@pseudo")

    visitor.opens(path)

    assert never_translated(visitor) == []


def test_without_any_list_the_page_says_so(visitor: Visitor) -> None:
    assert "Please call us." in visitor.opens("places").text
