"""Messages that we owe somebody: written in the transaction that owes them, handed over by who works by the clock.

A message waits, is claimed (SENDING, with the moment from which it counts as lost), and is SENT or FAILED. What was
claimed and never came back is not sent again before the provider was asked, for it may have gone out.
"""

from hotline.domain.outbox.announced import Announced, announced
from hotline.domain.outbox.caps import Budget, count_ring, spent
from hotline.domain.outbox.claiming import CLAIMED_AT_ONCE, LOST_AFTER, claim, is_due, service
from hotline.domain.outbox.due import DueMessage, read_key, written_key
from hotline.domain.outbox.facts import AnswerFacts
from hotline.domain.outbox.reconciling import claim_lost, is_lost, record_found, record_unanswered
from hotline.domain.outbox.reports import record_report
from hotline.domain.outbox.results import (
    BACK_OFF,
    FORGOTTEN_AFTER,
    GIVE_UP_AFTER,
    UNCERTAIN_FOR,
    UNWORDED,
    give_up_overdue,
    put_back,
    record_refused,
    record_sent,
    record_uncertain,
)
from hotline.domain.outbox.stops import TEXTS_STOPPED, allow_texts, may_be_texted, stop_texts
from hotline.domain.outbox.writing import (
    Owed,
    Recipient,
    contact_key,
    drop,
    drop_all,
    owe,
    owe_all,
    send_answer,
    withdraw,
)

__all__ = [
    "BACK_OFF",
    "CLAIMED_AT_ONCE",
    "FORGOTTEN_AFTER",
    "GIVE_UP_AFTER",
    "LOST_AFTER",
    "TEXTS_STOPPED",
    "UNCERTAIN_FOR",
    "UNWORDED",
    "Announced",
    "AnswerFacts",
    "Budget",
    "DueMessage",
    "Owed",
    "Recipient",
    "allow_texts",
    "announced",
    "claim",
    "claim_lost",
    "contact_key",
    "count_ring",
    "drop",
    "drop_all",
    "give_up_overdue",
    "is_due",
    "is_lost",
    "may_be_texted",
    "owe",
    "owe_all",
    "put_back",
    "read_key",
    "record_found",
    "record_refused",
    "record_report",
    "record_sent",
    "record_unanswered",
    "record_uncertain",
    "send_answer",
    "service",
    "spent",
    "stop_texts",
    "withdraw",
    "written_key",
]
