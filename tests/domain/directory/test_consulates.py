"""Consulates country by country; a number that its list doubts is left out."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.models.places import Consulate
from tests.domain.directory.lists import load, load_reference


def test_the_consulates_of_a_country_stand_by_state_with_the_line_that_helps_relatives(session: Session) -> None:
    load_reference(session)

    mexico = directory.consulates_of(session, "MEX")

    assert len(mexico.offices) == 51
    assert mexico.offices[0].state == "AR"
    assert [line.e164 for line in mexico.emergency] == ["+15206237874"]
    assert not [line for line in mexico.emergency if line.is_verified]


def test_a_country_of_which_nothing_certain_is_known_has_no_office(session: Session) -> None:
    load_reference(session)

    assert directory.consulates_of(session, "VEN").offices == ()
    assert directory.countries_with_consulates(session) == {"COL", "ECU", "GTM", "HND", "MEX", "PER", "SLV"}


def test_a_number_that_its_list_doubts_is_left_out(session: Session, shared_data: Path) -> None:
    load_reference(session)
    load(session, shared_data / "consulates.csv")

    doubted = select(Consulate.phone).where(Consulate.city.in_(("Chelsea (Boston)", "Springdale", "Fresno")))
    doubted = doubted.where(Consulate.country.in_(("HND", "SLV")))
    assert set(session.scalars(doubted)) == {""}
