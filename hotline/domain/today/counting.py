"""How much waits, by state; each number is read by an index of what waits alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, literal, select
from sqlalchemy.orm import Session

from hotline.domain.today.dues import LISTEN_WITHIN
from hotline.models.calls import CallerState, WaitingCall
from hotline.models.contacts import Callback, OpenSearch, SearchState, Voicemail
from hotline.models.custody import Stay
from hotline.models.messages import Message, MessageState
from hotline.models.operations import BatchState, RosterBatch, Task
from hotline.models.rights import ConsularNotice, ConsularState

COUNTED_TO = 1_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of each wait now; `..._late` is how many of them are late; `consuls_to_ask` is COUNTED_TO for more."""

    calls_waiting: int
    calls_talking: int
    callbacks: int
    callbacks_late: int
    voicemails: int
    voicemails_late: int
    searches: int
    searches_late: int
    searches_with_news: int
    tasks: int
    tasks_late: int
    messages_waiting: int
    messages_held: int
    batches_held: int
    consuls: int
    consuls_late: int
    consuls_to_ask: int


def standing(session: Session, *, now: datetime) -> Standing:
    """One statement, whatever the numbers."""
    calls = _of(WaitingCall)
    callbacks = _of(Callback).where(Callback.closed_at.is_(None))
    voicemails = _of(Voicemail).where(Voicemail.heard_at.is_(None))
    searches = _of(OpenSearch).where(OpenSearch.closed_at.is_(None), OpenSearch.told_at.is_(None))
    tasks = _of(Task).where(Task.closed_at.is_(None))
    consuls = _of(ConsularNotice).join(Stay, Stay.id == ConsularNotice.stay_id).where(Stay.ended_at.is_(None))
    telling = consuls.where(ConsularNotice.state == ConsularState.WAITING)
    numbers: dict[str, ScalarSelect[int]] = {
        "calls_waiting": _n(calls.where(WaitingCall.state == CallerState.WAITING)),
        "calls_talking": _n(calls.where(WaitingCall.state.in_((CallerState.TALKING, CallerState.ON_HOLD)))),
        "callbacks": _n(callbacks),
        "callbacks_late": _n(callbacks.where(Callback.due_at < now)),
        "voicemails": _n(voicemails),
        "voicemails_late": _n(voicemails.where(Voicemail.left_at < now - LISTEN_WITHIN)),
        "searches": _n(searches),
        "searches_late": _n(searches.where(OpenSearch.deadline_at < now)),
        "searches_with_news": _n(searches.where(OpenSearch.state == SearchState.NEWS)),
        "tasks": _n(tasks),
        "tasks_late": _n(tasks.where(Task.due_at < now)),
        "messages_waiting": _n(_of(Message).where(Message.state == MessageState.WAITING)),
        "messages_held": _n(_of(Message).where(Message.state == MessageState.HELD)),
        "batches_held": _n(_of(RosterBatch).where(RosterBatch.state == BatchState.HELD)),
        "consuls": _n(telling),
        "consuls_late": _n(telling.where(ConsularNotice.due_at < now)),
        "consuls_to_ask": _n(_some(consuls.where(ConsularNotice.state == ConsularState.NOT_ASKED))),
    }
    return Standing(**session.execute(select(*(n.label(name) for name, n in numbers.items()))).one()._mapping)


def _of(model: Any) -> Select[int]:
    return select(func.count()).select_from(model)


def _some(counted: Select[int]) -> Select[int]:
    """Counted up to COUNTED_TO: whoever nobody asks may be everybody who is held."""
    return _of(counted.with_only_columns(literal(1)).limit(COUNTED_TO).subquery())


def _n(counted: Select[int]) -> ScalarSelect[int]:
    return counted.scalar_subquery()
