"""Kinds of sending that stopped: a provider in trouble is left in peace, and money that goes too fast stays.

A provider that fails is not asked by every message in turn, each of which would use up its tries: after many faults
within a minute everything waits, a minute at first and then as long again as the trouble has lasted, up to a quarter
of an hour. Then a single message goes, by one process of all. Staff hear of it once.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import desk, limits
from hotline.models.messages import Breaker
from hotline.models.operations import Alarm, TaskKind

PROVIDER = "provider"  # of texts and calls
MAIL = "mail"
SPEND = "spend"
FREE_CALLS = "free_calls"

MINUTE = timedelta(minutes=1)
FAULTS = 10  # in a minute, and at least half of what was tried in it
SHORTEST, LONGEST = MINUTE, timedelta(minutes=15)
PROBE_LASTS = MINUTE  # a process that dies with the probe holds it no longer
ALARM_LASTS = timedelta(hours=1)
LOOK_WITHIN = timedelta(hours=1)


class Gate(StrEnum):
    """Whether messages may go: all of them, none, or one to see whether the provider is well again."""

    CLEAR = "clear"
    SHUT = "shut"
    PROBE = "probe"


def gates(session: Session, *, now: datetime) -> dict[str, Gate]:
    """Where every breaker stands that is not clear."""
    rows = session.execute(select(Breaker.name, Breaker.until)).all()
    return {name: Gate.SHUT if until is None or until > now else Gate.PROBE for name, until in rows}


def take_probe(session: Session, name: str, *, now: datetime) -> bool:
    """Whether this process is the one that tries; the others go on waiting for it."""
    due = update(Breaker).where(Breaker.name == name, Breaker.until <= now).values(until=now + PROBE_LASTS)
    return cast(CursorResult[object], session.execute(due)).rowcount == 1


def record_tries(session: Session, name: str, tries: int, *, now: datetime) -> None:
    """A provider answered so many messages; one that is not answered is counted with its fault."""
    limits.add(session, {_bucket(session, name, "tries"): tries}, window=MINUTE, now=now)


def record_fault(session: Session, name: str, *, reason: str, is_ours: bool, now: datetime) -> bool:
    """The provider failed; answers whether sending stops with this. Of what is ours to mend one fault is enough."""
    breaker = session.get(Breaker, name, with_for_update=True)
    if breaker is not None:
        wait = min(max(now - breaker.tripped_at, SHORTEST), LONGEST)
        breaker.until = max(breaker.until, now + wait) if breaker.until else None
        return True
    faults_key, tries_key = _bucket(session, name, "faults"), _bucket(session, name, "tries")
    counted = limits.add(session, {faults_key: 1, tries_key: 1}, window=MINUTE, now=now)
    if is_ours or (counted[faults_key] >= FAULTS and 2 * counted[faults_key] >= counted[tries_key]):
        trip(session, name, reason=reason, until=now + SHORTEST, now=now)
        return True
    return False


def trip(session: Session, name: str, *, reason: str, until: datetime, now: datetime) -> None:
    """Stop this kind of sending until then; where it was not stopped yet, an alarm is raised and staff are asked."""
    row = {"name": name, "reason": reason[:40], "tripped_at": now, "until": until}
    stopped = db.upsert(session, Breaker).values(row)
    stopped = stopped.on_conflict_do_update(index_elements=["name"], set_=row, where=Breaker.until <= now)
    if session.scalar(stopped.returning(Breaker.name)) is None:
        return
    session.execute(insert(Alarm).values(kind=_subject(name), raised_at=now, ends_at=now + ALARM_LASTS))
    due_at = now + LOOK_WITHIN
    desk.open_task(session, TaskKind.LOOK_AT_ALARM, _subject(name), due_at=due_at, now=now, reason=reason[:40])


def reset(session: Session, name: str, *, now: datetime) -> None:
    """All is well again; the task is closed, because the trouble is over."""
    session.execute(delete(Breaker).where(Breaker.name == name))
    desk.close_tasks(session, TaskKind.LOOK_AT_ALARM, _subject(name), now=now)


def _subject(name: str) -> str:
    return f"breaker:{name}"


def _bucket(session: Session, name: str, what: str) -> int:
    return secrets_box.of(session).index_key("breaker", f"{name}:{what}")
