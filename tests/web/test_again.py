"""What was told stays told: in another language, and when somebody wants to write it otherwise."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from hotline import db
from hotline.models.contacts import Callback
from tests.web.custody import XOCHITL
from tests.web.visitor import Visitor


def goes_to_the_ways_on(visitor: Visitor, **typed: str) -> None:
    visitor.looks_for(**typed)
    while visitor.page.headings[0] == "One more question":
        visitor.sends("/en/find", second_surname="Ruiz")


def test_an_answer_is_read_in_another_language(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    visitor.looks_for(**XOCHITL)

    page = visitor.sends("/es/find")

    assert page.tag("html")["lang"] == "es"
    assert page.headings[0] == "Esta persona está detenida."
    assert "Stewart Detention Center" in page.text


def test_a_question_is_the_same_question_in_another_language(visitor: Visitor) -> None:
    visitor.looks_for(given="Nadia", surnames="Olvera", year="1990")

    page = visitor.sends("/es/find")

    assert page.headings[0] == "Una pregunta más"
    assert {"given": "Nadia", "surnames": "Olvera", "asked": "full_date"}.items() <= page.form("/find").boxes.items()


def test_faults_are_explained_in_another_language(visitor: Visitor) -> None:
    visitor.looks_for(given="Nadia", country="Guatamala")

    page = visitor.sends("/es/find")

    assert page.headings[0] == "Buscar a una persona"
    assert page.form("/find").boxes["country"] == "Guatamala"
    assert "Guatemala" in page.text


def test_the_ways_on_keep_what_was_told_in_another_language(visitor: Visitor) -> None:
    goes_to_the_ways_on(visitor, **XOCHITL)

    page = visitor.sends("/es/find")

    assert page.form("/es/search").boxes["given"] == "Xochitl"
    assert page.form("/es/search").boxes["second_surname"] == "Ruiz"


def test_what_was_left_is_left_once_and_told_in_another_language(app: Flask, visitor: Visitor) -> None:
    visitor.opens("callback")
    visitor.sends("/callback/request", number="(404) 555-2368")

    page = visitor.sends("/es/callback/request")

    assert page.headings[0] == "Le llamaremos."
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Callback)) == 1


def test_a_page_reached_by_a_link_has_links_to_its_languages(visitor: Visitor) -> None:
    page = visitor.opens("callback")

    assert "/es/callback" in page.links
    assert not [have for tag, have in page.tags if tag == "button" and "formaction" in have]


def test_what_was_told_can_be_written_otherwise(visitor: Visitor, held: Callable[..., None]) -> None:
    held()
    goes_to_the_ways_on(visitor, **XOCHITL | {"surnames": "Zapatero"})

    form = visitor.sends("/en/change").form("/find")

    assert visitor.page.headings[0] == "Find a person"
    assert (XOCHITL | {"surnames": "Zapatero", "second_surname": "Ruiz"}).items() <= form.boxes.items()
    assert form.hidden == {"token"}
    found = visitor.sends("/en/find", surnames="Zepeda", second_surname="Olvera")
    assert found.headings[0] == "This person is being held."


def test_there_is_nothing_to_change_for_whoever_told_nothing(visitor: Visitor) -> None:
    visitor.opens("change")

    assert visitor.response.location == "/en/"
