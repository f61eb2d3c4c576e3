"""Places as callers are told of them: a number nobody dialled stays inside."""

import pytest
from sqlalchemy.orm import Session

from hotline.domain import desk, directory
from hotline.domain.directory import loading
from hotline.domain.errors import Invalid
from hotline.models.operations import TaskKind
from hotline.models.places import Facility, FieldOffice
from tests.domain.directory.lists import NOON, TODAY, load_reference
from tests.factories import FacilityFactory


def test_no_number_of_our_lists_is_given_to_callers_before_somebody_dials_it(session: Session) -> None:
    load_reference(session)

    stewart, atlanta = session.get_one(Facility, "STWRTGA"), session.get_one(FieldOffice, "ATL")
    assert stewart.phone == "+12298385000"
    assert stewart.phone_source.startswith("https://")
    assert directory.place_of(stewart).phone == ""
    assert directory.place_of(atlanta).phone == ""


def test_a_verified_number_is_given_out(session: Session) -> None:
    load_reference(session)
    stewart = session.get_one(Facility, "STWRTGA")

    directory.verify_phone(session, stewart, "(229) 555-0130", by="R. Ortega", on=TODAY, now=NOON)

    assert directory.place_of(stewart).phone == "+12295550130"


def test_who_dialled_a_number_is_no_longer_asked_to(session: Session) -> None:
    load_reference(session)
    stewart = session.get_one(Facility, "STWRTGA")
    for subject in (loading.subject_of(stewart), "facilities:ADAMSMS"):
        desk.open_task(session, TaskKind.VERIFY_PHONE, subject, due_at=NOON, now=NOON)

    directory.verify_phone(session, stewart, "(229) 555-0130", by="R. Ortega", on=TODAY, now=NOON)

    assert "facilities:STWRTGA" not in {task.subject for task in desk.open_tasks(session)}
    assert "facilities:ADAMSMS" in {task.subject for task in desk.open_tasks(session)}


def test_what_is_no_number_cannot_be_verified(session: Session) -> None:
    with pytest.raises(Invalid, match="not_a_number"):
        directory.verify_phone(session, FacilityFactory.create(), "call me", by="R. Ortega", on=TODAY, now=NOON)


def test_a_place_is_told_as_on_an_envelope() -> None:
    stewart = Facility(code="STWRTGA", name="Stewart", address="146 CCA Road", city="Lumpkin", state="GA", zip="31815")
    nowhere = Facility(code="XXHOLD", name="A hold room", address="", city="", state="", zip="")

    assert directory.place_of(stewart).lines == ("146 CCA Road", "Lumpkin, GA 31815")
    assert directory.place_of(nowhere).lines == ()


def test_a_facility_without_a_clock_goes_by_its_field_office() -> None:
    facility = Facility(code="XXHOLD", name="A hold room", address="", city="", state="", zip="", time_zone="")
    office = FieldOffice(code="ELP", name="El Paso", time_zone="America/Denver")

    assert directory.place_of(facility, office).time_zone == "America/Denver"
