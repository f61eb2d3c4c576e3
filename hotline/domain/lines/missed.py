"""Who hangs up in line is called back, and keeps the place: nobody who asked for a person is forgotten."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import callbacks
from hotline.domain.callbacks import CallbackWish, FromInside, inside
from hotline.domain.lines import held
from hotline.domain.lines.held import Caller
from hotline.models.calls import WaitingCall
from hotline.models.contacts import Call, Channel


def is_called_back(caller: Caller) -> bool:
    """Whether we can: a number is known, it takes calls, and the caller did not refuse to be called there."""
    return bool(caller.number) and phones.may_be_called(caller.number)


def promise(session: Session, row: WaitingCall, *, now: datetime) -> None:
    """Promise a call to who left the line, unless one was promised in this call or nobody can be called.

    Who waited in a facility cannot be rung there: staff call the facility and ask for them.
    """
    caller, sid = held.read(session, row).caller, session.get_one(Call, row.call_id).sid
    if caller.about == callbacks.INSIDE:
        asker = FromInside(sid, row.language, caller.facility, caller.person_id, row.since)
        inside.ask(session, asker, is_another=True, now=now)
    if not is_called_back(caller):
        return
    wish = CallbackWish(
        caller.number,
        told=caller.told,
        told_before=caller.told_before,
        is_urgent=row.is_urgent,
        token=sid,
        about=caller.about,
        is_relayed=caller.is_relayed,
        since=row.since,
    )
    callbacks.request(session, wish, channel=Channel.PHONE, language=row.language, now=now)
