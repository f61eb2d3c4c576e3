"""How the outbox stands, in numbers alone: what waits, what was handed over and arrived, what it cost.

Each is read by an index that holds what is asked for, so that a year of messages costs nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.models.messages import Breaker, Means, Message, MessageKind, MessageState
from hotline.models.operations import Task, TaskKind

COUNTED_UP_TO = 20_000  # that more wait is all that anybody need know


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages of a kind that have not left: `oldest_at` is when the first of them was written."""

    state: MessageState
    kind: MessageKind
    means: Means
    n: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """Messages of a kind that a provider took, by what it reported since."""

    means: Means
    kind: MessageKind
    state: MessageState
    n: int


def waiting(session: Session) -> list[Waiting]:
    """What has not left, held messages included, in the order of the words; at most COUNTED_UP_TO are looked at."""
    unsent = select(Message.state, Message.kind, Message.means, Message.written_at).where(
        Message.sent_at.is_(None), Message.ended_at.is_(None)
    )
    some = unsent.limit(COUNTED_UP_TO).subquery()
    by = some.c.state, some.c.kind, some.c.means
    rows = session.execute(select(*by, func.count(), func.min(some.c.written_at)).group_by(*by).order_by(*by))
    return [Waiting(*row) for row in rows]


def left(session: Session, *, since: datetime) -> list[Left]:
    """What a provider took since then; at most COUNTED_UP_TO of each means, the latest."""
    found = []
    for means in Means:
        sent = select(Message.kind, Message.state).where(Message.means == means, Message.sent_at >= since)
        some = sent.order_by(Message.sent_at.desc()).limit(COUNTED_UP_TO).subquery()
        by = some.c.kind, some.c.state
        rows = session.execute(select(*by, func.count()).group_by(*by).order_by(*by))
        found += [Left(means, *row) for row in rows]
    return found


def last_sent(session: Session) -> dict[Means, datetime]:
    """When a provider last took a message of each means; without those that none ever took."""
    sent = select(Message.sent_at).where(Message.sent_at.is_not(None)).order_by(Message.sent_at.desc()).limit(1)
    return {means: at for means in Means if (at := session.scalar(sent.where(Message.means == means)))}


def failed(session: Session) -> list[tuple[str, int]]:
    """The messages that staff are asked to look at: each reason, and how many there are for it, the most first."""
    open_now = Task.kind == TaskKind.LOOK_AT_MESSAGE, Task.closed_at.is_(None)
    counted = select(Task.reason, func.count()).where(*open_now).group_by(Task.reason)
    return [(reason, n) for reason, n in session.execute(counted.order_by(func.count().desc(), Task.reason))]


def stopped(session: Session) -> dict[str, Breaker]:
    """What sending stopped, by the name of the breaker."""
    return {row.name: row for row in session.scalars(select(Breaker))}
