"""Whom staff call next: children and medicine first, then who has waited longest, nobody before a try makes sense."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hotline import db, secrets_box
from hotline.domain.callbacks import best_times
from hotline.domain.errors import NotFound
from hotline.models.contacts import AttemptOutcome, Callback, CallbackAttempt, Voicemail

A_PAGE = 50  # callbacks
_READ_AHEAD = 100  # rows
# What says where a callback stands, and when to call.
_PLACED: tuple[InstrumentedAttribute[Any], ...] = (
    *(Callback.id, Callback.is_urgent, Callback.since, Callback.due_at, Callback.next_try_at),
    *(Callback.suits, Callback.suits_zone),
)
_WITH_IDS = select(Callback).where(db.Among(Callback.id, "ids"))


class Part(StrEnum):
    """Who can be called now, who is to be called later, and whom a supervisor looks after."""

    NOW = "now"
    LATER = "later"
    SUPERVISOR = "supervisor"


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
    conversation, oldest first. `best_time`, `time_zone`, `about`, `report`, `is_relayed`, `speaks`, `since`,
    `facility`, `person_id` and `calls` are as in CallbackWish. `voicemails` are the messages to listen to first.
    `next_try_at` is when to call: a moment that is past, or the next that suits, or None where only a supervisor goes
    on.
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
    facility: str = ""
    person_id: int = 0
    calls: int = 1

    def part(self, now: datetime) -> Part:
        """Where in the queue it stands."""
        return _part(self.next_try_at, now)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a part of the queue, in its order; `next` is the id to go on after, None at the end."""

    callbacks: tuple[PromisedCallback, ...]
    next: int | None


def waiting(session: Session, *, now: datetime) -> list[PromisedCallback]:
    """Callbacks that are owed: who can be called now, who is to be called later, and whom a supervisor looks after.

    In each part children and medicine come first, then who has waited longest.
    """
    owed = session.scalars(select(Callback).where(Callback.closed_at.is_(None))).all()
    promised = _all_promised(session, owed, now)
    return sorted(promised, key=lambda one: (list(Part).index(one.part(now)), not one.is_urgent, one.since, one.id))


def page(session: Session, part: Part, *, now: datetime, after: int | None = None, size: int = A_PAGE) -> Page:
    """A page of one part of the queue, read by its index: children and medicine first, then who has waited longest.

    What stands behind the page is not opened. `after` is the last id of the page before; one that is gone begins anew.
    """
    found = (row for row in _in_order(session, part, after, now) if _part(_next_try(row, now), now) is part)
    ids = [row.id for row in islice(found, size + 1)]
    rows = {row.id: row for row in session.scalars(_WITH_IDS, {"ids": ids[:size]})}
    opened = _all_promised(session, [rows[one] for one in ids[:size]], now)
    return Page(tuple(opened), ids[size - 1] if len(ids) > size else None)


def one(session: Session, callback_id: int, *, now: datetime) -> PromisedCallback:
    """A callback that is owed. Raises NotFound, also where the call was made already."""
    callback = session.get(Callback, callback_id)
    if callback is None or callback.closed_at:
        raise NotFound
    return _all_promised(session, [callback], now)[0]


def owed_among(session: Session, ids: Iterable[int], *, now: datetime) -> list[PromisedCallback]:
    """Those of these callbacks that are owed still; one that was made meanwhile is left out."""
    still = select(Callback).where(Callback.id.in_(list(ids)), Callback.closed_at.is_(None)).order_by(Callback.since)
    return _all_promised(session, session.scalars(still), now)


def languages(session: Session, *, most: int) -> list[str]:
    """What those who wait longest want to be spoken with in: a code, or their own words; of at most so many."""
    box = secrets_box.of(session)
    owed = select(Callback.id, Callback.sealed, Callback.language).where(Callback.closed_at.is_(None))
    rows = session.execute(owed.order_by(Callback.since).limit(most))
    return [json.loads(box.open(row.id, row.sealed)).get("speaks") or row.language for row in rows]


