"""Made-up stays: chains of facilities with the lengths, gaps and hours of real ones.

The shapes are our own summary of anonymous detention records of 2025 and 2026: how many stints a stay has, how long
each lasts, how long people are on the road, when of the day doors open, how stays end. No row of those records is here.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random
from typing import TypeVar

from hotline import clock

STINTS = ((1, 0.38), (2, 0.24), (3, 0.2), (4, 0.11), (5, 0.045), (6, 0.015), (7, 0.007), (8, 0.003))
# Hours by tenths of all stints and gaps; between two of them every length is as likely.
HOLD_HOURS = (0.2, 1.3, 2.1, 2.9, 3.6, 4.2, 4.9, 5.8, 6.6, 8.3, 71.0)
STAGING_HOURS = (0.3, 4.0, 7.0, 11.0, 16.0, 22.0, 30.0, 42.0, 60.0, 96.0, 200.0)
LONG_HOURS = (3.0, 24.0, 55.0, 97.0, 150.0, 208.0, 300.0, 400.0, 560.0, 800.0, 2400.0)
GAP_HOURS = (0.0, 0.02, 0.1, 0.3, 0.6, 1.0, 1.7, 2.6, 4.1, 6.2, 17.0)
# Of a hundred, from midnight on.
BOOK_IN_BY_HOUR = (
    2,
    2,
    2,
    2,
    2,
    2,
    3,
    4,
    5,
    7,
    7,
    10,
    9,
    5,
    5,
    5,
    5,
    4,
    5,
    4,
    3,
    2,
    3,
    2,
)
BOOK_OUT_BY_HOUR = (2, 2, 3, 3, 2, 2, 3, 3, 5, 6, 4, 5, 6, 10, 9, 7, 8, 3, 3, 3, 3, 2, 2, 1)
REASONS = (
    ("Removed", 0.755), ("Bonded Out - IJ", 0.075), ("Voluntary departure", 0.04), ("Order of recognizance", 0.035),
    ("U.S. Marshals or other agency (explain in Detention Comments)", 0.04), ("Relief Granted by IJ", 0.012),
    ("Paroled", 0.01), ("Order of supervision", 0.01), ("Voluntary Return", 0.008), ("Proceedings Terminated", 0.006),
    ("Transferred", 0.007), ("Withdrawal", 0.001), ("Paroled - Humanitarian", 0.001),
)  # fmt: skip
TRANSFERRED = "Transferred"
ROUND_MINUTES = 0.5  # so many times are noted to five minutes; by chance a tenth more fall there
SAME_CODE = 0.04  # transfers out of a facility and into it again
ZERO_MINUTES = 0.02
T = TypeVar("T")


class Status(StrEnum):
    """Where a made-up stay stands at the moment of loading."""

    HELD = "held"
    IN_TRANSIT = "in_transit"
    PROCESSING = "processing"
    ENDED = "ended"


STATUSES = ((Status.HELD, 0.6), (Status.ENDED, 0.35), (Status.IN_TRANSIT, 0.03), (Status.PROCESSING, 0.02))
LONGEST_AGO = timedelta(days=75)  # past the sixty days after which nobody is told any more


@dataclass(frozen=True, slots=True)
class DemoFacility:
    """What a chain needs to know of a facility."""

    code: str
    kind: str
    time_zone: str
    office: str


@dataclass(frozen=True, slots=True)
class DemoStint:
    """One line of a chain; times are aware UTC, to the minute."""

    facility: DemoFacility
    book_in: datetime
    book_out: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DemoStay:
    """A chain and its end; one without stints is still being processed by `office`."""

    began: datetime
    office: str
    stints: tuple[DemoStint, ...] = ()
    ended: datetime | None = None
    reason: str = ""


def pick(rng: Random, weighted: Sequence[tuple[T, float]]) -> T:
    """One of the things, as often as its weight says."""
    bounds = list(accumulate(weight for _, weight in weighted))
    return weighted[bisect(bounds, rng.random() * bounds[-1])][0]


def stay(rng: Random, facilities: Sequence[DemoFacility], status: Status, *, now: datetime) -> DemoStay:
    """A stay that stands at `status` now; everything in it is past."""
    places = _route(rng, facilities, pick(rng, STINTS))
    if status is Status.PROCESSING:
        began = _noted(rng, now - timedelta(hours=0.3 + 19 * rng.random()))
        return DemoStay(began, places[0].office)
    if status is Status.HELD:
        return _put_together(_backwards(rng, places, None, now))
    if status is Status.IN_TRANSIT:
        hours = 0.2 + _from_tenths(rng, GAP_HOURS) if rng.random() < 0.9 else 26 + 30 * rng.random()
        left = _noted(rng, now - timedelta(hours=hours))
        return _put_together(_backwards(rng, places, left, left), TRANSFERRED)
    ended = _at_usual_hour(rng, now - timedelta(hours=2) - LONGEST_AGO * rng.random(), places[-1], BOOK_OUT_BY_HOUR)
    ended = min(ended, now - timedelta(minutes=30))
    reason = pick(rng, REASONS)
    return replace(_put_together(_backwards(rng, places, ended, ended), reason), ended=ended, reason=reason)


def _route(rng: Random, facilities: Sequence[DemoFacility], length: int) -> list[DemoFacility]:
    """Most people start in a hold room, and most moves stay within the field office's area."""
    holds = [place for place in facilities if place.kind == "hold_room"]
    others = [place for place in facilities if place.kind != "hold_room"]
    route = [rng.choice(holds if length > 1 and rng.random() < 0.75 else others)]
    while len(route) < length:
        last = route[-1]
        near = [place for place in others if place.office == last.office and place is not last]
        chance = rng.random()
        route.append(last if chance < SAME_CODE else rng.choice(near if chance < 0.7 else others))
    return route


