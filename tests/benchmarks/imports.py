"""What the daily diet of rosters takes: a snapshot of 80,000 people, the same again, a delta of 12,000 rows.

`python -m tests.benchmarks.imports` prints the table alone. The snapshot "again" is the same people in another order,
so that every row is read and compared. Of the delta a third are moves, a third new people, a third book-outs on a move.
Relatives of 2,000 people have subscribed before it, 500 of whom it moves.
"""

import csv
import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hotline import db, migration
from hotline.demo import made_up
from hotline.domain import rosters
from hotline.domain.people import PersonDetails
from hotline.domain.rosters import Imported, Order
from hotline.models.operations import BatchState
from tests.benchmarks import place, subscribed
from tests.benchmarks.figures import Figure, table

SEED = 20261122
PEOPLE = 80_000
DELTA = 12_000
SOURCE = "roster"  # what Order calls it where nobody says
SUBSCRIBED, OF_THE_MOVED = 2_000, 500
NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
WALL = NOON.replace(hour=9, tzinfo=None)  # no later than NOON on any facility's clock
CODES = tuple(f"PLACE{letter}GA" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
COLUMNS = (
    "person_id", "a_number", "given_names", "surnames", "aliases", "birth_date", "birth_country", "citizenship",
    "gender", "protected", "stay_began", "facility_code", "book_in", "book_out", "reason",
)  # fmt: skip

Line = dict[str, object]


def figures(people: int = PEOPLE, delta: int = DELTA) -> list[Figure]:
    """Wall-clock seconds of each import, and of the longest publication among them."""
    share = people / PEOPLE
    with tempfile.TemporaryDirectory(dir=_folder()) as folder:
        path = Path(folder)
        database = path / "imports.db"
        migration.upgrade(place.settings(database).database_url)
        place.connected(database)
        took, published = _measured(path, people, delta)
        with db.reading() as session:
            notified = subscribed.notified(session)
        db.current().dispose()
    return [
        Figure(f"import: snapshot of {people:,} people", took[0], 60 * share, "s"),
        Figure("import: the same people again", took[1], 20 * share, "s"),
        Figure(f"import: delta of {delta:,} rows", took[2], 15 * share, "s"),
        Figure("import: longest publication", max(published), 2, "s"),
        Figure(f"import: publication that owes {notified:,} notices", published[2], 2, "s"),
    ]


def _folder() -> Path:
    place.FOLDER.mkdir(parents=True, exist_ok=True)
    return place.FOLDER


def _measured(folder: Path, people: int, delta: int) -> tuple[list[float], list[float]]:
    lines = list(_snapshot(people))
    files = [
        (_write(folder / "first.csv", lines), True, True),
        (_write(folder / "again.csv", reversed(lines)), True, False),
        (_write(folder / "delta.csv", _delta(lines, people, delta)), False, False),
    ]
    waited_for = _waited_for(lines, people, delta)
    del lines
    gc.collect()
    took, published = [], []
    for hour, (path, is_snapshot, is_initial) in enumerate(files):
        if not is_snapshot:
            with db.begin() as session:
                subscribed.subscribe(session, SOURCE, waited_for, now=NOON + timedelta(hours=hour))
        began = time.perf_counter()
        order = Order(path, is_snapshot=is_snapshot, is_initial=is_initial, as_of=NOON + timedelta(hours=hour))
        imported = rosters.import_file(order, now=NOON + timedelta(hours=hour))
        took.append(time.perf_counter() - began)
        published.append(_checked(imported).publish_seconds)
    return took, published


def _checked(imported: Imported) -> Imported:
    assert imported.state is BatchState.PUBLISHED, imported
    assert not imported.refused, imported.refused[:3]
    return imported


def _snapshot(people: int) -> Iterator[Line]:
    """A third of the people have moved once."""
    rng = Random(SEED)
    for number, details in enumerate(made_up.people(rng, people)):
        arrived = WALL - timedelta(minutes=rng.randrange(60 * 24, 60 * 24 * 60))
        who = _who(number, details) | {"stay_began": arrived}
        if rng.random() < 1 / 3:
            left = arrived + timedelta(hours=rng.randrange(3, 20))
            yield who | _stint(rng, arrived, left)
            arrived = left + timedelta(hours=3)
        yield who | _stint(rng, arrived, None)


def _delta(lines: list[Line], people: int, delta: int) -> Iterator[Line]:
    rng = Random(SEED + 1)
    now = WALL
    for line in _moved(rng, lines, delta):
        yield line | {"book_out": now, "reason": "Transferred"}
        yield line | _stint(rng, now + timedelta(minutes=45), None)
    for number, details in enumerate(made_up.people(rng, delta - 2 * (delta // 3)), people):
        yield _who(number, details) | {"stay_began": now} | _stint(rng, now, None)


def _moved(rng: Random, lines: list[Line], delta: int) -> list[Line]:
    return rng.sample([line for line in lines if not line["book_out"]], delta // 3)


def _waited_for(lines: list[Line], people: int, delta: int) -> list[str]:
    """Whose relatives have subscribed: some whom the delta moves, and others who stay where they are."""
    moved = [str(line["person_id"]) for line in _moved(Random(SEED + 1), lines, delta)]
    others = sorted({str(line["person_id"]) for line in lines} - set(moved))
    share = people / PEOPLE
    of_them = int(OF_THE_MOVED * share)
    return moved[:of_them] + others[: int(SUBSCRIBED * share) - of_them]


def _who(number: int, details: PersonDetails) -> Line:
    name, *aliases = details.names
    return {
        "person_id": f"P{number:07}",
        "a_number": details.a_numbers[0] if details.a_numbers else "",
        "given_names": name.given,
        "surnames": name.surnames,
        "aliases": "; ".join(f"{alias.surnames}, {alias.given}" for alias in aliases),
        "birth_date": details.births[0].isoformat() if details.births else "",
        "birth_country": details.country,
        "citizenship": details.citizenship,
        "gender": details.gender,
        "protected": "no",
    }


def _stint(rng: Random, arrived: datetime, left: datetime | None) -> Line:
    reason = "Transferred" if left else ""
    return {"facility_code": rng.choice(CODES), "book_in": arrived, "book_out": left or "", "reason": reason}


def _write(path: Path, lines: Iterable[Line]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    return path


if __name__ == "__main__":
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    print(table(figures(people, DELTA * people // PEOPLE)))
