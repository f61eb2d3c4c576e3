"""Notices: relatives who subscribed hear of every change, as long as they may be told (product, section 7)."""

from hotline.domain.notices.breaker import drop_held, held, release_held
from hotline.domain.notices.owing import end_of, hold, owe_for, owe_notices, owe_to
from hotline.domain.notices.reaching import CALL_AGAIN, Reach, reach_of, seal, write
from hotline.domain.notices.repeating import REPEATED_FOR, acknowledge, call_again_due, has_news
from hotline.domain.notices.silencing import withdraw_silent
from hotline.domain.notices.stale import STALE_AFTER, ask_staff, owe_stale
from hotline.domain.notices.standing import change_between, standing

__all__ = [
    "CALL_AGAIN",
    "REPEATED_FOR",
    "STALE_AFTER",
    "Reach",
    "acknowledge",
    "ask_staff",
    "call_again_due",
    "change_between",
    "drop_held",
    "end_of",
    "has_news",
    "held",
    "hold",
    "owe_for",
    "owe_notices",
    "owe_stale",
    "owe_to",
    "reach_of",
    "release_held",
    "seal",
    "standing",
    "withdraw_silent",
    "write",
]
