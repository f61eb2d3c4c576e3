"""Somebody asks to be connected: the attempt is written down before anything rings."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from hotline import phones, secrets_box
from hotline.domain.free_calls import callees, numbers
from hotline.domain.free_calls.callees import Callee
from hotline.domain.free_calls.numbers import Budget, Trying
from hotline.models.contacts import Call
from hotline.models.free_calls import CallResult, DetaineeCall

__all__ = ["Asked", "Budget", "Wish", "ask"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom somebody asks for in the call of that CallSid, from which telephone (as it came) and facility ("").

    `person_id` is None for who gave no PIN. `language` is the caller's, a code.
    """

    sid: str
    callee: Callee
    line: str
    facility_code: str = ""
    person_id: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The attempt's id, and why it is not made, "" where it is: a word of numbers.py, such as numbers.BLOCKED."""

    id: int
    refusal: str = ""
    attempt: int = 1


def ask(session: Session, wish: Wish, budget: Budget, *, now: datetime) -> Asked:
    """Write down that somebody asks for somebody; one that may not be made ends at once, and is on record too."""
    call_id = session.scalar(select(Call.id).where(Call.sid == wish.sid))
    row = DetaineeCall(id=secrets_box.random_id(), call_id=call_id, person_id=wish.person_id)
    row.party, row.target, row.facility_code = wish.callee.party, wish.callee.target, wish.facility_code or None
    row.line_key = secrets_box.of(session).index_key("free-call-from", phones.parse_reference(wish.line) or "")
    row.language, row.asked_at, row.logged_at = wish.language, now, now
    row.nth, row.attempt = _numbers(session, row)
    callees.keep(session, row, wish.callee)
    trying = Trying(wish.callee.number, wish.line, wish.person_id)
    refusal = numbers.refused(session, wish.callee.party, trying, budget, now=now)
    if refusal:
        row.outcome, row.failure, row.ended_at = CallResult.NOT_ALLOWED, refusal, now
    session.add(row)
    session.flush()
    return Asked(row.id, refusal, row.attempt)


def _numbers(session: Session, row: DetaineeCall) -> tuple[int, int]:
    """Its place among the attempts of this call, and among those to reach the same one; from 1."""
    if row.call_id is None:
        return 1, 1
    is_same = and_(DetaineeCall.party == row.party, DetaineeCall.target == row.target)
    earlier = select(func.count(), func.count(case((is_same, 1)))).where(DetaineeCall.call_id == row.call_id)
    nth, attempt = session.execute(earlier).one()
    return nth + 1, attempt + 1
