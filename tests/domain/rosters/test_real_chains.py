"""Real chains of stints, anonymous and from outside this repository, with made-up names attached."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.demo.made_up import people
from hotline.domain import reasons
from hotline.models.custody import CustodyEvent, Stay, StayEnd, Stint
from hotline.models.operations import BatchState
from hotline.models.people import Person
from tests.domain.rosters.sheets import load

AS_OF = datetime(2026, 3, 12, tzinfo=UTC)
NAMED = ("given_names", "surnames", "birth_date", "protected")


@pytest.fixture
def chains(shared_data: Path, tmp_path: Path) -> Path:
    """The real file, and a made-up person for each of its keys."""
    with (shared_data / "stints_real.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    keys = dict.fromkeys(row["person_key"] for row in rows)
    made_up = dict(zip(keys, people(Random(7), len(keys)), strict=True))
    path = tmp_path / "chains.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, [*rows[0], *NAMED])
        writer.writeheader()
        for row in rows:
            person = made_up[row["person_key"]]
            name, born = person.names[0], person.births[0] if person.births else ""
            writer.writerow(row | dict(zip(NAMED, (name.given, name.surnames, born, "no"), strict=True)))
    return path


def test_real_chains_run_through(chains: Path, standing: Session) -> None:
    imported = load(chains, at=AS_OF, is_initial=True)

    assert (imported.state, imported.rows, imported.refused) == (BatchState.PUBLISHED, 3980, [])
    assert standing.scalar(select(func.count()).select_from(Person)) == 1787
    assert standing.scalar(select(func.count()).select_from(Stay)) == 1791
    assert imported.dirt["unknown release reasons"] == 0


def test_every_real_stay_ends_as_its_reason_says(chains: Path, standing: Session) -> None:
    with chains.open(encoding="utf-8") as source:
        told = {row["stay_key"]: row for row in csv.DictReader(source)}
    expected = [reasons.end_for(row["stay_release_reason"]) for row in told.values() if row["stay_book_out_date_time"]]

    load(chains, at=AS_OF, is_initial=True)

    ends = standing.execute(select(Stay.end, func.count()).group_by(Stay.end))
    assert {end: n for end, n in ends if end} == {end: expected.count(end) for end in set(expected)}
    assert StayEnd.LEFT_COUNTRY in set(expected)


def test_real_stints_stand_in_order_and_do_not_overlap(chains: Path, standing: Session) -> None:
    load(chains, at=AS_OF, is_initial=True)

    last: dict[int, Stint] = {}
    for stint in standing.scalars(select(Stint).order_by(Stint.stay_id, Stint.position)):
        if before := last.get(stint.stay_id):
            assert before.left_at is not None
            assert before.arrived_at <= before.left_at <= stint.arrived_at
        last[stint.stay_id] = stint


def test_real_chains_again_change_nothing(chains: Path) -> None:
    load(chains, at=AS_OF, is_initial=True)
    lines = chains.read_text(encoding="utf-8").splitlines()
    chains.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    events = count_events()

    again = load(chains, at=AS_OF)

    assert again.counts == {"unchanged people": 1787}
    assert count_events() == events


def count_events() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(CustodyEvent)) or 0
