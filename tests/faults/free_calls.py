"""`make faults`: what becomes of free calls when reports are shuffled and doubled, and when somebody pumps the line.

    python -m tests.faults.free_calls --count 10000 --numbers 5000

Attempts of every kind get their reports twice and in any order, and the log is compared with what must stand in it.
Then a few people at a few telephones key in number after number, and it is counted how many were rung.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from hotline import clock, db, migration, secrets_box
from hotline.app import create_app
from hotline.domain import free_calls
from hotline.domain.free_calls import Budget, Callee, Wish, numbers
from hotline.models.free_calls import CallResult, DetaineeCall, Party
from hotline.models.people import Person
from tests.domain.free_calls.ways import WAYS
from tests.settings import settings_for

SID = "CA" + "a" * 32
_NOT_BLOCKED = {name: way for name, way in WAYS.items() if name != "never again"}  # whose number none may ring after it
_PUMPERS, _LINES = 20, 5


@dataclass(slots=True)
class Told:
    """Reports made, attempts that did not end as they should, how many ended in what."""

    reports: int = 0
    astray: int = 0
    ends: Counter[CallResult] = field(default_factory=Counter)


def shuffle(count: int, *, seed: int = 1) -> Told:
    """Make about so many reports; the database is empty."""
    chance, told, now = random.Random(seed), Told(), clock.now()
    while told.reports < count:
        name = chance.choice(list(_NOT_BLOCKED))
        way = _NOT_BLOCKED[name]
        now += timedelta(days=1)  # so that no cap is reached
        with db.begin() as session:
            call = free_calls.ask(session, _wish(way.party, _number(chance)), Budget(), now=now).id
        reports = [*way.reports, *way.reports]
        chance.shuffle(reports)
        for report in reports:
            with db.begin() as session:
                report(session, call, now)
        told.reports += len(reports)
        with db.reading() as session:
            row = session.get_one(DetaineeCall, call)
            told.astray += (row.outcome, row.failure, row.seconds) != (way.outcome, way.failure, way.seconds)
            told.ends[row.outcome or CallResult.FAILED] += 1
    return told


@dataclass(slots=True)
class Pumped:
    """Numbers that were keyed in, how many of them were rung, and the most that any cap let through."""

    keyed: int = 0
    rung: int = 0
    over: list[str] = field(default_factory=list)


def pump(count: int, *, budget: Budget, seed: int = 1) -> Pumped:
    """A few people at a few telephones key in so many numbers in a day, many of them neighbours."""
    chance, pumped, now = random.Random(seed), Pumped(), clock.now().replace(hour=12)
    people = _people(now)
    rung: Counter[tuple[str, str]] = Counter()
    for _ in range(count):
        number, who, line = _number(chance), chance.choice(people), f"+147855501{chance.randrange(60, 60 + _LINES)}"
        with db.begin() as session:
            asked = free_calls.ask(session, _wish(Party.FAMILY, number, who, line), budget, now=now)
        pumped.keyed += 1
        if not asked.refusal:
            pumped.rung += 1
            rung.update((("person", str(who)), ("number", number), ("line", line), ("block", number[:-4])))
    caps = {"person": numbers.PERSON_A_DAY, "number": numbers.NUMBER_A_DAY, "line": numbers.LINE_A_DAY}
    caps["block"] = numbers.BLOCK_A_DAY
    pumped.over = sorted({scope for (scope, _what), n in rung.items() if n > caps[scope]})
    pumped.over += ["day"] if pumped.rung > budget.calls_a_day else []
    return pumped


def _wish(party: Party, number: str, who: int | None = None, line: str = "+14785550160") -> Wish:
    return Wish(SID, Callee(party, number), line, person_id=who)


def _number(chance: random.Random) -> str:
    """Of a handful of blocks of ten thousand."""
    return f"+1404{chance.choice((235, 255, 285, 315))}{chance.randrange(10_000):04}"


def _people(now: datetime) -> list[int]:
    ids = [secrets_box.random_id() for _ in range(_PUMPERS)]
    with db.begin() as session:
        session.add_all(Person(id=person, sealed=b"", updated_at=now) for person in ids)
    return ids


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--numbers", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hotline-free-calls-") as folder:
        settings = replace(settings_for(f"sqlite:///{Path(folder) / 'calls.db'}"), log_level="CRITICAL")
        migration.upgrade(settings.database_url)
        create_app(settings)
        began = time.monotonic()
        told = shuffle(options.count, seed=options.seed)
        pumped = pump(options.numbers, budget=Budget(calls_a_day=300), seed=options.seed)
        db.current().dispose()
    ends = ", ".join(f"{end}: {n:,}" for end, n in sorted(told.ends.items()))
    print(f"{told.reports:,} reports, every one twice, in any order; {told.astray} calls ended wrongly; {ends}")
    print(f"{pumped.keyed:,} numbers keyed in, {pumped.rung:,} rung; caps passed: {', '.join(pumped.over) or 'none'}")
    print(f"in {time.monotonic() - began:.0f} s")
    return 1 if told.astray or pumped.over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
