"""A telephone call as its row keeps it: which step it is at, what was typed so far, what we answered.

A webhook is about one turn of one call. Its answer is kept under (call, turn), so that the same webhook sent again gets
the same answer and no second effect. The telephone company's retries carry a token in a header
(I-Twilio-Idempotency-Token); it is not signed, so a replayer could change it, and the turn, which is part of the signed
URL, takes its place.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.models.contacts import Call, CallReply
from hotline.secrets_box import Unsealable

_RESUMED = (
    select(Call.id, Call.step, Call.language, Call.turn, Call.sealed, CallReply.sealed)
    .outerjoin(CallReply, (CallReply.call_id == Call.id) & (CallReply.turn == bindparam("about")))
    .where(Call.sid == bindparam("call_sid"))
    .with_for_update(of=Call)
)
_KEPT = update(Call).where(Call.id == bindparam("call_id"))
_REPLIED = insert(CallReply)


@dataclass(frozen=True, slots=True)
class Ongoing:
    """A call in progress. `notes` are plain values; empty when the call is new or what it held is lost."""

    id: int
    step: str = ""
    language: str = ""
    turn: int = 0
    notes: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resumed:
    """A call, and the answer that this webhook already got, or ""."""

    call: Ongoing
    reply: str = ""


def resume(session: Session, sid: str, turn: int, *, now: datetime) -> Resumed:
    """The call with that CallSid, locked until the transaction ends; a new one when we do not know it."""
    if known := _known(session, sid, turn):
        return known
    row = {"id": secrets_box.random_id(), "sid": sid, "step": "", "language": "", "began_at": now, "touched_at": now}
    added = cast(CursorResult[object], session.execute(db.upsert(session, Call).values(row).on_conflict_do_nothing()))
    if added.rowcount:
        return Resumed(Ongoing(cast(int, row["id"])))
    return _known(session, sid, turn) or Resumed(Ongoing(0))


def keep(session: Session, call: Ongoing, *, about: int, reply: str, now: datetime) -> None:
    """Write down where the call is now, and what was answered to the webhook about that turn."""
    box = secrets_box.of(session)
    values = {
        "step": call.step,
        "language": call.language,
        "turn": call.turn,
        "touched_at": now,
        "sealed": box.seal(call.id, json.dumps(call.notes, ensure_ascii=False).encode()),
    }
    session.execute(_KEPT, {"call_id": call.id} | values)
    session.execute(_REPLIED, {"call_id": call.id, "turn": about, "sealed": box.seal(call.id, reply.encode())})


def language(session: Session, sid: str) -> str:
    """The code of the language that the caller chose, or ""."""
    return session.execute(select(Call.language).where(Call.sid == sid)).scalar_one_or_none() or ""


def end(session: Session, sid: str, *, now: datetime) -> None:
    """The caller is gone; a second report of the end changes nothing."""
    session.execute(update(Call).where(Call.sid == sid, Call.ended_at.is_(None)).values(ended_at=now))


def _known(session: Session, sid: str, turn: int) -> Resumed | None:
    row = session.execute(_RESUMED, {"call_sid": sid, "about": turn}).one_or_none()
    if row is None:
        return None
    call_id, step, language, current, sealed, reply = row
    box = secrets_box.of(session)
    try:
        notes = json.loads(box.open(call_id, sealed)) if sealed else {}
        told = box.open(call_id, reply).decode() if reply else ""
    except Unsealable:
        # The key is gone: the call goes on as if it were new, which the caller hears as a kind fresh start.
        return Resumed(Ongoing(call_id, turn=current))
    return Resumed(Ongoing(call_id, step if sealed else "", language, current, notes), told)