def _backwards(rng: Random, places: list[DemoFacility], end: datetime | None, latest: datetime) -> list[DemoStint]:
    """The chain built from its last stint to its first, so that it ends when it should."""
    stints: list[DemoStint] = []
    for place in reversed(places):
        length = timedelta(hours=_from_tenths(rng, _usual_hours(place)))
        if end is None:
            length *= 0.1 + 0.9 * rng.random()  # somebody still held has had a part of it
        elif stints and rng.random() < ZERO_MINUTES:
            length = timedelta()
        book_in = latest - length
        if length > timedelta(hours=12):
            usual = _at_usual_hour(rng, book_in, place, BOOK_IN_BY_HOUR)
            book_in = usual if usual < latest else usual - timedelta(days=1)
        book_in = _noted(rng, book_in)
        stints.insert(0, DemoStint(place, book_in, end, TRANSFERRED if stints else ""))
        end = min(book_in, _noted(rng, book_in - timedelta(hours=_from_tenths(rng, GAP_HOURS))))
        latest = end
    return stints


def _put_together(stints: list[DemoStint], last_reason: str = "") -> DemoStay:
    stints[-1] = replace(stints[-1], reason=last_reason)
    return DemoStay(stints[0].book_in, stints[0].facility.office, tuple(stints))


def _usual_hours(place: DemoFacility) -> Sequence[float]:
    return {"hold_room": HOLD_HOURS, "staging": STAGING_HOURS}.get(place.kind, LONG_HOURS)


def _from_tenths(rng: Random, tenths: Sequence[float]) -> float:
    """A length in hours: a tenth is drawn, and a place in it."""
    place = rng.random() * (len(tenths) - 1)
    low = int(place)
    return tenths[low] + (place - low) * (tenths[low + 1] - tenths[low])


def _at_usual_hour(rng: Random, moment: datetime, place: DemoFacility, by_hour: Sequence[float]) -> datetime:
    """The same local day, at an hour when doors usually open there."""
    local = clock.at_place(moment, place.time_zone)
    hour = pick(rng, list(enumerate(by_hour)))
    wall = local.replace(hour=hour, minute=int(rng.random() * 60), second=0, microsecond=0, tzinfo=None)
    return clock.from_wall(wall, place.time_zone)


def _noted(rng: Random, moment: datetime) -> datetime:
    """To the minute, and half of the time to five minutes, as officers write times down."""
    minute = moment.minute - moment.minute % 5 if rng.random() < ROUND_MINUTES else moment.minute
    return moment.replace(minute=minute, second=0, microsecond=0)
