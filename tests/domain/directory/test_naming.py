"""Codes of facilities: known, known by name, or new and welcome."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.domain.directory import FacilityCodes
from hotline.domain.errors import Invalid
from hotline.models.operations import TaskKind
from hotline.models.places import Facility
from tests.domain.directory.lists import NOON, STEWART, load, tasks, write
from tests.factories import FacilityFactory, FieldOfficeFactory


def test_a_known_code_is_taken_as_it_is(session: Session) -> None:
    FacilityFactory.create()

    assert directory.resolve_facility(session, " stwrtga ", "Another name", now=NOON) == "STWRTGA"


def test_an_unknown_code_under_a_known_name_is_that_facility(session: Session, tmp_path: Path) -> None:
    FieldOfficeFactory.create()
    load(session, write(tmp_path, STEWART.replace(",Stewart,", ",STEWART DET. CTR.; Stewart,") + ",,,"))

    assert directory.resolve_facility(session, "STEW2", "Stewart Det Ctr", now=NOON) == "STWRTGA"


def test_a_name_that_two_facilities_share_decides_nothing(session: Session) -> None:
    FacilityFactory.create(name="Baker County")
    FacilityFactory.create(code="BAKERFL", name="Baker County")

    assert directory.resolve_facility(session, "NEWCODE", "Baker County", now=NOON) == "NEWCODE"


def test_an_unknown_facility_is_kept_under_its_source_s_name_and_staff_are_asked_once(session: Session) -> None:
    codes = {directory.resolve_facility(session, "NEWPLTX", "New Place Hold Room", now=NOON) for _ in range(3)}

    kept = session.get_one(Facility, "NEWPLTX")
    assert codes == {"NEWPLTX"}
    assert (kept.name, kept.is_listed, kept.time_zone) == ("New Place Hold Room", False, "America/Chicago")
    [task] = tasks(session, TaskKind.NAME_FACILITY)
    assert (task.subject, task.due_at > NOON) == ("facility:NEWPLTX", True)


def test_a_facility_without_a_code_gets_the_same_one_every_time(session: Session) -> None:
    first = directory.resolve_facility(session, "", "Camp Somewhere in the Desert", now=NOON)
    again = directory.resolve_facility(session, "", "CAMP SOMEWHERE IN THE DESERT", now=NOON)

    assert first == again
    assert len(first) <= 16


@pytest.mark.parametrize(("code", "reason"), [("", "missing"), ("<script>", "malformed_code"), ("A" * 17, "malformed")])
def test_a_code_that_is_none_is_refused(session: Session, code: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        directory.resolve_facility(session, code, now=NOON)


def test_an_import_resolves_many_rows_without_asking_the_database_again(session: Session) -> None:
    FacilityFactory.create()
    codes = FacilityCodes(session)

    assert codes.resolve("STWRTGA", now=NOON) == "STWRTGA"
    assert codes.resolve("NEWPLTX", "New Place", now=NOON) == "NEWPLTX"
    assert codes.resolve("OTHER", "New Place", now=NOON) == "OTHER"
    assert codes.resolve("STW", "Stewart Detention Center", now=NOON) == "STWRTGA"
    assert (codes.zone("STWRTGA"), codes.zone("NEWPLTX")) == ("America/New_York", "America/Chicago")


def test_a_list_that_names_an_unlisted_facility_closes_the_task(session: Session, tmp_path: Path) -> None:
    FieldOfficeFactory.create()
    directory.resolve_facility(session, "STWRTGA", "STEWART", now=NOON)

    load(session, write(tmp_path, STEWART + ",,,"))

    assert session.get_one(Facility, "STWRTGA").is_listed
    assert session.get_one(Facility, "STWRTGA").name == "Stewart Detention Center"
    assert tasks(session, TaskKind.NAME_FACILITY) == []


def test_names_that_differ_in_case_and_signs_alone_fold_alike() -> None:
    assert directory.fold("Otay Mesa Det. Center") == directory.fold("OTAY MESA DET CENTER")
    assert directory.fold("Otay Mesa Det. Center") != directory.fold("Otay Mesa Detention Center")
