"""The audit trail: every view of a person, every change and every sign-in, in a chain that nobody can mend.

Each entry carries a keyed hash over itself and the entry before, so that one which was altered, taken out, put in or
moved shows. What is recorded stands or falls with what it records: it is one unit of work.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain.access import Actor
from hotline.models.audit import AuditEntry

LONGEST_WHY = 1_000  # characters of a reason

# What can be recorded; a word that stands here once stays, for old entries are read by it.
ACTIONS = (
    "account.changed",
    "batch.discarded",
    "batch.rejects_read",
    "batch.released",
    "batch.uploaded",
    "call.handed_over",
    "call.taken",
    "call.wrapped_up",
    "callback.closed",
    "callback.tried",
    "callback.viewed",
    "claim.given_back",
    "claim.taken",
    "consular.acknowledged",
    "consular.asked",
    "consular.country_changed",
    "consular.sent",
    "counsel.added",
    "counsel.changed",
    "counsel.ended",
    "decision.agreed",
    "decision.proposed",
    "decision.refused",
    "decision.withdrawn",
    "desk.listed",
    "directory.changed",
    "free_call.corrected",
    "free_call.logged",
    "free_calls.listed",
    "free_calls.refused",
    "intake.reported",
    "interpreter.changed",
    "kin.registered",
    "kin.removed",
    "note.written",
    "notices.dropped",
    "notices.released",
    "number.unblocked",
    "person.birth_corrected",
    "person.hidden",
    "person.merged",
    "person.refused",
    "person.shown",
    "person.unmerged",
    "person.viewed",
    "pin.changed",
    "pin.issued",
    "pin.line_locked",
    "pin.reset",
    "report.viewed",
    "rights.corrected",
    "rights.served",
    "search.closed",
    "search.left",
    "search.ran",
    "search.refused",
    "search.viewed",
    "session.confirmed",
    "session.ended",
    "shift.began",
    "shift.ended",
    "sign_in.failed",
    "sign_in.locked",
    "sign_in.succeeded",
    "staff.changed",
    "staff.invited",
    "staff.joined",
    "staff.left",
    "task.closed",
    "task.reopened",
    "trail.read",
    "voicemail.attached",
    "voicemail.closed",
    "voicemail.heard",
    "voicemail.viewed",
)


def record(
    session: Session,
    actor: Actor | int | None,
    action: str,
    subject: str = "",
    *,
    facts: Mapping[str, str | int | bool | None] | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Write down what `actor` did or saw; None is the service itself or a command, a number one of the staff.

    `facts` are words and numbers, nothing personal; `why` is what they wrote as a reason, which is sealed. Raises
    ValueError for an action that is not among ACTIONS.
    """
    if action not in ACTIONS:
        raise ValueError(f"not an action that is recorded: {action}")
    db.one_at_a_time(session, "audit")
    last = session.execute(select(AuditEntry.id, AuditEntry.mac).order_by(AuditEntry.id.desc()).limit(1)).first()
    box = secrets_box.of(session)
    entry = AuditEntry(
        id=last.id + 1 if last else 1,
        at=now,
        actor_id=actor.staff_id if isinstance(actor, Actor) else actor,
        action=action,
        subject=subject,
        facts=json.dumps(dict(facts or {}), sort_keys=True),
    )
    entry.sealed = box.seal(entry.id, why[:LONGEST_WHY].encode()) if why else b""
    entry.key_id, entry.mac = box.link(last.mac if last else b"", told(entry))
    session.add(entry)
    session.flush()


def told(entry: AuditEntry | Row[Any]) -> bytes:
    """What the hash of an entry covers, the same bytes from every database."""
    fields = (entry.id, entry.at.isoformat(), entry.actor_id, entry.action, entry.subject, entry.facts)
    return json.dumps([*fields, entry.sealed.hex()], separators=(",", ":")).encode()


def why(session: Session, entry: AuditEntry) -> str:
    """What somebody wrote as their reason, "" where nothing."""
    return secrets_box.of(session).open(entry.id, entry.sealed).decode() if entry.sealed else ""
