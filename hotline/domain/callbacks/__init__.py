"""The promise that a person rings somebody back: what was wished, who is called next, what became of each try."""

from hotline.domain.callbacks.best_times import DayPart
from hotline.domain.callbacks.inside import FromInside
from hotline.domain.callbacks.promising import (
    CALLBACK_DUE,
    CARE,
    INSIDE,
    MOST_TOLD_BEFORE,
    URGENT,
    URGENT_DUE,
    CallbackWish,
    change,
    id_of,
    request,
    withdraw,
)
from hotline.domain.callbacks.queue import (
    Page,
    Part,
    PromisedCallback,
    Try,
    count,
    languages,
    one,
    owed_among,
    page,
    waiting,
)
from hotline.domain.callbacks.trying import MOST_TRIES, close, tried

__all__ = [
    "CALLBACK_DUE",
    "CARE",
    "INSIDE",
    "MOST_TOLD_BEFORE",
    "MOST_TRIES",
    "URGENT",
    "URGENT_DUE",
    "CallbackWish",
    "DayPart",
    "FromInside",
    "Page",
    "Part",
    "PromisedCallback",
    "Try",
    "change",
    "close",
    "count",
    "id_of",
    "languages",
    "one",
    "owed_among",
    "page",
    "request",
    "tried",
    "waiting",
    "withdraw",
]
