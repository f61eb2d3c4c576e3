"""What the caller's own telephone tells of a waiting call, and is to be told: still in line, on hold, over.

The telephone company tells each thing at least once and in any order; what was told before changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import callbacks
from hotline.domain.lines import held, missed, shifts
from hotline.domain.lines.waiting import called, stands
from hotline.models.calls import CallerState, WaitingCall
from hotline.models.contacts import Call

_IN_LINE = (CallerState.WAITING, CallerState.RINGING)
_TALKED = (CallerState.TALKING, CallerState.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands: in which language (a code), how many of that language wait before them, and whether
    anybody who speaks it is still there; whether they are called back when they hang up. Who calls from inside a
    facility can be called by nobody.
    """

    state: CallerState
    language: str
    before: int
    is_open: bool
    is_called_back: bool
    is_inside: bool


def standing(session: Session, sid: str, *, now: datetime) -> Standing | None:
    """None where that call never stood in line."""
    is_it = select(WaitingCall).join(Call, Call.id == WaitingCall.call_id).where(Call.sid == sid)
    row = session.scalars(is_it).one_or_none()
    if row is None:
        return None
    is_open = shifts.speaks(session, row.language, now=now)
    caller = held.read(session, row).caller
    is_called_back, is_inside = missed.is_called_back(caller), caller.about == callbacks.INSIDE
    return Standing(row.state, row.language, _before(session, row, now), is_open, is_called_back, is_inside)


def leave(session: Session, sid: str, *, now: datetime) -> CallerState | None:
    """The caller waits no longer, and talks on with the machine. Answers how the call stands then."""
    row = called(session, sid)
    if row is None:
        return None
    if row.state in _IN_LINE:
        row.state, row.ended_at = CallerState.LEFT, now
    return row.state


def gone(session: Session, sid: str, *, now: datetime) -> None:
    """The caller's telephone is put down; who was still in line is promised a call."""
    row = called(session, sid)
    if row is None:
        return
    if row.state in _IN_LINE:
        row.state = CallerState.LEFT
        missed.promise(session, row, now=now)
    elif row.state in _TALKED:
        row.state = CallerState.WRAP_UP
    row.ended_at = row.ended_at or now


def _before(session: Session, row: WaitingCall, now: datetime) -> int:
    """Of who speaks the same language."""
    others = stands(now), WaitingCall.language == row.language, WaitingCall.id != row.id
    sooner = WaitingCall.since < row.since
    is_urgent = WaitingCall.is_urgent.is_(True)
    before = is_urgent & sooner if row.is_urgent else is_urgent | sooner
    return session.scalar(select(func.count()).select_from(WaitingCall).where(*others, before)) or 0
