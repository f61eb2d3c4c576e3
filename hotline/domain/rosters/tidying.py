"""The dirt of real records, and what becomes of each kind (the table in docs/rosters.md).

Rows of one person in, stays with their stints in order out. Nothing here looks at the database.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from hotline import clock, countries
from hotline.domain import reasons
from hotline.models.custody import StayEnd
from hotline.roster_formats import Row

SAME_PLACE_WITHIN = timedelta(hours=24)  # a return to the same facility by then is one stint
_FAR = datetime.max  # noqa: DTZ901  a wall clock, like what it is compared with


class Stint(NamedTuple):
    """One facility within a stay; aware UTC; `left_at` is None while the person is there."""

    facility_code: str
    arrived_at: datetime
    left_at: datetime | None
    reason: str


@dataclass(slots=True)
class StayLine:
    """A stay as one roster tells it."""

    began_at: datetime
    stints: list[Stint] = field(default_factory=list)
    ended_at: datetime | None = None
    end: StayEnd | None = None
    reason: str = ""
    departure_country: str = ""
    office: str = ""
    is_contradicted: bool = False

    @property
    def last_fact_at(self) -> datetime:
        """When the latest thing happened that the roster knows of this stay."""
        times = [self.began_at, *(stint.left_at or stint.arrived_at for stint in self.stints)]
        return max([*times, self.ended_at] if self.ended_at else times)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What rows need to know of places: the code we keep for a row's facility, a code's zone, an office's code."""

    code_of: Callable[[str, str], str]
    zone_of: Callable[[str], str]
    office_of: Callable[[str], str]


def stays_of(rows: list[Row], places: Gazetteer, dirt: Counter[str]) -> list[StayLine]:
    """The stays of one person in the order they began; `dirt` counts what had to be tidied."""
    grouped: dict[datetime | None, list[Row]] = {}
    for row in _once(rows, dirt):
        grouped.setdefault(row.stay_began, []).append(row)
    unstated = grouped.pop(None, [])
    lines = [_stay(group, places, dirt) for group in [*grouped.values(), *_apart(unstated)]]
    return _reopened(sorted(lines, key=lambda line: (line.began_at, line.ended_at is None)), dirt)


def _once(rows: list[Row], dirt: Counter[str]) -> list[Row]:
    """Rows that say the same stand once: duplicates, and those that differ in bond or charges alone."""
    if len(rows) == 1:
        return rows
    said = {row.said: row for row in rows}
    dirt["duplicate rows"] += len(rows) - len(said)
    return list(said.values())


def _apart(rows: list[Row]) -> list[list[Row]]:
    """Rows without the start of a stay: a stay goes on until a row closes it with something other than a move."""
    groups: list[list[Row]] = []
    is_over = True
    for row in sorted(rows, key=lambda row: (row.book_in or _FAR, row.book_out or _FAR)):
        if is_over:
            groups.append([])
        groups[-1].append(row)
        is_over = row.book_out is not None and not reasons.is_move(row.reason)
    return groups


def _stay(rows: list[Row], places: Gazetteer, dirt: Counter[str]) -> StayLine:
    stints = _stints(rows, places, dirt)
    zone = places.zone_of(stints[0].facility_code if stints else "")
    stated = next((row.stay_began for row in rows if row.stay_began), None)
    began = clock.from_wall(stated, zone) if stated else stints[0].arrived_at
    if stints and began < stints[0].arrived_at:
        dirt["stays that start before their first stint"] += 1
    line = StayLine(min([began, *(stint.arrived_at for stint in stints[:1])]), stints)
    line.office = next((code for row in rows if (code := places.office_of(row.office))), "")
    line.departure_country = next((code for row in rows if (code := countries.parse(row.departure_country))), "")
    line.is_contradicted = _cut_overlaps(stints, dirt)
    _finish(line, rows, places, dirt)
    return line


def _stints(rows: list[Row], places: Gazetteer, dirt: Counter[str]) -> list[Stint]:
    """In order: by book-in on the one UTC clock, then by book-out, then as the source wrote them."""
    found: dict[tuple[str, datetime], Stint] = {}
    for row in rows:
        if row.book_in is None or not (row.facility_code or row.facility_name):
            continue
        stint = _read(row, places)
        known = found.get((stint.facility_code, stint.arrived_at))
        if known is not None:
            dirt["same stint told twice"] += 1
            stint = max(known, stint, key=lambda each: (each.left_at is not None, each.left_at or stint.arrived_at))
        found[stint.facility_code, stint.arrived_at] = stint
    ordered = sorted(found.values(), key=lambda each: (each.arrived_at, each.left_at is None, each.left_at))
    dirt["zero-minute stints"] += sum(stint.left_at == stint.arrived_at for stint in ordered)
    return _joined(ordered, dirt)


