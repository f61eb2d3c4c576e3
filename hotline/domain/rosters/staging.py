"""Writing a plan down, out of everybody's sight, in short transactions; and sweeping up what nobody will publish."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Select, Table, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import hiding
from hotline.domain.rosters.preparing import Writing
from hotline.models.custody import CustodyEvent, Stay, Stint
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import Hiding, IdentityKey, Person, SourceIdentity
from hotline.models.staging import (
    StagedFrequency,
    StagedIdentity,
    StagedKey,
    StagedOvertaken,
    StagedPerson,
    StagedStay,
    StagedStint,
    StagedTask,
)

_STAGED = (
    StagedKey,
    StagedFrequency,
    StagedIdentity,
    StagedStint,
    StagedStay,
    StagedTask,
    StagedOvertaken,
    StagedPerson,
)
_SWEPT_AT_ONCE = 2_000

# Parents first. What a batch may say twice (an event told before, a person with two open stays) is written after them.
_ORDER: tuple[type[db.Base], ...] = (
    Person,
    Hiding,
    SourceIdentity,
    Stay,
    Stint,
    StagedIdentity,
    StagedStay,
    StagedStint,
)
_KEY_COLUMNS = ("batch_id", "change", "hidden", "key", "birth_year", "person_id")


class TakenOver(Exception):
    """Another import of the same source has begun since; this one stops."""


def write(session: Session, batch_id: int, rows: Writing, *, now: datetime) -> None:
    """One statement a table, parents first. Raises TakenOver."""
    still_ours(session, batch_id)
    for person_id, reason in rows.hides:
        hiding.hide(session, person_id, reason, now=now)
    session.flush()
    connection = session.connection()
    for model in _ORDER:
        if found := rows.full.get(model):
            connection.execute(insert(table_of(model)), found)
    repeated = {model: rows.full.get(model, []) for model in (StagedPerson, CustodyEvent)}
    for model, again in (repeated | {StagedTask: [*rows.tasks.values()]}).items():
        if again:
            connection.execute(db.upsert(session, table_of(model)).on_conflict_do_nothing(), again)
    db.insert_plain(session, StagedKey, _KEY_COLUMNS, sorted(rows.keys))
    db.insert_plain(session, IdentityKey, ("key", "person_id"), sorted(rows.shared))


def write_frequencies(session: Session, batch_id: int, frequencies: Counter[int]) -> None:
    """By how much the whole batch changes the counts of names. Raises TakenOver."""
    still_ours(session, batch_id)
    kept = [(batch_id, key, n) for key, n in sorted(frequencies.items()) if n]
    db.insert_plain(session, StagedFrequency, ("batch_id", "key", "n"), kept)


def still_ours(session: Session, batch_id: int) -> None:
    """Raises TakenOver unless the batch is still being staged; nobody changes that before this transaction ends."""
    held = update(RosterBatch).where(RosterBatch.id == batch_id, RosterBatch.state == BatchState.STAGING)
    if not session.execute(held.values(state=BatchState.STAGING)).rowcount:  # type: ignore[attr-defined]  # a DML result
        raise TakenOver


def leftovers(state: BatchState) -> Select[int]:
    """Batches in that state that still have staged rows lying about, though nobody will publish them any more."""
    left = (exists().where(table.c.batch_id == RosterBatch.id) for table in map(table_of, _STAGED))
    return select(RosterBatch.id).where(RosterBatch.state == state, or_(*left))


def sweep(session: Session, batch_id: int) -> bool:
    """Take away some of what an abandoned batch staged; answers whether there may be more."""
    new = select(StagedPerson.person_id).where(StagedPerson.batch_id == batch_id, StagedPerson.is_new)
    if some := list(session.scalars(new.limit(_SWEPT_AT_ONCE))):
        forget(session, batch_id, some)
        return True
    session.execute(delete(CustodyEvent).where(CustodyEvent.batch_id == batch_id))
    clear(session, batch_id)
    return False


def clear(session: Session, batch_id: int) -> None:
    """Empty the staging tables of a batch."""
    for table in map(table_of, _STAGED):
        session.execute(delete(table).where(table.c.batch_id == batch_id))


def table_of(model: type[db.Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  every model is mapped to a table
    return table


def forget(session: Session, batch_id: int, person_ids: list[int]) -> None:
    """Delete people whom this batch brought and nobody has seen."""
    stays = select(Stay.id).where(Stay.person_id.in_(person_ids))
    session.execute(delete(Stint).where(Stint.stay_id.in_(stays)))
    for table in map(table_of, (Stay, CustodyEvent, Hiding, SourceIdentity, IdentityKey, StagedKey, StagedPerson)):
        session.execute(delete(table).where(table.c.person_id.in_(person_ids)))
    session.execute(delete(Person).where(Person.id.in_(person_ids)))
