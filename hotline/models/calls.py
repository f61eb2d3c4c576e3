"""Calls between people: operators who are signed on, and callers who wait for one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class Shift(Base):
    """An operator who takes calls, from signing on until signing off; `sealed` holds the number that rings them.

    `languages` are codes with blanks between. Who `is_paused` stays signed on and is given no new call.
    """

    __tablename__ = "shift"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    languages: Mapped[str] = mapped_column(String(200))
    is_paused: Mapped[bool] = mapped_column(default=False)
    signed_on_at: Mapped[datetime] = mapped_column(UTCDateTime)
    signed_off_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)


class CallerState(StrEnum):
    """Where a caller who asked for a person stands.

    It goes back from RINGING to WAITING when the operator did not answer, from ON_HOLD to TALKING, and to WAITING once
    more when the call is handed over to another operator.
    """

    WAITING = "waiting"
    RINGING = "ringing"  # an operator took the call, and their telephone rings
    TALKING = "talking"
    ON_HOLD = "on_hold"
    WRAP_UP = "wrap_up"  # the call is over; what came of it is not written down yet
    DONE = "done"
    LEFT = "left"  # hung up, or took a callback, before anybody answered


class CallOutcome(StrEnum):
    """What came of a call, in the operator's word."""

    TOLD = "told"
    SEARCH_LEFT = "search_left"
    CALLBACK = "callback"
    REFERRED = "referred"
    CONCERN = "concern"
    NOTHING_KNOWN = "nothing_known"
    HUNG_UP = "hung_up"
    NOT_FOR_US = "not_for_us"


class WaitingCall(Base):
    """A caller who waits for a person, and the talk that comes of it.

    `call_id` is the Call of the same telephone call. `sealed` holds the number, what the caller already told the
    machine, and the operator's note. `language` is what is to be spoken: a code, or "" with `speaks` in the sealed
    part. `shift_id` is whoever took it. `place` is the number of its queue at the telephone company, which no other
    call that goes on has.
    """

    __tablename__ = "waiting_call"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    call_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(16), default="")
    is_urgent: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int] = mapped_column(default=1)
    state: Mapped[CallerState] = mapped_column(Word(CallerState, 8), default=CallerState.WAITING, index=True)
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shift.id"), index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    outcome: Mapped[CallOutcome | None] = mapped_column(Word(CallOutcome, 16))
    outcome_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
