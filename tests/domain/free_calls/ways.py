"""What the telephone company may tell of one attempt, and where it must end, whichever way the reports come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from hotline.domain import free_calls
from hotline.domain.free_calls import Leg
from hotline.models.free_calls import CalleeWord, CallResult, Party

LEG = "CA" + "b" * 32
Report = Callable[[Session, int, datetime], object]


def leg(state: str, after: int, sip: str = "") -> Report:
    """The leg is in that state so many seconds after it was asked for."""
    return lambda session, call, asked: free_calls.report_leg(
        session, call, Leg(LEG, state, asked + timedelta(seconds=after), sip)
    )


def dial(state: str, after: int, *, is_gone: bool = False) -> Report:
    """The Dial is over."""
    return lambda session, call, asked: free_calls.dialled(
        session, call, state, is_gone=is_gone, now=asked + timedelta(seconds=after)
    )


def said(word: CalleeWord, after: int) -> Report:
    """Who answered pressed a key."""
    return lambda session, call, asked: free_calls.said(session, call, word, now=asked + timedelta(seconds=after))


def connected(after: int) -> Report:
    """Who answered is connected without a key."""
    return lambda session, call, asked: free_calls.connected(session, call, now=asked + timedelta(seconds=after))


class Way(NamedTuple):
    """Reports in the order in which they happened, and what the log must say then."""

    party: Party
    reports: tuple[Report, ...]
    outcome: CallResult
    failure: str = ""
    seconds: int = 0


_RINGS = (leg("initiated", 0), leg("ringing", 2))
_PICKED_UP = (*_RINGS, leg("in-progress", 8))

WAYS = {
    "they talked": Way(
        Party.FAMILY,
        (*_PICKED_UP, said(CalleeWord.ACCEPTED, 15), leg("completed", 615), dial("completed", 615)),
        CallResult.COMPLETED,
        seconds=600,
    ),
    "counsel was connected without a key": Way(
        Party.COUNSEL,
        (*_PICKED_UP, connected(10), leg("completed", 3610), dial("completed", 3610)),
        CallResult.COMPLETED,
        seconds=3600,
    ),
    "busy": Way(Party.LEGAL_HELP, (*_RINGS, leg("busy", 3), dial("busy", 3)), CallResult.BUSY),
    "rang out": Way(Party.CONSUL, (*_RINGS, leg("no-answer", 45), dial("no-answer", 45)), CallResult.NO_ANSWER),
    "voice mail, which presses nothing": Way(
        Party.FAMILY,
        (*_PICKED_UP, leg("completed", 40), dial("completed", 40)),
        CallResult.NO_ANSWER,
        "no_key",
    ),
    "refused": Way(
        Party.FAMILY,
        (*_PICKED_UP, said(CalleeWord.REFUSED, 14), leg("completed", 16), dial("completed", 16)),
        CallResult.REFUSED,
        "refused",
    ),
    "never again": Way(
        Party.FAMILY,
        (*_PICKED_UP, said(CalleeWord.BLOCKED, 14), leg("completed", 16), dial("completed", 16)),
        CallResult.REFUSED,
        "blocked",
    ),
    "a number that does not exist": Way(
        Party.FAMILY, (leg("initiated", 0), leg("failed", 1, "404"), dial("failed", 1)), CallResult.WRONG_NUMBER
    ),
    "our account may not ring there": Way(
        Party.FAMILY, (dial("not-permitted", 0),), CallResult.FAILED, "not_permitted"
    ),
    "the network failed": Way(
        Party.CONSUL, (leg("initiated", 0), leg("failed", 1, "503"), dial("failed", 1)), CallResult.FAILED
    ),
    "the caller was cut off while it rang": Way(
        Party.LEGAL_HELP, (*_RINGS, leg("canceled", 9), dial("canceled", 9, is_gone=True)), CallResult.CUT_OFF
    ),
    "accepted when the caller had gone": Way(
        Party.FAMILY,
        (
            *_PICKED_UP,
            dial("completed", 12, is_gone=True),
            said(CalleeWord.ACCEPTED, 20),
            leg("completed", 21),
        ),
        CallResult.CUT_OFF,
    ),
}
