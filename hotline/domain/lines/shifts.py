"""Operators who take calls: signed on with a telephone and languages, paused, signed off.

Who is not signed in to the console any more takes no calls, nor does who signed on more than a working day ago: no
caller waits for somebody who went home.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import sessions
from hotline.models.calls import Shift

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class OnShift:
    """Somebody who takes calls: at which number (E.164), in which languages (codes), since when."""

    id: int
    staff_id: int
    number: str
    languages: tuple[str, ...]
    is_paused: bool
    since: datetime


def sign_on(session: Session, actor: Actor, number: str, spoken: Iterable[str], *, now: datetime) -> OnShift:
    """Take calls from now on; a shift that goes on ends.

    Raises Invalid: ("number", "not_a_number") or ("languages", "missing").
    """
    rung = phones.parse(number)
    if rung is None or not phones.may_be_called(rung):
        raise Invalid("number", "not_a_number")
    languages = tuple(sorted(set(spoken)))
    if not languages:
        raise Invalid("languages", "missing")
    _end(session, actor, now)
    shift = Shift(id=secrets_box.random_id(), staff_id=actor.staff_id, is_paused=False, signed_on_at=now)
    shift.sealed = secrets_box.of(session).seal(shift.id, json.dumps({"number": rung}).encode())
    shift.languages = " ".join(languages)
    session.add(shift)
    audit.record(session, actor, "shift.began", f"shift:{shift.id}", facts={"languages": shift.languages}, now=now)
    return _read(session, shift)


def pause(session: Session, actor: Actor, is_paused: bool, *, now: datetime) -> None:
    """Take no new call for a while, or take them again. Raises NotFound for who is not signed on."""
    if (shift := _row(session, actor, now)) is None:
        raise NotFound
    shift.is_paused = is_paused


def sign_off(session: Session, actor: Actor, *, now: datetime) -> None:
    """Take no more calls; for who is not signed on nothing changes."""
    _end(session, actor, now)


def mine(session: Session, actor: Actor, *, now: datetime) -> OnShift | None:
    """The actor's shift, None where they are not signed on."""
    shift = _row(session, actor, now)
    return _read(session, shift) if shift else None


def on(session: Session, *, now: datetime) -> list[OnShift]:
    """Everybody who is signed on, whoever began first before the others."""
    rows = session.scalars(select(Shift).where(_goes_on(now)).order_by(Shift.signed_on_at))
    return [_read(session, row) for row in rows]


def takes(session: Session, language: str, *, now: datetime) -> bool:
    """Whether somebody takes a new call in this language."""
    rows = session.scalars(select(Shift.languages).where(_goes_on(now), Shift.is_paused.is_(False)))
    return any(language in spoken.split() for spoken in rows)


def speaks(session: Session, language: str, *, now: datetime) -> bool:
    """Whether somebody who speaks this language is signed on, paused or not."""
    return any(language in spoken.split() for spoken in session.scalars(select(Shift.languages).where(_goes_on(now))))


def _goes_on(now: datetime) -> ColumnElement[bool]:
    is_there = Shift.staff_id.in_(sessions.there(now))
    return and_(Shift.signed_off_at.is_(None), Shift.signed_on_at > now - LONGEST, is_there)


def _row(session: Session, actor: Actor, now: datetime) -> Shift | None:
    return session.scalars(select(Shift).where(Shift.staff_id == actor.staff_id, _goes_on(now))).first()


def _end(session: Session, actor: Actor, now: datetime) -> None:
    for shift in session.scalars(select(Shift).where(Shift.staff_id == actor.staff_id, Shift.signed_off_at.is_(None))):
        shift.signed_off_at = now
        audit.record(session, actor, "shift.ended", f"shift:{shift.id}", now=now)


def _read(session: Session, row: Shift) -> OnShift:
    kept = json.loads(secrets_box.of(session).open(row.id, row.sealed))
    return OnShift(row.id, row.staff_id, kept["number"], tuple(row.languages.split()), row.is_paused, row.signed_on_at)