def _read(row: Row, places: Gazetteer) -> Stint:
    code = places.code_of(row.facility_code, row.facility_name)
    zone = places.zone_of(code)
    assert row.book_in is not None  # noqa: S101  the caller looked
    arrived = clock.from_wall(row.book_in, zone)
    left = clock.from_wall(row.book_out, zone) if row.book_out else None
    return Stint(code, arrived, max(arrived, left) if left else None, reasons.kept(row.reason))


def _joined(stints: list[Stint], dirt: Counter[str]) -> list[Stint]:
    """A stint that goes on at the same facility within a day is one: same-code transfers, same-day duplicates."""
    kept: list[Stint] = []
    for stint in stints:
        before = kept[-1] if kept else None
        if before is None or before.facility_code != stint.facility_code or not _goes_on(before, stint):
            kept.append(stint)
            continue
        dirt["same-facility stints joined"] += 1
        later = stint if before.left_at and (stint.left_at is None or stint.left_at >= before.left_at) else before
        kept[-1] = later._replace(arrived_at=before.arrived_at)
    return kept


def _goes_on(before: Stint, stint: Stint) -> bool:
    if before.left_at is None or stint.arrived_at < before.left_at:
        return True
    is_back = reasons.is_move(before.reason) or not before.reason
    return is_back and stint.arrived_at - before.left_at <= SAME_PLACE_WITHIN


def _cut_overlaps(stints: list[Stint], dirt: Counter[str]) -> bool:
    """An earlier stint ends where the next begins; whether two places at once were open, which nobody can settle."""
    was_open_twice = False
    for index, (stint, after) in enumerate(pairwise(stints)):
        if stint.left_at is None or stint.left_at > after.arrived_at:
            dirt["overlapping stints"] += 1
            was_open_twice |= stint.left_at is None and after.left_at is None
            stints[index] = stint._replace(left_at=after.arrived_at, reason=stint.reason or "Transferred")
    return was_open_twice


def _finish(line: StayLine, rows: list[Row], places: Gazetteer, dirt: Counter[str]) -> None:
    """How the stay ended, if it did: by its own columns, else by how its last stint was closed."""
    last = line.stints[-1] if line.stints else None
    zone = places.zone_of(last.facility_code if last else "")
    ended = max((row.stay_ended for row in rows if row.stay_ended), default=None)
    reason = reasons.kept(next((row.stay_reason for row in rows[::-1] if row.stay_reason), ""))
    if ended is not None:
        line.ended_at = max([clock.from_wall(ended, zone), *([last.arrived_at] if last else [line.began_at])])
    elif last is not None and last.left_at is not None and not (last.reason and reasons.is_move(last.reason)):
        line.ended_at = last.left_at
    if line.ended_at is None:
        return
    line.reason = reason or (last.reason if last else "")
    line.end = reasons.end_for(line.reason)
    if line.reason and not reasons.is_known(line.reason):
        dirt["unknown release reasons"] += 1
    if line.end in (StayEnd.TRANSFERRED, StayEnd.DISPOSITION_CHANGED):
        dirt[f"last word: {line.end}"] += 1
    if last is not None and last.left_at is None:
        line.stints[-1] = last._replace(left_at=line.ended_at, reason=last.reason or line.reason)


def _reopened(lines: list[StayLine], dirt: Counter[str]) -> list[StayLine]:
    """A stay closed as "Processing Disposition Changed Locally" and opened again at once is one stay."""
    kept: list[StayLine] = []
    for line in lines:
        before = kept[-1] if kept else None
        if before is not None and _is_reopened_by(before, line):
            dirt["closed and opened again"] += 1
            kept[-1] = StayLine(
                began_at=before.began_at,
                stints=_joined([*before.stints, *line.stints], dirt),
                ended_at=line.ended_at,
                end=line.end,
                reason=line.reason,
                departure_country=line.departure_country,
                office=line.office or before.office,
                is_contradicted=line.is_contradicted,
            )
        else:
            kept.append(line)
    return kept


def _is_reopened_by(before: StayLine, line: StayLine) -> bool:
    if before.end is not StayEnd.DISPOSITION_CHANGED or before.ended_at is None:
        return False
    return line.began_at - before.ended_at <= SAME_PLACE_WITHIN
