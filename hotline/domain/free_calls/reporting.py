"""What the telephone company tells of an attempt: of the leg that rings, of the whole Dial, of what the callee pressed.

It tells each thing at least once and in any order. What became of an attempt follows from what was told alone, never
from the order: a state only goes forward, a moment is the earliest that was told, and the outcome is made anew each
time. So each attempt ends in exactly one outcome, the same whichever way the reports came.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import desk
from hotline.domain.free_calls import callees, numbers
from hotline.domain.free_calls.callees import UNLIMITED, Callee
from hotline.models.calls import WaitingCall
from hotline.models.contacts import Call
from hotline.models.free_calls import CalleeWord, CallResult, DetaineeCall, Party
from hotline.models.operations import TaskKind

GONE = "gone"  # our own word for a Dial whose caller put the telephone down
IN_ROOM = "in-progress"  # ours, too: the person is in the room of a three-way call, and whoever comes talks with them
UNREPORTED_AFTER = timedelta(hours=1)  # of a call that nobody is known to have answered
LONGEST = timedelta(hours=25)  # of one that was: the telephone company ends it after a day
CLOCKS_DIFFER = timedelta(seconds=5)  # the telephone company tells whole seconds by its own clock
MOST_AT_ONCE = 500

# Ours, too, of what failed: a SIP code or the telephone company says why.
NO_SUCH_NUMBER, NOT_PERMITTED = "no-such-number", "not-permitted"
_FINAL = frozenset(("busy", "canceled", "completed", "failed", "no-answer", NO_SUCH_NUMBER, NOT_PERMITTED))
_FORWARD = ("", "queued", "initiated", "ringing", "answered", "in-progress")
_NOWHERE = frozenset(("404", "410", "484", "604"))  # RFC 3261: not found, gone, incomplete, nowhere
NO_KEY, UNREPORTED = "no_key", "unreported"
BY_OUR_SETTING = "not_permitted"  # our account at the telephone company may not ring there
LOOK_WITHIN = timedelta(hours=1)
# Of what was told of both ends, the first of these says why nobody talked.
_RESULTS = {
    "busy": (CallResult.BUSY, ""),
    NO_SUCH_NUMBER: (CallResult.WRONG_NUMBER, ""),
    NOT_PERMITTED: (CallResult.FAILED, BY_OUR_SETTING),
    "failed": (CallResult.FAILED, ""),
    GONE: (CallResult.CUT_OFF, ""),
    "canceled": (CallResult.CUT_OFF, ""),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """A report of the leg: its CallSid, its state in the telephone company's word or in ours, when, and the SIP code,
    or "".
    """

    sid: str
    state: str
    at: datetime
    sip: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """The attempt as the two ends hear of it; `is_over` once nobody is there to be connected with.

    `needs_key`: who answers is asked for a key, so that no voice mail is ever connected with somebody. `room` is where
    the person talks with two relatives, "" for a usual call; `is_person_in` once they are there.
    """

    id: int
    callee: Callee
    language: str
    needs_key: bool
    is_over: bool
    room: str = ""
    is_person_in: bool = False


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an attempt, None while it goes on; `failure` is a word of why, or ""."""

    outcome: CallResult | None
    failure: str = ""
    attempt: int = 1


def ringing(session: Session, attempt_id: int) -> Rung | None:
    """The attempt of that id, None where there is none and for what staff wrote down."""
    row = session.get(DetaineeCall, attempt_id)
    return _rung(session, row) if row and row.logged_by is None else None


def said(session: Session, attempt_id: int, word: CalleeWord, *, now: datetime) -> Rung | None:
    """Who answered pressed a key; the first word counts. "Never call again" holds from now on, for everybody."""
    if (row := _locked(session, attempt_id)) is None:
        return None
    if row.said is None:
        row.said = word
        if word is CalleeWord.ACCEPTED and not row.room:  # who goes into a room is connected there
            row.answered_at = _earlier(row.answered_at, now)
        elif word is CalleeWord.BLOCKED:
            numbers.block(session, callees.read(session, row).number, now=now)
        _settle(row, now)
    return _rung(session, row)


def connected(session: Session, attempt_id: int, *, now: datetime) -> Rung | None:
    """Who answered is connected without a key."""
    if (row := _locked(session, attempt_id)) is None:
        return None
    row.answered_at = _earlier(row.answered_at, now)
    _settle(row, now)
    return _rung(session, row)


