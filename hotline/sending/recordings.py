"""Messages spoken to us are brought here, and the telephone company is asked to forget them."""

from datetime import datetime
from functools import partial

from hotline import db, gateways
from hotline.domain import recordings
from hotline.domain.recordings import DueRecording
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.sending.asking import asked

BATCHES = 4  # in one round
_NOT_THERE = "404"


def fetch_recordings(now: datetime) -> int:
    """Fetch what was spoken, and have deleted what is here; answers how many steps were taken."""
    taken = 0
    for _ in range(BATCHES):
        with db.reading() as session:
            if not recordings.is_due(session, now=now):
                break  # which is nearly always; then nothing is locked
        with db.begin() as session:
            due = recordings.claim(session, now=now)
        taken += sum(_remove(one, now) if one.is_fetched else _fetch(one, now) for one in due)
    return taken


def _fetch(due: DueRecording, now: datetime) -> bool:
    try:
        sound = asked(partial(gateways.current().fetch_recording, due.url))
    except GatewayError as fault:
        log.warning("recording not fetched", permanent=fault.permanent, reason=fault.reason)
        _note_failure(due, fault, now)
        return False
    with db.begin() as session:
        recordings.keep(session, due.id, sound.content, sound.content_type, now=now)
    return True


def _note_failure(due: DueRecording, fault: GatewayError, now: datetime) -> None:
    """One that is still being made is not there yet; one that has not been there for days never will be."""
    with db.begin() as session:
        if fault.reason == _NOT_THERE and due.is_overdue:
            recordings.record_removed(session, due.id, now=now)
        elif fault.permanent and not due.is_overdue:
            recordings.record_refused(session, due.id, now=now)


def _remove(due: DueRecording, now: datetime) -> bool:
    try:
        asked(partial(gateways.current().delete_recording, due.sid))
    except GatewayError as fault:
        log.warning("recording not deleted", permanent=fault.permanent, reason=fault.reason)
        return False
    with db.begin() as session:
        recordings.record_removed(session, due.id, now=now)
    return True
