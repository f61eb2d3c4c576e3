"""The messages that are due are claimed, handed over, and what became of each is written down."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from hotline import db, gateways
from hotline.domain import breakers, outbox
from hotline.domain.outbox import Budget, DueMessage
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.models.messages import Means
from hotline.sending.handing import Handed, hand_over

BATCHES = 20  # in one round; other errands wait for its end
AT_ONCE = 8
UNWRITTEN = 20  # at most; how many go to a provider in trouble before anybody knows
STEP_SECONDS = 10
STALE_SECONDS = outbox.LOST_AFTER.total_seconds() / 2  # since the claim; later another process may have taken it over


def send_due(now: datetime) -> int:
    """Hand over the messages that are due, batch after batch; answers how many a provider took."""
    sent, moment = 0, _running_from(now)
    for _ in range(BATCHES):
        due = _claim(moment())
        if not due:
            break
        sent += _send(due, moment)
    return sent


def _running_from(now: datetime) -> Callable[[], datetime]:
    """The time as it goes on in a long round, in steps: what a slow provider is given late is not claimed early."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=(time.monotonic() - began) // STEP_SECONDS * STEP_SECONDS)


def _claim(now: datetime) -> list[DueMessage]:
    """What is to be sent; where nothing waits, which is nearly always, nothing is locked."""
    with db.reading() as session:
        if not outbox.is_due(session, now=now):
            return []
    settings = gateways.settings()
    with db.begin() as session:
        return outbox.claim(session, now=now, budget=Budget(settings.texts_a_day, settings.calls_a_day))


def _send(due: Sequence[DueMessage], moment: Callable[[], datetime]) -> int:
    """Hand these over, a few at once. When their provider turns out to be in trouble, the rest wait again."""
    began = time.monotonic()
    in_trouble: set[str] = set()

    def hand(message: DueMessage) -> Handed:
        is_stale = time.monotonic() - began > STALE_SECONDS
        return Handed(message) if is_stale or outbox.service(message) in in_trouble else hand_over(message)

    gateways.current()  # made once, before several threads ask for it
    coming, sent = iter(due), 0
    with ThreadPoolExecutor(min(AT_ONCE, len(due))) as pool:
        asked = {pool.submit(hand, message) for message in islice(coming, UNWRITTEN)}
        while asked:
            done, asked = wait(asked, return_when=FIRST_COMPLETED)
            came = [future.result() for future in done]
            sent += _record_sent([handed for handed in came if handed.sid], moment())
            in_trouble |= _record_others([handed for handed in came if not handed.sid], moment())
            asked |= {pool.submit(hand, message) for message in islice(coming, len(done))}
    return sent


def _record_sent(taken: Sequence[Handed], now: datetime) -> int:
    """Write down together what was taken meanwhile, at one commit's price; answers how many those were."""
    if taken:
        with db.begin() as session:
            outbox.record_sent(session, {handed.message.id: handed.sid for handed in taken}, now=now)
            _note_answered(session, [handed.message for handed in taken], now)
    return len(taken)


def _record_others(others: Sequence[Handed], now: datetime) -> set[str]:
    """Write down one by one what was not taken; answers whose providers are in trouble."""
    in_trouble = set()
    for handed in others:
        with db.begin() as session:
            if _record(session, handed, now):
                in_trouble.add(outbox.service(handed.message))
    return in_trouble


def _record(session: Session, handed: Handed, now: datetime) -> bool:
    """Answers whether the provider of what was not taken is in trouble."""
    message, fault = handed.message, handed.fault
    if fault and not fault.permanent:
        return _record_fault(session, message, fault, now)
    if fault:
        outbox.record_refused(session, message, permanent=True, reason=fault.reason, now=now)
        _note_answered(session, [message], now)
    elif handed.is_unworded:
        outbox.record_refused(session, message, permanent=True, reason=outbox.UNWORDED, now=now)
    else:
        outbox.put_back(session, message, now=now)
    return False


def _note_answered(session: Session, messages: Sequence[DueMessage], now: datetime) -> None:
    """A provider that says anything of the message that went to try it is well again."""
    for service, tries in sorted(Counter(map(outbox.service, messages)).items()):
        breakers.record_tries(session, service, tries, now=now)
    for probe in (message for message in messages if message.is_probe):
        breakers.reset(session, outbox.service(probe), now=now)


def _record_fault(session: Session, message: DueMessage, fault: GatewayError, now: datetime) -> bool:
    """What is not the message's own fault; of an e-mail nobody can ask, so it goes again like one that was refused."""
    service = outbox.service(message)
    log.warning("message not taken", service=service, uncertain=fault.is_uncertain, reason=fault.reason)
    is_stopped = breakers.record_fault(session, service, reason=fault.reason, is_ours=fault.is_ours, now=now)
    if is_stopped:
        log.error("sending stopped", service=service, reason=fault.reason)
    if fault.is_uncertain and message.recipient.means is not Means.EMAIL:
        outbox.record_uncertain(session, message, now=now)
    elif is_stopped and not message.is_probe:
        outbox.put_back(session, message, now=now)
    else:
        outbox.record_refused(session, message, permanent=False, reason=fault.reason, now=now)
    return is_stopped
