"""What staff sent is read by another process, which may die: the file is read again, and nothing is done twice."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from hotline import db
from hotline.domain.rosters import reading_in, uploads
from hotline.domain.rosters.uploads import Sent
from hotline.models.operations import RosterUpload, UploadState
from hotline.models.people import Person
from tests import staff
from tests.domain.rosters.sheets import MONDAY, load_rows, other, write

LATER = MONDAY + timedelta(hours=1)


def _sent(folder: Path, *, publish: bool = False) -> int:
    content = write(folder / "sent.csv", [other(number) for number in range(20)]).read_bytes()
    with db.begin() as session:
        told = Sent("county jail", "sent.csv", content, is_snapshot=True, is_initial=True, as_of=MONDAY)
        upload_id = uploads.accept(session, staff.actor(1), told, now=LATER)
        session.get_one(RosterUpload, upload_id).is_dry_run = not publish
    return upload_id


def _begun(upload_id: int, at: datetime, tries: int = 1) -> None:
    """A process has begun to read it, and died."""
    with db.begin() as session:
        row = session.get_one(RosterUpload, upload_id)
        row.state, row.touched_at, row.tries = UploadState.READING, at, tries


def _state(upload_id: int) -> UploadState:
    with db.reading() as session:
        return uploads.one(session, upload_id).state


def test_what_another_process_reads_is_left_to_it(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path)
    _begun(upload_id, LATER)

    assert reading_in.read_all(lambda: LATER + timedelta(minutes=4)) == 0


def test_what_a_dead_process_left_is_read_again(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path, publish=True)
    _begun(upload_id, LATER)

    assert reading_in.read_all(lambda: LATER + timedelta(minutes=6)) == 1

    assert _state(upload_id) is UploadState.DONE
    with db.reading() as session:
        assert len(session.scalars(select(Person.id)).all()) == 20


def test_a_file_that_kills_whoever_reads_it_is_given_up(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path)
    _begun(upload_id, LATER, tries=reading_in.MOST_TRIES)

    reading_in.read_all(lambda: LATER + timedelta(minutes=6))

    assert _state(upload_id) is UploadState.REFUSED


def test_whoever_was_taken_for_dead_writes_nothing_any_more(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path)
    ticks = iter(range(10_000))

    def slow() -> datetime:
        """Between two words of this process another one takes the file over."""
        if next(ticks) == 2:
            _begun(upload_id, LATER, tries=7)
        return LATER

    reading_in.read_all(slow)

    with db.reading() as session:
        row = session.get_one(RosterUpload, upload_id)
        assert (row.state, row.tries) == (UploadState.READING, 7)


def test_what_was_sent_is_sealed(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path)

    with db.reading() as session:
        row = session.get_one(RosterUpload, upload_id)
        assert b"person_id" not in row.sealed
        assert b"sent.csv" not in row.words


def test_a_roster_that_is_older_when_its_turn_comes_is_refused(tmp_path: Path) -> None:
    upload_id = _sent(tmp_path, publish=True)
    load_rows(tmp_path, [other(5)], source="county jail", is_initial=True, at=MONDAY)

    reading_in.read_all(lambda: LATER)

    assert _state(upload_id) is UploadState.REFUSED
