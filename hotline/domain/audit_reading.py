"""The audit trail as it is read: filtered, newest first, and who of the staff looked at whom."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hotline.domain import audit
from hotline.models.audit import AuditEntry

A_PAGE = 50
VIEWS = ("person.viewed", "search.ran", "voicemail.heard")
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

    @property
    def is_many(self) -> bool:
        return self.people >= MANY_VIEWS


def read(session: Session, wanted: Filter) -> list[Entry]:
    """A page of the trail, the newest first: at most A_PAGE entries."""
    page = select(AuditEntry).where(*_conditions(wanted)).order_by(AuditEntry.id.desc()).limit(A_PAGE)
    return [
        Entry(row.id, row.at, row.actor_id, row.action, row.subject, json.loads(row.facts), audit.why(session, row))
        for row in session.scalars(page)
    ]


def who_looked(session: Session, *, since: datetime, now: datetime) -> list[Views]:
    """Who of the staff looked at how many people since then, those who looked at most first."""
    is_view = AuditEntry.action == "person.viewed", AuditEntry.at >= since, AuditEntry.at <= now
    people = dict(
        session.execute(
            select(AuditEntry.actor_id, func.count(AuditEntry.subject.distinct()))
            .where(*is_view, AuditEntry.actor_id.is_not(None))
            .group_by(AuditEntry.actor_id)
        )
        .tuples()
        .all()
    )
    views: Counter[int | None] = Counter()
    outside: Counter[int | None] = Counter()
    for actor_id, facts in session.execute(select(AuditEntry.actor_id, AuditEntry.facts).where(*is_view)):
        views[actor_id] += 1
        outside[actor_id] += bool(json.loads(facts).get("outside"))
    seen = [Views(who, n, views[who], outside[who]) for who, n in people.items() if who is not None]
    return sorted(seen, key=lambda one: (-one.people, one.actor_id))


def viewed_lately(session: Session, actor_id: int, *, now: datetime, within: timedelta = timedelta(days=1)) -> int:
    """How many different people one of the staff looked at: for the cap of a day."""
    is_mine = AuditEntry.actor_id == actor_id, AuditEntry.action == "person.viewed", AuditEntry.at > now - within
    return session.scalar(select(func.count(AuditEntry.subject.distinct())).where(*is_mine)) or 0


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = [
        (wanted.actor_id is not None, AuditEntry.actor_id == wanted.actor_id),
        (bool(wanted.action), AuditEntry.action == wanted.action),
        (bool(wanted.actions), AuditEntry.action.in_(wanted.actions)),
        (bool(wanted.subject), AuditEntry.subject == wanted.subject),
        (wanted.since is not None, AuditEntry.at >= wanted.since),
        (wanted.until is not None, AuditEntry.at < wanted.until),
        (wanted.before is not None, AuditEntry.id < wanted.before),
    ]
    return [condition for is_wanted, condition in conditions if is_wanted]
