"""What is out of order now, for whoever is on duty."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import heartbeats
from hotline.models.messages import Breaker
from hotline.models.operations import Alarm

# How long a process that works by the clock may be silent: a minute, and a day with an hour to spare.
SILENT_AFTER = {heartbeats.DELIVER: timedelta(minutes=1), heartbeats.PURGE: timedelta(hours=25)}
MOST = 10
_STAFF = "staff:"  # as access.Actor.signature


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: `kind` is "alarm", "breaker" or "heartbeat", `name` which one.

    `since` is when it was first seen, None of a process that never said that it is alive; `until` is when a breaker
    closes by itself, None where it waits for somebody.
    """

    kind: str
    name: str
    since: datetime | None
    until: datetime | None = None
    reason: str = ""

    @property
    def staff_id(self) -> int:
        """Who of the staff reached what one looks at in a day, 0 where it is about something else."""
        return int(self.name.removeprefix(_STAFF)) if self.name.startswith(_STAFF) else 0


def troubles(session: Session, *, now: datetime) -> list[Trouble]:
    """Silent processes, sending that stopped, and alarms that are not over, in this order."""
    return [*_silent(session, now), *_stopped(session), *_alarms(session, now)]


def _silent(session: Session, now: datetime) -> list[Trouble]:
    ages = {name: heartbeats.age(session, name, now=now) for name in SILENT_AFTER}
    return [
        Trouble("heartbeat", name, None if age is None else now - age)
        for name, age in ages.items()
        if age is None or age > SILENT_AFTER[name]
    ]


def _stopped(session: Session) -> list[Trouble]:
    rows = session.scalars(select(Breaker).order_by(Breaker.tripped_at))
    return [Trouble("breaker", row.name, row.tripped_at, row.until, row.reason) for row in rows]


def _alarms(session: Session, now: datetime) -> list[Trouble]:
    """The latest of each kind; that a breaker tripped shows as the breaker."""
    going_on = Alarm.ends_at > now, ~Alarm.kind.startswith("breaker:")
    rows = session.scalars(select(Alarm).where(*going_on).order_by(Alarm.id.desc()).limit(MOST))
    latest: dict[str, Trouble] = {}
    for row in rows:
        latest.setdefault(row.kind, Trouble("alarm", row.kind, row.raised_at, row.ends_at))
    return list(latest.values())
