"""What became of messages that were handed over, or were not.

A provider's report can come before its answer, and an answer after another process took the message over: so a result
is written only where it still says something new.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import desk, redactions
from hotline.domain.outbox.due import DueMessage
from hotline.domain.outbox.writing import MATTER_ENDED
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.operations import TaskKind

BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200))  # then the last again
GIVE_UP_AFTER = timedelta(days=3)
UNCERTAIN_FOR = timedelta(minutes=1)  # before the provider is asked; what is on its way has arrived by then
OVERDUE = timedelta(hours=1)
LOOK_WITHIN = timedelta(hours=4)
FORGOTTEN_AFTER = timedelta(hours=1)  # since it was handed over; a provider forgets no text that is on its way
UNWORDED = "unworded"  # by a fault of ours
# Who waits for a code and sees none tries again; a stranger who types wrong numbers makes no work for staff.
# Counsel whom no e-mail reached is called by staff on the same day, which is a task of its own (counsel/failing.py).
_NO_TASK = frozenset(
    (
        MessageKind.CONFIRM,
        MessageKind.COUNSEL,
        MessageKind.INVITED_AGAIN,
        MessageKind.LOCKED,
        MessageKind.STOPPED,
    )
)


def record_sent(session: Session, sids: Mapping[int, str], *, now: datetime) -> None:
    """The provider took these, each by the id it gave: the number and the facts are forgotten here, the words there in
    an hour. They are locked in the order of their ids, so that nobody who locks several waits in a circle.
    """
    is_new = Message.id.in_(sids), Message.state.in_((MessageState.SENDING, MessageState.WAITING))
    locked = select(Message).where(*is_new).order_by(Message.id).with_for_update()
    rows = session.scalars(locked.execution_options(populate_existing=True)).all()
    for row in rows:
        row.state, row.provider_sid, row.sent_at = MessageState.SENT, sids[row.id], now
        row.sealed, row.failure = b"", ""
    session.flush()
    texts = [row.provider_sid for row in rows if row.means is Means.TEXT]
    redactions.ask(session, texts, due_at=now + FORGOTTEN_AFTER)


def record_refused(session: Session, message: DueMessage, *, permanent: bool, now: datetime, reason: str = "") -> None:
    """The provider did not take it: it waits longer each time; what stays refused is for staff."""
    row = claimed(session, message)
    if row is None:
        return
    if permanent:
        fail(session, row, reason or "refused", now=now)
    else:
        try_again(session, row, reason or "refused", now=now)


def record_uncertain(session: Session, message: DueMessage, *, now: datetime) -> None:
    """The provider's answer was lost: it is asked soon whether it has the message."""
    if row := claimed(session, message):
        row.due_at = now + UNCERTAIN_FOR


def try_again(session: Session, row: Message, reason: str, *, at_once: bool = False, now: datetime) -> None:
    """It waits longer after each attempt; what nobody could send for three days is for staff."""
    if now - row.written_at > GIVE_UP_AFTER:
        fail(session, row, reason, now=now)
    else:
        pause = BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1]
        back(row, due_at=now if at_once else now + pause, now=now)


def put_back(session: Session, message: DueMessage, *, now: datetime) -> None:
    """It was not tried, or only to see whether the provider is well: that is no attempt of its own."""
    if row := claimed(session, message):
        row.attempts -= 1
        back(row, due_at=now, now=now)


def give_up_overdue(session: Session, *, now: datetime) -> int:
    """Hand to staff what nobody could send for three days and an hour after its time; answers how many those were."""
    overdue = Message.written_at < now - GIVE_UP_AFTER, Message.due_at < now - OVERDUE
    waiting = select(Message).where(Message.state == MessageState.WAITING, *overdue).with_for_update(skip_locked=True)
    found = session.scalars(waiting).all()
    for row in found:
        fail(session, row, "overdue", now=now)
    return len(found)


def fail(session: Session, row: Message, reason: str, *, now: datetime) -> None:
    """Nobody will get it from us: staff are asked to look."""
    row.state, row.ended_at, row.failure = MessageState.FAILED, now, reason
    if row.kind not in _NO_TASK or reason == UNWORDED:
        due_at = now + LOOK_WITHIN
        desk.open_task(session, TaskKind.LOOK_AT_MESSAGE, subject(row), due_at=due_at, now=now, reason=reason)


def put_off(session: Session, row: Message, reason: str, *, until: datetime, now: datetime) -> None:
    """A message that waits for better times; past three days they are staff's."""
    if now - row.written_at > GIVE_UP_AFTER:
        fail(session, row, reason, now=now)
    else:
        row.due_at = until


def back(row: Message, *, due_at: datetime, now: datetime) -> None:
    """It waits again; or is dropped, where what it was about ended meanwhile."""
    if row.failure == MATTER_ENDED:
        row.state, row.ended_at, row.sealed = MessageState.DROPPED, now, b""
    else:
        row.state, row.due_at = MessageState.WAITING, due_at


def claimed(session: Session, message: DueMessage) -> Message | None:
    """The row, while it is this claim that holds it."""
    row = session.get(Message, message.id, with_for_update=True, populate_existing=True)
    is_ours = row is not None and row.state is MessageState.SENDING and row.claimed_at == message.claimed_at
    return row if is_ours else None


def subject(row: Message) -> str:
    """What a task about this message is about."""
    return f"message:{row.id}"
