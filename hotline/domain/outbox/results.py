"""What became of a message that was handed over, or was not."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hotline.domain import desk
from hotline.models.messages import Message, MessageState
from hotline.models.operations import TaskKind

BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200))  # then the last again
GIVE_UP_AFTER = timedelta(days=3)
LOOK_WITHIN = timedelta(hours=4)
FAILED_KEPT = timedelta(days=30)
OVER = (MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED, MessageState.DROPPED)


def record_sent(session: Session, message_id: int, provider_sid: str, *, now: datetime) -> None:
    """The provider took it; the number and the facts are forgotten."""
    sent = {"state": MessageState.SENT, "provider_sid": provider_sid, "sent_at": now, "sealed": b""}
    session.execute(update(Message).where(Message.id == message_id).values(sent))


def record_refused(session: Session, message_id: int, *, permanent: bool, now: datetime) -> None:
    """The provider did not take it: it waits longer each time; what stays refused is for staff."""
    message = session.get_one(Message, message_id)
    if permanent or now - message.written_at > GIVE_UP_AFTER:
        fail(session, message_id, "refused", now=now)
        return
    message.state = MessageState.WAITING
    message.due_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]


def give_up_lost(session: Session, *, now: datetime) -> int:
    """Hand to staff what was claimed and never came back; answers how many those were."""
    lost = select(Message.id).where(Message.state == MessageState.SENDING, Message.due_at < now)
    found = session.scalars(lost.with_for_update(skip_locked=True)).all()
    for message_id in found:
        fail(session, message_id, "lost", now=now)
    return len(found)


def forget(session: Session, *, now: datetime) -> int:
    """Delete messages whose matter is over; answers how many those were."""
    over = (Message.state.in_(OVER), Message.written_at < now - FAILED_KEPT)
    return len(session.scalars(delete(Message).where(*over).returning(Message.id)).all())


def fail(session: Session, message_id: int, reason: str, *, now: datetime) -> None:
    """Nobody will get it from us: staff are asked to look."""
    failed = {"state": MessageState.FAILED, "ended_at": now, "failure": reason}
    session.execute(update(Message).where(Message.id == message_id).values(failed))
    subject = f"message:{message_id}"
    desk.open_task(session, TaskKind.LOOK_AT_MESSAGE, subject, due_at=now + LOOK_WITHIN, now=now, reason=reason)
