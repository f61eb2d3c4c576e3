"""Pages of legal help: dated, warned of when old, filtered by language, honest where nothing is listed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from hotline import clock
from tests.web import directory_rows
from tests.web.test_pseudo import never_translated
from tests.web.visitor import Visitor

EOIR = "https://www.justice.gov/eoir/list-pro-bono-legal-service-providers"


@pytest.fixture
def listed(app: Flask) -> None:
    directory_rows.load()
    directory_rows.provider(
        "Peach <b>Legal", phone="+14045550155", languages="en es", courts="lumpkin-immigration-court"
    )
    directory_rows.provider("Called Legal", phone="+14045550156", phone_verified_on=clock.now().date(), languages="ht")
    directory_rows.provider("Colorado Legal", "CO")


def test_every_state_is_a_link(visitor: Visitor) -> None:
    page = visitor.opens("legal-help")

    assert {"/en/legal-help/GA", "/en/legal-help/WY", "/en/legal-help/PR"} <= set(page.links)
    assert "A notary is not a lawyer." in page.text


def test_a_verified_number_is_a_button_and_comes_first_a_published_one_is_a_plain_link(
    listed: None, visitor: Visitor
) -> None:
    page = visitor.opens("legal-help/ga")

    assert page.headings.index("Called Legal") < page.headings.index("Peach <b>Legal")
    assert page.tag("a", href="tel:+14045550156")["class"] == "button call"
    assert page.tag("a", href="tel:+14045550155")["class"] == "tel"
    assert "Number as published by EOIR in" in page.text
    assert "We have not called it ourselves." in page.text


def test_a_provider_tells_languages_and_courts_and_the_state_its_courts(listed: None, visitor: Visitor) -> None:
    page = visitor.opens("legal-help/GA")

    assert "English, Spanish" in page.words
    assert "Stewart Immigration Court" in page.words
    assert "https://www.justice.gov/eoir/lumpkin-immigration-court" in page.links
    assert "tel:+18008987180" in page.links


def test_those_who_speak_a_language_may_be_shown_alone(listed: None, visitor: Visitor) -> None:
    assert "/en/legal-help/GA?speaks=ht" in visitor.opens("legal-help/GA").links

    page = visitor.opens("legal-help/GA?speaks=ht")

    assert "Called Legal" in page.headings
    assert "Peach <b>Legal" not in page.headings
    assert "Peach <b>Legal" in visitor.opens("legal-help/GA?speaks=<script>").headings


def test_a_list_of_today_says_its_day_and_an_old_one_is_warned_of(listed: None, visitor: Visitor) -> None:
    directory_rows.provider("Old Legal", "TX", edition=clock.now().date() - timedelta(days=101))

    fresh, old = visitor.opens("legal-help/GA").text, visitor.opens("legal-help/TX").text

    assert "This list was read on" in fresh
    assert "older than 100 days" not in fresh
    assert "older than 100 days" in old


def test_a_state_without_a_list_says_so_and_leads_on(listed: None, visitor: Visitor) -> None:
    page = visitor.opens("legal-help/WY")

    assert visitor.response.status_code == 200
    assert "That does not mean that there is none." in page.text
    assert EOIR in page.links
    assert "/en/legal-help/CO" in page.links


@pytest.mark.parametrize("state", ["XX", "Georgia", "%00", "G"])
def test_what_is_no_state_is_no_page(visitor: Visitor, state: str) -> None:
    visitor.opens(f"legal-help/{state}")

    assert visitor.response.status_code == 404


def test_pages_may_be_kept_for_minutes(listed: None, visitor: Visitor) -> None:
    for path in ("legal-help", "legal-help/GA"):
        visitor.opens(path)
        assert visitor.response.headers["Cache-Control"] == "public, max-age=600"


@pytest.mark.parametrize("path", ["legal-help", "legal-help/GA", "legal-help/WY"])
def test_pages_hold_no_text_that_never_was_translated(
    listed: None, visitor_in: Callable[[str], Visitor], path: str
) -> None:
    visitor = visitor_in("en@pseudo")

    visitor.opens(path)

    assert never_translated(visitor) == []


def test_the_published_list_is_shown_whole_and_said_once_to_be_uncalled(
    app: Flask, visitor: Visitor, shared_data: Path
) -> None:
    directory_rows.load(shared_data / "pro_bono.csv")

    page = visitor.opens("legal-help/CA")

    assert len([link for link in page.links if link.startswith("tel:")]) > 20
    assert page.text.count("We have not called them ourselves.") == 1
    assert "July 19, 2026" in page.text
