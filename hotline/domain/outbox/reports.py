"""What the provider reports of a message: in any order, twice, before its own answer, or instead of it.

A message goes only forward: SENT, then FAILED, then DELIVERED, which nothing takes back. So whatever order the reports
come in, the end is the same. Any report proves that the provider has the message, also one whose answer was lost.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import desk
from hotline.domain.outbox import results
from hotline.domain.outbox.due import read_key
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.operations import TaskKind

# Words of the telephone company for texts and for calls; a word that is not here proves that it has the message.
_ENDS = {
    "delivered": MessageState.DELIVERED,
    "read": MessageState.DELIVERED,
    "completed": MessageState.DELIVERED,
    "undelivered": MessageState.FAILED,
    "failed": MessageState.FAILED,
    "canceled": MessageState.FAILED,
    "busy": MessageState.FAILED,
    "no-answer": MessageState.FAILED,
}
_RANKS = {MessageState.SENT: 1, MessageState.FAILED: 2, MessageState.DELIVERED: 3}


def record_report(session: Session, key: str, sid: str, status: str, *, now: datetime) -> bool:
    """Take down a report about the message of that key (DueMessage.key); answers whether there is such a message.

    `sid` is the provider's id, which is believed before what we found by asking. `status` is one of the provider's
    words.
    """
    number = read_key(key)
    known = select(Message).where(Message.key == number).with_for_update().execution_options(populate_existing=True)
    row = session.scalar(known) if number is not None else None
    if row is None:
        return False
    if row.state in (MessageState.SENDING, MessageState.WAITING):
        results.record_sent(session, {row.id: sid}, now=now)
    row.provider_sid = sid
    reached = _ENDS.get(status, MessageState.SENT)
    if _RANKS[reached] > _RANKS.get(row.state, 0):
        _advance(session, row, reached, status, now)
    return True


def _advance(session: Session, row: Message, reached: MessageState, status: str, now: datetime) -> None:
    if reached is MessageState.FAILED and _is_for_staff(row):
        results.fail(session, row, status, now=now)
        return
    row.state, row.failure = reached, status if reached is MessageState.FAILED else ""
    row.ended_at = None if reached is MessageState.SENT else now
    row.sealed = b""
    if reached is MessageState.DELIVERED:
        desk.close_tasks(session, TaskKind.LOOK_AT_MESSAGE, results.subject(row), now=now)


def _is_for_staff(row: Message) -> bool:
    """A call about a change is repeated anyway; of an answer nothing is kept by which anybody could be reached."""
    is_repeated = row.kind is MessageKind.CHANGE and row.means is Means.CALL
    return row.matter_id is not None and not is_repeated
