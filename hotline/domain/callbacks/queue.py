"""Whom staff call next: children and medicine first, then who has waited longest, nobody before a try makes sense."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain.callbacks import best_times
from hotline.models.contacts import AttemptOutcome, Callback, CallbackAttempt, Voicemail


@dataclass(frozen=True, slots=True)
class Try:
    """One try to ring somebody back; `by` is who tried, in their own words."""

    outcome: AttemptOutcome
    by: str
    tried_at: datetime


@dataclass(frozen=True, slots=True)
class PromisedCallback:
    """A callback as staff see it: `number` is E.164, or "" of a report without one.

    `told` is what the caller already told us (Query.told()), `told_before` what was told of others in the same call or
    conversation, oldest first. `best_time`, `time_zone`, `about`, `report`, `is_relayed`, `speaks` and `since` are as
    in CallbackWish. `voicemails` are the messages to listen to first. `next_try_at` is when to call: a moment that is
    past, or the next that suits, or None where only a supervisor goes on.
    """

    id: int
    number: str
    best_time: str
    told: dict[str, object]
    language: str
    is_urgent: bool
    due_at: datetime
    since: datetime
    next_try_at: datetime | None
    time_zone: str = ""
    about: str = ""
    voicemails: tuple[int, ...] = ()
    told_before: tuple[dict[str, object], ...] = ()
    is_relayed: bool = False
    report: dict[str, Any] = field(default_factory=dict)
    speaks: str = ""
    tries: tuple[Try, ...] = ()


def waiting(session: Session, *, now: datetime) -> list[PromisedCallback]:
    """Callbacks that are owed: who can be called now, who is to be called later, and whom a supervisor looks after.

    In each part children and medicine come first, then who has waited longest.
    """
    owed = session.scalars(select(Callback).where(Callback.closed_at.is_(None))).all()
    left, made = _voicemails(session), _tries(session)
    promised = [_promised(session, one, tuple(left[one.id]), tuple(made[one.id]), now) for one in owed]
    return sorted(promised, key=lambda one: (_part(one, now), not one.is_urgent, one.since, one.id))


def _part(promised: PromisedCallback, now: datetime) -> int:
    if promised.next_try_at is None:
        return 2
    return int(promised.next_try_at > now)


def _voicemails(session: Session) -> defaultdict[int | None, list[int]]:
    """The messages nobody has listened to, by the call that was promised to whoever left them."""
    left: defaultdict[int | None, list[int]] = defaultdict(list)
    unheard = select(Voicemail.callback_id, Voicemail.id).where(Voicemail.heard_at.is_(None))
    for promised_id, voicemail_id in session.execute(unheard.order_by(Voicemail.left_at)):
        left[promised_id].append(voicemail_id)
    return left


def _tries(session: Session) -> defaultdict[int, list[Try]]:
    made: defaultdict[int, list[Try]] = defaultdict(list)
    owed = select(CallbackAttempt).join(Callback).where(Callback.closed_at.is_(None)).order_by(CallbackAttempt.id)
    for row in session.scalars(owed):
        made[row.callback_id].append(Try(row.outcome, row.by, row.tried_at))
    return made


def _next_try(callback: Callback, kept: dict[str, Any], now: datetime) -> datetime | None:
    """When to call next: after the pause of the last try, and at the time that suits.

    What is urgent does not wait for that time, and nobody waits for it longer than we promised.
    """
    if callback.next_try_at is None:
        return None
    suits_at = best_times.suits_at(kept["best_time"], kept.get("time_zone", ""), now=max(callback.next_try_at, now))
    if callback.is_urgent or suits_at <= now or suits_at > callback.due_at:
        return callback.next_try_at
    return suits_at


def _promised(
    session: Session, callback: Callback, voicemails: tuple[int, ...], tries: tuple[Try, ...], now: datetime
) -> PromisedCallback:
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    return PromisedCallback(
        callback.id,
        kept["number"],
        kept["best_time"],
        kept["told"],
        callback.language,
        callback.is_urgent,
        callback.due_at,
        callback.since,
        _next_try(callback, kept, now),
        kept.get("time_zone", ""),
        kept.get("about", ""),
        voicemails,
        tuple(kept.get("told_before", ())),
        kept.get("is_relayed", False),
        kept.get("report", {}),
        kept.get("speaks", ""),
        tries,
    )
