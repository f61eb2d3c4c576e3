"""An open search is promised only where it can end in news; else a person helps, and the caller is told so."""

import pytest
from sqlalchemy import func, select

from hotline import db
from hotline.domain import desk
from hotline.models.contacts import OpenSearch
from hotline.phone.keypad import spell
from hotline.phone.script import Caller
from tests import factories
from tests.ivr.conftest import Dial, Records, goes

# Xochitl Guadalupe Zepeda Olvera, said name by name; no date of birth; Mexico; neither of the further questions.
WITHOUT_BIRTH = ["1", "2", "Xochitl Guadalupe", "1", "Zepeda", "1", "Olvera", "1", "#", "1", "#", "#"]


def test_who_tells_the_year_in_the_end_leaves_a_search(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2").hears("when the person was born", "4 digits", "2 digits")

    caller.presses("1985#").hears("call you when there is news", "press 1").presses("1").hears("The reference code is")

    assert _searches() == 1


def test_a_year_that_tells_who_it_is_is_answered_at_once(dial: Dial, records: Records) -> None:
    caller = goes(dial(), *WITHOUT_BIRTH, "2")
    with records() as session:
        stay = factories.StayFactory(person_id=factories.person(session).id)
        factories.StintFactory(stay_id=stay.id)

    caller.presses("1985#").hears("This person is being held", "Stewart Detention Center")


@pytest.mark.parametrize("keys", ["40#", "#"], ids=["an age", "nothing"])
def test_without_the_year_no_search_is_promised_and_a_person_calls(caller: Caller, keys: str) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", keys).hears("cannot keep looking by ourselves", "A person can help", "press 0")
    caller.does_not_hear("there is news").presses("0").hears("A person will call you back")

    assert _searches() == 0
    with db.reading() as session:
        (promised,) = desk.waiting_callbacks(session)
    assert promised.told.get("age") == (40 if keys == "40#" else None)


def test_an_age_told_once_is_not_asked_for_again(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "40#", "*", "#", "*", "*", "2").hears("cannot keep looking by ourselves")


def test_what_is_neither_a_year_nor_an_age_is_helped_with(caller: Caller) -> None:
    goes(caller, *WITHOUT_BIRTH, "2", "198#").hears("I need a year", "when the person was born")


def test_names_by_key_and_a_year_alone_are_enough_to_keep_looking(caller: Caller) -> None:
    names = [f"{spell(name)}#" for name in ("Xochitl Guadalupe", "Zepeda", "Olvera")]

    goes(caller, "1", "2", *names, "1985#", "1", "1", "#", "#", "2").hears("call you when there is news")


def _searches() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(OpenSearch)) or 0
