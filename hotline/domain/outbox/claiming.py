"""Due messages are taken by one process each, the most pressing and then the oldest first."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import breakers
from hotline.domain.breakers import Gate
from hotline.domain.outbox import caps, quiet, results
from hotline.domain.outbox.caps import Budget
from hotline.domain.outbox.due import DueMessage, opened
from hotline.models.messages import Means, Message, MessageState
from hotline.secrets_box import Unsealable

LOST_AFTER = timedelta(minutes=5)  # since it was claimed
CLAIMED_AT_ONCE = 50
SERVICES = {
    breakers.PROVIDER: frozenset((Means.TEXT, Means.CALL)),
    breakers.MAIL: frozenset((Means.EMAIL,)),
}
Due = tuple[Message, DueMessage]


def service(message: DueMessage) -> str:
    """Whose breaker stops this message."""
    return next(name for name, means in SERVICES.items() if message.recipient.means in means)


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether there is anything to claim; a look that writes nothing and waits for nobody."""
    due = select(Message.id).where(Message.state == MessageState.WAITING, Message.due_at <= now).limit(1)
    return session.scalar(due) is not None


def claim(
    session: Session, *, now: datetime, budget: Budget | None = None, limit: int = CLAIMED_AT_ONCE
) -> list[DueMessage]:
    """Take messages that are due, so that no other process sends them.

    What may not go yet (night, a cap) waits on, what may not go at all is for staff. Of a provider that was in trouble
    one message is taken, by one process; of one that is, none.
    """
    gates = breakers.gates(session, now=now)
    claimed = []
    for service, means in SERVICES.items():
        gate = gates.get(service, Gate.CLEAR)
        due = _due(session, means, limit if gate is Gate.CLEAR else 1, now) if gate is not Gate.SHUT else []
        ready = _may_go(session, _opened(session, due, now, is_probe=gate is Gate.PROBE), budget or Budget(), now)
        if gate is Gate.PROBE and ready and not breakers.take_probe(session, service, now=now):
            continue
        if ready:
            _take(session, ready, now)
        claimed += ready
    return claimed


def _due(session: Session, means: Iterable[Means], limit: int, now: datetime) -> Sequence[Message]:
    waiting = Message.state == MessageState.WAITING, Message.due_at <= now, Message.means.in_(means)
    due = select(Message).where(*waiting).order_by(Message.priority, Message.due_at).limit(limit)
    return session.scalars(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()


def _opened(session: Session, rows: Iterable[Message], now: datetime, *, is_probe: bool) -> list[Due]:
    messages = []
    for row in rows:
        try:
            messages.append((row, opened(session, row, claimed_at=now, is_probe=is_probe)))
        except Unsealable:
            results.fail(session, row, "unreadable", now=now)
    return messages


def _may_go(session: Session, due: Sequence[Due], budget: Budget, now: datetime) -> list[DueMessage]:
    ready = []
    for row, message in due:
        if reason := _forbidden(message):
            results.fail(session, row, reason, now=now)
        elif (later := quiet.waits_until(message, now=now)) > now:
            row.due_at = later
        else:
            ready.append((row, message))
    uncounted = [message for row, message in ready if row.claimed_at is None]
    capped = caps.over(session, uncounted, budget, now=now)
    for row, message in ready:
        if message.id in capped:
            results.put_off(session, row, capped[message.id], until=caps.next_window(now), now=now)
    session.flush()
    return [message for _, message in ready if message.id not in capped]


def _forbidden(message: DueMessage) -> str:
    """Why no machine may send this at all, or "" """
    to = message.recipient
    if to.means is Means.TEXT and not phones.may_be_texted(to.contact):
        return "cannot_be_texted"
    if to.means is Means.CALL and not phones.may_be_called(to.contact):
        return "cannot_be_called"
    return "relayed" if to.means is Means.CALL and to.is_relayed else ""


def _take(session: Session, messages: Iterable[DueMessage], now: datetime) -> None:
    """Only what still waits: on SQLite, where a writer is alone, and on PostgreSQL, where the rows are locked."""
    taken = {"state": MessageState.SENDING, "due_at": now + LOST_AFTER, "claimed_at": now}
    these = Message.id.in_([message.id for message in messages]), Message.state == MessageState.WAITING
    session.execute(update(Message).where(*these).values(taken | {"attempts": Message.attempts + 1}))
