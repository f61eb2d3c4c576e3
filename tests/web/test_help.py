"""Help pages: whole in every language, linked from every answer, small, and true to what the telephone says."""

import gzip
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from hotline import advice, clock, db
from hotline.advice import Situation, Topic
from hotline.domain import callbacks, directory
from hotline.models.places import Facility, FieldOffice
from hotline.web import assets, rights
from tests.web.custody import XOCHITL, records
from tests.web.test_not_confirmed import asks_to_the_end
from tests.web.test_pseudo import never_translated
from tests.web.visitor import Visitor

PAGES = ("what-now", "rights", "rights-notice", "about", "privacy", "accessibility", "report")
SITUATIONS = {
    "held": Situation.HELD,
    "in_transit": Situation.IN_TRANSIT,
    "processing": Situation.PROCESSING,
    "released": Situation.RELEASED,
    "left_country": Situation.LEFT_COUNTRY,
    "other_agency": Situation.OTHER_AGENCY,
}
MOST_BYTES = 12 * 1024


def anchors(markup: str) -> set[str]:
    return set(re.findall(r'id="(\w+)"', markup))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_in_the_pseudo_language(visitor_in: Callable[[str], Visitor], path: str) -> None:
    visitor = visitor_in("en@pseudo")

    visitor.opens(path)

    assert visitor.response.status_code == 200
    assert never_translated(visitor) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_itself_in_another_language(visitor: Visitor, path: str) -> None:
    assert f"/es/{path}" in visitor.opens(path).links


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_its_stylesheet_are_twelve_kilobytes(client: FlaskClient, path: str, language: str) -> None:
    packed = {"Accept-Encoding": "gzip"}

    page = client.get(f"/{language}/{path}", headers=packed).data
    style = client.get(f"/assets/{assets.STYLESHEET.address}", headers=packed).data

    assert len(page) + len(style) <= MOST_BYTES
    assert b"<h1>" in gzip.decompress(page)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(visitor: Visitor, path: str) -> None:
    page = visitor.opens(path)

    inside = {link.partition("#")[0] for link in page.links if link.startswith("/en/")}
    assert [link for link in inside if visitor.client.get(link).status_code != 200] == []
    assert {link[1:] for link in page.links if link.startswith("#")} <= anchors(page.markup)


@pytest.mark.parametrize("where", Situation)
def test_every_situation_has_its_steps_and_an_anchor(visitor: Visitor, where: Situation) -> None:
    page = visitor.opens("what-now")

    assert f"#{where}" in page.links
    assert page.tag("section", id=where)
    for step in advice.first_steps(where):
        assert step in page.text


def test_who_has_not_looked_yet_is_told_first_what_to_do(visitor: Visitor) -> None:
    page = visitor.opens("what-now")

    assert page.headings[1:3] == ["On this page", "You have not looked for the person yet"]
    assert "If a child or a sick person is alone now, tell us that first." in page.text


@pytest.mark.parametrize("answer", SITUATIONS)
def test_an_answer_carries_the_steps_of_its_situation(visitor: Visitor, held: Callable[..., None], answer: str) -> None:
    held(**records()[answer])

    page = visitor.looks_for(**XOCHITL)

    where = SITUATIONS[answer]
    assert [step for step in advice.first_steps(where) if step not in page.text] == []
    assert "/en/what-now" in page.links
    assert "/en/report" in page.links


def test_what_can_be_done_at_a_place_stands_only_beside_a_place(visitor: Visitor, held: Callable[..., None]) -> None:
    held(stint=None)
    page = visitor.looks_for(**XOCHITL)

    assert advice.about(Topic.REACHING)[0] not in page.text
    assert advice.about(Topic.MEDICINE)[0] not in page.text


