"""Who is signed in, on which device: rows of ours, found by what the browser holds, ended from anywhere.

A session rests after 15 minutes without a request and ends after 12 hours at most. Every request of the console reads
one, so this module imports nothing that signing in takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.domain.errors import NotFound
from hotline.domain.staff import details, held
from hotline.models.staff import Role, StaffMember, StaffSession, StaffState
from hotline.secrets_box import SecretsBox

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)  # a write a request would be too many
ASKED_AFTER = timedelta(minutes=12)  # whether somebody is there, on a page that one only watches
LONGEST_DEVICE = 80  # characters

_SEEN = (StaffSession.id, StaffSession.staff_id, StaffSession.seen_at, StaffSession.confirmed_at)
_WHO = (StaffMember.sealed, StaffMember.roles, StaffMember.languages, StaffMember.interface)
# Made once, of plain columns: every request of the console asks it.
_KNOWN = (
    select(*_SEEN, *_WHO)
    .join(StaffMember, StaffMember.id == StaffSession.staff_id)
    .where(
        StaffSession.secret_hash == bindparam("hash"),
        StaffSession.ended_at.is_(None),
        StaffSession.ends_at > bindparam("now"),
        StaffSession.seen_at > bindparam("rested"),
        StaffMember.state == StaffState.ACTIVE,
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """Whose session a request came with; `is_to_be_touched` when a person was last there over a minute ago."""

    actor: Actor
    is_to_be_touched: bool
    rests_since: datetime


def begin(session: Session, staff_id: int, device: str, *, now: datetime) -> str:
    """Sign somebody in who has proved who they are; answers the secret that their browser keeps.

    `device` is the browser and the system in two words, for the list that they see.
    """
    secret = held.new()
    begun = StaffSession(id=secrets_box.random_id(), secret_hash=held.hashed(secret), staff_id=staff_id)
    begun.device = device[:LONGEST_DEVICE]
    begun.began_at = begun.seen_at = begun.confirmed_at = now
    begun.ends_at = now + LONGEST
    session.add(begun)
    session.flush()
    return secret


def known(session: Session, secret: str, *, now: datetime) -> Known | None:
    """Whose session it is, None where it has ended, rested too long or never was; one statement."""
    values = {"hash": held.hashed(secret), "now": now, "rested": now - IDLE}
    row = db.connection(session).execute(_KNOWN, values).one_or_none()
    if row is None:
        return None
    return Known(_actor(secrets_box.of(session), row), now - row.seen_at >= TOUCHED_EVERY, row.seen_at)


def actor(session: Session, secret: str, *, now: datetime) -> Actor | None:
    """Who acts with this secret, None where nobody does."""
    found = known(session, secret, now=now)
    return found.actor if found else None


def owner(session: Session, secret: str) -> int | None:
    """Whose session it is or was, ended ones too: for what they had typed when it ended."""
    return session.scalar(select(StaffSession.staff_id).where(StaffSession.secret_hash == held.hashed(secret)))


def touch(session: Session, session_id: int, *, now: datetime) -> None:
    """Somebody is there: the session rests from now on."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def confirm(session: Session, who: Actor, *, now: datetime) -> str:
    """Somebody signed in has proved anew who they are; answers the new secret, the old one opens nothing more."""
    secret = held.new()
    values = {"secret_hash": held.hashed(secret), "confirmed_at": now, "seen_at": now}
    session.execute(update(StaffSession).where(StaffSession.id == who.session_id).values(**values))
    audit.record(session, who, "session.confirmed", f"session:{who.session_id}", now=now)
    return secret


def open_ones(session: Session, staff_id: int, *, now: datetime) -> list[StaffSession]:
    """Where somebody is signed in, the last seen first."""
    mine = select(StaffSession).where(StaffSession.staff_id == staff_id, _is_alive(now))
    return list(session.scalars(mine.order_by(StaffSession.seen_at.desc(), StaffSession.id)))


def there(now: datetime) -> Select[int]:
    """The staff who are signed in now, for a statement that asks who of some is."""
    return select(StaffSession.staff_id).where(_is_alive(now))


def end(session: Session, who: Actor, session_id: int, *, now: datetime) -> None:
    """End one of the actor's own sessions. Raises NotFound."""
    if not _end(session, who, [StaffSession.id == session_id, StaffSession.staff_id == who.staff_id], now):
        raise NotFound


def end_others(session: Session, who: Actor, *, now: datetime) -> int:
    """End all of the actor's sessions but this one; answers how many."""
    others = [StaffSession.staff_id == who.staff_id, StaffSession.id != who.session_id]
    return _end(session, who, others, now)


def end_held(session: Session, secret: str, *, now: datetime) -> None:
    """Whoever signs in anew leaves no session behind that the same browser held, theirs or another's."""
    _end(session, None, [StaffSession.secret_hash == held.hashed(secret)], now)


def end_all(session: Session, staff_id: int, by: Actor | None, *, now: datetime) -> int:
    """End every session of one of the staff; `by` is who ends them, None for a command or the service."""
    return _end(session, by, [StaffSession.staff_id == staff_id], now)


def _end(session: Session, by: Actor | None, which: Iterable[ColumnElement[bool]], now: datetime) -> int:
    over = select(StaffSession.id).where(*which, _is_alive(now))
    ids = list(session.scalars(over.with_for_update()))
    session.execute(update(StaffSession).where(StaffSession.id.in_(ids)).values(ended_at=now))
    for session_id in ids:
        audit.record(session, by, "session.ended", f"session:{session_id}", now=now)
    return len(ids)


def _is_alive(now: datetime) -> ColumnElement[bool]:
    return and_(StaffSession.ended_at.is_(None), StaffSession.ends_at > now, StaffSession.seen_at > now - IDLE)


def _actor(box: SecretsBox, row: Row[*tuple[Any, ...]]) -> Actor:
    return Actor(
        staff_id=row.staff_id,
        name=details.opened(box, row.staff_id, row.sealed).name,
        roles=frozenset(map(Role, row.roles.split())),
        session_id=row.id,
        confirmed_at=row.confirmed_at,
        languages=tuple(row.languages.split()),
        interface=row.interface,
    )
