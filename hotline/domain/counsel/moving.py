"""Counsel of record is told on the same day that the person came to another facility (product, section 9).

By e-mail, which says since when, and by what G-28 counsel knows whom it is about; it names nobody and no place, for
others read a mailbox, too (docs/disclosure.md, "Messages"). Where counsel has none, staff are asked to call before that
day ends at the facility; so they are where the e-mail fails (failing.py). Counsel of a person who is hidden is told all
the same: they act for the person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import custody, desk, outbox
from hotline.domain.counsel.keeping import Counsel, read
from hotline.domain.custody import DEFAULT_ZONE, Whereabouts
from hotline.domain.custody_line import REOPENABLE
from hotline.domain.findings import Place
from hotline.domain.outbox import Owed, Recipient
from hotline.models.free_calls import Representative
from hotline.models.messages import Means, MessageKind
from hotline.models.operations import TaskKind

AT_LEAST = timedelta(hours=2)  # that staff have to call, however late in the day it is
_GONE = ""


@dataclass(frozen=True, slots=True)
class _Move:
    """Whose counsel is told, and of which place; `zone` is its clock."""

    row: Representative
    place: Place
    arrived_at: datetime
    zone: str


def owe_moves(session: Session, person_ids: Iterable[int] | Select[int], *, now: datetime) -> int:
    """Owe counsel of these people where they are now, once for each arrival; answers how many are told.

    Where two sources disagree, nobody is told before they agree.
    """
    rows = _counsel_of(session, person_ids)
    if not rows:
        return 0
    seen = custody.whereabouts_of(session, {row.person_id for row in rows}, now=now)
    moves = []
    for row in rows:
        there = seen.get(row.person_id)
        if there is None or there.is_contradicted:
            continue
        if there.ended_at is not None:
            row.facility_code = row.facility_code if there.end in REOPENABLE else _GONE
        elif (move := _move(row, there)) and move.place.code != row.facility_code:
            is_late_report = row.facility_code == _GONE and move.arrived_at <= row.since
            moves += [] if is_late_report else [move]  # counsel came when the person was there already
            row.facility_code = move.place.code
    _tell(session, moves, now)
    session.flush()
    return len(moves)


def _counsel_of(session: Session, person_ids: Iterable[int] | Select[int]) -> Sequence[Representative]:
    """Locked, in an order that is everybody's: nobody tells the same counsel twice."""
    theirs = Representative.person_id.in_(person_ids), Representative.ended_at.is_(None)
    rows = select(Representative).where(*theirs).order_by(Representative.id).with_for_update()
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def _move(row: Representative, there: Whereabouts) -> _Move | None:
    """Where the person is; None on the way, and before the first facility."""
    if there.facility is None or there.arrived_at is None or there.left_at is not None:
        return None
    zones = (one.time_zone for one in (there.facility, there.office) if one and one.time_zone)
    return _Move(row, there.facility, there.arrived_at, next(zones, DEFAULT_ZONE))


def _tell(session: Session, moves: Sequence[_Move], now: datetime) -> None:
    letters = []
    for move in moves:
        counsel = read(session, move.row)
        if counsel.email:
            letters.append(_letter(counsel, move))
        else:
            subject, due_at = f"person:{move.row.person_id}", due(move.zone, now)
            desk.open_task(session, TaskKind.TELL_COUNSEL, subject, due_at=due_at, now=now, reason="no_email")
    outbox.owe_all(session, letters, now=now)


def _letter(counsel: Counsel, move: _Move) -> Owed:
    """What counsel is told: no name, no place, no A-number, no birth date."""
    facts = {
        "g28_on": counsel.g28_on.isoformat(),
        "since": clock.at_place(move.arrived_at, move.zone).date().isoformat(),
    }
    key = f"{counsel.id}:{move.place.code}:{move.arrived_at.isoformat()}"
    recipient = Recipient(counsel.email, Means.EMAIL, counsel.language)
    return Owed(MessageKind.COUNSEL, recipient, key, counsel.id, facts)


def due(zone: str, now: datetime) -> datetime:
    """When this day ends there; in two hours where that is sooner."""
    tomorrow = clock.at_place(now, zone).date() + timedelta(days=1)
    return max(clock.from_wall(datetime.combine(tomorrow, time()), zone), now + AT_LEAST)
