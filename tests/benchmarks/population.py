"""A database with many made-up people, built once and kept under var/bench; what building its index took is kept too.

Everybody is held at one of fifty made-up facilities. The same size gives the same people every time.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hotline import db, migration, secrets_box
from hotline.demo import made_up
from hotline.domain import names, people
from hotline.domain.people import PersonDetails
from hotline.models.custody import Stay, Stint
from hotline.models.people import Person
from hotline.models.places import Facility, FieldOffice
from tests.benchmarks import place
from tests.tools import ROOT

SEED = 20261122
FACILITIES = 50
CHUNK = 20_000
NOON = datetime(2026, 11, 1, 17, tzinfo=UTC)
_RECIPE = (
    "hotline/demo/made_up.py",
    "hotline/domain/names/keys.py",
    "hotline/domain/names/normalise.py",
    "hotline/domain/names/scripts.py",
    "hotline/domain/names/skeleton.py",
    "migrations/versions/*.py",
)
_INDEX_TABLES = ("index_key", "hidden_index_key", "name_frequency")


def _recipe() -> str:
    digest = sha256()
    for pattern in _RECIPE:
        for source in sorted(ROOT.glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


RECIPE = _recipe()  # of the code that this process runs, whatever happens to the files meanwhile


@dataclass(frozen=True, slots=True)
class Built:
    """What the index of a database took: seconds to build, megabytes (2**20 bytes) on disk, rows a person.

    `recipe` is a digest of the code that makes people and keys: another recipe, another database.
    """

    people: int
    recipe: str
    index_seconds: float
    index_megabytes: float
    rows_a_person: float


def of(size: int) -> Iterator[tuple[int, PersonDetails]]:
    """The people of the database of that size, with their ids."""
    ids = Random(SEED + 1)
    for details in made_up.people(Random(SEED), size):
        yield ids.getrandbits(62), details


def ensure(size: int) -> Path:
    """The database of that size; built when it is not there."""
    path = place.path_of(size)
    if not _is_current(_note(path)):
        for part in path.parent.glob(f"{path.stem}.*"):
            part.unlink()
        build(path, size)
    return path


def built(size: int) -> Built:
    """What building the index of that database took, when it was built."""
    return Built(**json.loads(_note(ensure(size)).read_text(encoding="utf-8")))


def build(path: Path, size: int) -> None:
    """Make that many people and their index in a new database, and note what it took."""
    migration.upgrade(place.settings(path).database_url)
    database = place.connected(path)
    with database.begin() as session:
        _add_facilities(session)
    everybody = of(size)
    while chunk := list(islice(everybody, CHUNK)):
        with database.begin() as session:
            _add_people(session, chunk)
    began = time.perf_counter()
    with database.begin() as session:
        names.index_many(session, of(size))
    seconds = time.perf_counter() - began - _seconds_to_make_up(size)
    database.dispose()
    _note(path).write_text(json.dumps(asdict(_measured(path, size, seconds))), encoding="utf-8")


def _add_facilities(session: Session) -> None:
    session.add(FieldOffice(code="ATL", name="Atlanta Field Office"))
    session.flush()
    for number in range(FACILITIES):
        name = f"Made-up Detention Center {number}"
        session.add(Facility(code=f"MADEUP{number:02}", name=name, time_zone="America/New_York", office_code="ATL"))


def _add_people(session: Session, chunk: list[tuple[int, PersonDetails]]) -> None:
    box = secrets_box.of(session)
    common = {"source": "benchmark", "confirmed_at": NOON}
    blobs = [
        {"id": id_, "birth_year": told.birth_year, "sealed": people.sealed_by(box, id_, told), "updated_at": NOON}
        for id_, told in chunk
    ]
    stays = [{"id": id_, "person_id": id_, "office_code": "ATL", "began_at": NOON} | common for id_, _ in chunk]
    stints = [
        {"id": id_, "stay_id": id_, "facility_code": f"MADEUP{id_ % FACILITIES:02}", "arrived_at": NOON} | common
        for id_, _ in chunk
    ]
    for model, rows in ((Person, blobs), (Stay, stays), (Stint, stints)):
        session.execute(insert(model), rows)


def _seconds_to_make_up(size: int) -> float:
    """Making the people up runs inside the build; nobody waits for that in earnest."""
    sample = min(size, 20_000)
    began = time.perf_counter()
    for _ in of(sample):
        pass
    return (time.perf_counter() - began) * size / sample


def _measured(path: Path, size: int, seconds: float) -> Built:
    with closing(sqlite3.connect(path)) as connection:
        tables = ",".join(f"'{name}'" for name in _INDEX_TABLES)
        query = f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({tables})"  # noqa: S608
        pages = connection.execute(query).fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM index_key").fetchone()[0]
    return Built(size, RECIPE, round(seconds, 1), round(pages / 2**20, 1), round(rows / size, 2))


def _note(path: Path) -> Path:
    return path.with_suffix(".json")


def _is_current(note: Path) -> bool:
    return note.exists() and json.loads(note.read_text(encoding="utf-8")).get("recipe") == RECIPE


def main() -> None:
    """Build both databases: `python -m tests.benchmarks.population`."""
    for size in (100_000, 1_000_000):
        print(built(size))
    db.current().dispose()


if __name__ == "__main__":
    main()
