"""The gate of numbers: verified ones of everybody, published ones of lawyers and consulates alone."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from hotline.domain.directory import Number, numbers
from hotline.models.places import Consulate, Facility, FieldOffice, LegalProvider
from tests.domain.directory.lists import TODAY, load_reference

LISTED = date(2026, 8, 1)


def test_a_verified_number_is_shown_of_everybody() -> None:
    for row in (
        Facility(phone="+12295550130", phone_verified_on=TODAY),
        FieldOffice(phone="+12295550130", phone_verified_on=TODAY),
        LegalProvider(phone="+12295550130", phone_verified_on=TODAY, source="a list", edition=LISTED),
        Consulate(phone="+12295550130", phone_verified_on=TODAY, phone_source="a list", edition=LISTED),
    ):
        assert numbers.shown(row) == Number("+12295550130", TODAY, is_verified=True)


@pytest.mark.parametrize("kind", [Facility, FieldOffice])
def test_a_number_of_a_place_that_nobody_called_is_never_shown(kind: type[Facility | FieldOffice]) -> None:
    assert numbers.shown(kind(phone="+12295550130", phone_source="https://www.ice.gov/", edition=LISTED)) is None


def test_a_published_number_of_lawyers_and_consulates_is_shown_with_who_published_it_when() -> None:
    lawyer = LegalProvider(phone="+14045550155", source="EOIR", phone_source="EOIR", edition=LISTED)
    consulate = Consulate(phone="+14045550156", phone_source="gob.pe", edition=LISTED, is_second_hand=True)

    assert numbers.shown(lawyer) == Number("+14045550155", LISTED, source="EOIR", is_second_hand=False)
    assert numbers.shown(consulate) == Number("+14045550156", LISTED, source="gob.pe", is_second_hand=True)


def test_a_number_that_nobody_says_who_published_or_when_is_not_shown() -> None:
    assert numbers.shown(LegalProvider(phone="+14045550155", source="", phone_source="", edition=LISTED)) is None
    assert numbers.shown(LegalProvider(phone="+14045550155", source="EOIR", phone_source="", edition=None)) is None
    assert numbers.shown(Consulate(phone="", phone_source="gob.pe", edition=LISTED)) is None


def test_none_of_the_numbers_that_come_with_the_service_is_said_to_be_verified(session: Session) -> None:
    load_reference(session)

    for model in (Facility, FieldOffice):
        assert [row for row in session.query(model) if numbers.shown(row)] == []
    shown = [numbers.shown(row) for row in session.query(Consulate)]
    assert not [number for number in shown if number and number.is_verified]
    assert len([number for number in shown if number]) > 100
