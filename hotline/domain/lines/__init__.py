"""Calls between people: operators who are signed on, callers who wait for one, and the talk that comes of it."""

from hotline.domain.lines import shifts
from hotline.domain.lines.hearing import Standing, gone, leave, standing
from hotline.domain.lines.held import Caller
from hotline.domain.lines.searching import leave_search
from hotline.domain.lines.taking import LAPSES, Taking, give_back, take
from hotline.domain.lines.talking import Rung, answered, hand_over, hold, leg_ended, ringing, wrap_up
from hotline.domain.lines.waiting import InLine, called, join, mine, pulse, waiting

__all__ = [
    "LAPSES",
    "Caller",
    "InLine",
    "Rung",
    "Standing",
    "Taking",
    "answered",
    "called",
    "give_back",
    "gone",
    "hand_over",
    "hold",
    "join",
    "leave",
    "leave_search",
    "leg_ended",
    "mine",
    "pulse",
    "ringing",
    "shifts",
    "standing",
    "take",
    "waiting",
    "wrap_up",
]
