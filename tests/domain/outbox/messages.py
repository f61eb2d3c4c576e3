"""Messages for the tests of the outbox: owed in one line, naming only what matters."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import outbox
from hotline.domain.outbox import DueMessage, Owed, Recipient
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.operations import Task, TaskKind

NUMBER = "+14045550123"
MATTER = 4827
_keys = count()


def owe(
    session: Session,
    now: datetime,
    kind: MessageKind = MessageKind.NEWS,
    *,
    to: str = NUMBER,
    means: Means = Means.TEXT,
    zone: str = "",
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> None:
    """Owe a message of its own about one matter."""
    recipient = Recipient(to, means, "en", zone)
    owed = Owed(kind, recipient, f"key {next(_keys)}", matter_id=MATTER, facts=facts or {}, **more)
    outbox.owe(session, owed, now=now)


def claimed_one(session: Session, now: datetime) -> DueMessage:
    [message] = outbox.claim(session, now=now)
    return message


def row(session: Session) -> Message:
    """The only message there is, as it stands in the database."""
    return session.scalars(select(Message).execution_options(populate_existing=True)).one()


def states(session: Session) -> list[MessageState]:
    return sorted(session.scalars(select(Message.state)))


def tasks(session: Session) -> list[str]:
    """Why staff were asked to look at messages, and have not yet."""
    is_open = Task.kind == TaskKind.LOOK_AT_MESSAGE, Task.closed_at.is_(None)
    return list(session.scalars(select(Task.reason).where(*is_open)))
