"""Writing the index of names: one person at intake, many at an import."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Table, delete, tuple_
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.names.keys import frequency_keys, staged_keys
from hotline.domain.people import PersonDetails
from hotline.models.people import HiddenIndexKey, IndexKey, NameFrequency

_ROWS_A_STATEMENT = 5_000
_DRAWERS = 64
_DRAWER_SHIFT = 58  # the first six of the 64 bits of a key


def index(session: Session, person_id: int, details: PersonDetails, *, hidden: bool) -> None:
    """Make a person findable: by the public when not hidden, else by staff alone."""
    index_many(session, [(person_id, details)], hidden=hidden)


def unindex(session: Session, person_id: int, details: PersonDetails, *, hidden: bool) -> None:
    """Take back what index() wrote for exactly these details."""
    box = secrets_box.of(session)
    table = _table(hidden)
    rows = [(key, year, person_id) for key, year in staged_keys(box, details)]
    session.execute(delete(table).where(tuple_(table.c.key, table.c.birth_year, table.c.person_id).in_(rows)))
    if not hidden:
        add_frequencies(session, Counter(dict.fromkeys(frequency_keys(box, details), -1)))


def index_many(session: Session, people: Iterable[tuple[int, PersonDetails]], *, hidden: bool = False) -> None:
    """index() for many people at once; a row that stands already is left alone.

    Rows are written in the order of their keys, so that the pages of the index are filled one after the other.
    """
    box = secrets_box.of(session)
    counts: Counter[int] = Counter()
    drawers = [array("q") for _ in range(_DRAWERS)]
    for person_id, details in people:
        for key, year in staged_keys(box, details):
            drawers[(key >> _DRAWER_SHIFT) + _DRAWERS // 2].extend((key, year, person_id))
        counts.update(frequency_keys(box, details))
    model = HiddenIndexKey if hidden else IndexKey
    for drawer in drawers:
        flat = iter(drawer)
        db.insert_plain(session, model, ("key", "birth_year", "person_id"), sorted(zip(flat, flat, flat, strict=True)))
    if not hidden:
        add_frequencies(session, counts)


def add_frequencies(session: Session, counts: Counter[int]) -> None:
    """Add to the counters; in key order, so that two writers never wait for each other in a circle."""
    if not counts:
        return
    statement = db.upsert(session, NameFrequency)
    statement = statement.on_conflict_do_update(
        index_elements=["key"], set_={"n": NameFrequency.n + statement.excluded.n}
    )
    rows = [{"key": key, "n": n} for key, n in sorted(counts.items())]
    connection = session.connection()
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        connection.execute(statement, rows[start : start + _ROWS_A_STATEMENT])


def tables(staff: bool) -> Sequence[Table]:
    """The index tables a query may read."""
    return (_table(False), _table(True)) if staff else (_table(False),)


def _table(hidden: bool) -> Table:
    return cast(Table, HiddenIndexKey.__table__ if hidden else IndexKey.__table__)
