"""Reporting a child or a sick person without care: little is asked, nothing is lost, one report is one call."""

from datetime import timedelta

import pytest
from flask import Flask

from hotline import clock, db
from hotline.domain import callbacks
from hotline.domain.callbacks import PromisedCallback
from tests.web.visitor import Page, Visitor

NUMBER = "(404) 555-2368"


def kept(app: Flask) -> list[PromisedCallback]:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())


def reports(visitor: Visitor, **typed: str) -> Page:
    visitor.opens("report")
    return visitor.sends("/report/send", **typed)


def test_a_report_is_kept_and_told_what_happens_next(app: Flask, visitor: Visitor) -> None:
    page = reports(
        visitor, child_alone="yes", sick="yes", place="Main St", words="Two boys.\r\n\r\nAlone.", number=NUMBER
    )

    assert page.headings[0] == "We have your report."
    assert "A person calls you within 2 hours." in page.text
    assert "We will call this number: (404) 555-2368" in page.text
    (promised,) = kept(app)
    assert promised.about == callbacks.CARE
    assert promised.due_at <= clock.now() + timedelta(hours=2)
    assert promised.report == {"needs": ["child_alone", "sick"], "place": "Main St", "words": "Two boys.\nAlone."}


def test_a_number_alone_is_a_report(app: Flask, visitor: Visitor) -> None:
    page = reports(visitor, number=NUMBER)

    assert page.headings[0] == "We have your report."
    assert len(kept(app)) == 1


def test_a_life_in_danger_comes_first(visitor: Visitor) -> None:
    page = visitor.opens("report")

    assert page.links.index("tel:911") < page.links.index("tel:+18005550100")
    assert "Call 911. Do not wait for us." in page.text


@pytest.mark.parametrize("number", ["", "12", "nobody", "911", "+266696687"])
def test_without_a_number_what_was_written_stays(app: Flask, visitor: Visitor, number: str) -> None:
    page = reports(visitor, medicine="yes", place="Main St", words="Two boys.\nAlone.", number=number)

    assert page.headings[:2] == ["Is a child or a sick person without care?", "Please check this"]
    assert "#number" in page.links
    assert page.form("/report/send").boxes["place"] == "Main St"
    assert page.tag("input", id="medicine").keys() >= {"checked"}
    assert "checked" not in page.tag("input", id="sick")
    assert "Two boys.\nAlone.</textarea>" in page.markup
    assert kept(app) == []


def test_who_has_no_number_is_shown_ours(visitor: Visitor) -> None:
    page = visitor.opens("report")

    assert "No number to call back?" in page.headings
    assert "tel:+18005550100" in page.links


def test_more_than_a_thousand_letters_are_too_many(app: Flask, visitor: Visitor) -> None:
    page = reports(visitor, words="ñ" * 1001, number=NUMBER)

    assert "Please write fewer than 1000 letters." in page.text
    assert kept(app) == []
    assert reports(visitor, words="ñ" * 1000, number=NUMBER).headings[0] == "We have your report."


def test_everything_that_is_wrong_is_said_at_once(visitor: Visitor) -> None:
    page = reports(visitor, words="x" * 1001, number="12")

    assert {"#words", "#number"} <= set(page.links)


def test_what_cannot_be_seen_is_left_out(app: Flask, visitor: Visitor) -> None:
    reports(visitor, words="Two\x00 boys\u202e <b>alone</b> 👦", place="\u202eMain St", number=NUMBER)

    (promised,) = kept(app)
    assert promised.report["words"] == "Two boys <b>alone</b> 👦"
    assert promised.report["place"] == "Main St"


def test_what_somebody_writes_is_text_on_the_page(visitor: Visitor) -> None:
    page = reports(visitor, words="</textarea><script>alert(1)</script>", number="12")

    assert "<script>alert" not in page.markup


def test_a_form_that_rested_too_long_is_sent_once_more(app: Flask, visitor: Visitor) -> None:
    page = reports(visitor, token="too old", child_alone="yes", words="Two boys.", number=NUMBER)

    assert "Nothing that you wrote is lost." in page.text
    assert kept(app) == []
    assert visitor.sends("/report/send", child_alone="yes").headings[0] == "We have your report."


def test_the_same_form_sent_twice_is_one_report(app: Flask, visitor: Visitor) -> None:
    form = visitor.opens("report").form("/report/send")

    for _ in range(2):
        visitor.client.post(form.action, data=form.boxes | {"number": NUMBER})

    assert len(kept(app)) == 1


def test_what_was_sent_can_be_corrected_and_stays_one_report(app: Flask, visitor: Visitor) -> None:
    reports(visitor, sick="yes", place="Main St", words="Two boys.\nAlone.", number=NUMBER)

    page = visitor.sends("/en/report")

    assert page.form("/report/send").boxes["place"] == "Main St"
    assert "Two boys.\nAlone.</textarea>" in page.markup
    assert "checked" in page.tag("input", id="sick")
    visitor.sends("/report/send", sick="yes", number="(404) 555-2399")
    (promised,) = kept(app)
    assert promised.number == "+14045552399"


def test_a_report_is_read_in_another_language_and_stays_one(app: Flask, visitor: Visitor) -> None:
    reports(visitor, sick="yes", words="Two boys.", number=NUMBER)

    page = visitor.sends("/es/report/send")

    assert page.headings[0] == "Recibimos su aviso."
    (promised,) = kept(app)
    assert promised.language == "es"
    assert promised.report["needs"] == ["sick"]


def test_the_language_of_who_reports_is_kept(app: Flask, visitor: Visitor) -> None:
    reports(visitor, number=NUMBER, speaks="Mam")

    (promised,) = kept(app)
    assert promised.speaks == "Mam"


def test_nobody_is_asked_who_they_are_or_what_papers_they_have(visitor: Visitor) -> None:
    form = visitor.opens("report").form("/report/send")

    assert set(form.boxes) == {"token", "place", "number", "speaks"}
