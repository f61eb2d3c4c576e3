"""What is due, by the clock, over all queues in one list: what is late first."""

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, false, literal, select
from sqlalchemy.orm import Session

from hotline.domain import callbacks
from hotline.models.contacts import Callback, OpenSearch, Voicemail
from hotline.models.custody import Stay
from hotline.models.operations import Task
from hotline.models.rights import ConsularNotice, ConsularState

LISTEN_WITHIN = callbacks.CALLBACK_DUE  # who speaks a message is promised no less than who asks for a call
MOST = 50


class Queue(StrEnum):
    """Where something waits; the same words that claims and notes call it by ("callback:…")."""

    CALLBACK = "callback"
    CONSUL = "consular"
    SEARCH = "search"
    TASK = "task"
    VOICEMAIL = "voicemail"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits. `word` is what kind of task it is, else ""; a task's and a consul's `language` is ""."""

    queue: Queue
    id: int
    due_at: datetime
    is_urgent: bool
    language: str
    word: str = ""

    @property
    def subject(self) -> str:
        return f"{self.queue}:{self.id}"


def due(session: Session, queues: Collection[Queue], *, limit: int = MOST) -> list[Due]:
    """What is due next in these queues, what is late first; nothing sealed is opened."""
    found = (_read(queue, session.execute(_BY_CLOCK[queue].limit(limit)).all()) for queue in queues)
    return list(islice(heapq.merge(*found, key=lambda one: one.due_at), limit))


def _read(queue: Queue, rows: Collection[Row[*tuple[Any, ...]]]) -> list[Due]:
    late_by = LISTEN_WITHIN if queue is Queue.VOICEMAIL else LISTEN_WITHIN * 0
    return [Due(queue, row[0], row[1] + late_by, bool(row[2]), row[3], row[4]) for row in rows]


_NONE = literal("")
_BY_CLOCK: dict[Queue, Select[*tuple[Any, ...]]] = {
    Queue.CALLBACK: select(Callback.id, Callback.due_at, Callback.is_urgent, Callback.language, _NONE)
    .where(Callback.closed_at.is_(None))
    .order_by(Callback.due_at),
    Queue.CONSUL: select(ConsularNotice.id, ConsularNotice.due_at, false(), _NONE, _NONE)
    .join(Stay, Stay.id == ConsularNotice.stay_id)
    .where(ConsularNotice.state == ConsularState.WAITING, ConsularNotice.due_at.is_not(None), Stay.ended_at.is_(None))
    .order_by(ConsularNotice.due_at, ConsularNotice.id),
    Queue.SEARCH: select(OpenSearch.id, OpenSearch.deadline_at, OpenSearch.is_urgent, OpenSearch.language, _NONE)
    .where(OpenSearch.closed_at.is_(None), OpenSearch.told_at.is_(None))
    .order_by(OpenSearch.deadline_at, OpenSearch.id),
    Queue.TASK: select(Task.id, Task.due_at, false(), _NONE, Task.kind)
    .where(Task.closed_at.is_(None))
    .order_by(Task.due_at, Task.id),
    Queue.VOICEMAIL: select(Voicemail.id, Voicemail.left_at, false(), Voicemail.language, _NONE)
    .where(Voicemail.heard_at.is_(None))
    .order_by(Voicemail.left_at, Voicemail.id),
}
