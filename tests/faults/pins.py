"""`make faults`: PINs guessed by the ten thousand, at once and from many telephones, the right ones among the guesses.

    python -m tests.faults.pins --guesses 10000

Half are of who goes through the PINs of one person after the other, from a telephone that shows another number each
time; half of who stays at one telephone and has learnt the PINs of everybody a little too late. The right PIN is among
the guesses, after as many wrong ones as somebody may try: what holds is the lock, not luck. It is SQLite, or with
`--postgres` a PostgreSQL of its own.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hotline import db, migration, secrets_box
from hotline.domain import pins
from hotline.domain.pins import Line, Tried
from tests import factories, postgres
from tests.settings import settings_for

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
GUESSERS = 8
GUESSES_A_PERSON = 100
# As many wrong ones come first as may be tried, and as many as may be in hand when the right one is.
HEAD = max(pins.TRIES, pins.LINE_FAILURES) + GUESSERS


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: of whom, what, from which telephone."""

    a_number: str
    pin: str
    line: Line


@dataclass(slots=True)
class Told:
    """What the guesses of each kind came to, and how many of the people who were guessed at are locked."""

    ends: dict[str, Counter[Tried]] = field(default_factory=dict)
    people: int = 0
    locked: int = 0

    @property
    def got_in(self) -> int:
        return sum(ends[Tried.OPEN] for ends in self.ends.values())


def trial(guesses: int, *, seed: int = 1) -> Told:
    """Guess so often, on a database that is migrated and empty."""
    chance, told = random.Random(seed), Told()
    each = -(-guesses // (2 * GUESSES_A_PERSON))
    ours = _issued(first=0, count=each), _issued(first=each, count=each)
    told.ends["many telephones"] = _try(_many_telephones(chance, ours[0]))
    told.ends["one telephone"] = _try(_one_telephone(chance, ours[1]))
    told.people = each
    with db.reading() as session:
        standings = [pins.standing(session, person_id) for person_id, _pin in ours[0].values()]
    told.locked = sum(kept is not None and kept.is_locked for kept in standings)
    return told


def _issued(*, first: int, count: int) -> dict[str, tuple[int, str]]:
    """The A-number of each of so many people, with their id and PIN."""
    known = {}
    with db.begin() as session:
        factories.use(session)
        for number in range(first, first + count):
            a_number = f"{210_000_000 + number}"
            person = factories.identified(session, a_numbers=(a_number,))
            known[a_number] = person.id, pins.issue(session, None, person.id, now=NOW)
        factories.use(None)
    return known


def _many_telephones(chance: random.Random, known: dict[str, tuple[int, str]]) -> Iterator[Guess]:
    for a_number, (_id, pin) in known.items():
        right = chance.randrange(HEAD, GUESSES_A_PERSON)
        for number in range(GUESSES_A_PERSON):
            line = Line(f"+1212{chance.randrange(2_000_000, 9_999_999)}")
            yield Guess(a_number, pin if number == right else _wrong(chance, pin), line)


def _one_telephone(chance: random.Random, known: dict[str, tuple[int, str]]) -> Iterator[Guess]:
    line = Line("+19122345678")
    for number in range(GUESSES_A_PERSON * len(known)):
        a_number, (_id, pin) = chance.choice(list(known.items()))
        yield Guess(a_number, pin if number >= HEAD else _wrong(chance, pin), line)


def _wrong(chance: random.Random, pin: str) -> str:
    return f"{(int(pin) + chance.randrange(1, 10**6)) % 10**6:06d}"


def _try(guesses: Iterator[Guess]) -> Counter[Tried]:
    def guess(one: Guess) -> Tried:
        with db.begin() as session:
            return pins.opens(session, one.a_number, one.pin, line=one.line, now=NOW).tried

    with ThreadPoolExecutor(GUESSERS) as guessers:
        return Counter(guessers.map(guess, guesses))


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hotline-pins-") as folder:
        yield f"sqlite:///{Path(folder) / 'pins.db'}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--guesses", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    options = parser.parse_args(arguments)
    with postgres.server() if options.postgres else _file() as url:
        settings = settings_for(url)
        migration.upgrade(settings.database_url)
        db.connect(settings.database_url, secrets_box.session_info(secrets_box.from_settings(settings)))
        began = time.monotonic()
        told = trial(options.guesses, seed=options.seed)
        db.current().dispose()
    for kind, ends in told.ends.items():
        print(f"{kind}: {ends.total():,} guesses: " + ", ".join(f"{end} {n:,}" for end, n in sorted(ends.items())))
    print(f"{told.got_in} in, {told.locked} of {told.people} people locked, in {time.monotonic() - began:.0f} s")
    return 1 if told.got_in else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
