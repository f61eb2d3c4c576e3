"""`flask roster`: what it prints, what it writes, and how it exits."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from hotline import db
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import Hiding, Person
from tests.domain.rosters.conftest import add_places
from tests.domain.rosters.sheets import other, row, write

CROWD = [other(number) for number in range(60)]


@pytest.fixture
def flask(app: Flask) -> FlaskCliRunner:
    add_places()
    return app.test_cli_runner()


def load(flask: FlaskCliRunner, path: Path, *said: str) -> Result:
    return flask.invoke(args=["roster", "import", str(path), "--snapshot", *said])


def people() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_first_roster_is_published_and_told_in_counts(flask: FlaskCliRunner, tmp_path: Path) -> None:
    told = load(flask, write(tmp_path / "a.csv", CROWD), "--initial", "--as-of", "2026-05-04T12:00Z")

    assert told.exit_code == 0, told.output
    assert "60 rows read, 0 set aside." in told.output
    assert "new people" in told.output


def test_same_file_again_says_so(flask: FlaskCliRunner, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CROWD)
    load(flask, path, "--initial")

    told = load(flask, path)

    assert (told.exit_code, told.stdout.strip()) == (0, "The same file was published before. Nothing changes.")


def test_refused_file_exits_with_3_and_changes_nothing(flask: FlaskCliRunner, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [*CROWD, row()])
    path.write_bytes(path.read_bytes()[:-40])

    told = load(flask, path, "--initial")

    assert told.exit_code == 3
    assert "cut off" in told.output
    assert "Nothing was changed." in told.output
    with db.reading() as session:
        assert session.scalars(select(RosterBatch)).all() == []


def test_missing_file_exits_with_3(flask: FlaskCliRunner, tmp_path: Path) -> None:
    assert load(flask, tmp_path / "nowhere.csv", "--initial").exit_code == 3


def test_rows_set_aside_are_written_with_line_and_reason(flask: FlaskCliRunner, tmp_path: Path) -> None:
    bad = row(given_names="=HYPERLINK(1)")

    told = load(flask, write(tmp_path / "a.csv", [*CROWD, bad]), "--initial")

    assert told.exit_code == 5
    rejected = tmp_path / "a.csv.rejected.csv"
    header, line = rejected.read_text(encoding="utf-8").splitlines()
    assert header.startswith("line,reason,person_id")
    assert line.startswith("62,a cell holds a spreadsheet formula,P1")
    assert "'=HYPERLINK(1)" in line
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600


def test_roster_on_hold_exits_with_4_and_says_how_it_is_released(flask: FlaskCliRunner, tmp_path: Path) -> None:
    load(flask, write(tmp_path / "a.csv", CROWD), "--initial", "--as-of", "2026-05-04T12:00Z")

    told = load(flask, write(tmp_path / "b.csv", CROWD[:30]), "--as-of", "2026-05-05T12:00Z")

    assert told.exit_code == 4
    assert "flask roster release 2 --by NAME --second NAME" in told.output


def test_two_people_release_it(flask: FlaskCliRunner, tmp_path: Path) -> None:
    load(flask, write(tmp_path / "a.csv", CROWD), "--initial", "--as-of", "2026-05-04T12:00Z")
    load(flask, write(tmp_path / "b.csv", CROWD[:30]), "--as-of", "2026-05-05T12:00Z")

    alone = flask.invoke(args=["roster", "release", "2", "--by", "Ana", "--second", "Ana"])
    both = flask.invoke(args=["roster", "release", "2", "--by", "Ana", "--second", "Bo"])
    again = flask.invoke(args=["roster", "release", "2", "--by", "Ana", "--second", "Bo"])

    assert (alone.exit_code, both.exit_code, again.exit_code) == (1, 0, 1)
    with db.reading() as session:
        batch = session.get_one(RosterBatch, 2)
    assert (batch.state, batch.released_by, batch.seconded_by) == (BatchState.PUBLISHED, "Ana", "Bo")


def test_unknown_batch_is_told(flask: FlaskCliRunner) -> None:
    told = flask.invoke(args=["roster", "release", "77", "--by", "Ana", "--second", "Bo"])

    assert (told.exit_code, told.output.strip()) == (1, "Error: There is no roster with that number.")


def test_rehearsal_changes_nothing(flask: FlaskCliRunner, tmp_path: Path) -> None:
    told = load(flask, write(tmp_path / "a.csv", CROWD), "--initial", "--dry-run")

    assert told.exit_code == 0
    assert "This was a rehearsal. Nothing was changed." in told.output
    assert people() == 0


def test_protection_list_is_one_id_or_number_a_line(flask: FlaskCliRunner, tmp_path: Path) -> None:
    columns = tuple(name for name in row() if name != "protected")
    path = write(tmp_path / "a.csv", [row(a_number="98765432"), *CROWD], columns)
    listed = tmp_path / "protected.txt"
    listed.write_text("# checked on Monday\nN3\nA 098-765-432\n", encoding="utf-8")

    told = load(flask, path, "--initial", "--protection-list", str(listed))

    assert told.exit_code == 0, told.output
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Hiding)) == 2


@pytest.mark.parametrize("moment", ["yesterday", "2026-05-04T12:00", "0001-01-01T00:00+14:00"])
def test_moment_must_be_whole(flask: FlaskCliRunner, tmp_path: Path, moment: str) -> None:
    told = load(flask, write(tmp_path / "a.csv", CROWD), "--initial", "--as-of", moment)

    assert told.exit_code == 2


def test_picture_is_of_when_the_file_was_written(flask: FlaskCliRunner, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CROWD)

    load(flask, path, "--initial")

    with db.reading() as session:
        as_of = session.scalars(select(RosterBatch.as_of)).one()
    assert abs((as_of - datetime.fromtimestamp(path.stat().st_mtime, UTC)).total_seconds()) < 1


def hidden() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Hiding)) or 0


@pytest.mark.parametrize("entry", ["p1", '"P1"', "P1 # asked on Monday", "'098-765-432'"])
def test_entry_of_a_protection_list_may_be_quoted_and_remarked(
    flask: FlaskCliRunner, tmp_path: Path, entry: str
) -> None:
    listed = tmp_path / "protected.txt"
    listed.write_text(f"{entry}\n", encoding="utf-8")
    path = write(tmp_path / "a.csv", [row(a_number="98765432"), *CROWD])

    told = load(flask, path, "--initial", "--protection-list", str(listed))

    assert (told.exit_code, hidden()) == (0, 1)
    assert "CHECK THE PROTECTION LIST" not in told.output


def test_entries_that_name_nobody_are_counted_aloud(flask: FlaskCliRunner, tmp_path: Path) -> None:
    listed = tmp_path / "protected.txt"
    listed.write_text("nobody\nP1\n", encoding="utf-8")

    told = load(flask, write(tmp_path / "a.csv", [row()]), "--initial", "--protection-list", str(listed))

    assert "CHECK THE PROTECTION LIST: 1 of its entries name nobody" in told.output


@pytest.mark.parametrize("written", [b"P1, Quintanilla\n", b'"P1\n', b"\xff\xfeP\x001\x00"])
def test_protection_list_that_cannot_be_read_is_refused(flask: FlaskCliRunner, tmp_path: Path, written: bytes) -> None:
    listed = tmp_path / "protected.txt"
    listed.write_bytes(written)

    told = load(flask, write(tmp_path / "a.csv", [row()]), "--initial", "--protection-list", str(listed))

    assert (told.exit_code, people()) == (3, 0)
    assert "protection list" in told.output


def test_rejected_rows_take_over_neither_rights_nor_links(flask: FlaskCliRunner, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("untouched", encoding="utf-8")
    for number, make in enumerate((lambda path: path.symlink_to(elsewhere), lambda path: path.touch(0o644))):
        path = write(tmp_path / f"{number}.csv", [*CROWD, row(book_in="yesterday")])
        rejected = tmp_path / f"{number}.csv.rejected.csv"
        make(rejected)

        told = load(flask, path, "--initial", "--source", f"s{number}")

        assert told.exit_code == 5
        assert not rejected.is_symlink()
        assert stat.S_IMODE(rejected.stat().st_mode) == 0o600
    assert elsewhere.read_text(encoding="utf-8") == "untouched"


@pytest.mark.parametrize("where", ["a.csv", "nowhere/rejected.csv"])
def test_where_rejected_rows_go_is_looked_at_first(flask: FlaskCliRunner, tmp_path: Path, where: str) -> None:
    path = write(tmp_path / "a.csv", [*CROWD, row(book_in="yesterday")])

    told = load(flask, path, "--initial", "--rejected", str(tmp_path / where))

    assert (told.exit_code, people()) == (3, 0)
    assert path.read_text(encoding="utf-8").startswith("person_id")
