"""Who wrote that they want no texts gets none unasked; what is still owed to them is staff's, who call."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain.outbox import results
from hotline.domain.outbox.writing import contact_key
from hotline.models.messages import Means, Message, MessageKind, MessageState, TextStop

TEXTS_STOPPED = "texts_stopped"
_ASKED_FOR = (MessageKind.ANSWER, MessageKind.CONFIRM)


def stop_texts(session: Session, contact: str, *, now: datetime) -> None:
    """Text this number (E.164) nothing unasked from now on; what waits for it is handed to staff."""
    key = contact_key(session, contact)
    row = {"contact_key": key, "since": now}
    session.execute(db.upsert(session, TextStop).values(row).on_conflict_do_nothing())
    unasked = Message.means == Means.TEXT, Message.kind.not_in(_ASKED_FOR)
    waiting = select(Message).where(Message.contact_key == key, Message.state == MessageState.WAITING, *unasked)
    for message in session.scalars(waiting.with_for_update()).all():
        results.fail(session, message, TEXTS_STOPPED, now=now)
    session.flush()


def allow_texts(session: Session, contact: str) -> None:
    """The owner of this number has written again. Notices that ended stay ended."""
    session.execute(delete(TextStop).where(TextStop.contact_key == contact_key(session, contact)))


def may_be_texted(session: Session, contact: str) -> bool:
    """Whether this number may get a text that nobody asked for in this moment."""
    return session.get(TextStop, contact_key(session, contact)) is None
