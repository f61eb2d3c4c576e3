"""How long `flask audit verify` takes over a trail of a million entries, and what the pages that read it cost."""

import json
import time
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hotline import clock, db, secrets_box
from hotline.domain import audit, audit_chain
from hotline.domain.audit_reading import Filter, read
from hotline.models.audit import AuditEntry
from tests.benchmarks import place
from tests.benchmarks.figures import Figure, percentile

CHUNK = 20_000
VERIFIED_IN = 60.0  # s, for a million entries
READ_IN = 50.0  # ms
_STAFF = 40
_ROUNDS = 20


def figures(entries: int) -> list[Figure]:
    path = place.path_of(entries).with_name(f"trail-{entries}.db")
    for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        old.unlink(missing_ok=True)
    database = place.connected(path)
    db.Base.metadata.create_all(database.engine)
    with database.begin() as session:
        _fill(session, entries)
    with database.reading() as session:
        began = time.perf_counter()
        found = audit_chain.verify(session)
        taken = time.perf_counter() - began
        slowest = max(percentile(_milliseconds(session, wanted), 0.95) for wanted in _FILTERS)
    database.dispose()
    assert (found.entries, found.is_whole) == (entries, True)
    return [
        Figure(f"audit verify of {entries:,} entries", taken, VERIFIED_IN * entries / 1_000_000, "s"),
        Figure("slowest page of the trail, p95", slowest, READ_IN, "ms"),
    ]


_FILTERS = (
    Filter(),
    Filter(actor_id=3),
    Filter(action="staff.left"),
    Filter(subject="person:17"),
    Filter(since=clock.now() - timedelta(days=400), until=clock.now() - timedelta(days=200)),
    Filter(actor_id=3, action="person.viewed", since=clock.now() - timedelta(days=300)),
)


def _milliseconds(session: Session, wanted: Filter) -> list[float]:
    taken = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        read(session, wanted)
        taken.append((time.process_time() - began) * 1_000)
    return taken


def _fill(session: Session, entries: int) -> None:
    """As record() would, a minute apart, with one statement for many."""
    box, last = secrets_box.of(session), b""
    began_at = clock.now() - timedelta(minutes=entries)
    for start in range(1, entries + 1, CHUNK):
        rows = []
        for number in range(start, min(start + CHUNK, entries + 1)):
            entry = AuditEntry(
                id=number,
                at=began_at + timedelta(minutes=number),
                actor_id=number % _STAFF,
                action="person.viewed" if number % 3 else "task.closed",
                subject=f"person:{number % 5_000}",
                facts=json.dumps({"outside": number % 7 == 0}, sort_keys=True),
                sealed=b"",
            )
            entry.key_id, entry.mac = box.link(last, audit.told(entry))
            last = entry.mac
            rows.append({name: getattr(entry, name) for name in AuditEntry.__table__.columns.keys()})  # noqa: SIM118
        session.execute(insert(AuditEntry), rows)
