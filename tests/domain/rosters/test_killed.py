"""Killed at any statement, an import leaves the old roster or the new one, and the next import sweeps up."""

import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import db, migration, secrets_box
from hotline.models.custody import Stay, Stint
from hotline.models.operations import Task
from hotline.models.people import HiddenIndexKey, IdentityKey, IndexKey, NameFrequency, Person
from hotline.models.staging import StagedPerson
from tests.domain.rosters.conftest import add_places
from tests.domain.rosters.sheets import MONDAY, load, load_rows, other, row, write
from tests.settings import settings_for

POINTS = 6
OLD = [row(), *(other(number) for number in range(200))]
NEW = [
    row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00"),
    other(0, given_names="Renamed"),
    *(other(number) for number in range(3, 700)),
    other(800, birth_date="2012-01-01"),
]


@pytest.fixture
def database(app: Flask, tmp_path: Path) -> Path:
    """A database file in which the old roster stands; a file, so that every killed import has a copy of its own."""
    path = tmp_path / "old.db"
    url = f"sqlite:///{path}"
    migration.upgrade(url)
    db.connect(url, secrets_box.session_info(secrets_box.from_settings(settings_for(url))))
    add_places()
    load_rows(tmp_path, OLD, is_initial=True)
    db.current().dispose()
    return path


def run(database: Path, roster: Path, statement: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.domain.rosters.importer", f"sqlite:///{database}", str(roster)]
    return subprocess.run([*command, str(statement)], capture_output=True, text=True, check=False)


def standing(database: Path) -> dict[str, object]:
    """All that look-ups and staff can see; random ids of people and stays are left out."""
    opened = db.Database(f"sqlite:///{database}")
    with opened.reading() as session:
        live = ~select(StagedPerson.person_id).where(StagedPerson.person_id == Person.id, StagedPerson.is_new).exists()
        people = select(Person.id).where(live)
        stays = select(Stay.id).where(Stay.person_id.in_(people))
        seen = {
            "public": sorted(session.scalars(select(IndexKey.key))),
            "hidden": sorted(session.scalars(select(HiddenIndexKey.key))),
            "identities": sorted(session.scalars(select(IdentityKey.key).where(IdentityKey.person_id.in_(people)))),
            "counts": sorted((key, n) for key, n in session.execute(select(NameFrequency.key, NameFrequency.n)) if n),
            "stays": sorted(map(str, session.execute(select(Stay.began_at, Stay.end).where(Stay.id.in_(stays))))),
            "stints": sorted(
                map(
                    str,
                    session.execute(
                        select(Stint.facility_code, Stint.arrived_at, Stint.left_at).where(Stint.stay_id.in_(stays))
                    ),
                )
            ),
            "tasks": sorted(session.scalars(select(Task.kind))),
        }
    opened.dispose()
    return seen


def test_killed_anywhere_the_old_or_the_new_roster_stands(database: Path, tmp_path: Path) -> None:
    roster = write(tmp_path / "new.csv", NEW)
    old = standing(database)
    whole = Path(shutil.copyfile(database, tmp_path / "whole.db"))
    statements = int(run(whole, roster, 0).stdout)
    new = standing(whole)
    assert old != new

    for point in range(1, statements, max(1, statements // POINTS)):
        killed = Path(shutil.copyfile(database, tmp_path / f"killed-{point}.db"))
        assert run(killed, roster, point).returncode == -signal.SIGKILL
        assert standing(killed) in (old, new), f"killed at statement {point} of {statements}"

        again = run(killed, roster, 0)
        assert again.returncode == 0, again.stderr
        assert standing(killed) == new, f"imported again after dying at statement {point} of {statements}"


def test_abandoned_batch_is_swept_by_the_next_import(app: Flask, tmp_path: Path) -> None:
    crowd = [other(number) for number in range(60)]
    load_rows(tmp_path, crowd, is_initial=True)
    load_rows(tmp_path, [row(), *crowd[:10]], at=MONDAY + timedelta(days=1))  # goes on hold

    load(write(tmp_path / "next.csv", crowd[::-1]), at=MONDAY + timedelta(days=2))

    with db.reading() as session:
        assert len(session.scalars(select(Person.id)).all()) == 60
        assert session.scalars(select(StagedPerson.person_id)).all() == []
