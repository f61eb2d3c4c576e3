"""Open searches on the web: left after a miss, asked for by code, opened by PIN."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.domain import limits, searches
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel, OpenSearch
from tests.web.custody import XOCHITL, records
from tests.web.visitor import Page, Visitor


def miss(visitor: Visitor) -> None:
    """Look for XOCHITL in vain, to the last page."""
    visitor.looks_for(**XOCHITL)
    while visitor.page.headings[0] == "One more question":
        visitor.sends("/find")


def leave(visitor: Visitor, contact: str = "family@example.org") -> tuple[str, str]:
    """Leave a search after a miss; answers its code and its PIN."""
    miss(visitor)
    visitor.sends("/search")
    return code_and_pin(visitor.sends("/search/leave", contact=contact))


def code_and_pin(page: Page) -> tuple[str, str]:
    code, pin = re.search(r"Code (\d{4} \d{4}) PIN (\d{6})", page.text).groups()  # type: ignore[union-attr]
    return code, pin


def count() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(OpenSearch)) or 0


def test_a_search_left_gives_a_code_and_a_pin(visitor: Visitor) -> None:
    code, pin = leave(visitor)

    assert len(code) == 9
    assert len(pin) == 6
    assert count() == 1


def test_the_same_form_sent_twice_is_one_search_with_one_code(visitor: Visitor) -> None:
    miss(visitor)
    form = visitor.sends("/search").form("/search/leave")
    filled = form.boxes | {"contact": "family@example.org"}

    first, second = (visitor.client.post(form.action, data=filled).get_data(as_text=True) for _ in range(2))

    assert code_and_pin(Page(first)) == code_and_pin(Page(second))
    assert count() == 1


def test_the_language_to_write_in_is_the_visitors_unless_changed(visitor: Visitor) -> None:
    miss(visitor)
    page = visitor.sends("/search")
    assert page.form("/search/leave").boxes["language"] == "en"

    visitor.sends("/search/leave", contact="family@example.org", language="es")

    with db.reading() as session:
        assert session.scalar(select(OpenSearch.language)) == "es"


def test_without_a_mail_server_an_address_is_refused_and_a_number_asked_for(
    visitor: Visitor, settings: Settings
) -> None:
    gateways.connect(replace(settings, gateway="twilio"))
    miss(visitor)
    visitor.sends("/search")

    page = visitor.sends("/search/leave", contact="family@example.org")

    assert "We cannot send e-mails at the moment. Please write a telephone number." in page.text
    assert "telephone number or e-mail" not in page.text
    assert page.form("/search/leave").boxes["contact"] == "family@example.org"


@pytest.mark.parametrize("contact", ["", "12", "nobody", "a@b", "555-0100"])
def test_a_contact_that_reaches_nobody_is_asked_for_again(visitor: Visitor, contact: str) -> None:
    miss(visitor)
    visitor.sends("/search")

    page = visitor.sends("/search/leave", contact=contact)

    assert "Please write a telephone number or an e-mail address that reaches you." in page.text
    assert page.form("/search/leave").boxes["contact"] == contact
    assert page.form("/search/leave").boxes["given"] == "Xochitl"


def test_too_little_to_look_by_leads_back_to_the_form(visitor: Visitor) -> None:
    visitor.looks_for(a_number="098765432", year="1985")
    while visitor.page.headings[0] == "One more question":
        visitor.sends("/find")
    visitor.sends("/search")

    page = visitor.sends("/search/leave", contact="family@example.org", a_number="12")

    assert page.headings[0] == "Find a person"
    assert page.form("/find").boxes["year"] == "1985"


def test_without_a_year_of_birth_no_search_is_offered_that_could_never_bring_news(visitor: Visitor) -> None:
    visitor.looks_for(given="Xochitl", surnames="Zepeda", country="MEX")
    while visitor.page.headings[0] == "One more question":
        visitor.sends("/find")

    page = visitor.sends("/search")

    assert "To keep looking, we need the year of birth" in page.text
    assert page.headings[0] == "Find a person"
    assert page.form("/find").boxes["given"] == "Xochitl"
    assert count() == 0


def test_a_search_cannot_be_left_without_a_look_up(visitor: Visitor) -> None:
    visitor.opens("search")

    assert visitor.response.location == "/en/"


def test_the_code_alone_tells_that_the_search_is_open(visitor: Visitor) -> None:
    code, _ = leave(visitor)
    visitor.opens("status")

    page = visitor.sends("/status", code=code)

    assert page.headings[0] == "Your search is open. We keep looking."


def test_the_right_pin_without_news_is_said_to_be_right(visitor: Visitor) -> None:
    code, pin = leave(visitor)
    visitor.opens("status")

    page = visitor.sends("/status", code=code, pin=pin)

    assert "Your code and PIN are right. There is no news yet. We keep looking." in page.text


def test_news_are_announced_by_code_and_told_with_the_pin(visitor: Visitor, held: Callable[..., None]) -> None:
    code, pin = leave(visitor)
    held()
    with db.begin() as session:
        session.execute(OpenSearch.__table__.update().values(is_due=True))  # type: ignore[attr-defined]
        searches.rerun_due(session, now=clock.now())
    visitor.opens("status")

    announced = visitor.sends("/status", code=code)
    told = visitor.sends("/status", code=code, pin=pin)

    assert announced.headings[0] == "There is news about your search. Please call us, or enter your PIN."
    assert "Stewart" not in announced.text
    assert "Stewart Detention Center" in told.text
    assert "Look for this person once more." in told.text


def test_what_was_told_before_the_search_was_left_is_no_news(visitor: Visitor, held: Callable[..., None]) -> None:
    held(**records()["in_transit"])
    visitor.looks_for(**XOCHITL)
    visitor.sends("/search")
    code, _ = code_and_pin(visitor.sends("/search/leave", contact="hija@example.org"))
    with db.begin() as session:
        searches.rerun_due(session, now=clock.now())
    visitor.opens("status")

    page = visitor.sends("/status", code=code)

    assert page.headings[0] == "Your search is open. We keep looking."


def test_a_wrong_pin_opens_nothing_and_the_sixth_is_not_even_tried(visitor: Visitor, held: Callable[..., None]) -> None:
    code, pin = leave(visitor)
    held()
    wrong = "000000" if pin != "000000" else "111111"
    visitor.opens("status")

    for _ in range(5):
        page = visitor.sends("/status", code=code, pin=wrong)
        assert "This PIN does not belong to this code." in page.text
    page = visitor.sends("/status", code=code, pin=pin)

    assert "Stewart" not in page.text
    assert "This PIN does not belong to this code." in page.text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "This code is not right."),
        ("12", "This code is not right."),
        ("0000 0000", "We do not know this code."),
        ("x" * 5000, "This is too long."),
    ],
)
def test_a_code_that_is_none_is_explained(visitor: Visitor, code: str, sentence: str) -> None:
    visitor.opens("status")

    page = visitor.sends("/status", code=code)

    assert sentence in page.text


def test_nothing_told_is_in_an_address_or_a_cookie(app: Flask, visitor: Visitor) -> None:
    leave(visitor)

    assert not [link for link in visitor.page.links if "Xochitl" in link or "family" in link]
    assert "Set-Cookie" not in visitor.response.headers


def test_whoever_leaves_too_many_is_told_beside_the_box_and_loses_nothing(visitor: Visitor) -> None:
    miss(visitor)
    visitor.sends("/search")
    here = Asker(network="127.0.0.1")
    with db.begin() as session:
        for number in range(limits.NETWORK_TRIES // limits.SEARCH_SHARE):
            query = Query(given=("Nadia",), surname=("Olvera",), birth_year=1990)
            wish = SearchWish(query, f"family{number}@example.org", str(number))
            searches.leave(session, wish, asker=here, channel=Channel.WEB, language="en", now=clock.now())

    page = visitor.sends("/search/leave", contact="family@example.org")

    assert "Too many searches were left from here in the last hour. Please call us." in page.text
    assert page.tag("input", id="contact")["aria-invalid"] == "true"
    assert {"contact": "family@example.org", "given": "Xochitl"}.items() <= page.form("/search/leave").boxes.items()
