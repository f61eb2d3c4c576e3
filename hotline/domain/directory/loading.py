"""Puts a reference list into the directory; loading it again changes nothing.

What a person has verified is stronger than any list: a verified number stays, and where a list disagrees staff are
asked to dial again. What staff wrote stays until the list says something else than it did before they wrote: then the
list is newer, and staff are asked to compare. A cell that a newer list leaves empty erases nothing, and a row that it
lacks stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import desk
from hotline.domain.directory import by_hand, history
from hotline.domain.directory.by_hand import ByHand
from hotline.domain.directory.cells import Values
from hotline.domain.directory.fields import as_text
from hotline.domain.directory.forms import ListKind
from hotline.domain.directory.lists import Row, SetAside
from hotline.domain.directory.naming import fold
from hotline.models.operations import Task, TaskKind
from hotline.models.places import (
    Agency,
    Area,
    Consulate,
    Court,
    Facility,
    FacilityAlias,
    FacilityRule,
    FieldOffice,
    LegalProvider,
    WithPhone,
)

VERIFYING_DUE = timedelta(days=7)
_PHONE_COLUMNS = {"phone", "phone_source", "phone_verified_on", "phone_verified_by"}
_NO_COLUMNS = {"also_called", "in_county"}
_NOT_TOLD = {"edition", "is_second_hand"}  # how old or how far from its source a list's word is
_TABLES: dict[ListKind, tuple[type[db.Base], tuple[str, ...]]] = {
    ListKind.FIELD_OFFICES: (FieldOffice, ("code",)),
    ListKind.AREAS: (Area, ("state", "county")),
    ListKind.FACILITIES: (Facility, ("code",)),
    ListKind.FACILITY_RULES: (FacilityRule, ("facility_code", "topic", "language")),
    ListKind.COURTS: (Court, ("id",)),
    ListKind.LEGAL_PROVIDERS: (LegalProvider, ("name", "city", "list_state")),
    ListKind.CONSULATES: (Consulate, ("country", "city", "kind")),
    ListKind.AGENCIES: (Agency, ("state", "name", "city")),
}


def subject_of(row: db.Base | WithPhone) -> str:
    """What a task about a row of the directory says it is about: "facilities:STWRTGA"."""
    kind, names = next((kind, key) for kind, (table, key) in _TABLES.items() if isinstance(row, table))
    return f"{kind}:{':'.join(getattr(row, name) for name in names)}"[:80]


@dataclass(slots=True)
class Loaded:
    """What a load did, in rows.

    `contradicted` counts verified numbers that the list has otherwise, `kept` the rows of which staff's own words stay,
    `to_compare` those of which the list's newer words replace staff's.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    contradicted: int = 0
    kept: int = 0
    to_compare: int = 0
    set_aside: tuple[SetAside, ...] = ()


def load(session: Session, kind: ListKind, rows: Iterable[Row], *, now: datetime) -> Loaded:
    """Add what is new, renew what changed, answer the counts. Field offices come before areas and facilities."""
    return _Load(session, kind, now).put(rows)


