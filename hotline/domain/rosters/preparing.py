"""What a plan comes to in rows of each table. Nothing here looks at the database, so it may run beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hotline import db
from hotline.domain import enrolment, identities, names, people, reasons
from hotline.domain.intake import TELL_WITHIN, VERIFY_WITHIN
from hotline.domain.rosters.comparing import StayChange
from hotline.domain.rosters.planning import PersonChange
from hotline.models.custody import CustodyEvent, EventKind, Stay, StayEnd, Stint
from hotline.models.operations import RosterBatch, TaskKind
from hotline.models.people import Hiding, HidingReason, Person, SourceIdentity
from hotline.models.staging import StagedIdentity, StagedPerson, StagedStay, StagedStint
from hotline.secrets_box import SecretsBox

ADD, WAKE, REMOVE, RECOGNISE = 1, 0, -1, 2  # StagedKey.change

Rows = dict[type[db.Base], list[dict[str, Any]]]


@dataclass(slots=True)
class Writing:
    """Rows that wait to be written, by table.

    `keys` are rows of StagedKey and `shared` of IdentityKey, in the order of their columns. `tasks` are rows of
    StagedTask, one of a kind for a person. `hides` are known people to hide at once, because protection does not wait
    for a publication that may be held. `frequencies` is by how much the counts of names change.
    """

    full: Rows = field(default_factory=dict)
    keys: list[tuple[int, ...]] = field(default_factory=list)
    shared: list[tuple[int, ...]] = field(default_factory=list)
    tasks: dict[tuple[TaskKind, str], dict[str, Any]] = field(default_factory=dict)
    hides: list[tuple[int, HidingReason]] = field(default_factory=list)
    frequencies: Counter[int] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.full or self.keys)

    def put(self, model: type[db.Base], row: dict[str, Any]) -> None:
        self.full.setdefault(model, []).append(row)

    def extend(self, model: type[db.Base], rows: Iterable[dict[str, Any]]) -> None:
        self.full.setdefault(model, []).extend(rows)


def prepare(box: SecretsBox, batch: RosterBatch, changes: Iterable[PersonChange], *, now: datetime) -> Writing:
    """Everything that these people's changes write."""
    rows = Writing()
    for change in changes:
        if change.is_new:
            _new_person(rows, box, batch, change, now)
        else:
            _known_person(rows, box, batch, change, now)
        _index(rows, box, batch, change)
        _tasks(rows, batch, change, now)
    return rows


def prepare_unlisted(
    box: SecretsBox, batch: RosterBatch, stays: list[Stay], stints: list[dict[str, Any]], *, now: datetime
) -> Writing:
    """Open stays that a snapshot no longer lists: a task to find out, never "released"."""
    rows = Writing()
    for stay in stays:
        row = {column.key: getattr(stay, column.key) for column in Stay.__table__.columns}
        row |= {"batch_id": batch.id, "ended_at": batch.as_of, "end": StayEnd.NO_LONGER_LISTED}
        rows.put(StagedStay, row | {"confirmed_at": max(stay.confirmed_at, batch.as_of)})
        _task(rows, batch, TaskKind.VERIFY_LOCATION, stay.person_id, "no_longer_listed", now + VERIFY_WITHIN)
        person = {"batch_id": batch.id, "person_id": stay.person_id, "is_new": False, "hidden": False, "sealed": None}
        rows.put(StagedPerson, person | {"birth_year": None})
    for stint in stints:
        row = {name: value for name, value in stint.items() if name != "id"}
        rows.put(StagedStint, row | {"batch_id": batch.id, "left_at": row["left_at"] or batch.as_of})
    _events_of_unlisted(rows, box, batch, stays, now)
    return rows


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
    rows.shared += [(key, person_id) for key in dict.fromkeys(identities.shared_keys(box, change.after))]
    for stay in change.difference.changes:
        rows.put(Stay, _stay_row(stay, change))
        rows.extend(Stint, _stint_rows(stay))
        _events(rows, box, batch, change, stay, now)
    _staged_person(rows, batch, change)


def _known_person(rows: Writing, box: SecretsBox, batch: RosterBatch, change: PersonChange, now: datetime) -> None:
    """Into the staging tables, where nobody looks yet."""
    rows.hides += [(change.person_id, reason) for reason in sorted(change.reasons)]
    is_changed = change.before is not None and change.after != change.before
    details = [change.after, change.before] if is_changed else []
    _staged_person(rows, batch, change, *(people.sealed_by(box, change.person_id, each) for each in details if each))
    for key in change.own_keys:
        row = {"batch_id": batch.id, "key": key, "person_id": change.person_id, "fingerprint": change.fingerprint}
        rows.put(StagedIdentity, row)
    if is_changed:
        _keys(rows, batch, change, RECOGNISE, [(key, 0) for key in identities.shared_keys(box, change.after)])
    for stay in change.difference.changes:
        rows.put(StagedStay, {"batch_id": batch.id, **_stay_row(stay, change)})
        rows.extend(StagedStint, ({"batch_id": batch.id, **row} for row in _stint_rows(stay)))
        _events(rows, box, batch, change, stay, now)


def _staged_person(
    rows: Writing, batch: RosterBatch, change: PersonChange, sealed: bytes | None = None, before: bytes | None = None
) -> None:
    row: dict[str, Any] = {"batch_id": batch.id, "person_id": change.person_id, "is_new": change.is_new}
    row |= {"hidden": change.hidden, "birth_year": change.after.birth_year, "sealed": sealed, "sealed_before": before}
    rows.put(StagedPerson, row)


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


def _index(rows: Writing, box: SecretsBox, batch: RosterBatch, change: PersonChange) -> None:
    """Index rows to add and to take away, and the keys that wake open searches."""
    after = names.staged_keys(box, change.after)
    before = names.staged_keys(box, change.before) if change.before else []
    if change.before is None or change.before != change.after:
        known, told = set(before), set(after)
        _keys(rows, batch, change, ADD, [row for row in after if row not in known])
        _keys(rows, batch, change, REMOVE, [row for row in before if row not in told])
        if not change.hidden:
            rows.frequencies.update(names.frequency_keys(box, change.after))
            rows.frequencies.subtract(names.frequency_keys(box, change.before) if change.before else [])
    if change.before is not None and not change.hidden and change.difference.changes:
        _keys(rows, batch, change, WAKE, after)


def _keys(rows: Writing, batch: RosterBatch, change: PersonChange, what: int, keys: Iterable[tuple[int, int]]) -> None:
    head = batch.id, what, change.hidden
    rows.keys += [(*head, key, year, change.person_id) for key, year in keys]


def _tasks(rows: Writing, batch: RosterBatch, change: PersonChange, now: datetime) -> None:
    if change.is_doubtful:
        for person_id in {change.person_id, *change.doubts}:
            due = now + enrolment.RESOLVE_WITHIN
            _task(rows, batch, TaskKind.RESOLVE_IDENTITY, person_id, "same_identity", due)
    if change.brings_another_birth:
        due = now + enrolment.RESOLVE_WITHIN
        _task(rows, batch, TaskKind.SETTLE_BIRTH, change.person_id, "third_birth", due)
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
