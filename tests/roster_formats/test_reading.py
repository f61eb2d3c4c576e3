"""What comes in as files, and what hostile or broken files are told."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from hotline.roster_formats import Header, RosterRefused, Row, SetAside, format_of, read

SIMPLE = "person_id,given_names,surnames,birth_date,facility_code,book_in\n"
LINE = "P1,Ramiro,Quintanilla,1990-07-21,STWRTGA,2026-05-01 08:00\n"
FOIA = tuple(
    """
Stay Book In Date Time, Book In Date Time, Detention Facility, Book Out Date Time,
Stay Book Out Date Time, Detention Release Reason, Stay Book Out Date, Stay Release Reason,
Religion, Gender, Marital Status, Ethnicity, Birth Country, Citizenship Country, Entry Status,
Known Terrorist Yes No, Suspected Gang Yes No, MSC Charge, MSC Sentence Days, MSC Sentence Months,
MSC Sentence Years, MSC Charge Code, Aggravated Felon Yes No, Offense INA 236C Yes No,
Case INA 236C Yes No, Bond Posted Date, Bond Posted Amount, Case Status, Case Category,
Final Order Yes No, Final Order Date, Case Threat Level, Detainee Classification, Final Charge,
Departed Date, Departure Country, Initial Bond Set Amount, Initial Bond Set Date,
Detention Facility Code, Birth Date, Birth Year, Book In Criminality, Race, Entry Date,
Apprehension Final Program, MSC Charge Date, MSC Conviction Date, MSC Criminal Charge Status,
MSC Criminal Charge Status Code, MSC Crime Class, Book In Site, Book In AOR, Anonymized Identifier
    """.replace("\n", " ")
    .strip()
    .split(", ")
)
STINT = {
    "Stay Book In Date Time": datetime(2025, 1, 2, 10, 49),  # noqa: DTZ001 a wall clock
    "Book In Date Time": datetime(2025, 1, 2, 10, 49),  # noqa: DTZ001 a wall clock
    "Detention Facility": "TUCSON INS HOLD ROOM",
    "Detention Facility Code": "TUCHOLD",
    "Birth Date": "b(6), b(7)c",
    "Birth Year": 1964,
    "Birth Country": "PERU",
    "Gender": "Male",
    "Book In AOR": "Phoenix Area of Responsibility",
    "Anonymized Identifier": "8f3",
}


def text(folder: Path, content: str | bytes, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def book(folder: Path, *sheets: list[list[object]]) -> Path:
    workbook = Workbook(write_only=True)
    for number, lines in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"Sheet{number}")
        for line in lines:
            sheet.append(line)
    path = folder / "roster.xlsx"
    workbook.save(path)
    return path


def all_of(path: Path, encoding: str = "") -> list[Header | Row | SetAside]:
    return list(read(path, format_of(path), encoding))


def rows(path: Path, encoding: str = "") -> list[Row]:
    return [found for found in all_of(path, encoding) if isinstance(found, Row)]


def aside(path: Path) -> list[SetAside]:
    return [found for found in all_of(path) if isinstance(found, SetAside)]


def stint(**said: object) -> list[object]:
    return [(STINT | said).get(name) for name in FOIA]


def test_our_own_csv(tmp_path: Path) -> None:
    (row,) = rows(text(tmp_path, SIMPLE + LINE))

    assert (row.person_id, row.names, row.birth_date) == ("P1", (("Ramiro", "Quintanilla"),), date(1990, 7, 21))
    assert (row.facility_code, row.book_in) == ("STWRTGA", datetime(2026, 5, 1, 8))  # noqa: DTZ001 a wall clock
    assert row.is_protected is None


def test_stint_sheet_of_53_columns_below_six_rows(tmp_path: Path) -> None:
    title = [["U.S. Immigration and Customs Enforcement"], ["Detention stints"], [], ["As of"], [None], ["b(6), b(7)c"]]

    (row,) = rows(book(tmp_path, [*title, list(FOIA), stint()]))

    assert len(FOIA) == 53
    assert (row.person_id, row.facility_code, row.birth_year, row.birth_date) == ("8f3", "TUCHOLD", 1964, None)
    assert row.stay_began == row.book_in == datetime(2025, 1, 2, 10, 49)  # noqa: DTZ001 a wall clock
    assert row.office == "Phoenix Area of Responsibility"


def test_every_sheet_is_read(tmp_path: Path) -> None:
    sheet = [list(FOIA), stint()]

    found = rows(book(tmp_path, sheet, [list(FOIA), stint(**{"Anonymized Identifier": "9a1"})]))

    assert [(row.person_id, row.line) for row in found] == [("8f3", "Sheet1 2"), ("9a1", "Sheet2 2")]


def test_older_release_with_dates_alone(tmp_path: Path) -> None:
    header = (
        "Unique Identifier,Detention Book In Date,Detention Book Out Date,Detention Facility Code,Docket Control Office"
    )

    (row,) = rows(text(tmp_path, "\n" * 5 + header + "\nu1,10/15/2012,,KRO,Miami\n"))

    assert row.book_in == datetime(2012, 10, 15)  # noqa: DTZ001 a wall clock


def test_university_release_with_bars_and_an_untruthful_z(tmp_path: Path) -> None:
    header = "anonymized_identifier|stay_book_in_date_time|detention_book_in_date_and_time|detention_facility_code\n"

    (row,) = rows(text(tmp_path, header + "u1|2012-10-15T23:05:00Z|2012-10-15T23:05:00Z|KRO\n"))

    assert row.book_in == row.stay_began == datetime(2012, 10, 15, 23, 5)  # noqa: DTZ001 a wall clock


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Offender Number,First,Last,jail,bookingDate,dob", "7,Ramiro,Quintanilla,Jail,5/1/2026,7/21/1990"),
        (
            "inmate_id,inmate_firstname,inmate_lastname,facility,booking_timestamp,inmate_dob",
            "7,Ramiro,Quintanilla,Jail,2026-05-01 00:00:00.0,1990-07-21",
        ),
        (
            "booking_id,inmate_name,facility,start_dt,dob",
            '7,"Quintanilla, Ramiro",Jail,2026-05-01 00:00:00.0,1990-07-21',
        ),
        ("inmateId,firstName,lastName,facility,bookingDate,dob", "7,Ramiro,Quintanilla,Jail,05/01/2026,07/21/1990"),
    ],
)
def test_jail_feeds(tmp_path: Path, header: str, line: str) -> None:
    (row,) = rows(text(tmp_path, f"{header}\n{line}\n"))

    assert (row.person_id, row.names, row.birth_date) == ("7", (("Ramiro", "Quintanilla"),), date(1990, 7, 21))
    assert row.book_in == datetime(2026, 5, 1)  # noqa: DTZ001 a wall clock


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_known_by_itself(tmp_path: Path, encoding: str) -> None:
    (row,) = rows(text(tmp_path, (SIMPLE + LINE.replace("Ramiro", "Íñigo")).encode(encoding)))

    assert row.names == (("Íñigo", "Quintanilla"),)


def test_windows_1252_is_read_when_declared(tmp_path: Path) -> None:
    path = text(tmp_path, (SIMPLE + LINE.replace("Ramiro", "Íñigo")).encode("cp1252"))

    assert rows(path, "windows-1252")[0].names == (("Íñigo", "Quintanilla"),)


@pytest.mark.parametrize("written", ["b(6), b(7)c", "b(6), b(7)C", "(b)(6), (b)(7)(C)", "B(6)", ""])
def test_redacted_is_missing(tmp_path: Path, written: str) -> None:
    (row,) = rows(text(tmp_path, SIMPLE + f'P1,Ramiro,Quintanilla,"{written}",STWRTGA,2026-05-01 08:00\n'))

    assert row.birth_date is None


REFUSED_TEXT: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "empty"),
    "no header": ("a,b,c\n1,2,3\n", "header"),
    "letters of another encoding": ((SIMPLE + LINE.replace("Ramiro", "Íñigo")).encode("cp1252"), "not UTF-8"),
    "UTF-16 without its mark": ((SIMPLE + LINE).encode("utf-16-le"), "NUL"),
    "NUL byte": (SIMPLE + LINE.replace("Ramiro", "Ra\0miro"), "NUL"),
    "two headers": (SIMPLE + LINE + SIMPLE + LINE, "repeats the header"),
    "a column twice": ("person_id,surnames,surnames,facility_code,book_in\n", "twice"),
    "too many cells": (SIMPLE + LINE.replace("\n", ",more\n"), "cells under 6 columns"),
    "too many columns": (",".join(["person_id", "facility_code", "book_in", *map(str, range(300))]) + "\n", "columns"),
    "cut off in a row": (SIMPLE + LINE + LINE[:20], "cut off"),
    "cut off in a quoted cell": (SIMPLE + LINE + 'P2,"Rami', "cut off"),
    "ten megabytes in a cell": (SIMPLE + LINE.replace("Ramiro", "R" * 10_000_000), "32767"),
    "says not where": ("person_id,given_names,surnames\nP1,A,B\n", "where"),
    "says not who": ("facility_code,book_in,gender\nSTWRTGA,2026-05-01,M\n", "who"),
    "binary": (bytes(range(256)) * 50, "not UTF-8|NUL|header"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
    "cut off workbook": (b"PK\x03\x04" + b"\0" * 600, "cut off"),
    "web page": ("<html><body>Sign in to download</body></html>\n" * 12, "header"),
}


@pytest.mark.parametrize("case", REFUSED_TEXT)
def test_broken_file_is_refused_with_what_to_do(tmp_path: Path, case: str) -> None:
    content, says = REFUSED_TEXT[case]

    with pytest.raises(RosterRefused, match=says):
        all_of(text(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "encoding", "says"),
    [
        ((SIMPLE + LINE.replace("Ramiro", "Íñigo")).encode(), "windows-1252", "UTF-8"),
        ((SIMPLE + LINE).encode("utf-16"), "windows-1252", "Unicode"),
        ((SIMPLE + LINE).encode(), "klingon", "not known"),
    ],
)
def test_wrong_declaration_is_refused(tmp_path: Path, content: bytes, encoding: str, says: str) -> None:
    with pytest.raises(RosterRefused, match=says):
        all_of(text(tmp_path, content), encoding)


def test_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    with pytest.raises(RosterRefused, match="unpacks"):
        all_of(path)


def test_entities_that_expand_are_refused(tmp_path: Path) -> None:
    whole = book(tmp_path, [list(FOIA), stint()])
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    path = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/")
            target.writestr(part, laughs if is_sheet else source.read(part))

    with pytest.raises(RosterRefused):
        all_of(path)


def test_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, [list(FOIA), *[stint() for _ in range(50)]])
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(RosterRefused, match="cut off"):
        all_of(path)


def test_sheet_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="sheet Sheet2"):
        all_of(book(tmp_path, [list(FOIA), stint()], [["Notes"], ["nothing"]]))


def test_a_workbook_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    called_otherwise = book(tmp_path, [list(FOIA), stint()]).rename(tmp_path / "roster.csv")

    assert len(all_of(called_otherwise)) == 2


def test_encoding_of_a_workbook_is_not_declared(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="Leave --encoding out"):
        all_of(book(tmp_path, [list(FOIA), stint()]), "windows-1252")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("P1,=cmd|' /C calc'!A0,Quintanilla,1990-07-21,STWRTGA,2026-05-01", "formula"),
        ("P1,@SUM(A1),Quintanilla,1990-07-21,STWRTGA,2026-05-01", "formula"),
        ("P1,Ramiro,Quintanilla,1990-07-21,STWRTGA,yesterday", "book_in is not"),
        ("P1,Ramiro,Quintanilla,1990-07-21,STWRTGA,2026-05-01T08:00-04:00", "offset"),
        ("P1,Ramiro,Quintanilla,1990-13-21,STWRTGA,2026-05-01", "birth_date is not"),
        ("P1,Ramiro,Quintanilla,1990-07-21,STWRTGA,", "book_in is missing"),
        ("P1,Ramiro,Quintanilla,1990-07-21,,2026-05-01", "facility is missing"),
        (",Ramiro,Quintanilla,,STWRTGA,2026-05-01", "who the person is"),
        ("P1,Ramiro,Quintanilla,1990-07-21,STWRTGA,0206-05-01", "year 206"),
    ],
)
def test_row_that_cannot_be_used_is_set_aside_with_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    (row,) = aside(text(tmp_path, SIMPLE + LINE + line + "\n"))

    assert row.line == "3"
    assert reason in row.reason


def test_formula_in_a_workbook_is_set_aside_and_not_run(tmp_path: Path) -> None:
    path = book(tmp_path, [list(FOIA), stint(**{"Detention Facility": '=HYPERLINK("http://example.org")'})])

    (row,) = aside(path)

    assert "formula" in row.reason


@pytest.mark.parametrize("written", ["98765432", "A98765432", "A 98-765-432", "098765432", "98765432.0"])
def test_a_number_however_written_is_nine_digits(tmp_path: Path, written: str) -> None:
    (row,) = rows(text(tmp_path, f"a_number,facility_code,book_in\n{written},STWRTGA,2026-05-01\n"))

    assert row.a_number == "098765432"


@pytest.mark.parametrize(("first", "second"), [("no", "yes"), ("no", ""), ("yes", "no")])
def test_any_column_of_protection_protects(tmp_path: Path, first: str, second: str) -> None:
    header = SIMPLE.replace("person_id", "protected,Section 1367,person_id")

    (row,) = rows(text(tmp_path, header + f"{first},{second}," + LINE))

    assert row.is_protected


def test_every_column_of_births_is_read(tmp_path: Path) -> None:
    header = SIMPLE.replace("person_id", "dob,Year of Birth,birth_year,person_id")

    (row,) = rows(text(tmp_path, header + "2010-01-02,2011,1990," + LINE))

    assert (row.birth_date, row.other_births) == (date(1990, 7, 21), (date(2010, 1, 2),))
    assert (row.birth_year, row.other_years) == (1990, (2011,))


@pytest.mark.parametrize(
    ("column", "cell", "is_claimed"),
    [
        ("minor", "yes", True),
        ("minor", "juvenile", True),
        ("minor", "see notes", True),
        ("minor", "", False),
        ("minor", "-", False),
        ("minor", "No", False),
        ("minor", "FALSE", False),
        ("Juvenile", "M", True),
        ("age", "17", True),
        ("inmate_age", "18.0", True),
        ("age", "10-20", True),
        ("age", "19", False),
        ("age", "", False),
    ],
)
def test_claim_of_minority_is_anything_but_a_plain_no(tmp_path: Path, column: str, cell: str, is_claimed: bool) -> None:
    header = SIMPLE.replace("person_id", f"{column},person_id")

    (row,) = rows(text(tmp_path, header + f"{cell}," + LINE))

    assert row.claims_minority is is_claimed


def test_row_set_aside_keeps_what_hides_its_person(tmp_path: Path) -> None:
    header = SIMPLE.replace("person_id", "protected,minor,a_number,person_id")
    bad = LINE.replace("1990-07-21", "2010-13-21")

    (row,) = aside(text(tmp_path, header + "yes,=A1,98765432," + bad))

    assert (row.who.person_id, row.who.a_number, row.who.is_protected) == ("P1", "098765432", True)
    assert (row.who.claims_minority, row.who.birth_date, row.who.other_years) == (True, None, (2010,))


def test_array_formula_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (
        ["person_id", "surnames", "birth_date", "facility_code", "book_in"],
        ["P1", "", "1990-07-21", "X", ""],
    ):
        sheet.append(line)
    sheet["B2"] = ArrayFormula("B2:B2", "=A1&A2")
    workbook.save(path)

    (row,) = aside(path)

    assert "formula" in row.reason
