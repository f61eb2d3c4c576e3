"""Asking to be rung back: once, with what was told, children and medicine first."""

import pytest
from flask import Flask

from hotline import clock, db
from hotline.domain import callbacks, limits
from hotline.domain.callbacks import PromisedCallback
from hotline.domain.limits import Asker
from tests.web.custody import XOCHITL
from tests.web.visitor import Page, Visitor


def kept(app: Flask) -> list[PromisedCallback]:
    with db.reading() as session:
        return callbacks.waiting(session, now=clock.now())


def test_a_callback_keeps_what_was_told(app: Flask, visitor: Visitor) -> None:
    visitor.looks_for(**XOCHITL)
    visitor.sends("/callback")

    page = visitor.sends("/callback/request", number="(404) 555-2368", best_time="after six")

    assert page.headings[0] == "We will call you."
    (callback,) = kept(app)
    assert callback.number == "+14045552368"
    assert callback.best_time == "after six"
    assert {"given": ["Xochitl"], "birth_date": "1985-03-12"}.items() <= callback.told.items()


def test_the_same_form_sent_twice_is_one_callback(app: Flask, visitor: Visitor) -> None:
    form = visitor.opens("callback").form("/callback/request")

    for _ in range(2):
        visitor.client.post(form.action, data=form.boxes | {"number": "(404) 555-2368"})

    assert len(kept(app)) == 1


def test_the_number_is_shown_and_can_be_changed_and_stays_one_callback(app: Flask, visitor: Visitor) -> None:
    visitor.looks_for(**XOCHITL)
    visitor.sends("/callback")
    page = visitor.sends("/callback/request", number="(404) 555-2368", best_time="after six")
    assert "We will call this number: (404) 555-2368" in page.text

    page = visitor.sends("/en/callback")

    assert {"number": "(404) 555-2368", "best_time": "after six"}.items() <= page.form(
        "/callback/request"
    ).boxes.items()
    page = visitor.sends("/callback/request", number="(404) 555-2399")
    assert "We will call this number: (404) 555-2399" in page.text
    (callback,) = kept(app)
    assert callback.number == "+14045552399"
    assert callback.told["given"] == ["Xochitl"]
    assert callback.told_before == ()


def test_what_became_urgent_is_promised_as_urgent_still(visitor: Visitor) -> None:
    visitor.opens("callback")
    visitor.sends("/callback/request", number="(404) 555-2368", is_urgent="yes")
    visitor.sends("/en/callback")

    page = visitor.sends("/callback/request", number="(404) 555-2399")

    assert "A person calls you within 2 hours." in page.text


def test_a_language_that_no_page_has_is_kept_in_the_caller_s_words(app: Flask, visitor: Visitor) -> None:
    visitor.opens("callback")
    visitor.sends("/callback/request", number="(404) 555-2368", speaks="K'iche' (‮yo)")

    (callback,) = kept(app)
    assert (callback.language, callback.speaks) == ("en", "K'iche' (yo)")


def test_children_and_medicine_are_called_sooner(visitor: Visitor) -> None:
    visitor.opens("callback")

    page = visitor.sends("/callback/request", number="(404) 555-2368", is_urgent="yes")

    assert "A person calls you within 2 hours." in page.text


@pytest.mark.parametrize("number", ["", "12", "555-0100", "nobody", "+266696687", "+19005552368", "+449098790000"])
def test_a_number_that_cannot_be_rung_is_asked_for_again(app: Flask, visitor: Visitor, number: str) -> None:
    visitor.opens("callback")

    page = visitor.sends("/callback/request", number=number, best_time="after six")

    assert "Please write a telephone number that reaches you" in page.text
    assert page.form("/callback/request").boxes["best_time"] == "after six"
    assert kept(app) == []


def test_a_question_names_its_box_in_the_summary(visitor: Visitor) -> None:
    visitor.opens("callback")

    page = visitor.sends("/callback/request", number="(404) 555-2368", best_time="x" * 301)

    assert "When is a good time? This is too long." in page.text
    assert "When is a good time?:" not in page.text


@pytest.mark.parametrize("path", ["callback", "report"])
def test_our_own_number_is_no_number_to_call_back(app: Flask, visitor: Visitor, path: str) -> None:
    form = visitor.opens(path).form("/callback/request" if path == "callback" else "/report/send")

    response = visitor.client.post(form.action, data=form.boxes | {"number": "1-800-555-0100"})

    assert "Your telephone number: This is our own number." in Page(response.get_data(as_text=True)).text
    assert kept(app) == []


def test_a_flood_of_calls_asked_for_is_stopped_and_who_asks_is_told_to_call(visitor: Visitor) -> None:
    visitor.opens("callback")
    with db.begin() as session:
        for _ in range(limits.NETWORK_TRIES // limits.SEARCH_SHARE):
            limits.charge_callback(session, Asker(network="127.0.0.1"), now=clock.now())

    page = visitor.sends("/callback/request", number="(404) 555-2368")

    assert "Too many calls were asked for from here in the last hour. Please call us." in page.text
    visitor.opens("report")
    page = visitor.sends("/report/send", number="(404) 555-2368")
    assert "Too many calls were asked for from here in the last hour. Please call us." in page.text
