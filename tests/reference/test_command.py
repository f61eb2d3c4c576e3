"""`flask directory load`: all lists of one command, or none."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from hotline import db
from hotline.models.places import FieldOffice
from hotline.reference.command import OUR_LISTS
from tests.domain.directory.lists import STEWART, write


def test_lists_are_loaded_offices_first_whatever_their_order(app: Flask) -> None:
    runner = app.test_cli_runner()

    result = runner.invoke(args=["directory", "load", *(str(path) for path in reversed(OUR_LISTS))])

    assert result.exit_code == 0
    assert [line.split(",")[0] for line in result.output.splitlines()] == [
        "field_offices.csv: 25 new",
        "areas.csv: 426 new",
        "facilities.csv: 80 new",
        "courts.csv: 70 new",
        "consulates.csv: 159 new",
    ]


def test_a_refused_list_loads_nothing_and_says_why(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, STEWART)

    result = app.test_cli_runner().invoke(args=["directory", "load", str(OUR_LISTS[0]), str(path)])

    assert result.exit_code == 1
    assert "facilities.csv, line 2: The row has not as many cells as the header. Nothing was loaded." in result.output
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(FieldOffice)) == 0


def test_rows_that_are_not_ours_to_keep_are_counted_aloud(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "consulates.csv"
    header = "country_iso2,office_type,city,state,address,zip,phone,email,emergency_phone,confidence,flag,stated_source"
    told = "consulate,Atlanta,GA,1 Street,30301,,,,{},,{}"
    rows = [f"{country},{told}" for country in ("MX", "GT", "HN")]
    rows = [rows[0].format("high", "gob.mx"), rows[1].format("low", ""), rows[2].format("low", "")]
    path.write_text("\n".join((header, *rows, "")), encoding="utf-8")

    result = app.test_cli_runner().invoke(args=["directory", "load", str(path)])

    assert "consulates.csv: 1 new, 0 changed, 0 as before." in result.output
    assert "2 rows do not say where they come from; they were passed over." in result.output
