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

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from hotline import db, secrets_box
from hotline.models.contacts import Call, CallReply
from hotline.secrets_box import Unsealable
from hotline.statements import Statement

# A telephone step runs three of these and little else.
_CALL, _REPLY = cast(Table, Call.__table__), cast(Table, CallReply.__table__)
_RESUMED = Statement(
    select(_CALL.c.id, _CALL.c.step, _CALL.c.language, _CALL.c.turn, _CALL.c.sealed, _REPLY.c.sealed)
    .outerjoin(_REPLY, (_REPLY.c.call_id == _CALL.c.id) & (_REPLY.c.turn == bindparam("about")))
    .where(_CALL.c.sid == bindparam("call_sid"))
    .with_for_update(of=_CALL)
)
_ANSWERED = Statement(
    select(_REPLY.c.sealed).where(_REPLY.c.call_id == bindparam("call_id"), _REPLY.c.turn == bindparam("about"))
)
_KEPT = Statement(
    update(_CALL)
    .where(_CALL.c.id == bindparam("call_id"))
    .values({name: bindparam(f"new_{name}") for name in ("step", "language", "turn", "sealed", "touched_at")})
)
_REPLIED = Statement(insert(_REPLY), columns=("call_id", "turn", "sealed"))


def _adding(dialect: str) -> ReturningInsert[int]:
    return db.insert_for(dialect, _CALL).on_conflict_do_nothing().returning(_CALL.c.id)


_ADDED = Statement(_adding, columns=("id", "sid", "began_at", "step", "language", "turn", "sealed", "touched_at"))


@dataclass(frozen=True, slots=True)
class Ongoing:
    """A call in progress. `notes` are plain values; empty when the call is new or what it held is lost."""

    id: int
    sid: str
    step: str = ""
    language: str = ""
    turn: int = 0
    notes: dict[str, object] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """A call, and the answer that this webhook already got, or ""."""

    call: Ongoing
    reply: str = ""


def resume(session: Session, sid: str, turn: int) -> Resumed:
    """The call with that CallSid, locked until the transaction ends; a new one when we do not know it."""
    rows = _RESUMED.rows(session, {"call_sid": sid, "about": turn})
    if not rows:
        return Resumed(Ongoing(secrets_box.random_id(), sid, is_new=True))
    call_id, step, language, current, sealed, reply = rows[0]
    if reply is None and current > turn:
        # Perhaps we waited for the same webhook; PostgreSQL then shows the call as it is now, its replies as before.
        reply = next((sealed for (sealed,) in _ANSWERED.rows(session, {"call_id": call_id, "about": turn})), None)
    box = secrets_box.of(session)
    try:
        notes = json.loads(box.open(call_id, sealed)) if sealed else {}
        told = box.open(call_id, reply).decode() if reply else ""
    except Unsealable:
        # The key is gone: the call goes on as if it were new, which the caller hears as a kind fresh start.
        return Resumed(Ongoing(call_id, sid, turn=current))
    return Resumed(Ongoing(call_id, sid, step if sealed else "", language, current, notes), told)


def keep(session: Session, call: Ongoing, *, about: int, reply: str, now: datetime) -> str:
    """Write down where the call is now and what is answered to the webhook about that turn; answers what to answer.

    That is `reply`, unless the same first webhook came twice at once: then it is what the other one answered.
    """
    box = secrets_box.of(session)
    notes = box.seal(call.id, json.dumps(call.notes, ensure_ascii=False).encode())
    new = {"step": call.step, "language": call.language, "turn": call.turn, "sealed": notes, "touched_at": now}
    if not call.is_new:
        _KEPT.each(session, [{"call_id": call.id} | {f"new_{name}": value for name, value in new.items()}])
    elif not _ADDED.rows(session, {"id": call.id, "sid": call.sid, "began_at": now} | new):
        return resume(session, call.sid, about).reply
    _REPLIED.each(session, [{"call_id": call.id, "turn": about, "sealed": box.seal(call.id, reply.encode())}])
    return reply


def language(session: Session, sid: str) -> str:
    """The code of the language that the caller chose, or ""."""
    return session.execute(select(Call.language).where(Call.sid == sid)).scalar_one_or_none() or ""


def end(session: Session, sid: str, *, now: datetime) -> None:
    """The caller is gone; a second report of the end changes nothing."""
    session.execute(update(Call).where(Call.sid == sid, Call.ended_at.is_(None)).values(ended_at=now))
