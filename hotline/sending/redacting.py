"""The provider forgets the words of texts that are of no more use."""

from datetime import datetime
from functools import partial

from hotline import db, gateways
from hotline.domain import redactions
from hotline.gateways import GatewayError
from hotline.logs import log
from hotline.sending.asking import asked

_RECORDING = "RE"  # how the telephone company's id of a recording begins


def redact_due(now: datetime) -> int:
    """Have the provider forget texts and spoken names whose time has come; answers how many it forgot."""
    with db.begin() as session:
        due = redactions.claim(session, now=now)
    forgotten = [sid for sid in due if _is_redacted(sid)]
    if forgotten:
        with db.begin() as session:
            redactions.record(session, forgotten, now=now)
    return len(forgotten)


def _is_redacted(sid: str) -> bool:
    try:
        gateway = gateways.current()
        asked(partial(gateway.delete_recording if sid.startswith(_RECORDING) else gateway.redact, sid))
    except GatewayError as fault:
        log.warning("words not redacted", reason=fault.reason)
        return False
    return True
