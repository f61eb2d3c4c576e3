"""What was claimed and never came back: the provider is asked whether it has it, before it is ever sent again.

The words are made anew to compare them, so after a change of the sentences a lost text may not be found by its words.
Then its report, which the provider posts within seconds of taking it, has already said that it is there.
"""

from datetime import datetime
from functools import partial

from hotline import db, gateways
from hotline.domain import breakers, outbox
from hotline.domain.outbox import DueMessage
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.models.messages import Means
from hotline.sending import worded
from hotline.sending.asking import asked
from hotline.sending.handing import log_unworded


def look_for_lost(now: datetime) -> int:
    """Ask for the messages whose fate nobody knows; answers how many the provider turned out to have."""
    with db.reading() as session:
        if not outbox.is_lost(session, now=now):
            return 0
    with db.begin() as session:
        lost = outbox.claim_lost(session, now=now)
    return sum(_look_for(message, now) for message in lost)


def _look_for(message: DueMessage, now: datetime) -> bool:
    to = message.recipient
    try:
        body = worded.text(message) if to.means is Means.TEXT else None
    except Exception as error:  # the others are looked for all the same
        log_unworded(message, error)
        with db.begin() as session:
            outbox.record_refused(session, message, permanent=True, reason=outbox.UNWORDED, now=now)
        return False
    try:
        found = asked(partial(gateways.current().find_sent, to.contact, body, since=message.claimed_at))
    except GatewayError as fault:
        log.warning("provider not asked", reason=fault.reason)
        with db.begin() as session:
            service, reason = outbox.service(message), fault.reason
            breakers.record_fault(session, service, reason=reason, is_ours=fault.is_ours, now=now)
            outbox.record_unanswered(session, message, now=now)
        return False
    with db.begin() as session:
        if message.is_probe:
            breakers.reset(session, outbox.service(message), now=now)
        return outbox.record_found(session, message, [sent.sid for sent in found], now=now)
