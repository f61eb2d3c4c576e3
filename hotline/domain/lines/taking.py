"""Taking a call: of two operators one has it. What rings the operator's telephone is the face's business."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.domain import audit, outbox
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.lines import held, shifts
from hotline.domain.lines.shifts import OnShift
from hotline.domain.lines.waiting import ORDER, RING_LAPSES, mine, stands
from hotline.domain.staff import held as staff_secrets
from hotline.models.calls import CallerState, WaitingCall

LAPSES = RING_LAPSES
_TRIES = 3  # others take calls, too


@dataclass(frozen=True, slots=True)
class Taking:
    """A call that was taken: ring the operator's `number` (E.164), under this key."""

    id: int
    ring: str
    number: str


def take(session: Session, actor: Actor, call_id: int | None = None, *, now: datetime) -> Taking:
    """Take the next call that the actor speaks the language of, or the one that was chosen.

    Raises NotFound where nobody waits or somebody else has it, and Invalid: ("shift", "missing" or "paused"),
    ("call", "busy") for who has a call, ("call", "wrap_up") for who has not written down the last one.
    """
    shift = _free(session, actor, now)
    for _ in range(_TRIES):
        wanted = call_id or _next(session, shift, now)
        if wanted and _has(session, shift, wanted, now):
            return _taken(session, actor, shift, wanted, now)
    raise NotFound


def give_back(session: Session, taking: Taking) -> None:
    """The operator could not be rung: the call waits as before."""
    row = session.get(WaitingCall, taking.id, with_for_update=True)
    if row and row.state is CallerState.RINGING and held.read(session, row).ring == taking.ring:
        wait_again(session, row)


def wait_again(session: Session, row: WaitingCall) -> None:
    """Back in line, at the place that the caller had."""
    row.state, row.shift_id, row.taken_at, row.answered_at = CallerState.WAITING, None, None, None
    held.write(session, row, replace(held.read(session, row), ring="", hand_to=None))


def _free(session: Session, actor: Actor, now: datetime) -> OnShift:
    shift = shifts.mine(session, actor, now=now)
    if shift is None:
        raise Invalid("shift", "missing")
    if shift.is_paused:
        raise Invalid("shift", "paused")
    if in_hand := mine(session, actor, now=now):
        raise Invalid("call", "wrap_up" if in_hand.state is CallerState.WRAP_UP else "busy")
    return shift


def _next(session: Session, shift: OnShift, now: datetime) -> int | None:
    spoken = WaitingCall.language.in_(shift.languages)
    return session.scalars(select(WaitingCall.id).where(stands(now), spoken).order_by(*ORDER).limit(1)).first()


def _has(session: Session, shift: OnShift, call_id: int, now: datetime) -> bool:
    """Whether this shift has the call now: the row itself decides."""
    taken = update(WaitingCall).where(WaitingCall.id == call_id, stands(now))
    taken = taken.values(state=CallerState.RINGING, shift_id=shift.id, taken_at=now)
    done = session.execute(taken.returning(WaitingCall.id).execution_options(synchronize_session=False))
    return done.scalar() is not None


def _taken(session: Session, actor: Actor, shift: OnShift, call_id: int, now: datetime) -> Taking:
    row = session.get_one(WaitingCall, call_id, populate_existing=True)
    ring = staff_secrets.new()
    held.write(session, row, replace(held.read(session, row), ring=ring))
    outbox.count_ring(session, now=now)
    audit.record(session, actor, "call.taken", f"call:{call_id}", facts={"language": row.language}, now=now)
    return Taking(call_id, ring, shift.number)
