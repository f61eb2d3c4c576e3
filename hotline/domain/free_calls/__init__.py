"""The free-call line: a detained person reaches counsel, consul and family, and every attempt is on record.

The record has no content: who asked for whom, when, from where, and what became of it. Nothing here records a call.
"""

from hotline.domain.free_calls.asking import Asked, Budget, Wish, ask
from hotline.domain.free_calls.callees import Callee
from hotline.domain.free_calls.places import calling_from, has_left, held_at
from hotline.domain.free_calls.reporting import (
    LONGEST,
    NO_SUCH_NUMBER,
    NOT_PERMITTED,
    Became,
    Leg,
    Rung,
    came_from,
    close_unreported,
    connected,
    dialled,
    gone,
    made_by,
    report_leg,
    ringing,
    said,
    taken_by_us,
    unanswered_by_us,
)

__all__ = [
    "LONGEST",
    "NOT_PERMITTED",
    "NO_SUCH_NUMBER",
    "Asked",
    "Became",
    "Budget",
    "Callee",
    "Leg",
    "Rung",
    "Wish",
    "ask",
    "calling_from",
    "came_from",
    "close_unreported",
    "connected",
    "dialled",
    "gone",
    "has_left",
    "held_at",
    "made_by",
    "report_leg",
    "ringing",
    "said",
    "taken_by_us",
    "unanswered_by_us",
]
