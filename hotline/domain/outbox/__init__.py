"""Messages that we owe somebody: written in the transaction that owes them, handed over by who works by the clock.

A message waits, is claimed (SENDING, with the moment from which it counts as lost), and is SENT or FAILED. What was
claimed and never came back is not sent again before the provider was asked, for it may have gone out.
"""

from hotline.domain.outbox.claiming import CLAIMED_AT_ONCE, LOST_AFTER, DueMessage, claim
from hotline.domain.outbox.facts import AnswerFacts
from hotline.domain.outbox.results import (
    BACK_OFF,
    FAILED_KEPT,
    GIVE_UP_AFTER,
    forget,
    give_up_lost,
    record_refused,
    record_sent,
)
from hotline.domain.outbox.writing import Owed, Recipient, contact_key, drop, owe, send_answer

__all__ = [
    "BACK_OFF",
    "CLAIMED_AT_ONCE",
    "FAILED_KEPT",
    "GIVE_UP_AFTER",
    "LOST_AFTER",
    "AnswerFacts",
    "DueMessage",
    "Owed",
    "Recipient",
    "claim",
    "contact_key",
    "drop",
    "forget",
    "give_up_lost",
    "owe",
    "record_refused",
    "record_sent",
    "send_answer",
]
