"""Whoever has to write the place down hears its names letter by letter."""

import pytest

from hotline.models.people import Person
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import Records

FOUND = ("1", "1", "98765432#", "1", "1985#")


@pytest.mark.parametrize("language", ["1", "2"])
def test_the_names_of_a_place_are_spelled_on_request(caller: Caller, xochitl: Person, language: str) -> None:
    caller.presses(language, *FOUND[1:], "4", "3")

    caller.hears("Stewart: S, T, E, W, A, R, T.", "Lumpkin: L, U, M, P, K, I, N.")
    caller.does_not_hear("C, E, N, T, E, R").does_not_hear("R, O, A, D")


def test_the_spelling_can_be_heard_again_and_left(caller: Caller, xochitl: Person) -> None:
    caller.presses(*FOUND, "4").hears("spelled, press 3").presses("3").hears("S, T, E, W")

    caller.presses("9").hears("S, T, E, W")
    caller.presses("*").hears("To hear the answer again")


def test_silence_after_the_spelling_of_an_answer_ends_kindly(caller: Caller, xochitl: Person) -> None:
    caller.presses(*FOUND, "4", "3")

    caller.waits(12).hears_the_end()

    assert "Thank you for calling" in caller.telephone.heard[-1].text


def test_nothing_is_spelled_where_no_place_is_named(caller: Caller, records: Records) -> None:
    with records() as session:
        person = factories.person(session)
        office = factories.FieldOfficeFactory()
        factories.StayFactory(person_id=person.id, office_code=office.code)

    caller.presses(*FOUND, "4").does_not_hear("spelled")
    caller.presses("3").does_not_hear("S, T").hears("hear the answer again")
