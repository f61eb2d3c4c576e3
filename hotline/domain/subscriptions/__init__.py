"""Relatives who were told where a person is subscribe to changes, confirm that they are reached there, and stop.

The verbs for the faces: subscribe, confirm (by digits, by the answer to our text, by the link of our e-mail, by the PIN
in our call), send_again, stop (with the PIN, by link, by text). What a code and a PIN open: domain/openings.py.
"""

from hotline.domain.subscriptions.confirming import (
    confirm,
    confirm_by_call,
    confirm_by_link,
    confirm_by_text,
    send_again,
    send_again_by_text,
    waits_for_digits,
)
from hotline.domain.subscriptions.ending import SILENT_FOR, end_due, end_silent
from hotline.domain.subscriptions.kept import (
    CONFIRM_WITHIN,
    Confirming,
    SentAgain,
    Subscribed,
    SubscriptionWish,
    TextedBack,
)
from hotline.domain.subscriptions.opening import Changes, code_of, is_confirmed, means, read, state
from hotline.domain.subscriptions.stopping import stop, stop_all, stop_by_link, stop_with_pin
from hotline.domain.subscriptions.subscribing import subscribe

__all__ = [
    "CONFIRM_WITHIN",
    "SILENT_FOR",
    "Changes",
    "Confirming",
    "SentAgain",
    "Subscribed",
    "SubscriptionWish",
    "TextedBack",
    "code_of",
    "confirm",
    "confirm_by_call",
    "confirm_by_link",
    "confirm_by_text",
    "end_due",
    "end_silent",
    "is_confirmed",
    "means",
    "read",
    "send_again",
    "send_again_by_text",
    "state",
    "stop",
    "stop_all",
    "stop_by_link",
    "stop_with_pin",
    "subscribe",
    "waits_for_digits",
]
