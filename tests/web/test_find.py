"""Finding a person on the web: one form, one answer, what was typed never lost."""

import re
from collections.abc import Callable

import pytest

from tests.web.custody import XOCHITL, records
from tests.web.visitor import Visitor


def test_a_name_and_a_date_find_the_place(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    page = visitor.looks_for(**XOCHITL)

    assert visitor.response.status_code == 200
    assert page.headings[0] == "This person is being held."
    assert "Stewart Detention Center" in page.text
    assert "146 CCA Road, Lumpkin, GA 31815" in page.text
    assert "An immigration office reported this on" in page.text
    assert "tel:+12295550130" in page.links


def test_an_a_number_and_the_year_find_the_place(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    page = visitor.looks_for(a_number="A 098-765-432", year="1985")

    assert page.headings[0] == "This person is being held."


def test_two_surnames_in_one_box_are_two(visitor: Visitor) -> None:
    page = visitor.looks_for(given="Nadia", surnames="de la Cruz Olvera", day="1", month="2", year="1990")

    assert "Does the person use another given name" in page.text


def test_a_particle_is_no_surname_of_its_own(visitor: Visitor) -> None:
    page = visitor.looks_for(given="Nadia", surnames="de la Cruz", day="1", month="2", year="1990")

    assert "Does the person have a second surname?" in page.text


def test_a_country_is_understood_in_the_visitors_language(visitor_in: Callable[[str], Visitor]) -> None:
    page = visitor_in("es").looks_for(given="Nadia", country="estados unidos")

    assert "#country" not in page.links


@pytest.mark.parametrize(("typed", "country"), [("Guatamala", "Guatemala"), ("Hondorus", "Honduras"), ("Preu", "Peru")])
def test_a_country_nearly_right_is_suggested(visitor: Visitor, typed: str, country: str) -> None:
    page = visitor.looks_for(given="Nadia", country=typed)

    assert f"Did you mean {country}?" in page.text


def test_an_answer_says_when_it_was_looked_up(visitor: Visitor, held: Callable[..., None]) -> None:
    held()

    page = visitor.looks_for(**XOCHITL)

    assert re.search(r"Looked up on \w+ \d+, \d{4}, at \d+:\d\d\s[AP]M, Eastern Time\.", page.text)


def test_what_cannot_be_read_stays_and_is_explained_beside_its_box(visitor: Visitor) -> None:
    typed = {"a_number": "12", "given": "Nadia", "day": "31", "month": "2", "year": "1985", "country": "Guatamala"}

    page = visitor.looks_for(**typed)

    assert visitor.response.status_code == 200
    assert page.headings[:2] == ["Find a person", "Please check this"]
    assert [link for link in page.links if link in ("#a_number", "#day", "#country")] == [
        "#day",
        "#country",
        "#a_number",
    ]
    assert typed.items() <= page.form("/find").boxes.items()
    assert page.tag("input", id="day")["aria-describedby"] == "birth-hint day-fault"
    assert page.tag("input", id="country")["aria-invalid"] == "true"
    assert "Did you mean Guatemala?" in page.text


def test_every_fault_of_a_date_of_birth_is_told_at_once(visitor: Visitor) -> None:
    page = visitor.looks_for(given="Nadia", day="40", month="2", year="85")

    assert "Day: Please write the day as a number from 1 to 31." in page.text
    assert "Year: Please write the year with four digits, like 1985." in page.text
    assert page.tag("input", id="day")["aria-describedby"] == "birth-hint day-fault"
    assert page.tag("input", id="year")["aria-describedby"] == "birth-hint year-fault"


def test_the_summary_says_which_box_each_fault_is_of_and_leads_there(visitor: Visitor) -> None:
    boxes = ("given", "surnames", "day", "month", "year", "country", "a_number", "second_surname", "other_name")
    too_long = dict.fromkeys((*boxes, "asked", "answered"), "x" * 301)

    page = visitor.looks_for(**too_long)

    assert "Surnames: This is too long. Please write fewer than 200 letters." in page.text
    assert "Country of birth: This is too long." in page.text
    inside = [link[1:] for link in page.links if link.startswith("#") and link != "#main"]
    assert sorted(inside) == sorted(boxes)
    assert all(page.tag("input", id=box) for box in inside)


def test_an_empty_form_asks_for_a_name_or_a_number(visitor: Visitor) -> None:
    page = visitor.looks_for()

    assert "Please give a name or an A-number, so that we can look." in page.text


@pytest.mark.parametrize("token", ["", "forged", "bm9uY2U.aaaa.bbbb"])
def test_a_form_without_a_good_token_is_shown_again_with_what_was_typed(visitor: Visitor, token: str) -> None:
    page = visitor.looks_for(token=token, **XOCHITL)

    assert visitor.response.status_code == 200
    assert "Nothing that you wrote is lost." in page.text
    assert XOCHITL.items() <= page.form("/find").boxes.items()


def test_the_form_shown_again_works_when_it_is_sent_once_more(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(token="too old", **XOCHITL)

    page = visitor.sends("/find")

    assert page.headings[0] == "This person is being held."


@pytest.mark.parametrize(
    "typed",
    [
        {"given": "x" * 5000, "surnames": "Olvera"},
        {"given": "Na\x00dia", "surnames": "\u202eOlvera"},
        {"given": "<script>alert(1)</script>", "surnames": '"><img src=x onerror=alert(1)>'},
        {"given": "Nadia", "country": "x" * 5000},
        {"given": "😀😀", "surnames": "{{ 7*7 }} %(name)s %s"},
        {"given": "Nadia", "asked": "full_date nonsense full_date second_surname"},
        {"given": "Nadia", "day": "٣١", "month": "٢", "year": "١٩٨٥"},
    ],
)
def test_whatever_is_typed_gets_a_page_that_runs_nothing(visitor: Visitor, typed: dict[str, str]) -> None:
    page = visitor.looks_for(**typed)

    assert visitor.response.status_code == 200
    assert not [attributes for tag, attributes in page.tags if tag == "img"]
    assert page.markup.count("<script>") == 1
    assert "\x00" not in page.markup
    assert "\u202e" not in page.markup


def test_a_name_too_long_stays_and_is_explained(visitor: Visitor) -> None:
    page = visitor.looks_for(given="x" * 5000)

    assert "Please write fewer than 200 letters." in page.text
    assert page.form("/find").boxes["given"] == "x" * 5000


def test_answers_have_no_address(visitor: Visitor) -> None:
    visitor.opens("find")

    assert visitor.response.status_code == 303
    assert visitor.response.location == "/en/"


def test_the_country_list_is_the_visitors_and_begins_with_the_frequent_ones(
    visitor_in: Callable[[str], Visitor],
) -> None:
    page = visitor_in("es").opens()

    options = page.markup.partition("<datalist")[2].partition("</datalist>")[0].split("<option>")[1:]
    assert options[:3] == ["México", "Guatemala", "Honduras"]
    assert "Alemania" in options
    assert len(options) > 240


@pytest.mark.parametrize(
    ("answer", "headline", "can_stay_open"),
    [
        ("held", "This person is being held.", False),
        ("stale", "This person is being held.", False),
        ("in_transit", "This person is being moved to another place.", True),
        ("processing", "This person was arrested and is being processed. We do not know the place yet.", True),
        ("released", "This person is no longer held.", False),
        ("left_country", "This person is no longer held.", False),
        ("other_agency", "This person is no longer in immigration custody.", False),
    ],
)
def test_each_answer_has_its_words_a_number_and_what_can_be_done(
    visitor: Visitor, held: Callable[..., None], answer: str, headline: str, can_stay_open: bool
) -> None:
    held(**records()[answer])

    page = visitor.looks_for(**XOCHITL)

    assert page.headings[0] == headline
    assert [link for link in page.links if link.startswith("tel:")]
    assert any(to.endswith("/search") for form in page.forms for to in form.button_actions) is can_stay_open
    assert ("It may have changed. We are checking it." in page.text) is (answer == "stale")
    assert re.search(r"(last confirmed|reported this) on \w+ \d+, 20\d\d, at ", page.text)
