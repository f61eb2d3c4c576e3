"""A database of made-up people to measure on, kept in a file between runs."""

import gc
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import insert, text

from hotline import clock, db, secrets_box
from hotline.demo import made_up
from hotline.domain import names, people
from hotline.domain.people import PersonDetails
from hotline.models.people import Person
from hotline.secrets_box import SecretsBox
from tests.settings import settings_for

SEED = 20261122
BATCH = 20_000


def roster(n: int) -> Iterator[tuple[int, PersonDetails]]:
    """The same n people every time, under the ids 1 to n scattered over 63 bits."""
    for place, details in enumerate(made_up.people(Random(SEED), n)):
        yield (place * 0x9E3779B97F4A7C15 + 12345) % 2**63, details


def strangers(n: int, seed: int) -> Iterator[PersonDetails]:
    """People from the same places who are not in the roster."""
    return made_up.people(Random(SEED + 1 + seed), n)


def connect(path: Path) -> None:
    settings = settings_for(f"sqlite:///{path}")
    db.connect(settings.database_url, secrets_box.session_info(secrets_box.from_settings(settings)))


def _row(box: SecretsBox, person_id: int, details: PersonDetails) -> dict[str, object]:
    sealed = people.sealed_by(box, person_id, details)
    return {"id": person_id, "birth_year": details.birth_year, "sealed": sealed, "updated_at": clock.now()}


def build(path: Path, n: int) -> dict[str, float]:
    """Make the database; answers seconds and megabytes."""
    path.unlink(missing_ok=True)
    connect(path)
    tables = [db.Base.metadata.tables[name] for name in ("person", "index_key", "hidden_index_key", "name_frequency")]
    db.Base.metadata.create_all(db.current().engine, tables=tables)
    sealing = indexing = 0.0
    everyone = roster(n)
    with db.begin() as session:
        box = secrets_box.of(session)
        while batch := list(islice(everyone, BATCH)):
            start = time.perf_counter()
            rows = [_row(box, key, details) for key, details in batch]
            session.execute(insert(Person), rows)
            sealing += time.perf_counter() - start
    start = time.perf_counter()
    with db.begin() as session:
        names.index_many(session, roster(n))
    indexing = time.perf_counter() - start
    with db.begin() as session:
        session.execute(text("ANALYZE"))
        size = session.execute(
            text("SELECT SUM(pgsize) FROM dbstat WHERE name IN ('index_key', 'name_frequency')")
        ).scalar_one()
    gc.collect()
    return {"sealing s": sealing, "indexing s": indexing, "index tables MB": size / 1e6}
