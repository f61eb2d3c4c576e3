"""The promise itself: one a token, changed or withdrawn while nobody has called yet."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hotline import hours, phones, secrets_box
from hotline.domain.callbacks import best_times
from hotline.domain.errors import Invalid
from hotline.models.contacts import Callback, Channel

CALLBACK_DUE = timedelta(hours=24)
URGENT_DUE = timedelta(hours=2)  # of those in which people answer; where children or medicine are at stake
MOST_TOLD_BEFORE = 5  # people of one promised call, the last one beside
CARE = "care"  # what a call is about: a child or a sick person was left without care
INSIDE = "inside"  # or somebody who is detained asked for a person; nobody can ring them back
URGENT = frozenset((CARE, INSIDE))


@dataclass(frozen=True, slots=True)
class CallbackWish:
    """What somebody who wants to be rung back leaves; all but the number may be empty.

    `number` as it was typed or came with the call; `told` is what the caller already told us (Query.told()), so that
    nobody is asked twice, `told_before` what they told of others, oldest first; `best_time` in the caller's own words
    or as a DayPart, `time_zone` the clock it is meant by ("America/Chicago"); `about` is CARE, INSIDE, or "" for the
    search for a person, and `report` what was reported then (CareReport.facts()); who `is_relayed` hears and types
    through a relay service and is called through one (711); `speaks` is their language in their own words. `token`,
    where there is one, is the same when the same form is sent again: then nobody is promised a second call. A report
    that `has_no_number` waits for staff all the same, its number "". `since`: when the caller began to wait for a
    person, so that who takes a call back instead keeps the place; None: now. Of what is INSIDE: the code of the
    `facility` they called from, or ""; `person_id` is who they proved to be, 0 where nobody; of how many `calls` it is.
    """

    number: str
    best_time: str = ""
    told: dict[str, object] | None = None
    is_urgent: bool = False
    token: str = ""
    time_zone: str = ""
    about: str = ""
    is_relayed: bool = False
    report: dict[str, Any] | None = None
    told_before: tuple[dict[str, Any], ...] = ()
    has_no_number: bool = False
    speaks: str = ""
    since: datetime | None = None
    facility: str = ""
    person_id: int = 0
    calls: int = 1


def request(session: Session, wish: CallbackWish, *, channel: Channel, language: str, now: datetime) -> Callback:
    """Promise that a person rings this number back. Raises Invalid("number", "not_a_number")."""
    number = _number(wish)
    wanted_id = id_of(session, wish.token, channel) if wish.token else secrets_box.random_id()
    if known := session.get(Callback, wanted_id):
        return known
    callback = Callback(
        id=wanted_id,
        channel=channel,
        language=language,
        is_urgent=wish.is_urgent,
        requested_at=now,
        since=wish.since or now,
        due_at=_due(session, wish.is_urgent, now),
        next_try_at=now,
    )
    callback.sealed = _sealed(session, wanted_id, wish, number)
    callback.suits, callback.suits_zone = best_times.readable(wish.best_time, wish.time_zone)
    session.add(callback)
    return callback


def change(session: Session, wish: CallbackWish, *, channel: Channel, language: str, now: datetime) -> Callback:
    """Promise a call, or change the one promised under this token: the latest number and what was told last hold.

    What was told before of somebody else is kept beside it, so that a second person does not push out the first.

    What became urgent stays urgent, and is due that much sooner.
    Where that call was made meanwhile, another is promised. Who asks again is there now: no pause of a try holds then.
    Raises Invalid("number", "not_a_number").
    """
    callback = request(session, wish, channel=channel, language=language, now=now)
    kept = json.loads(secrets_box.of(session).open(callback.id, callback.sealed))
    callback.sealed = _sealed(session, callback.id, wish, _number(wish), kept)
    callback.suits, callback.suits_zone = best_times.readable(wish.best_time, wish.time_zone)
    callback.language = language
    callback.is_urgent = callback.is_urgent or wish.is_urgent
    if callback.closed_at:
        callback.closed_at, callback.requested_at = None, now
        callback.since, callback.due_at = wish.since or now, _due(session, callback.is_urgent, now)
    callback.since = min(callback.since, wish.since or now)
    callback.due_at = min(callback.due_at, _due(session, callback.is_urgent, now))
    callback.next_try_at = now
    return callback


def withdraw(session: Session, token: str, *, channel: Channel) -> None:
    """The caller does not want the call that was promised under this token; the number is forgotten."""
    is_it = Callback.id == id_of(session, token, channel)
    session.execute(delete(Callback).where(is_it, Callback.closed_at.is_(None)))


def _due(session: Session, is_urgent: bool, now: datetime) -> datetime:
    return hours.of(session).after(URGENT_DUE, now) if is_urgent else now + CALLBACK_DUE


def _number(wish: CallbackWish) -> str:
    """The number to call, E.164, or "" where a report came without one. Raises Invalid("number", "not_a_number")."""
    if wish.has_no_number:
        return ""
    number = phones.parse(wish.number)
    if number is None or not phones.may_be_called(number):
        raise Invalid("number", "not_a_number")
    return number


def _sealed(
    session: Session, row_id: int, wish: CallbackWish, number: str, earlier: dict[str, Any] | None = None
) -> bytes:
    kept: dict[str, Any] = {"number": number, "best_time": wish.best_time}
    kept |= {"time_zone": wish.time_zone, "about": wish.about, "is_relayed": wish.is_relayed}
    kept |= {"report": wish.report or {}, "speaks": wish.speaks}
    kept |= {"facility": wish.facility, "person_id": wish.person_id, "calls": wish.calls}
    kept |= _told(wish, earlier or {})
    return secrets_box.of(session).seal(row_id, json.dumps(kept, ensure_ascii=False).encode())


def _told(wish: CallbackWish, earlier: dict[str, Any]) -> dict[str, object]:
    """Everybody who was told of, each once, the last one by itself; nothing told anew pushes out nothing."""
    people: list[dict[str, Any]] = [*earlier.get("told_before", ()), earlier.get("told", {})]
    for told in json.loads(json.dumps([*wish.told_before, wish.told or {}])):  # as lists, which is how it was kept
        if told:
            fullest = next((known for known in people if _holds(known, told)), told)
            people = [known for known in people if known is not fullest and not _holds(told, known)]
            people.append(fullest)
    *before, last = [known for known in people if known] or [{}]
    return {"told": last, "told_before": before[-MOST_TOLD_BEFORE:]}


def _holds(told: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether `told` tells all that `other` does of a person; which questions were put tells nothing."""
    return all(told.get(name) == value for name, value in other.items() if name != "asked")


def id_of(session: Session, token: str, channel: Channel) -> int:
    """The id of the call promised under this token, whether there is one or not."""
    return secrets_box.of(session).index_key("callback", f"{channel}:{token}") & (2**63 - 1)
