"""The directory: numbers nobody dialled stay inside, lists load whole and twice alike, unknown codes are welcome."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import directory
from hotline.domain.directory import FacilityCodes, ListKind, Loaded
from hotline.domain.errors import Invalid
from hotline.models.operations import Task, TaskKind
from hotline.models.places import Area, Consulate, Court, Facility, FieldOffice, LegalProvider
from hotline.reference.command import OUR_LISTS
from tests.factories import FacilityFactory, FieldOfficeFactory

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HEADER = (
    "code,name,also_called,kind,address,city,state,zip,time_zone,office,phone,phone_source,"
    "phone_verified_on,phone_verified_by\n"
)
STEWART = "STWRTGA,Stewart Detention Center,Stewart,dedicated,146 CCA Road,Lumpkin,GA,31815,America/New_York,ATL,"


def write(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "facilities.csv"
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def load(session: Session, path: Path) -> Loaded:
    read = directory.read(path)
    return directory.load(session, read.kind, read.rows, now=NOON)


def load_reference(session: Session) -> None:
    for path in OUR_LISTS:
        load(session, path)


def tasks(session: Session, kind: TaskKind) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind == kind, Task.closed_at.is_(None))))


def test_our_lists_hold_25_offices_their_areas_and_80_facilities(session: Session) -> None:
    load_reference(session)

    assert session.scalar(select(func.count()).select_from(FieldOffice)) == 25
    assert session.scalar(select(func.count()).select_from(Area)) == 426
    assert session.scalar(select(func.count()).select_from(Facility)) == 80
    facilities = session.scalars(select(Facility)).all()
    assert all(place.time_zone and place.address and place.city and place.office_code for place in facilities)


def test_no_number_of_our_lists_is_given_to_callers_before_somebody_dials_it(session: Session) -> None:
    load_reference(session)

    stewart, atlanta = session.get_one(Facility, "STWRTGA"), session.get_one(FieldOffice, "ATL")
    assert stewart.phone == "+12298385000"
    assert stewart.phone_source.startswith("https://")
    assert directory.place_of(stewart).phone == ""
    assert directory.office_place(atlanta).phone == ""


def test_a_verified_number_is_given_out(session: Session) -> None:
    load_reference(session)
    stewart = session.get_one(Facility, "STWRTGA")

    directory.verify_phone(session, stewart, "(229) 555-0130", by="R. Ortega", on=TODAY)

    assert directory.place_of(stewart).phone == "+12295550130"


def test_what_is_no_number_cannot_be_verified(session: Session) -> None:
    with pytest.raises(Invalid, match="not_a_number"):
        directory.verify_phone(session, FacilityFactory.create(), "call me", by="R. Ortega", on=TODAY)


def test_a_place_is_told_as_on_an_envelope() -> None:
    stewart = Facility(code="STWRTGA", name="Stewart", address="146 CCA Road", city="Lumpkin", state="GA", zip="31815")
    nowhere = Facility(code="XXHOLD", name="A hold room", address="", city="", state="", zip="")

    assert directory.place_of(stewart).lines == ("146 CCA Road", "Lumpkin, GA 31815")
    assert directory.place_of(nowhere).lines == ()


def test_a_facility_without_a_clock_goes_by_its_field_office() -> None:
    facility = Facility(code="XXHOLD", name="A hold room", address="", city="", state="", zip="", time_zone="")
    office = FieldOffice(code="ELP", name="El Paso", time_zone="America/Denver")

    assert directory.place_of(facility, office).time_zone == "America/Denver"


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


@pytest.mark.parametrize(
    ("raw", "where", "reason"),
    [
        (b"", "file", "empty"),
        (b" \n\n", "file", "empty"),
        (b"a,b,c\n1,2,3\n", "header", "unknown_list"),
        (HEADER.encode() + STEWART.encode() + b",,,\nTRUNCATED,Tr", "line 3", "wrong_number_of_columns"),
        (HEADER.encode() + b"\xffSTWRTGA", "line 2", "not_utf8"),
        (HEADER.encode("utf-16"), "line 1", "not_utf8"),
        (HEADER.encode() + STEWART.encode() + b"\0,,,\n", "line 2", "nul_byte"),
        (HEADER.encode() + b'"STWRTGA', "line 2", "malformed"),
        (HEADER.encode() + b"A" * 200_000, "line 2", "malformed"),
        (HEADER.encode(), "file", "no_usable_row"),
        (HEADER.replace("\n", ",code\n").encode() + b"X" + b"," * 14, "header", "column_twice"),
    ],
)
def test_a_damaged_file_is_refused_with_line_and_reason(tmp_path: Path, raw: bytes, where: str, reason: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(raw)

    with pytest.raises(Invalid) as refused:
        directory.read(path)

    assert (refused.value.field, refused.value.reason) == (where, reason)


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


def test_the_full_lists_load_whole_and_twice_alike(session: Session, shared_data: Path) -> None:
    names = ("field_offices", "aor_counties", "facilities", "courts", "pro_bono", "consulates")
    load_reference(session)

    first = [load(session, shared_data / f"{name}.csv") for name in names]
    again = [load(session, shared_data / f"{name}.csv") for name in names]

    assert [done.set_aside for done in first] == [()] * 6
    assert [(done.added, done.changed) for done in again] == [(0, 0)] * 6
    for model, n in ((FieldOffice, 25), (Facility, 909), (Court, 73), (LegalProvider, 125), (Consulate, 182)):
        assert session.scalar(select(func.count()).select_from(model)) == n
    assert session.get_one(FieldOffice, "ELP").time_zone == "America/Denver"
    assert all(len(country) == 3 for country in session.scalars(select(Consulate.country)))


def test_lists_are_loaded_offices_first_whatever_their_order(app: Flask) -> None:
    runner = app.test_cli_runner()

    result = runner.invoke(args=["directory", "load", *(str(path) for path in reversed(OUR_LISTS))])

    assert result.exit_code == 0
    assert [line.split(",")[0] for line in result.output.splitlines()] == [
        "field_offices.csv: 25 new",
        "areas.csv: 426 new",
        "facilities.csv: 80 new",
    ]


def test_a_refused_list_loads_nothing_and_says_why(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, STEWART)

    result = app.test_cli_runner().invoke(args=["directory", "load", str(OUR_LISTS[0]), str(path)])

    assert result.exit_code == 1
    assert "facilities.csv, line 2: The row has not as many cells as the header. Nothing was loaded." in result.output
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(FieldOffice)) == 0


def test_list_kinds_are_in_the_order_they_depend_on() -> None:
    kinds = list(ListKind)

    assert kinds.index(ListKind.FIELD_OFFICES) < kinds.index(ListKind.AREAS) < kinds.index(ListKind.FACILITIES)
