"""A three-way call: the person and two relatives, where the operator allows it. Each of the two is an attempt.

Both are rung at once by calls that we place, and share a room that nobody can guess. The person waits until the first
of them wants to talk, then goes into the room; whoever presses the key comes after. The caps, blocks and countries
count for each of the two, as for a call with one (numbers.py).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.free_calls import asking, reporting
from hotline.domain.free_calls.asking import Asked, Budget, Wish
from hotline.domain.free_calls.reporting import IN_ROOM, NO_SUCH_NUMBER, NOT_PERMITTED, Leg, Rung
from hotline.models.contacts import Call
from hotline.models.free_calls import CalleeWord, DetaineeCall, Party

PATIENCE = timedelta(seconds=75)  # a leg rings for 40 seconds, and a voice mail's greeting takes 20
QUEUED = "queued"  # the telephone company's word for a call that it was asked for
_ROOM_BYTES = 18
# Why it takes no call to that number.
_FAULTS = {
    "21211": NO_SUCH_NUMBER,
    "13223": NO_SUCH_NUMBER,
    "21215": NOT_PERMITTED,  # a country that our account may not ring
    "13227": NOT_PERMITTED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether one of the two wants to talk and is there, and whether one of them may still."""

    is_awaited: bool
    rings: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where the call of a person is who is alone in the room: its CallSid, its step and turn."""

    sid: str
    step: str
    turn: int


def ask(session: Session, wishes: Sequence[Wish], budget: Budget, *, now: datetime) -> tuple[str, list[Asked]]:
    """Write down that somebody asks for these at once; answers the room, and of each why it is not rung, or "".

    Raises ValueError for anybody but relatives: nothing ever joins a call with counsel, a consul or services.
    """
    if {wish.callee.party for wish in wishes} - {Party.FAMILY}:
        raise ValueError("a three-way call is with relatives alone")
    room = secrets.token_urlsafe(_ROOM_BYTES)
    asked = [asking.ask(session, wish, budget, now=now) for wish in wishes]
    for one in asked:
        session.get_one(DetaineeCall, one.id).room = room
    session.flush()
    return room, asked


def to_ring(session: Session, sid: str) -> list[Rung]:
    """Whom the call of that CallSid is to ring now; answered once, so that nobody is rung twice."""
    waiting = [row for row in _of_call(session, sid) if row.outcome is None and not (row.leg_state or row.dial_state)]
    for row in waiting:
        row.leg_state = QUEUED
    found = (reporting.ringing(session, row.id) for row in waiting)
    return [rung for rung in found if rung]


def rings(session: Session, attempt_id: int, sid: str) -> bool:
    """That leg is the attempt's; answers False where the person is gone meanwhile, and it is to be hung up."""
    row = session.get_one(DetaineeCall, attempt_id, with_for_update=True, populate_existing=True)
    row.leg_sid = row.leg_sid or sid
    return row.dial_state in ("", IN_ROOM)


def not_rung(session: Session, attempt_id: int, fault: str, *, now: datetime) -> None:
    """The telephone company did not take it; `fault` is its number of why (its error dictionary), or a word."""
    reporting.report_leg(session, attempt_id, Leg("", _FAULTS.get(fault, "failed"), now))


def standing(session: Session, room: str, sid: str, *, now: datetime) -> Standing:
    """How it stands with the two."""
    here = [row for row in _of_room(session, room, sid) if row.outcome is None]
    has_time = [row for row in here if row.said is None and now - row.asked_at < PATIENCE]
    return Standing(any(row.said is CalleeWord.ACCEPTED for row in here), bool(has_time))


def enter(session: Session, room: str, sid: str) -> None:
    """The person goes into the room."""
    _person_is(session, room, sid, IN_ROOM)


def wait(session: Session, room: str, sid: str) -> None:
    """The person is out of the room, and waits for who still rings."""
    _person_is(session, room, sid, "")


def leave(session: Session, room: str, sid: str, state: str, *, now: datetime) -> None:
    """The person waits no more and is out of the room; `state` as of a Dial, for who did not talk with them."""
    for row in _of_room(session, room, sid):
        reporting.end(row, "completed" if row.answered_at else state, now)


def awaited(session: Session, attempt_id: int, *, now: datetime) -> Rung | None:
    """The attempt of who pressed the key to talk, None where the person is gone, or does not come."""
    row, rung = session.get(DetaineeCall, attempt_id), reporting.ringing(session, attempt_id)
    if row is None or rung is None or rung.is_over or not rung.room or row.said is not CalleeWord.ACCEPTED:
        return None
    return rung if rung.is_person_in or now - row.asked_at < 2 * PATIENCE else None


def to_hang_up(session: Session, sid: str) -> list[str]:
    """The legs of a call's rooms that the person has left, and that nobody told the end of."""
    left = (row for row in _of_call(session, sid) if row.dial_state not in ("", IN_ROOM))
    return [row.leg_sid for row in left if row.leg_sid and not reporting.is_final(row.leg_state)]


def alone(session: Session, attempt_id: int) -> Place | None:
    """Where the person's call is, if they are in the room and nobody is there any more but them."""
    row = session.get(DetaineeCall, attempt_id)
    call = session.get(Call, row.call_id) if row and row.room else None
    if row is None or call is None:
        return None
    both = _of_room(session, row.room, call.sid)
    is_in = any(one.dial_state == IN_ROOM for one in both)
    is_alone = not any(one.outcome is None and one.said is CalleeWord.ACCEPTED for one in both)
    session.refresh(call)
    return Place(call.sid, call.step, call.turn) if is_in and is_alone else None


def _person_is(session: Session, room: str, sid: str, state: str) -> None:
    for row in _of_room(session, room, sid):
        if row.dial_state in ("", IN_ROOM):
            row.dial_state = state


def _of_room(session: Session, room: str, sid: str) -> Sequence[DetaineeCall]:
    return [row for row in _of_call(session, sid) if row.room == room]


def _of_call(session: Session, sid: str) -> Sequence[DetaineeCall]:
    """Locked, so that who leaves and who goes in see each other."""
    ours = select(DetaineeCall).join(Call, Call.id == DetaineeCall.call_id).where(Call.sid == sid)
    locked = ours.where(DetaineeCall.room != "").order_by(DetaineeCall.id).with_for_update(of=DetaineeCall)
    return session.scalars(locked.execution_options(populate_existing=True)).all()
