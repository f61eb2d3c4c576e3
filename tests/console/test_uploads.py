"""Sending a roster by the console: checked first, shown, then published; what is wrong is said in plain words."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db
from hotline.console import imports_words
from hotline.domain.rosters import reading_in, uploads
from hotline.models.audit import AuditEntry
from hotline.models.operations import BatchState, RosterBatch, RosterUpload, UploadState
from hotline.models.people import Person
from tests.domain.rosters.conftest import add_places
from tests.domain.rosters.sheets import COLUMNS, other, row, write
from tests.plugins.signed_in import SignIn, StaffClient

HOME = "/console/imports/uploads"
EVERYBODY = [other(number) for number in range(30)]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def places(app: Flask) -> None:
    add_places()


@pytest.fixture
def csv(tmp_path: Path) -> bytes:
    return write(tmp_path / "roster.csv", EVERYBODY).read_bytes()


def _boxes(content: bytes | None, **said: Any) -> dict[str, Any]:
    boxes = {
        "source": "county jail",
        "is_snapshot": "yes",
        "is_initial": "yes",
        "as_of": "2026-05-04T08:00",
        "protection": "column",
    }
    files = {} if content is None else {"content": (BytesIO(content), "Monday's people.csv")}
    return boxes | files | said


def _send(staff: StaffClient, content: bytes | None, **said: Any) -> str:
    """Send it, and let it be read; answers the address of its page."""
    answer = staff.post(HOME, _boxes(content, **said))
    assert answer.status_code == 303, answer.text
    reading_in.read_all(clock.now)
    return str(answer.location)


def _state(address: str) -> UploadState:
    with db.reading() as session:
        return uploads.one(session, int(address.rpartition("/")[2])).state


def _people() -> int:
    with db.reading() as session:
        return len(session.scalars(select(Person.id)).all())


def test_the_form_opens_empty(sign_in: SignIn) -> None:
    page = sign_in("administrator").get("/console/imports/uploads")

    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.text


def test_a_file_is_shown_before_it_counts_and_published_after(sign_in: SignIn, csv: bytes) -> None:
    staff = sign_in("administrator")
    address = _send(staff, csv)

    checked = staff.get(address).text
    assert "What it would change" in checked
    assert "30 rows were read" in checked
    assert "new people" in checked
    assert "Monday&#39;s people.csv" in checked
    assert _people() == 0

    assert staff.post(f"{address}/publish").location == address
    reading_in.read_all(clock.now)

    done = staff.get(address).text
    assert _people() == 30
    with db.reading() as session:
        batch = session.scalars(select(RosterBatch)).one()
        assert (batch.state, batch.source) == (BatchState.PUBLISHED, "county jail")
        assert session.scalars(select(RosterUpload.sealed)).all() == [b""]
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert f"/console/imports/{batch.id}" in done
    assert actions.count("batch.uploaded") == 2
    assert staff.post(f"{address}/publish").status_code == 422


def test_the_page_tells_how_far_it_is_and_is_not_sent_again_while_nothing_changed(sign_in: SignIn, csv: bytes) -> None:
    staff = sign_in("supervisor")
    address = str(staff.post(HOME, _boxes(csv)).location)

    waiting = staff.get(f"{address}/now")
    again = staff.get(f"{address}/now", headers={"If-None-Match": waiting.headers["ETag"]})
    reading_in.read_all(clock.now)
    after = staff.get(f"{address}/now", headers={"If-None-Match": waiting.headers["ETag"]})

    assert "It waits for its turn" in waiting.text
    assert again.status_code == 304
    assert "Publish it" in after.text


def test_a_workbook_is_read_too(sign_in: SignIn, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(COLUMNS))
    for one in EVERYBODY:
        book.active.append([one[column] for column in COLUMNS])
    book.save(tmp_path / "roster.xlsx")
    staff = sign_in("supervisor")

    address = _send(staff, (tmp_path / "roster.xlsx").read_bytes())

    assert _state(address) is UploadState.CHECKED


def test_an_unusual_roster_says_before_that_it_will_be_held_and_is(sign_in: SignIn, csv: bytes, tmp_path: Path) -> None:
    staff = sign_in("supervisor")
    staff.post(f"{_send(staff, csv)}/publish")
    reading_in.read_all(clock.now)
    few = write(tmp_path / "few.csv", EVERYBODY[:5]).read_bytes()

    address = _send(staff, few, is_initial="", as_of="2026-05-05T08:00")
    page = staff.get(address).text
    staff.post(f"{address}/publish")
    reading_in.read_all(clock.now)

    assert "25 people would no longer be held or listed; from this source up to 0 are usual" in page
    assert "held back" in staff.get("/console/imports").text


WRONG = {
    "no file": (None, {}, "Please choose the file."),
    "empty": (b"", {}, "The file is empty."),
    "no source": (b"x", {"source": " "}, "Please write whose roster it is"),
    "a long source": (b"x", {"source": "x" * 41}, "Please write whose roster it is"),
    "no moment": (b"x", {"as_of": "yesterday"}, "Please write the moment"),
    "the future": (b"x", {"as_of": "2999-01-01T08:00"}, "This moment has not come yet"),
    "protection not said": (b"x", {"protection": ""}, "Please say how the file tells who is protected"),
    "no list": (b"x", {"protection": "list"}, "Please choose the file with the list"),
    "unknown source": (b"x", {"is_initial": ""}, "tick the box below"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_form_is_said_and_what_was_typed_stays(sign_in: SignIn, case: str) -> None:
    content, said, sentence = WRONG[case]

    answer = sign_in("supervisor").post(HOME, _boxes(content, **said))

    assert (answer.status_code, sentence in answer.text) == (422, True)
    if not said.keys() & {"source"}:
        assert 'value="county jail"' in answer.text
    with db.reading() as session:
        assert session.scalars(select(RosterUpload.id)).all() == []


REFUSED = {
    "pasted spreadsheet": (b"Ramiro\tQuintanilla\t1990-07-21\nRosa\tZepeda\t1985-03-12\n", "must name the columns"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "A picture or a PDF cannot be read"),
    "a document": (b"PK\x03\x04not a workbook", "The workbook"),
    "nobody": (",".join(COLUMNS).encode() + b"\n", "A roster of nobody is not believed"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_says_why_and_what_to_do(sign_in: SignIn, case: str) -> None:
    content, sentence = REFUSED[case]
    staff = sign_in("supervisor")

    address = _send(staff, content)

    page = staff.get(address).text
    assert _state(address) is UploadState.REFUSED
    assert "This file cannot be used" in page
    assert sentence in page
    assert "--" not in page.split("<main")[1].split("</main>")[0]


def test_why_a_file_is_refused_is_told_in_the_readers_language(sign_in: SignIn) -> None:
    staff = sign_in("supervisor", interface="es")

    assert "el archivo está vacío" in staff.post(HOME, _boxes(b"")).text.lower()


def test_a_file_without_a_column_for_who_is_protected_needs_a_word_of_it(sign_in: SignIn, tmp_path: Path) -> None:
    columns = tuple(name for name in COLUMNS if name != "protected")
    content = write(tmp_path / "roster.csv", EVERYBODY, columns).read_bytes()
    staff = sign_in("supervisor")

    assert "Send it again with a list" in staff.get(_send(staff, content)).text
    assert _state(_send(staff, content, protection="nobody")) is UploadState.CHECKED
    listed = _send(staff, content, protection="list", list=(BytesIO(b"N3\nnobody-knows-me\n"), "protected.txt"))
    assert "Check the protection list" in staff.get(listed).text
    wrong = _boxes(content, protection="list", list=(BytesIO(b"N3, Rosa\n"), "protected.txt"))
    assert "Line 1 of the protection list" in staff.post(HOME, wrong).text


def test_a_file_that_is_too_large_is_refused_in_words(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotline.console.uploads.MOST_BYTES", 100_000)
    staff = sign_in("supervisor")

    assert "larger than 64 MB" in staff.post(HOME, _boxes(b"x" * 100_001)).text
    assert staff.post("/console/imports/1/propose", {"why": "x" * 100_000}).status_code == 413


def test_rows_that_cannot_be_used_are_loaded_by_supervisors_and_run_nothing(
    sign_in: SignIn, csv: bytes, tmp_path: Path
) -> None:
    bad = other(70, birth_date="not a day", given_names='=HYPERLINK("http://example.org")', surnames="Zepeda")
    content = write(tmp_path / "bad.csv", [*EVERYBODY, bad]).read_bytes()
    staff, administrator = sign_in("supervisor"), sign_in("administrator")
    address = _send(staff, content)

    rows = staff.get(f"{address}/rejected")

    assert "1 could not be used" in staff.get(address).text
    assert "Zepeda" in rows.text
    assert "'=HYPERLINK" in rows.text
    assert "no-store" in rows.headers["Cache-Control"]
    assert rows.headers["Content-Disposition"].startswith("attachment")
    assert administrator.get(f"{address}/rejected").status_code == 403
    assert "A supervisor can load these rows" in administrator.get(address).text
    with db.reading() as session:
        assert "batch.rejects_read" in session.scalars(select(AuditEntry.action)).all()


def test_they_are_for_whoever_proved_just_now_who_they_are(sign_in: SignIn, tmp_path: Path) -> None:
    content = write(tmp_path / "bad.csv", [*EVERYBODY, other(70, birth_date="not a day")]).read_bytes()
    staff = sign_in("supervisor", now=clock.now() - timedelta(minutes=10))

    answer = staff.get(f"{_send(staff, content)}/rejected")

    assert answer.status_code == 303
    assert "/console/" in answer.location


def test_a_file_is_thrown_away(sign_in: SignIn, csv: bytes) -> None:
    staff = sign_in("supervisor")
    address = _send(staff, csv)

    assert staff.post(f"{address}/discard").location == "/console/imports"

    assert staff.get(address).status_code == 404
    assert staff.post(f"{address}/publish").status_code == 404


def test_one_file_of_a_source_is_read_at_a_time(sign_in: SignIn, csv: bytes) -> None:
    staff = sign_in("supervisor")
    staff.post(HOME, _boxes(csv))

    assert "A file of this source is being read" in staff.post(HOME, _boxes(csv)).text


def test_a_session_that_ended_meanwhile_loses_the_file_alone(sign_in: SignIn) -> None:
    long_ago = clock.now() - timedelta(minutes=30)
    staff = sign_in("supervisor", now=long_ago)

    answer = staff.post(HOME, _boxes(b"x" * 200_000))

    assert answer.status_code == 401
    assert 'name="kept"' in answer.text


def test_a_stranger_cannot_make_us_read_a_large_file(app: Flask) -> None:
    boxes = _boxes(b"x" * 200_000)

    assert app.test_client().post(HOME, data=boxes, base_url="https://localhost").status_code in (401, 413)


def test_the_same_file_again_says_that_nothing_changes(sign_in: SignIn, csv: bytes) -> None:
    staff = sign_in("supervisor")
    staff.post(f"{_send(staff, csv)}/publish")
    reading_in.read_all(clock.now)

    address = _send(staff, csv, is_initial="", as_of="2026-05-05T08:00")

    assert "The same file was published before" in staff.get(address).text


def test_the_first_picture_of_somebody_who_reads_right_to_left(sign_in: SignIn, tmp_path: Path) -> None:
    content = write(tmp_path / "roster.csv", [row(given_names="محمد", surnames="الأحمد"), *EVERYBODY]).read_bytes()
    staff = sign_in("supervisor")

    address = str(staff.post(HOME, _boxes(None) | {"content": (BytesIO(content), "قائمة.csv")}).location)

    assert "<bdi>قائمة.csv</bdi>" in staff.get(address).text


def _refusals() -> Iterator[str]:
    """Every text by which a file is refused, as it stands in the code."""
    for folder in ("roster_formats", "domain/rosters"):
        for path in (ROOT / "hotline" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RosterRefused":
                    yield ast.literal_eval(node.args[0])


def test_no_refusal_tells_whoever_uses_a_page_of_options_or_files() -> None:
    commands_alone = {  # a form offers no such encoding, and no path
        '--encoding "%(encoding)s" is not known. Say windows-1252, or save the file as UTF-8.',
    }
    told = [text for text in _refusals() if "--" in text or "docs/" in text]

    assert told
    assert [text for text in told if text not in {*imports_words._OF_THE_FORM, *commands_alone}] == []
