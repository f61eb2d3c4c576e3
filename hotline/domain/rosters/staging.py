"""Writing a plan down, out of everybody's sight, in short transactions; and sweeping up what nobody will publish."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import enrolment, hiding, identities, names, people, reasons
from hotline.domain.intake import TELL_WITHIN, VERIFY_WITHIN
from hotline.domain.rosters.comparing import StayChange
from hotline.domain.rosters.planning import PersonChange
from hotline.models.custody import CustodyEvent, EventKind, Stay, StayEnd, Stint
from hotline.models.operations import BatchState, RosterBatch, TaskKind
from hotline.models.people import Hiding, IdentityKey, Person, SourceIdentity
from hotline.models.staging import (
    StagedFrequency,
    StagedIdentity,
    StagedKey,
    StagedPerson,
    StagedStay,
    StagedStint,
    StagedTask,
)
from hotline.secrets_box import SecretsBox

ADD, WAKE, REMOVE, RECOGNISE = 1, 0, -1, 2
_STAGED = (StagedKey, StagedFrequency, StagedIdentity, StagedStint, StagedStay, StagedTask, StagedPerson)
_SWEPT_AT_ONCE = 2_000

Rows = dict[type[db.Base], list[dict[str, Any]]]

# Tables of plain numbers, of which a person has many rows: written past the SQL toolkit.
_PLAIN: dict[type[db.Base], tuple[str, ...]] = {
    StagedKey: ("batch_id", "change", "hidden", "key", "birth_year", "person_id"),
    IdentityKey: ("key", "person_id"),
    StagedFrequency: ("batch_id", "key", "n"),
}


@dataclass(slots=True)
class Writing:
    """Rows that wait to be written, by table: `full` ones by column, `plain` ones in the order of _PLAIN."""

    full: Rows = field(default_factory=dict)
    plain: dict[type[db.Base], list[tuple[int, ...]]] = field(default_factory=lambda: {model: [] for model in _PLAIN})
    tasks: dict[tuple[TaskKind, str], dict[str, Any]] = field(default_factory=dict)

    def put(self, model: type[db.Base], row: dict[str, Any]) -> None:
        self.full.setdefault(model, []).append(row)

    def extend(self, model: type[db.Base], rows: Iterable[dict[str, Any]]) -> None:
        self.full.setdefault(model, []).extend(rows)


class TakenOver(Exception):
    """Another import of the same source has begun since; this one stops."""


def stage(session: Session, batch: RosterBatch, changes: list[PersonChange], *, now: datetime) -> Counter[int]:
    """Write what a chunk of people comes to; answers by how much the counts of names change. Raises TakenOver."""
    still_ours(session, batch.id)
    rows = Writing()
    frequencies: Counter[int] = Counter()
    box = secrets_box.of(session)
    for change in changes:
        if change.is_new:
            _new_person(rows, box, batch, change, now)
        else:
            _known_person(session, rows, box, batch, change, now)
        _index(rows, frequencies, box, batch, change)
        _tasks(rows, batch, change, now)
    _write(session, rows)
    return frequencies


def stage_frequencies(session: Session, batch: RosterBatch, frequencies: Counter[int]) -> None:
    still_ours(session, batch.id)
    kept = [(batch.id, key, n) for key, n in sorted(frequencies.items()) if n]
    db.insert_plain(session, StagedFrequency, _PLAIN[StagedFrequency], kept)


def stage_unlisted(session: Session, batch: RosterBatch, stays: list[Stay], *, now: datetime) -> None:
    """Open stays that a snapshot no longer lists: a task to find out, never "released"."""
    still_ours(session, batch.id)
    rows = Writing()
    for stay in stays:
        row = {column.key: getattr(stay, column.key) for column in Stay.__table__.columns}
        row |= {"batch_id": batch.id, "ended_at": batch.as_of, "end": StayEnd.NO_LONGER_LISTED}
        rows.put(StagedStay, row | {"confirmed_at": max(stay.confirmed_at, batch.as_of)})
        _task(rows, batch, TaskKind.VERIFY_LOCATION, stay.person_id, "no_longer_listed", now + VERIFY_WITHIN)
        person = {"batch_id": batch.id, "person_id": stay.person_id, "is_new": False, "hidden": False, "sealed": None}
        rows.put(StagedPerson, person | {"birth_year": None})
    for stint in session.execute(select(Stint.__table__).where(Stint.stay_id.in_([stay.id for stay in stays]))):
        row = dict(stint._mapping)
        row.pop("id")
        rows.put(StagedStint, row | {"batch_id": batch.id, "left_at": row["left_at"] or batch.as_of})
    _events_of_unlisted(rows, secrets_box.of(session), batch, stays, now)
    _write(session, rows)


def still_ours(session: Session, batch_id: int) -> None:
    """Raises TakenOver unless the batch is still being staged; nobody changes that before this transaction ends."""
    held = update(RosterBatch).where(RosterBatch.id == batch_id, RosterBatch.state == BatchState.STAGING)
    if not session.execute(held.values(state=BatchState.STAGING)).rowcount:  # type: ignore[attr-defined]  # a DML result
        raise TakenOver


def abandoned_with_leftovers() -> Select[int]:
    """Batches that nobody will publish and that still have rows lying about."""
    left = exists(select(StagedPerson.person_id).where(StagedPerson.batch_id == RosterBatch.id))
    return select(RosterBatch.id).where(RosterBatch.state == BatchState.ABANDONED, left)


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


def _new_person(rows: Writing, box: SecretsBox, batch: RosterBatch, change: PersonChange, now: datetime) -> None:
    """Straight into the tables of the living: without index rows nobody finds them."""
    sealed = people.sealed_by(box, change.person_id, change.after)
    person_id = change.person_id
    year = change.after.birth_year
    rows.put(Person, {"id": person_id, "birth_year": year, "sealed": sealed, "updated_at": now})
    for reason in change.reasons:
        rows.put(Hiding, {"person_id": person_id, "reason": reason, "since": now})
    for key in change.own_keys:
        row = {"source": batch.source, "key": key, "person_id": person_id, "fingerprint": change.fingerprint}
        rows.put(SourceIdentity, row)
    for key in dict.fromkeys(identities.shared_keys(box, change.after)):
        rows.plain[IdentityKey].append((key, person_id))
    for stay in change.difference.changes:
        rows.put(Stay, _stay_row(stay, change))
        rows.extend(Stint, _stint_rows(stay))
        _events(rows, box, batch, change, stay, now)
    _staged_person(rows, batch, change, None)


def _known_person(
    session: Session, rows: Writing, box: SecretsBox, batch: RosterBatch, change: PersonChange, now: datetime
) -> None:
    """Into the staging tables; but protection does not wait for a publication that may be held."""
    for reason in sorted(change.reasons):
        hiding.hide(session, change.person_id, reason, now=now)
    is_changed = change.after != change.before
    _staged_person(rows, batch, change, people.sealed_by(box, change.person_id, change.after) if is_changed else None)
    for key in change.own_keys:
        row = {"batch_id": batch.id, "key": key, "person_id": change.person_id, "fingerprint": change.fingerprint}
        rows.put(StagedIdentity, row)
    if is_changed:
        _keys(rows, batch, change, RECOGNISE, [(key, 0) for key in identities.shared_keys(box, change.after)])
    for stay in change.difference.changes:
        rows.put(StagedStay, {"batch_id": batch.id, **_stay_row(stay, change)})
        rows.extend(StagedStint, ({"batch_id": batch.id, **row} for row in _stint_rows(stay)))
        _events(rows, box, batch, change, stay, now)


def _staged_person(rows: Writing, batch: RosterBatch, change: PersonChange, sealed: bytes | None) -> None:
    row = {"batch_id": batch.id, "person_id": change.person_id, "is_new": change.is_new, "hidden": change.hidden}
    rows.put(StagedPerson, row | {"birth_year": change.after.birth_year, "sealed": sealed})


def _stay_row(stay: StayChange, change: PersonChange) -> dict[str, Any]:
    line = stay.line
    return {
        "id": stay.stay_id,
        "person_id": change.person_id,
        "office_code": line.office or None,
        "began_at": line.began_at,
        "ended_at": line.ended_at,
        "end": line.end,
        "reason": line.reason,
        "departure_country": line.departure_country,
        "source": stay.source,
        "confirmed_at": stay.confirmed_at,
        "is_contradicted": stay.is_contradicted,
    }


def _stint_rows(stay: StayChange) -> Iterator[dict[str, Any]]:
    for position, stint in enumerate(stay.line.stints):
        yield {"stay_id": stay.stay_id, "position": position, "source": stay.source, **stint._asdict()}


def _index(rows: Writing, frequencies: Counter[int], box: SecretsBox, batch: RosterBatch, change: PersonChange) -> None:
    """Index rows to add and to take away, and the keys that wake open searches."""
    after = names.staged_keys(box, change.after)
    before = names.staged_keys(box, change.before) if change.before else []
    if change.before is None or change.before != change.after:
        known, told = set(before), set(after)
        _keys(rows, batch, change, ADD, [row for row in after if row not in known])
        _keys(rows, batch, change, REMOVE, [row for row in before if row not in told])
        if not change.hidden:
            frequencies.update(names.frequency_keys(box, change.after))
            frequencies.subtract(names.frequency_keys(box, change.before) if change.before else [])
    if change.before is not None and not change.hidden and change.difference.changes:
        _keys(rows, batch, change, WAKE, after)


def _keys(rows: Writing, batch: RosterBatch, change: PersonChange, what: int, keys: Iterable[tuple[int, int]]) -> None:
    head = batch.id, what, change.hidden
    rows.plain[StagedKey] += [(*head, key, year, change.person_id) for key, year in keys]


def _tasks(rows: Writing, batch: RosterBatch, change: PersonChange, now: datetime) -> None:
    if change.is_doubtful:
        for person_id in {change.person_id, *change.doubts}:
            due = now + enrolment.RESOLVE_WITHIN
            _task(rows, batch, TaskKind.RESOLVE_IDENTITY, person_id, "same_identity", due)
    if change.has_died:
        _task(rows, batch, TaskKind.TELL_FAMILY, change.person_id, "died", now + TELL_WITHIN)
    elif why := change.difference.needs_verification:
        _task(rows, batch, TaskKind.VERIFY_LOCATION, change.person_id, why, now + VERIFY_WITHIN)


def _task(rows: Writing, batch: RosterBatch, kind: TaskKind, person_id: int, why: str, due_at: datetime) -> None:
    subject = f"person:{person_id}"
    task = {"batch_id": batch.id, "kind": kind, "subject": subject, "reason": why, "due_at": due_at}
    rows.tasks.setdefault((kind, subject), task)


def _events(
    rows: Writing, box: SecretsBox, batch: RosterBatch, change: PersonChange, stay: StayChange, now: datetime
) -> None:
    """The line of events behind a stay: what the source reported, once, whatever later rosters repeat."""
    line = stay.line
    if stay.source != batch.source:
        return  # another source's stay, that this roster only contradicts
    told: list[tuple[EventKind, datetime, str | None, str, str]]
    told = [] if line.stints else [(EventKind.ARRESTED, line.began_at, None, "", "")]
    for stint in line.stints:
        told.append((EventKind.BOOKED_IN, stint.arrived_at, stint.facility_code, "", ""))
        if stint.left_at is not None and (line.end is None or stint is not line.stints[-1]):
            told.append((EventKind.TRANSFERRED, stint.left_at, stint.facility_code, stint.reason, ""))
    if line.end is not None and line.ended_at is not None:
        place = line.stints[-1].facility_code if line.stints else None
        told.append((reasons.event_kind(line.end), line.ended_at, place, line.reason, line.departure_country))
    own = change.own_keys[0]
    for kind, at, code, reason, country in told:
        key = box.index_key("roster-event", f"{own}\0{kind}\0{at.isoformat()}\0{code}\0{reason}")
        row = {"person_id": change.person_id, "stay_id": stay.stay_id, "kind": kind, "happened_at": at}
        row |= {"facility_code": code, "office_code": line.office or None, "reason": reason, "country": country}
        row |= {"source": batch.source, "source_key": key, "recorded_at": now, "batch_id": batch.id}
        rows.put(CustodyEvent, row)


def _events_of_unlisted(rows: Writing, box: SecretsBox, batch: RosterBatch, stays: list[Stay], now: datetime) -> None:
    for stay in stays:
        key = box.index_key("roster-event", f"{stay.id}\0unlisted\0{batch.as_of.isoformat()}")
        row = {"person_id": stay.person_id, "stay_id": stay.id, "kind": EventKind.NO_LONGER_LISTED}
        row |= {"happened_at": batch.as_of, "facility_code": None, "office_code": stay.office_code, "reason": ""}
        row |= {"country": "", "source": batch.source, "source_key": key, "recorded_at": now, "batch_id": batch.id}
        rows.put(CustodyEvent, row)


_ORDER: tuple[type[db.Base], ...] = (
    Person,
    Hiding,
    SourceIdentity,
    Stay,
    Stint,
    StagedPerson,
    StagedIdentity,
    StagedStay,
    StagedStint,
)


def _write(session: Session, rows: Writing) -> None:
    """One statement a table, parents first."""
    connection = session.connection()
    for model in _ORDER:
        if found := rows.full.get(model):
            connection.execute(insert(table_of(model)), found)
    # Told before, by an earlier roster or an earlier chunk, and the same:
    rows.full[StagedTask] = list(rows.tasks.values())
    for repeated in (CustodyEvent, StagedTask):
        if again := rows.full.get(repeated):
            connection.execute(db.upsert(session, table_of(repeated)).on_conflict_do_nothing(), again)
    for plain, numbers in rows.plain.items():
        db.insert_plain(session, plain, _PLAIN[plain], numbers)
