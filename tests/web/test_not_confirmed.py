"""Who is not answered: the same questions, the same words, the same bytes, whatever is in the records."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from hotline import clock, db
from hotline.domain import look_ups
from hotline.domain.look_ups import Became
from hotline.models.people import HidingReason
from tests.web.custody import XOCHITL
from tests.web.visitor import Visitor

TOKEN = re.compile(r'name="token" value="[^"]+"')


def without_token(visitor: Visitor) -> str:
    return TOKEN.sub("", visitor.page.markup)


def asks_to_the_end(visitor: Visitor, **typed: str) -> list[str]:
    """The pages of a look-up whose further questions are left open, each without its token."""
    visitor.looks_for(**typed)
    seen = [without_token(visitor)]
    while visitor.page.headings[0] == "One more question":
        visitor.sends("/find")
        seen.append(without_token(visitor))
    return seen


@pytest.mark.parametrize("hidden", [HidingReason.PROTECTED, HidingReason.WITHHELD, HidingReason.OBJECTS])
def test_hidden_and_absent_read_alike_to_the_byte(
    visitor: Visitor, held: Callable[..., None], hidden: HidingReason
) -> None:
    absent = asks_to_the_end(visitor, **XOCHITL)
    held(hidden=hidden)

    assert asks_to_the_end(visitor, **XOCHITL) == absent


def test_a_minor_reads_like_nobody(visitor: Visitor, held: Callable[..., None]) -> None:
    child = XOCHITL | {"year": str(date.today().year - 10)}  # noqa: DTZ011  # a year is enough
    absent = asks_to_the_end(visitor, **child)
    held(births=(date(int(child["year"]), 3, 12),))

    assert asks_to_the_end(visitor, **child) == absent


def test_hidden_minor_and_absent_run_the_same_statements_and_are_counted_alike(
    visitor: Visitor, held: Callable[..., None]
) -> None:
    year = date.today().year - 10  # noqa: DTZ011  # a year is enough
    child = XOCHITL | {"year": str(year)}
    for told in (XOCHITL, child):
        asks_to_the_end(visitor, **told)  # the counters' first rows
    absent = [asked_in_the_database(visitor, told) for told in (XOCHITL, child)]
    held(hidden=HidingReason.PROTECTED)
    held(births=(date(year, 3, 12),), a_numbers=("087654321",))

    assert [asked_in_the_database(visitor, told) for told in (XOCHITL, child)] == absent
    assert any("limit_count" in statement for statement in absent[0][0])
    assert {became for became, _ in by_what_became()} == {Became.ASKED_ON, Became.NOT_TOLD}


def asked_in_the_database(visitor: Visitor, told: dict[str, str]) -> tuple[list[str], list[tuple[Became, int]]]:
    """The statements of a look-up to its end, and what it added to the look-ups that are counted."""
    before = dict(by_what_became())
    with statements() as seen:
        asks_to_the_end(visitor, **told)
    return seen, [(became, n - before[became]) for became, n in by_what_became()]


def by_what_became() -> list[tuple[Became, int]]:
    with db.reading() as session:
        hour = timedelta(hours=1)
        return sorted(row[2:] for row in look_ups.counted(session, clock.now() - hour, clock.now() + hour))


@contextmanager
def statements() -> Iterator[list[str]]:
    """The text of every statement that reaches the database inside the block, with how many rows it was given."""
    seen: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.append(f"{len(parameters) if many else 1} x {statement}")

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def test_two_further_questions_are_asked_and_then_the_ways_on(visitor: Visitor) -> None:
    visitor.looks_for(given="Nadia", surnames="Olvera", year="1990")
    first = visitor.page.text
    second = visitor.sends("/find", day="1", month="2").text
    last = visitor.sends("/find", second_surname="Ruiz")

    assert "What is the person's full date of birth" in first
    assert "Does the person have a second surname?" in second
    assert last.headings[0] == "We cannot tell you by this line where this person is."
    assert "That does not mean the person is not held." in last.text


def test_what_was_told_travels_in_the_body_alone(visitor: Visitor) -> None:
    page = visitor.looks_for(given="Nadia", surnames="Olvera", year="1990", country="Peru")

    form = page.form("/find")
    assert {
        "given": "Nadia",
        "surnames": "Olvera",
        "country": "Peru",
        "asked": "full_date",
    }.items() <= form.boxes.items()
    assert {"given", "surnames", "country", "asked", "token"} == form.hidden
    assert form.boxes["year"] == "1990"
    assert not [link for link in page.links if "Nadia" in link or "1990" in link]
    assert "Set-Cookie" not in visitor.response.headers


def test_an_answer_found_by_a_further_question_is_told(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(given="Xochitl", year="1985")

    page = visitor.page
    while page.headings[0] == "One more question":
        page = visitor.sends("/find", **(XOCHITL | {"second_surname": "Olvera"}))

    assert page.headings[0] == "This person is being held."


def test_a_fault_in_a_further_question_is_explained_there(visitor: Visitor) -> None:
    visitor.looks_for(given="Nadia", surnames="Olvera", year="1990")

    page = visitor.sends("/find", day="40", month="2")

    assert page.headings[:2] == ["One more question", "Please check this"]
    assert page.form("/find").boxes["day"] == "40"


def test_the_ways_on_come_in_the_order_of_the_rule(visitor: Visitor) -> None:
    asks_to_the_end(visitor, given="Nadia", surnames="Olvera", year="1990")

    page = visitor.page
    assert page.headings[1:5] == [
        "Ask for a person",
        "Let us keep looking",
        "Is the person under 18?",
        "What else you can try",
    ]
    assert page.form("/search").button_actions == ["/en/callback", "/en/search", "/en/change"]
    assert page.links.index("tel:+18005550100") < page.links.index("tel:+18002037001")


def test_the_childrens_number_says_where_it_comes_from(visitor: Visitor) -> None:
    page = visitor.opens()

    assert "Number published by the Office of Refugee Resettlement at acf.hhs.gov" in page.text
    assert "https://www.acf.hhs.gov/orr/about/ucs/contact-info" in page.links