def count(session: Session) -> int:
    """How many callbacks are owed."""
    return session.scalar(select(func.count()).where(Callback.closed_at.is_(None))) or 0


def _in_order(session: Session, part: Part, after: int | None, now: datetime) -> Iterator[Row[Any]]:
    """What may stand in that part, a few rows at a time, as _PLACED has it; none is opened."""
    last = session.get(Callback, after) if after is not None else None
    for is_urgent in (True, False):
        if last is not None and last.is_urgent < is_urgent:
            continue
        start: Callback | Row[Any] | None = last if last is not None and last.is_urgent is is_urgent else None
        while rows := session.execute(_some(part, is_urgent, start, now)).all():
            yield from rows
            start = rows[-1]


def _some(part: Part, is_urgent: bool, start: Callback | Row[Any] | None, now: datetime) -> Select[Any]:
    owed: Select[Any] = select(*_PLACED).where(Callback.closed_at.is_(None), Callback.is_urgent.is_(is_urgent))
    if part is Part.SUPERVISOR:
        owed = owed.where(Callback.next_try_at.is_(None))
    elif part is Part.NOW:
        owed = owed.where(Callback.next_try_at <= now)
    else:
        owed = owed.where(or_(Callback.next_try_at > now, and_(Callback.next_try_at <= now, Callback.suits != "")))
    if start is not None:
        owed = owed.where(
            or_(Callback.since > start.since, and_(Callback.since == start.since, Callback.id > start.id))
        )
    return owed.order_by(Callback.since, Callback.id).limit(_READ_AHEAD)


def _all_promised(session: Session, owed: Iterable[Callback], now: datetime) -> list[PromisedCallback]:
    rows = list(owed)
    ids = [row.id for row in rows]
    left, made = _voicemails(session, ids), _tries(session, ids)
    return [_promised(session, one, tuple(left[one.id]), tuple(made[one.id]), now) for one in rows]


def _voicemails(session: Session, ids: list[int]) -> defaultdict[int | None, list[int]]:
    """The messages nobody has listened to, by the call that was promised to whoever left them."""
    left: defaultdict[int | None, list[int]] = defaultdict(list)
    is_theirs = db.Among(Voicemail.callback_id, "ids")
    unheard = select(Voicemail.callback_id, Voicemail.id).where(is_theirs, Voicemail.heard_at.is_(None))
    for promised_id, voicemail_id in session.execute(unheard.order_by(Voicemail.left_at), {"ids": ids}):
        left[promised_id].append(voicemail_id)
    return left


def _tries(session: Session, ids: list[int]) -> defaultdict[int, list[Try]]:
    made: defaultdict[int, list[Try]] = defaultdict(list)
    owed = select(CallbackAttempt).where(db.Among(CallbackAttempt.callback_id, "ids")).order_by(CallbackAttempt.id)
    for row in session.scalars(owed, {"ids": ids}):
        made[row.callback_id].append(Try(row.outcome, row.by, row.tried_at))
    return made


def _part(next_try_at: datetime | None, now: datetime) -> Part:
    if next_try_at is None:
        return Part.SUPERVISOR
    return Part.LATER if next_try_at > now else Part.NOW


def _next_try(callback: Callback | Row[Any], now: datetime) -> datetime | None:
    """When to call next: after the pause of the last try, and at the time that suits.

    What is urgent does not wait for that time, and nobody waits for it longer than we promised.
    """
    if callback.next_try_at is None:
        return None
    suits_at = best_times.suits_at(callback.suits, callback.suits_zone, now=max(callback.next_try_at, now))
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
        _next_try(callback, now),
        kept.get("time_zone", ""),
        kept.get("about", ""),
        voicemails,
        tuple(kept.get("told_before", ())),
        kept.get("is_relayed", False),
        kept.get("report", {}),
        kept.get("speaks", ""),
        tries,
        kept.get("facility", ""),
        kept.get("person_id", 0),
        kept.get("calls", 1),
    )
