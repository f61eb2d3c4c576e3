"""Loading lists: twice alike, rows set aside with their reason, what is verified stays."""

from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.models.operations import TaskKind
from hotline.models.places import Agency, Area, Consulate, Court, Facility, FieldOffice, LegalProvider
from tests.domain.directory.lists import NOON, STEWART, TODAY, load, load_reference, tasks, write
from tests.factories import FacilityFactory, FieldOfficeFactory


def test_our_lists_hold_offices_areas_facilities_courts_and_consulates(session: Session) -> None:
    load_reference(session)

    assert session.scalar(select(func.count()).select_from(FieldOffice)) == 25
    assert session.scalar(select(func.count()).select_from(Area)) == 426
    assert session.scalar(select(func.count()).select_from(Facility)) == 80
    assert session.scalar(select(func.count()).select_from(Court)) == 70
    assert session.scalar(select(func.count()).select_from(Consulate)) == 159
    facilities = session.scalars(select(Facility)).all()
    assert all(place.time_zone and place.address and place.city and place.office_code for place in facilities)


def test_loading_twice_changes_nothing(session: Session, tmp_path: Path) -> None:
    FieldOfficeFactory.create()
    path = write(tmp_path, STEWART + "229-838-5000,a list,,")

    first, second = load(session, path), load(session, path)

    assert (first.added, first.changed) == (1, 0)
    assert (second.added, second.changed, second.unchanged) == (0, 0, 1)


def test_a_list_never_replaces_a_verified_number_and_asks_staff_once(session: Session, tmp_path: Path) -> None:
    stewart = FacilityFactory.create(phone="+12295550130", phone_verified_on=TODAY)
    path = write(tmp_path, STEWART + "229-838-5000,a newer list,,")

    loaded = load(session, path)
    [task] = tasks(session, TaskKind.VERIFY_PHONE)
    task.closed_at = NOON
    load(session, path)

    assert loaded.contradicted == 1
    assert stewart.phone == "+12295550130"
    assert directory.place_of(stewart).phone == "+12295550130"
    assert task.reason == "list_says:+12298385000"
    assert tasks(session, TaskKind.VERIFY_PHONE) == []


def test_a_newer_verification_in_a_list_counts(session: Session, tmp_path: Path) -> None:
    stewart = FacilityFactory.create(phone="+12295550130", phone_verified_on=date(2026, 1, 1))

    load(session, write(tmp_path, STEWART + "229-838-5000,a list,2026-11-01,R. Ortega"))

    assert directory.place_of(stewart).phone == "+12298385000"


def test_an_empty_cell_of_a_newer_list_erases_nothing(session: Session, tmp_path: Path) -> None:
    stewart = FacilityFactory.create(phone="+12298385000", phone_verified_on=None, phone_verified_by="")

    load(session, write(tmp_path, "STWRTGA,Stewart Detention Center,,,,,GA,,,ATL,,,,"))

    assert (stewart.phone, stewart.city, stewart.kind) == ("+12298385000", "Lumpkin", "dedicated")


def test_a_facility_without_a_time_zone_takes_the_one_most_of_its_state_lives_by(
    session: Session, tmp_path: Path
) -> None:
    path = write(tmp_path, "PENSAFL,Pensacola,,,1 Street,Pensacola,FL,32501,,,,,,")

    load(session, path)

    assert session.get_one(Facility, "PENSAFL").time_zone == "America/New_York"
    assert directory.read(path).rows[0].remarks == ("zone_from_state",)


def test_a_guessed_time_zone_replaces_no_known_one(session: Session, tmp_path: Path) -> None:
    facility = FacilityFactory.create(code="PENSAFL", time_zone="America/Chicago")

    load(session, write(tmp_path, "PENSAFL,Pensacola,,,1 Street,Pensacola,FL,32501,,,,,,"))

    assert facility.time_zone == "America/Chicago"


def test_a_facility_that_names_no_office_belongs_to_that_of_its_state(session: Session, tmp_path: Path) -> None:
    FieldOfficeFactory.create()
    session.add(Area(state="GA", county="", office_code="ATL"))
    session.flush()

    load(session, write(tmp_path, "MACONGA,Macon,,,,Macon,GA,31201,,,,,,"))

    assert session.get_one(Facility, "MACONGA").office_code == "ATL"


def test_bad_rows_are_set_aside_with_line_and_reason(session: Session, tmp_path: Path) -> None:
    FieldOfficeFactory.create()
    path = write(
        tmp_path,
        STEWART + ",,,",
        ",No code,,,,,GA,,,,,,,",
        "AAAAAXX,Bad state,,,,,Atlantis,,,,,,,",
        "BBBBBGA,Bad zone,,,,,GA,,Mars/Olympus,,,,,",
        "CCCCCGA,Bad day,,,,,GA,,,,,,soon,me",
        "DDDDDGA,Half verified,,,,,GA,,,,,,2026-11-01,",
        "EEEEEGA,No such office,,,,,GA,,,ZZZ,,,,",
        STEWART + ",,,",
    )

    read = directory.read(path)
    loaded = load(session, path)

    found = [(row.line, row.column, row.reason) for row in (*read.set_aside, *loaded.set_aside)]
    assert found == [
        (3, "code", "missing"),
        (4, "state", "unknown_state"),
        (5, "time_zone", "unknown_zone"),
        (6, "phone_verified_on", "not_a_date"),
        (7, "phone_verified_by", "half_verified"),
        (8, "office", "unknown_office"),
        (9, "code", "twice"),
    ]
    assert session.scalars(select(Facility.code)).all() == ["STWRTGA"]


def test_the_full_lists_load_whole_and_twice_alike(session: Session, shared_data: Path) -> None:
    names = ("field_offices", "aor_counties", "facilities", "courts", "pro_bono", "consulates", "sssa")
    load_reference(session)

    first = [load(session, shared_data / f"{name}.csv") for name in names]
    again = [load(session, shared_data / f"{name}.csv") for name in names]

    assert [done.set_aside for done in first] == [()] * 7
    assert [(done.added, done.changed) for done in again] == [(0, 0)] * 7
    held = {FieldOffice: 25, Facility: 909, Court: 73, LegalProvider: 125, Consulate: 159, Agency: 53}
    for model, n in held.items():
        assert session.scalar(select(func.count()).select_from(model)) == n
    assert session.get_one(FieldOffice, "ELP").time_zone == "America/Denver"
    assert all(len(country) == 3 for country in session.scalars(select(Consulate.country)))
