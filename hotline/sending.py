"""Messages that are due go to the gateway, and texts of no more use are forgotten at the provider.

Each is claimed in a unit of work of its own, so no transaction is open while a provider is asked. A message whose
outcome nobody knows stays claimed until outbox.give_up_lost() hands it to staff.
"""

from datetime import datetime, timedelta

from hotline import briefly, db, gateways, languages, texts
from hotline.domain import outbox, redactions
from hotline.domain.outbox import AnswerFacts, DueMessage
from hotline.gateways import GatewayError
from hotline.logs import log

BATCHES = 10  # in one round
FORGOTTEN_AFTER = timedelta(hours=1)  # since it was handed over; a provider forgets no text that is on its way


def send_due(now: datetime) -> int:
    """Hand over the messages that are due, batch after batch; answers how many the provider took."""
    sent = 0
    for _ in range(BATCHES):
        with db.begin() as session:
            due = outbox.claim(session, now=now)
        taken = sum(_send(message, now) for message in due)
        sent += taken
        if not due or taken < len(due):
            break  # nothing is left, or the provider is in trouble: other chores wait too
    return sent


def redact_due(now: datetime) -> int:
    """Have the provider forget the texts whose time has come; answers how many it forgot."""
    with db.begin() as session:
        due = redactions.claim(session, now=now)
    forgotten = [sid for sid in due if _is_redacted(sid)]
    if forgotten:
        with db.begin() as session:
            redactions.record(session, forgotten, now=now)
    return len(forgotten)


def _send(message: DueMessage, now: datetime) -> bool:
    try:
        sid = gateways.current().send_text(message.recipient.contact, _worded(message), key=message.key)
    except GatewayError as fault:
        log.warning("message not taken", permanent=fault.permanent, uncertain=fault.is_uncertain)
        if not fault.is_uncertain:
            with db.begin() as session:
                outbox.record_refused(session, message.id, permanent=fault.permanent, now=now)
        return False
    with db.begin() as session:
        outbox.record_sent(session, message.id, sid, now=now)
        redactions.ask(session, [sid], due_at=now + FORGOTTEN_AFTER)
    return True


def _worded(message: DueMessage) -> str:
    language = languages.get(message.recipient.language) or languages.get(languages.SOURCE)
    with texts.speaking(language):  # type: ignore[arg-type]  # the source language is a row
        return briefly.answer(AnswerFacts.from_plain(dict(message.facts)))


def _is_redacted(sid: str) -> bool:
    try:
        gateways.current().redact(sid)
    except GatewayError as fault:
        log.warning("words not redacted", permanent=fault.permanent)
        return False
    return True