def test_an_answer_leads_to_its_place_and_to_lawyers_near_it(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    page = visitor.looks_for(**XOCHITL)

    assert page.form("/en/places").boxes == {"code": "STWRTGA"}
    assert page.form("/en/legal-help").boxes == {"state": "GA"}


def test_what_was_answered_stands_in_no_address(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    page = visitor.looks_for(**XOCHITL)
    assert [link for link in page.links if "STWRTGA" in link or "/GA" in link or "#held" in link] == []

    place = visitor.sends("/en/places")
    assert place.headings[0] == "Stewart Detention Center"
    assert visitor.response.headers["Cache-Control"] == "no-store"
    assert place.form("/en/legal-help").boxes == {"state": "GA"}
    assert [link for link in place.links if "/GA" in link] == []

    assert visitor.sends("/en/legal-help").headings[0] == "Free legal help in Georgia"
    assert visitor.response.headers["Cache-Control"] == "no-store"
    assert visitor.response.request.path == "/en/legal-help"


def test_the_place_of_an_answer_is_read_in_another_language(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)
    visitor.sends("/en/places")

    page = visitor.sends("/es/places")

    assert page.headings[0] == "Stewart Detention Center"
    assert page.tag("html")["lang"] == "es"


@pytest.mark.parametrize("page_of_place", ["https://www.ice.gov/detain/stewart", ""])
def test_without_a_number_nobody_is_told_to_call_the_place(
    visitor: Visitor, held: Callable[..., None], page_of_place: str
) -> None:
    held()
    with db.begin() as session:
        session.execute(update(Facility).values(phone="", page=page_of_place))
        session.execute(update(FieldOffice).values(phone=""))

    page = visitor.looks_for(**XOCHITL)

    told = advice.first_steps(Situation.HELD, can_call=False)
    told += advice.about(Topic.REACHING, can_call=False) + advice.about(Topic.MEDICINE, can_call=False)
    assert [step for step in told if step not in page.text] == []
    assert "Call the place" not in page.text
    assert "Tell the place" not in page.text
    assert "Telephone of this hotline: Call (800) 555-0100" in page.text
    assert (page_of_place in page.links) == bool(page_of_place)


@pytest.mark.parametrize("answer", SITUATIONS)
def test_from_every_answer_a_call_can_be_asked_for_and_nothing_is_asked_twice(
    app: Flask, visitor: Visitor, held: Callable[..., None], answer: str
) -> None:
    held(**records()[answer])
    visitor.looks_for(**XOCHITL)

    page = visitor.sends("/callback")

    assert page.headings[0] == "Ask us to call you"
    visitor.sends("/callback/request", number="(404) 555-2368", is_urgent="yes")
    with db.reading() as session:
        (promised,) = callbacks.waiting(session, now=clock.now())
    assert promised.is_urgent
    assert {"given": ["Xochitl"], "birth_date": "1985-03-12"}.items() <= promised.told.items()


@pytest.mark.parametrize("code", ["", "NOWHERE", "A" * 5000, "\x00", "é"])
def test_a_place_that_no_answer_named_is_no_page(visitor: Visitor, code: str) -> None:
    assert visitor.client.post("/en/places", data={"code": code}).status_code == 404
    assert visitor.client.post("/en/legal-help", data={"state": code}).status_code == 404


@pytest.mark.parametrize("answer", ["in_transit", "processing", "released"])
def test_a_place_that_somebody_has_left_is_no_place_to_call_or_visit(
    visitor: Visitor, held: Callable[..., None], answer: str
) -> None:
    held(**records()[answer])

    page = visitor.looks_for(**XOCHITL)

    assert [form for form in page.forms if "code" in form.boxes] == []
    assert page.form("/en/legal-help").boxes == {"state": "GA"}


def test_an_answer_leads_to_no_page_of_a_place_that_nobody_listed(visitor: Visitor, held: Callable[..., None]) -> None:
    with db.begin() as session:
        directory.resolve_facility(session, "NEWPLTX", "New Place Hold Room", now=clock.now())
    held(stint={"facility_code": "NEWPLTX"})

    page = visitor.looks_for(**XOCHITL)

    assert "New Place Hold Room" in page.text
    assert "This place: calls, visits, letters, money" not in page.text


def test_who_is_not_answered_reads_the_steps_of_the_telephone(visitor: Visitor) -> None:
    asks_to_the_end(visitor, **XOCHITL)

    page = visitor.page
    assert [step for step in advice.first_steps(Situation.NOT_CONFIRMED) if step not in page.text] == []
    assert page.headings.index("What else you can try") < page.headings.index("More that helps")
    assert "/en/what-now" in page.links


def test_rights_begin_with_what_to_say_in_english(visitor_in: Callable[[str], Visitor]) -> None:
    page = visitor_in("es").opens("rights")

    assert page.headings[1] == "Dígalo en inglés"
    for sentence in rights.TO_SAY:
        assert sentence in page.text
    assert "Quiero guardar silencio." in page.text


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Three things you should tell"), ("es", "Tres cosas sí debe decir")]
)
def test_who_is_told_to_stay_silent_is_told_beside_it_what_to_tell(
    visitor_in: Callable[[str], Visitor], language: str, told: str
) -> None:
    page = visitor_in(language).opens("rights")

    assert page.text.count(told) == 2
    assert page.text.index(told) < page.text.index(page.headings[2])


def test_rights_promise_no_free_calls_and_say_that_no_lawyer_has_checked_them(visitor: Visitor) -> None:
    page = visitor.opens("rights")

    assert "should be free. Tell us if they are not." in page.text
    assert "No immigration lawyer has checked this page yet." in page.text


def test_the_number_of_the_courts_keeps_its_direction(visitor_in: Callable[[str], Visitor]) -> None:
    page = visitor_in("ar@pseudo").opens("rights")

    assert f"\u2066{rights.COURT_LINE}\u2069" in page.text


def test_in_english_nothing_is_said_twice(visitor: Visitor) -> None:
    page = visitor.opens("rights")

    assert page.text.count("I want to stay silent.") == 1


def test_rights_are_listed_at_the_top_and_are_no_advice(visitor: Visitor) -> None:
    page = visitor.opens("rights")

    assert [f"#{part.name}" for part in rights.parts()] == [link for link in page.links if link.startswith("#")][1:]
    assert "This is information, not legal advice" in page.text


def test_no_right_is_a_long_sentence(visitor: Visitor) -> None:
    sentences = [each for part in rights.parts() for told in part.sentences for each in re.split(r"[.?:] ", told)]

    assert [sentence for sentence in sentences if len(sentence.split()) > 18] == []


def test_barriers_are_reported_by_telephone_and_relay(visitor: Visitor) -> None:
    page = visitor.opens("accessibility")

    assert "tel:+18005550100" in page.links
    assert "dial 711" in page.text
