"""What the compliance board costs over a year of calls: the board of the last week, and a facility's own page.

What the people at each facility had is counted by `flask deliver` every five minutes, while nobody waits for it.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.domain.free_calls import board
from hotline.models.custody import Stay, Stint
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.people import Person
from hotline.models.places import Facility
from tests.benchmarks import place
from tests.benchmarks.figures import Figure, percentile

CHUNK = 50_000
BOARD_IN = 100.0  # ms
COUNTED_IN = 5.0  # s; the round of chores takes no longer for it
_HELD, _FACILITIES = 60_000, 200
_YEAR = timedelta(days=365)
_ROUNDS = 15
_OUTCOMES = (*[CallResult.COMPLETED] * 6, CallResult.BUSY, CallResult.NO_ANSWER, CallResult.REFUSED)


def figures(calls: int) -> list[Figure]:
    """`calls` rows over a year, of 60,000 people who are held at 200 facilities."""
    path = place.path_of(calls).with_name(f"free-calls-{calls}.db")
    for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        old.unlink(missing_ok=True)
    database, now = place.connected(path), clock.now()
    db.Base.metadata.create_all(database.engine)
    with database.begin() as session:
        _hold(session, now)
    for first in range(0, calls, CHUNK):
        with database.begin() as session:
            _call(session, range(first, min(first + CHUNK, calls)), now)
    with database.begin() as session:
        began = time.perf_counter()
        board.keep(session, board.count(session, now=now) or [])
        counted = time.perf_counter() - began
    with database.reading() as session:
        shown = _slow(lambda: _board(session, now))
        page = _slow(lambda: board.standings(session, _code(7)))
    database.dispose()
    return [
        Figure(f"compliance board of a week over {calls:,} calls, p95", shown, BOARD_IN, "ms"),
        Figure("a facility's own page, p95", page, BOARD_IN, "ms"),
        Figure(f"counting what {_HELD:,} people had, every five minutes", counted, COUNTED_IN, "s"),
    ]


def _board(session: Session, now: datetime) -> None:
    since = now - timedelta(days=7)
    session.expire_all()
    board.here(session)
    board.rates(session, since, now)
    board.failures(session, since, now)


def _slow(what: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        what()
        taken.append((time.process_time() - began) * 1_000)
    return percentile(taken, 0.95)


def _code(number: int) -> str:
    return f"FAC{number % _FACILITIES:03}"


def _hold(session: Session, now: datetime) -> None:
    chance = random.Random(1)
    people = range(1, _HELD + 1)
    began = [now - timedelta(hours=chance.random() * 24 * 60) for _ in people]
    session.execute(insert(Facility), [{"code": _code(n), "name": _code(n)} for n in range(_FACILITIES)])
    session.execute(insert(Person), [{"id": n, "sealed": b"", "updated_at": now} for n in people])
    stays = [{"id": n, "person_id": n, "began_at": at} for n, at in zip(people, began, strict=True)]
    session.execute(insert(Stay), [row | {"source": "roster", "confirmed_at": now} for row in stays])
    stints = [{"stay_id": n, "facility_code": _code(n), "arrived_at": at} for n, at in zip(people, began, strict=True)]
    session.execute(insert(Stint), [row | {"source": "roster"} for row in stints])


def _call(session: Session, ids: range, now: datetime) -> None:
    chance, parties = random.Random(ids.start), list(Party)
    rows = []
    for number in ids:
        at = now - _YEAR * chance.random()
        who = {"id": number + 1, "person_id": chance.randrange(1, _HELD + 1), "party": chance.choice(parties)}
        code = _code(chance.randrange(_FACILITIES))
        what = {"means": CallMeans.LINE, "outcome": chance.choice(_OUTCOMES), "facility_code": code}
        rows.append(who | what | {"asked_at": at, "logged_at": at})
    session.execute(insert(DetaineeCall), rows)