def report_leg(session: Session, attempt_id: int, leg: Leg) -> bool:
    """The leg rings, is answered or is over. Answers False for an attempt that nobody knows."""
    if (row := _locked(session, attempt_id)) is None:
        return False
    if row.leg_sid in ("", leg.sid):
        state = NO_SUCH_NUMBER if leg.state == "failed" and leg.sip in _NOWHERE else leg.state
        row.leg_sid, row.leg_state = leg.sid, _later(row.leg_state, state)
        if state in _FINAL:
            _forget_later_end(row, leg.at)
            row.ended_at = _earlier(row.ended_at, leg.at)
        elif state in _FORWARD:
            row.started_at = _earlier(row.started_at, leg.at)
        _settle(row, leg.at)
        _ask_operators(session, row, state, leg.at)
    return True


def dialled(session: Session, attempt_id: int, state: str, *, is_gone: bool, now: datetime) -> Became:
    """The Dial is over, in the telephone company's word or ours; `is_gone`: the caller put the telephone down."""
    row = _locked(session, attempt_id)
    if row is None:
        return Became(CallResult.FAILED)
    if row.dial_state in ("", GONE):
        row.dial_state = GONE if is_gone else state[:16] or GONE
        row.ended_at = _earlier(row.ended_at, now)
        _settle(row, now)
        _ask_operators(session, row, state, now)
    return Became(row.outcome, row.failure, row.attempt)


def gone(session: Session, sid: str, *, now: datetime) -> None:
    """The call of that CallSid is over, and with it whatever still rang in it."""
    ours = select(DetaineeCall).join(Call, Call.id == DetaineeCall.call_id).where(Call.sid == sid)
    goes_on = or_(DetaineeCall.dial_state == "", DetaineeCall.dial_state == IN_ROOM)
    for row in session.scalars(ours.where(goes_on).with_for_update(of=DetaineeCall)):
        end(row, GONE, now)


def end(row: DetaineeCall, state: str, now: datetime) -> None:
    """The person's end of the attempt is over; of two in a room each ends by itself, and what ended before stays."""
    if row.room and row.outcome is not None:
        row.dial_state = "" if row.dial_state == IN_ROOM else row.dial_state
        return
    row.dial_state = state
    row.ended_at = _earlier(row.ended_at, now)
    _settle(row, now)


def taken_by_us(session: Session, waiting_call_id: int, *, now: datetime) -> None:
    """One of our people takes a call that waits in line: where it came from inside, they talk from now on."""
    for row in _to_us(session, WaitingCall.id == waiting_call_id):
        row.answered_at = _earlier(row.answered_at, now)
        _settle(row, now)


def unanswered_by_us(session: Session, sid: str, *, now: datetime) -> None:
    """Nobody of ours took the call of that CallSid; whoever was promised an answer to their message is in the queue."""
    for row in _to_us(session, Call.sid == sid):
        if row.answered_at is None:
            row.dial_state, row.ended_at = "no-answer", _earlier(row.ended_at, now)
            _settle(row, now)


def came_from(session: Session, waiting_call_ids: Collection[int]) -> dict[int, str]:
    """From which facility (its code) each of these calls comes that wait in line, where one of a facility does."""
    here = select(WaitingCall.id, DetaineeCall.facility_code).join(Call, Call.id == WaitingCall.call_id)
    here = here.join(DetaineeCall, DetaineeCall.call_id == Call.id).where(DetaineeCall.party == Party.HOTLINE)
    rows = session.execute(here.where(WaitingCall.id.in_(waiting_call_ids)))
    return {row.id: row.facility_code for row in rows if row.facility_code}


def _to_us(session: Session, is_it: ColumnElement[bool]) -> Sequence[DetaineeCall]:
    """The attempt of a call to reach us that is not over, locked."""
    ours = select(DetaineeCall).join(Call, Call.id == DetaineeCall.call_id)
    ours = ours.outerjoin(WaitingCall, WaitingCall.call_id == Call.id).where(is_it)
    open_ones = ours.where(DetaineeCall.party == Party.HOTLINE, DetaineeCall.outcome.is_(None))
    return session.scalars(open_ones.with_for_update(of=DetaineeCall)).all()


def made_by(session: Session, sid: str, person_id: int) -> None:
    """Whoever gives A-number and PIN in a call is the one who made its earlier attempts, too."""
    ours = select(Call.id).where(Call.sid == sid).scalar_subquery()
    theirs = update(DetaineeCall).where(DetaineeCall.call_id == ours, DetaineeCall.person_id.is_(None))
    session.execute(theirs.values(person_id=person_id))


