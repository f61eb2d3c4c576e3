"""The audit trail as it is read: filtered, newest first, and who of the staff looked at whom."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from hotline.domain import audit
from hotline.models.audit import AuditEntry

A_PAGE = 50
VIEWS = ("callback.viewed", "person.viewed", "search.ran", "search.viewed", "voicemail.heard", "voicemail.viewed")
_OUTSIDE = '"outside": true'  # among the facts of a view, as record() writes them
_SLACK = timedelta(minutes=1)
_AT_ONCE = 1_000  # entries that may bear the same moment
MANY_VIEWS = 40  # of people in a day by one of the staff: a supervisor asks why


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted of the trail; what is left out narrows nothing. `before` is an id: the page after that entry."""

    actor_id: int | None = None
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did or saw, as it is read; `why` is "" where nobody had to say."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    subject: str
    facts: dict[str, str | int | bool | None] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Views:
    """How many people one of the staff looked at in a period, and how many of them outside what they worked on."""

    actor_id: int
    people: int
    views: int
    outside: int


def read(session: Session, wanted: Filter) -> list[Entry]:
    """A page of the trail, the newest first: at most A_PAGE entries."""
    conditions = *_conditions(wanted), *_between(session, wanted)
    page = select(AuditEntry).where(*conditions).order_by(AuditEntry.id.desc()).limit(A_PAGE)
    return [
        Entry(row.id, row.at, row.actor_id, row.action, row.subject, json.loads(row.facts), audit.why(session, row))
        for row in session.scalars(page)
    ]


def who_looked(session: Session, *, since: datetime, now: datetime) -> list[Views]:
    """Who of the staff looked at how many people since then, those who looked at most first."""
    is_outside = case((AuditEntry.facts.contains(_OUTSIDE), 1), else_=0)
    rows = session.execute(
        select(AuditEntry.actor_id, func.count(AuditEntry.subject.distinct()), func.count(), func.sum(is_outside))
        .where(AuditEntry.action == "person.viewed", AuditEntry.at >= since, AuditEntry.at <= now)
        .where(AuditEntry.actor_id.is_not(None))
        .group_by(AuditEntry.actor_id)
    )
    seen = [Views(*row) for row in rows]
    return sorted(seen, key=lambda one: (-one.people, one.actor_id))


def viewed_lately(session: Session, actor_id: int, *, now: datetime, within: timedelta = timedelta(days=1)) -> int:
    """How many different people one of the staff looked at: for the cap of a day."""
    theirs = _lately(session, actor_id, "person.viewed", now - within)
    return session.scalar(select(func.count(AuditEntry.subject.distinct())).where(*theirs)) or 0


def counted_lately(
    session: Session, actor_id: int, action: str, *, now: datetime, within: timedelta = timedelta(days=1)
) -> int:
    """How often one of the staff did that: for the cap of a day."""
    return session.scalar(select(func.count()).where(*_lately(session, actor_id, action, now - within))) or 0


def _lately(session: Session, actor_id: int, action: str, since: datetime) -> list[ColumnElement[bool]]:
    wanted = Filter(actor_id=actor_id, action=action, since=since)
    return [*_conditions(wanted), *_between(session, wanted)]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor_id is not None:
        conditions.append(AuditEntry.actor_id == wanted.actor_id)
    if wanted.action:
        conditions.append(AuditEntry.action == wanted.action)
    if wanted.actions:
        conditions.append(AuditEntry.action.in_(wanted.actions))
    if wanted.subject:
        conditions.append(AuditEntry.subject == wanted.subject)
    if wanted.before is not None:
        conditions.append(AuditEntry.id < wanted.before)
    return conditions


def _between(session: Session, wanted: Filter) -> list[ColumnElement[bool]]:
    """A period as a range of ids, for a year of entries is not sorted to show fifty.

    Ids follow the clock but for the moment that a unit of work takes, so the range is a little wider than the period.
    """
    at = func.coalesce(AuditEntry.at, AuditEntry.at)  # so that its index is not taken
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        first = select(AuditEntry.id).where(AuditEntry.at >= wanted.since - _SLACK).order_by(AuditEntry.at).limit(1)
        conditions += [at >= wanted.since, AuditEntry.id >= (session.scalar(first) or 0)]
    if wanted.until is not None:
        last = (
            select(AuditEntry.id).where(AuditEntry.at < wanted.until + _SLACK).order_by(AuditEntry.at.desc()).limit(1)
        )
        conditions += [at < wanted.until, AuditEntry.id <= (session.scalar(last) or 0) + _AT_ONCE]
    return conditions
