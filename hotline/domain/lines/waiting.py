"""The line of callers who wait for a person: what is urgent first, then who has waited longest.

A caller stands in it once a call. Each has a queue of their own at the telephone company, so that whoever takes a call
is connected with that caller and nobody else; its number is given to nobody else while the call may go on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.access import Actor
from hotline.domain.lines import held, missed, shifts
from hotline.domain.lines.held import Caller, Held
from hotline.models.calls import CallerState, CallOutcome, Shift, WaitingCall
from hotline.models.contacts import Call

MOST = 50  # callers at a time; a telephone company has so many queues and no more
LONGEST = timedelta(hours=5)  # of a call, which the telephone company ends after four
RING_LAPSES = timedelta(seconds=90)  # longer than any telephone rings, and its owner needs to press a key
ORDER = (WaitingCall.is_urgent.desc(), WaitingCall.since, WaitingCall.id)
IN_HAND = (CallerState.RINGING, CallerState.TALKING, CallerState.ON_HOLD, CallerState.WRAP_UP)
# Asked by every page that stays open, every few seconds: statements on tables, made once.
_CALL, _SHIFT = cast(Table, WaitingCall.__table__), cast(Table, Shift.__table__)
_CALLS_PULSE = (
    select(_CALL.c.id, _CALL.c.state, _CALL.c.language, _CALL.c.shift_id, _CALL.c.ended_at, _CALL.c.answered_at)
    .where(_CALL.c.state.in_([CallerState.WAITING, *IN_HAND]))
    .order_by(_CALL.c.id)
)
_SHIFTS_PULSE = (
    select(_SHIFT.c.id, _SHIFT.c.is_paused)
    .where(_SHIFT.c.signed_off_at.is_(None), _SHIFT.c.signed_on_at > bindparam("since"))
    .order_by(_SHIFT.c.id)
)


@dataclass(frozen=True, slots=True)
class InLine:
    """A call as staff see it; `staff_id` is who took it, `hand_to` the language of who is to go on with it."""

    id: int
    caller: Caller
    language: str
    is_urgent: bool
    state: CallerState
    since: datetime
    staff_id: int | None
    answered_at: datetime | None
    hand_to: str | None
    outcome: CallOutcome | None = None


def join(
    session: Session, sid: str, caller: Caller, *, language: str, is_urgent: bool, since: datetime, now: datetime
) -> int | None:
    """Stand in line with the call of that CallSid; answers the number of its queue.

    None where it stood in line before and left, or where too many do.
    """
    db.one_at_a_time(session, "lines")
    _forget_lost(session, now)
    call_id = session.scalars(select(Call.id).where(Call.sid == sid)).one()
    known = session.scalars(select(WaitingCall).where(WaitingCall.call_id == call_id)).one_or_none()
    if known:
        return known.place if known.ended_at is None else None
    taken = set(session.scalars(select(WaitingCall.place).where(WaitingCall.ended_at.is_(None))))
    if (place := min(set(range(1, MOST + 1)) - taken, default=None)) is None:
        return None
    row = WaitingCall(id=secrets_box.random_id(), call_id=call_id, language=language, is_urgent=is_urgent)
    row.place, row.since, row.state = place, since, CallerState.WAITING
    held.write(session, row, Held(caller))
    session.add(row)
    return place


def waiting(session: Session, *, now: datetime) -> list[InLine]:
    """Who waits now, in the order in which calls are taken."""
    rows = session.scalars(select(WaitingCall).where(stands(now)).order_by(*ORDER))
    return [_read(session, row, None) for row in rows]


def mine(session: Session, actor: Actor, *, now: datetime) -> InLine | None:
    """The call that the actor took and has not finished: rings, is talked in, or is to be written down."""
    # Whose it is is looked at here: few calls are in hand, while one operator has had thousands.
    in_hand = select(WaitingCall, Shift.staff_id).join(Shift).where(WaitingCall.state.in_(IN_HAND), ~_rings_out(now))
    for row, staff_id in session.execute(in_hand.order_by(WaitingCall.taken_at.desc())):
        if staff_id == actor.staff_id:
            return _read(session, row, staff_id)
    return None


def called(session: Session, sid: str) -> WaitingCall | None:
    """Where the call of that CallSid stands in line, locked; None where it never did."""
    is_it = select(WaitingCall).join(Call, Call.id == WaitingCall.call_id).where(Call.sid == sid)
    return session.scalars(is_it.with_for_update(of=WaitingCall)).one_or_none()


def pulse(session: Session, *, now: datetime) -> list[tuple[object, ...]]:
    """What a page of the calls is made of, cheaply: it changes whenever a call or a shift does."""
    connection = db.connection(session)
    calls = connection.execute(_CALLS_PULSE).all()
    return [tuple(row) for row in (*calls, *connection.execute(_SHIFTS_PULSE, {"since": now - shifts.LONGEST}))]


def stands(now: datetime) -> ColumnElement[bool]:
    """Whether a call waits to be taken; the ring of an operator who neither answered nor was reported lapses."""
    waits = (WaitingCall.state == CallerState.WAITING) | _rings_out(now)
    return and_(waits, WaitingCall.ended_at.is_(None), WaitingCall.since > now - LONGEST)


def _rings_out(now: datetime) -> ColumnElement[bool]:
    return and_(WaitingCall.state == CallerState.RINGING, WaitingCall.taken_at < now - RING_LAPSES)


def _forget_lost(session: Session, now: datetime) -> None:
    """Calls whose end nobody reported; who stood in line all that time is promised one."""
    lost = WaitingCall.ended_at.is_(None), WaitingCall.since <= now - LONGEST
    talked = WaitingCall.state.in_((CallerState.TALKING, CallerState.ON_HOLD))
    session.execute(update(WaitingCall).where(*lost, talked).values(state=CallerState.WRAP_UP, ended_at=now))
    stood = WaitingCall.state.in_((CallerState.WAITING, CallerState.RINGING))
    for row in session.scalars(select(WaitingCall).where(*lost, stood).order_by(WaitingCall.id).with_for_update()):
        row.state, row.ended_at = CallerState.LEFT, now
        missed.promise(session, row, now=now)
    session.flush()
    session.execute(update(WaitingCall).where(*lost).values(ended_at=now))


def _read(session: Session, row: WaitingCall, staff_id: int | None) -> InLine:
    kept = held.read(session, row)
    return InLine(
        row.id,
        kept.caller,
        row.language,
        row.is_urgent,
        row.state,
        row.since,
        staff_id,
        row.answered_at,
        kept.hand_to,
        row.outcome,
    )