def is_final(state: str) -> bool:
    """Whether a leg of that state is over."""
    return state in _FINAL


def close_unreported(session: Session, *, now: datetime) -> int:
    """End what nobody told the end of; answers how many those were. Nobody is left without an outcome."""
    is_unanswered = and_(DetaineeCall.answered_at.is_(None), DetaineeCall.asked_at < now - UNREPORTED_AFTER)
    is_lost = or_(is_unanswered, DetaineeCall.asked_at < now - LONGEST)
    lost = select(DetaineeCall).where(DetaineeCall.outcome.is_(None), is_lost).order_by(DetaineeCall.asked_at)
    rows = session.scalars(lost.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.outcome = CallResult.COMPLETED if row.answered_at else CallResult.FAILED
        row.failure, row.ended_at = UNREPORTED, row.ended_at or now
    return len(rows)


def _settle(row: DetaineeCall, now: datetime) -> None:
    """Make the outcome anew from all that was told so far."""
    row.outcome, row.failure = _outcome(row)
    if row.outcome is None:
        return
    row.ended_at = row.ended_at or now
    lasted = row.ended_at - row.answered_at if row.answered_at and _talked(row) else timedelta()
    row.seconds = max(0, int(lasted.total_seconds()))


def _ask_operators(session: Session, row: DetaineeCall, state: str, now: datetime) -> None:
    """What our own settings forbid nobody at a facility can mend: staff are asked to look, once for each country."""
    if state == NOT_PERMITTED:
        subject = f"free_calls:{phones.region(callees.read(session, row).number) or 'unknown'}"
        due_at = now + LOOK_WITHIN
        desk.open_task(session, TaskKind.LOOK_AT_ALARM, subject, due_at=due_at, now=now, reason=BY_OUR_SETTING)


def _outcome(row: DetaineeCall) -> tuple[CallResult | None, str]:
    if row.outcome is CallResult.NOT_ALLOWED:
        return row.outcome, row.failure  # nothing rang, so nothing that is told later is of it
    ends = {row.leg_state, row.dial_state} & (_FINAL | {GONE})
    if row.said in (CalleeWord.REFUSED, CalleeWord.BLOCKED):
        return CallResult.REFUSED, str(row.said)
    if not ends:
        return None, ""
    if _talked(row):
        return CallResult.COMPLETED, ""
    if row.room and row.said is CalleeWord.ACCEPTED:
        return CallResult.CUT_OFF, ""  # they wanted to talk, and one of the two was gone before
    for state, result in _RESULTS.items():
        if state in ends:
            return result
    # Somebody, or a machine, picked up and pressed nothing.
    return CallResult.NO_ANSWER, NO_KEY if "completed" in ends else ""


def _talked(row: DetaineeCall) -> bool:
    """Whether the two were connected; who accepts a call whose caller has gone talks with nobody."""
    return row.answered_at is not None and (row.ended_at is None or row.answered_at <= row.ended_at + CLOCKS_DIFFER)


def _forget_later_end(row: DetaineeCall, at: datetime) -> None:
    """Whose leg in a three-way call ended first was not cut off by the person, whichever was told first."""
    if row.room and row.ended_at and at < row.ended_at:
        row.dial_state = ""


def _rung(session: Session, row: DetaineeCall) -> Rung:
    is_in = row.dial_state == IN_ROOM
    needs_key, is_over = row.party not in UNLIMITED, row.outcome is not None or (bool(row.dial_state) and not is_in)
    callee = callees.read(session, row)
    return Rung(row.id, callee, row.language, needs_key, is_over, row.room, is_in)


def _locked(session: Session, attempt_id: int) -> DetaineeCall | None:
    """The attempt of that id; None for what staff wrote down, of which no telephone company knows anything."""
    row = session.get(DetaineeCall, attempt_id, with_for_update=True, populate_existing=True)
    return row if row and row.logged_by is None else None


def _earlier(known: datetime | None, told: datetime) -> datetime:
    return min(known, told) if known else told


def _later(known: str, told: str) -> str:
    """The state that is further on; of two ends the first that was told stays."""
    if known in _FINAL or told not in (*_FORWARD, *_FINAL):
        return known
    if told in _FINAL:
        return told
    return max(known, told, key=_FORWARD.index)
