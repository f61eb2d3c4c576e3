"""Where an e-mail to counsel fails, or has not left when the day nears its end, staff are asked to call them.

Counsel hears of a transfer on the same day whatever becomes of the e-mail: the task is the one that they are asked
who have no e-mail address (moving.py), and is due by the same rule.
"""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from hotline.domain import desk
from hotline.domain.counsel.moving import AT_LEAST, due
from hotline.domain.custody import DEFAULT_ZONE
from hotline.models.free_calls import Representative
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.operations import Task, TaskKind
from hotline.models.places import Facility, FieldOffice

FAILED, LATE = "email_failed", "email_late"
LEAVES_WITHIN = timedelta(minutes=15)  # where nothing is wrong it has left by then, however late in the day it is
_ASKED_FOR = timedelta(days=4)  # an e-mail is given up after three
_UNSENT = (MessageState.WAITING, MessageState.SENDING)


def ask_to_call(session: Session, *, now: datetime) -> int:
    """Ask staff to call counsel whom no e-mail reached; answers how many tasks that were."""
    told_of = func.coalesce(Message.ended_at, Message.written_at)
    subject = literal("person:") + cast(Representative.person_id, String)
    is_asked = or_(Task.closed_at.is_(None), Task.opened_at >= told_of)
    was_asked = exists().where(Task.kind == TaskKind.TELL_COUNSEL, Task.subject == subject, is_asked)
    zone = func.coalesce(func.nullif(Facility.time_zone, ""), func.nullif(FieldOffice.time_zone, ""), DEFAULT_ZONE)
    unreached = select(Message.state, Message.written_at, Representative.person_id, zone)
    unreached = unreached.join(Representative, Representative.id == Message.matter_id)
    unreached = unreached.outerjoin(Facility, Facility.code == Representative.facility_code)
    unreached = unreached.outerjoin(FieldOffice, FieldOffice.code == Facility.office_code)
    is_theirs = Message.kind == MessageKind.COUNSEL, Message.state.in_((MessageState.FAILED, *_UNSENT))
    standing = Representative.ended_at.is_(None), told_of > now - _ASKED_FOR, ~was_asked
    asked = set()
    for state, written_at, person_id, there in session.execute(unreached.where(*is_theirs, *standing)):
        is_failed = state is MessageState.FAILED
        if person_id not in asked and (is_failed or _is_late(written_at, there, now)):
            asked.add(person_id)
            about, why = f"person:{person_id}", FAILED if is_failed else LATE
            desk.open_task(session, TaskKind.TELL_COUNSEL, about, due_at=due(there, now), now=now, reason=why)
    return len(asked)


def _is_late(written_at: datetime, zone: str, now: datetime) -> bool:
    """Whether staff need what is left of its day."""
    return now >= max(due(zone, written_at) - AT_LEAST, written_at + LEAVES_WITHIN)
