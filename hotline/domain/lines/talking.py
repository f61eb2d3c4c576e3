"""The operator's telephone, and what the operator decides: answered, on hold, handed over, over, written down.

What the telephone company tells is about one ring, by its key; about an earlier one it changes nothing any more.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import audit, callbacks, notes
from hotline.domain.access import Actor
from hotline.domain.callbacks import CallbackWish
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.lines import held
from hotline.domain.lines.held import Caller
from hotline.domain.lines.taking import wait_again
from hotline.models.calls import CallerState, CallOutcome, Shift, WaitingCall
from hotline.models.contacts import Channel
from hotline.models.staff import StaffMember

_TALKED = (CallerState.TALKING, CallerState.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Rung:
    """A ring of an operator: in which language (a code) they are spoken to, which one the caller speaks, in which queue
    the caller is, whether the operator took the call already, and whether the caller is still there.
    """

    interface: str
    language: str
    place: int
    is_answered: bool
    is_there: bool


def ringing(session: Session, call_id: int, ring: str) -> Rung | None:
    """None where that ring is not the latest any more."""
    row = _rung(session, call_id, ring)
    return _seen(session, row) if row else None


def answered(session: Session, call_id: int, ring: str, *, now: datetime) -> Rung | None:
    """The operator takes the call, at first or back from hold. None where that ring is not the latest any more."""
    row = _rung(session, call_id, ring)
    if row is None:
        return None
    if row.ended_at is None and row.state in (CallerState.RINGING, CallerState.ON_HOLD):
        row.state, row.answered_at = CallerState.TALKING, row.answered_at or now
    return _seen(session, row)


def hold(session: Session, call_id: int, ring: str) -> Rung | None:
    """The two are not connected any more; the caller waits, if they are still there, for the operator to go on."""
    row = _rung(session, call_id, ring)
    if row is None:
        return None
    if row.state is CallerState.TALKING:
        row.state = CallerState.ON_HOLD if row.ended_at is None else CallerState.WRAP_UP
    return _seen(session, row)


def leg_ended(session: Session, call_id: int, ring: str) -> None:
    """The operator's telephone is put down, or was never picked up."""
    row = _rung(session, call_id, ring)
    if row is None:
        return
    is_handed = held.read(session, row).hand_to is not None
    if row.state is CallerState.RINGING:
        wait_again(session, row)
    elif row.state in _TALKED and is_handed:
        _pass_on(session, row)
    elif row.state in _TALKED:
        row.state = CallerState.WRAP_UP


def hand_over(session: Session, actor: Actor, call_id: int, language: str, note: str, *, now: datetime) -> None:
    """When the actor's telephone is put down, somebody who speaks this language goes on; the caller keeps their place.

    Raises NotFound where the actor is not in that call, and Invalid of a note that cannot be kept.
    """
    row = _of(session, actor, call_id)
    if row.state not in _TALKED:
        raise NotFound
    if note.strip():
        notes.write(session, actor, f"call:{call_id}", note, now=now)
    held.write(session, row, replace(held.read(session, row), hand_to=language))
    audit.record(session, actor, "call.handed_over", f"call:{call_id}", facts={"language": language}, now=now)


def wrap_up(
    session: Session, actor: Actor, call_id: int, outcome: CallOutcome, note: str = "", *, now: datetime
) -> None:
    """Write down what came of a call that is over; CALLBACK promises one, with the place that the caller had.

    Raises NotFound where it is not the actor's or was written down, and Invalid: ("call", "goes_on"),
    ("outcome", "no_number") where nobody could be rung back, ("note", "too_long").
    """
    row = _of(session, actor, call_id)
    if row.state is not CallerState.WRAP_UP:
        raise Invalid("call", "goes_on")
    if outcome is CallOutcome.CALLBACK:
        _promise(session, row, held.read(session, row).caller, now)
    if note.strip():
        notes.write(session, actor, f"call:{call_id}", note, now=now)
    row.state, row.outcome, row.outcome_at = CallerState.DONE, outcome, now
    audit.record(session, actor, "call.wrapped_up", f"call:{call_id}", facts={"outcome": outcome}, now=now)


def _pass_on(session: Session, row: WaitingCall) -> None:
    """Back in line for who speaks the other language."""
    hand_to = held.read(session, row).hand_to
    if row.ended_at:
        row.state = CallerState.WRAP_UP
        return
    row.language = hand_to or row.language
    wait_again(session, row)


def _promise(session: Session, row: WaitingCall, caller: Caller, now: datetime) -> None:
    wish = CallbackWish(
        caller.number,
        told=caller.told,
        told_before=caller.told_before,
        is_urgent=row.is_urgent,
        token=f"call:{row.id}",
        about=caller.about,
        is_relayed=caller.is_relayed,
        since=row.since,
    )
    try:
        callbacks.request(session, wish, channel=Channel.CONSOLE, language=row.language, now=now)
    except Invalid as error:
        raise Invalid("outcome", "no_number") from error


def _rung(session: Session, call_id: int, ring: str) -> WaitingCall | None:
    row = session.get(WaitingCall, call_id, with_for_update=True)
    return row if row and ring and held.read(session, row).ring == ring else None


def _seen(session: Session, row: WaitingCall) -> Rung:
    operators = select(StaffMember.interface).join(Shift, Shift.staff_id == StaffMember.id)
    interface = session.scalar(operators.where(Shift.id == row.shift_id)) or ""
    is_there = row.ended_at is None and row.state in (CallerState.RINGING, *_TALKED)
    return Rung(interface, row.language, row.place, row.state in _TALKED, is_there)


def _of(session: Session, actor: Actor, call_id: int) -> WaitingCall:
    row = session.get(WaitingCall, call_id, with_for_update=True)
    shift = session.get(Shift, row.shift_id) if row and row.shift_id else None
    if row is None or shift is None or shift.staff_id != actor.staff_id:
        raise NotFound
    return row