class _Load:
    """One list on its way into one table."""

    def __init__(self, session: Session, kind: ListKind, now: datetime) -> None:
        self._session = session
        self._kind = kind
        self._now = now
        self._model, self._key = _TABLES[kind]
        self._known = {self._key_of(row): row for row in session.scalars(select(self._model))}
        self._offices = set(session.scalars(select(FieldOffice.code)))
        self._facilities = set(session.scalars(select(Facility.code)))
        self._by_hand = ByHand(session)
        self._areas = {(area.state, area.county): area.office_code for area in session.scalars(select(Area))}

    def put(self, rows: Iterable[Row]) -> Loaded:
        usable, aside = self._sorted_out(rows)
        loaded = Loaded(set_aside=tuple(aside))
        for row in usable:
            present = self._known.get(self._identity(row.values))
            if present is None:
                self._add(row, loaded)
            else:
                self._compare(present, row, loaded)
        self._session.flush()
        if self._kind is ListKind.FACILITIES:
            _keep_names(self._session, usable, self._by_hand, self._now)
        return loaded

    def _add(self, row: Row, loaded: Loaded) -> None:
        """A rule that staff removed stays away until the list words it otherwise."""
        new = self._model(**{name: value for name, value in row.values.items() if name not in _NO_COLUMNS})
        if isinstance(new, FacilityRule) and not self._by_hand.left(new, {"text": new.text}):
            loaded.kept += 1
            loaded.unchanged += 1
            return
        self._session.add(new)
        loaded.added += 1
        if isinstance(new, FacilityRule) and self._by_hand.written(new, {"text": new.text}):
            self._note(new, {"text": ("", new.text)})

    def _compare(self, present: db.Base, row: Row, loaded: Loaded) -> None:
        if _is_contradicted(present, row.values):
            self._ask_to_verify(present, row.values["phone"])
            loaded.contradicted += 1
        news = self._news(present, row)
        left = self._by_hand.left(present, news)
        loaded.kept += any(as_text(getattr(present, name)) != as_text(news[name]) for name in news.keys() - left.keys())
        changes = {name: value for name, value in left.items() if getattr(present, name) != value}
        before = {name: as_text(getattr(present, name)) for name in changes}
        for name, value in changes.items():
            setattr(present, name, value)
        loaded.changed += bool(changes)
        loaded.unchanged += not changes
        if replaced := self._by_hand.written(present, changes):
            self._ask_to_compare(present, replaced[0])
            loaded.to_compare += 1
        self._note(present, {name: (text, as_text(changes[name])) for name, text in before.items()})

    def _sorted_out(self, rows: Iterable[Row]) -> tuple[list[Row], list[SetAside]]:
        """The rows that fit what the directory holds, and those set aside."""
        usable: list[Row] = []
        aside: list[SetAside] = []
        seen: set[tuple[str, ...]] = set()
        for row in rows:
            if self._kind is ListKind.FACILITIES:
                row.values["office_code"] = row.values["office_code"] or self._office_of_area(row.values)
            identity = self._identity(row.values)
            if identity in seen:
                aside.append(SetAside(row.line, self._key[0], "twice"))
            elif unknown := self._unknown(row):
                aside.append(unknown)
            else:
                usable.append(row)
                seen.add(identity)
        return usable, aside

    def _unknown(self, row: Row) -> SetAside | None:
        """Why a row does not fit, when it names a place that the directory lacks."""
        office, facility = row.values.get("office_code"), row.values.get("facility_code")
        if office and office not in self._offices:
            return SetAside(row.line, "office", "unknown_office")
        if facility and facility not in self._facilities:
            return SetAside(row.line, "facility", "unknown_facility")
        return None

    def _office_of_area(self, values: Values) -> str | None:
        """A facility that names no field office belongs to that of its county, else of its state."""
        county = values.get("in_county", "")
        return self._areas.get((values["state"], county)) or self._areas.get((values["state"], ""))

    def _news(self, present: db.Base, row: Row) -> Values:
        """What the list says of a row that is there."""
        is_zone_known = bool(getattr(present, "time_zone", ""))
        kept = _NO_COLUMNS | _PHONE_COLUMNS | ({"time_zone"} if row.guesses_zone and is_zone_known else set())
        news = {name: value for name, value in row.values.items() if name not in kept and value not in ("", None)}
        if isinstance(present, WithPhone) and _may_renew_phone(present, row.values):
            news |= {name: value for name, value in row.values.items() if name in _PHONE_COLUMNS}
        if isinstance(present, Consulate) and present.emergency_verified_on:
            news.pop("emergency_phone", None)
        return news

    def _note(self, row: db.Base, changes: dict[str, tuple[str, str]]) -> None:
        """The history of a row, as its page shows it."""
        subject, prefix = by_hand.about(row)
        told = {prefix + name: texts for name, texts in changes.items() if name not in _NOT_TOLD}
        if subject:
            history.record(self._session, None, subject, told, now=self._now)

    def _ask_to_compare(self, present: db.Base, field: str) -> None:
        due, (subject, _prefix) = self._now + VERIFYING_DUE, by_hand.about(present)
        reason = f"list_changed:{field}"
        desk.open_task(self._session, TaskKind.COMPARE_ENTRY, subject[:80], due_at=due, now=self._now, reason=reason)

    def _ask_to_verify(self, present: db.Base, number: str) -> None:
        """Once for each number a list claims: staff who found the list wrong are not asked again by the next load."""
        kind, due = TaskKind.VERIFY_PHONE, self._now + VERIFYING_DUE
        subject, reason = subject_of(present), f"list_says:{number}"
        asked = select(Task.id).where(Task.kind == kind, Task.subject == subject, Task.reason == reason)
        if self._session.scalar(asked) is None:
            desk.open_task(self._session, kind, subject, due_at=due, now=self._now, reason=reason)

    def _key_of(self, row: db.Base) -> tuple[str, ...]:
        return tuple(getattr(row, name) for name in self._key)

    def _identity(self, values: Values) -> tuple[str, ...]:
        return tuple(values[name] for name in self._key)


def _is_contradicted(present: db.Base, values: Values) -> bool:
    """Whether the list has another number than the verified one, which stays."""
    number = values.get("phone")
    if not isinstance(present, WithPhone) or not number or number == present.phone:
        return False
    return not _may_renew_phone(present, values)


def _may_renew_phone(present: WithPhone, values: Values) -> bool:
    """A newer verification counts always, an unverified number only where nobody verified another."""
    verified = values.get("phone_verified_on")
    if not values.get("phone"):
        return False
    return present.phone_verified_on is None or bool(verified and verified > present.phone_verified_on)


def _keep_names(session: Session, rows: Sequence[Row], kept: ByHand, now: datetime) -> None:
    """Every name a list gives a facility becomes an alias, but for those that staff took from it.

    Whoever was to name a facility no longer needs to.
    """
    aliases = [
        {"alias": fold(name), "facility_code": row.values["code"]}
        for row in rows
        for name in dict.fromkeys((row.values["name"], *row.values["also_called"]))
        if fold(name) and not kept.has_removed(row.values["code"], fold(name))
    ]
    if aliases:
        session.execute(db.upsert(session, FacilityAlias).on_conflict_do_nothing(), aliases)
    listed = {f"facility:{row.values['code']}" for row in rows}
    waiting = select(Task.subject).where(Task.kind == TaskKind.NAME_FACILITY, Task.closed_at.is_(None))
    if named := [subject for subject in session.scalars(waiting) if subject in listed]:
        done = update(Task).where(Task.kind == TaskKind.NAME_FACILITY, Task.subject.in_(named))
        session.execute(done.where(Task.closed_at.is_(None)).values(closed_at=now))
