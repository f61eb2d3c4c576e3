"""What a roster says of somebody we know, against what stands: what changes, and what contradicts another source."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline import secrets_box
from hotline.domain import reasons
from hotline.domain.custody_line import Course
from hotline.domain.rosters.breaker import OF_OTHERS
from hotline.domain.rosters.tidying import StayLine, Stint
from hotline.models.custody import Stay, StayEnd
from hotline.roster_formats import Row

SAME_STAY_WITHIN = timedelta(hours=24)
_LONG_AGO = datetime.min  # noqa: DTZ901  a wall clock, like what it is compared with
_LOST = frozenset({StayEnd.NO_LONGER_LISTED, StayEnd.TRANSFERRED, StayEnd.DISPOSITION_CHANGED, StayEnd.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Told:
    """Which roster speaks: its source, and the moment whose picture it is."""

    source: str
    as_of: datetime


@dataclass(slots=True)
class StayChange:
    """A stay as it will stand once the roster is published."""

    stay_id: int
    line: StayLine
    source: str
    confirmed_at: datetime
    is_contradicted: bool = False


@dataclass(slots=True)
class Difference:
    """What one person's rows change. `counts` says in the words of the report what kind of change it was.

    `not_listed` are open stays of the source, by id, of which its rows say nothing.
    """

    changes: list[StayChange] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    ended: bool = False
    not_listed: list[int] = field(default_factory=list)
    needs_verification: str = ""


def compare(lines: list[StayLine], courses: list[Course], told: Told) -> Difference:
    """The roster's stays of one person beside the known ones."""
    difference = Difference()
    open_courses = list(courses)
    for line in lines:
        course = _counterpart(line, open_courses)
        if course is None:
            _add(difference, line, told)
            continue
        open_courses.remove(course)
        _update(difference, line, course, told)
    for course in open_courses:
        _close_forgotten(difference, course, lines, told)
    return difference


def tells_custody(rows: list[Row]) -> bool:
    """Whether the latest of these rows of one person leaves a stay open."""
    last = max(rows, key=lambda row: row.book_in or row.stay_began or _LONG_AGO)
    if any(row.stay_ended for row in rows if row.stay_began == last.stay_began):
        return False
    return last.book_out is None or reasons.is_move(last.reason)


def _counterpart(line: StayLine, courses: list[Course]) -> Course | None:
    """The known stay that this one is: it overlaps, or begins within a day."""
    near = [course for course in courses if _is_same(line, course.stay)]
    return min(near, key=lambda course: abs(course.stay.began_at - line.began_at), default=None)


def _is_same(line: StayLine, stay: Stay) -> bool:
    if abs(stay.began_at - line.began_at) <= SAME_STAY_WITHIN:
        return True
    is_before = stay.ended_at is not None and stay.end not in _LOST and stay.ended_at <= line.began_at
    is_after = line.ended_at is not None and line.ended_at <= stay.began_at
    return not is_before and not is_after


def _add(difference: Difference, line: StayLine, told: Told) -> None:
    difference.changes.append(
        StayChange(secrets_box.random_id(), line, told.source, told.as_of, is_contradicted=line.is_contradicted)
    )
    difference.counts["new stays"] += 1
    _note_doubt(difference, line.is_contradicted, line.end)


def _update(difference: Difference, line: StayLine, course: Course, told: Told) -> None:
    stay = course.stay
    if stay.source != told.source and not _agrees(line, course):
        if told.as_of <= stay.confirmed_at:
            difference.counts["older than what is known"] += 1
            return
        if line.last_fact_at < stay.confirmed_at:
            _contradict(difference, course, told)
            return
    known = _as_line(course)
    _keep_history(line, known)
    was_open = stay.end is None
    kind = _kind(known, line)
    if kind is None and stay.source == told.source and not stay.is_contradicted and told.as_of == stay.confirmed_at:
        return
    difference.changes.append(
        StayChange(stay.id, line, told.source, max(told.as_of, stay.confirmed_at), line.is_contradicted)
    )
    if kind:
        difference.counts[kind] += 1
    if was_open and line.end is not None:
        difference.ended = True
        difference.counts[OF_OTHERS] += stay.source != told.source
    if kind or line.is_contradicted:
        _note_doubt(difference, line.is_contradicted, line.end if was_open else None)


def _contradict(difference: Difference, course: Course, told: Told) -> None:
    """Another source said something newer, and this roster says today that it is not so: nobody is told a place."""
    stay = course.stay
    if not stay.is_contradicted:
        difference.changes.append(StayChange(stay.id, _as_line(course), stay.source, stay.confirmed_at, True))
        difference.counts["contradicted by this roster"] += 1
        difference.needs_verification = "contradicted"


def _close_forgotten(difference: Difference, course: Course, lines: list[StayLine], told: Told) -> None:
    """An open stay that the roster no longer tells, while it tells of a later one, was over before that."""
    stay = course.stay
    later = [line.began_at for line in lines if line.began_at > stay.began_at]
    if stay.end is not None or stay.source != told.source:
        return
    if not later:
        difference.not_listed.append(stay.id)
        return
    known = _as_line(course)
    known.ended_at, known.end, known.reason = min(later), StayEnd.UNKNOWN, ""
    difference.changes.append(StayChange(stay.id, known, told.source, told.as_of))
    difference.counts["stays closed by a later one"] += 1


def _note_doubt(difference: Difference, is_contradicted: bool, end: StayEnd | None) -> None:
    if is_contradicted:
        difference.needs_verification = "contradicted"
    elif end in _LOST or end is StayEnd.ESCAPED:
        difference.needs_verification = str(end)


def _agrees(line: StayLine, course: Course) -> bool:
    """Whether a relative would be told the same from either."""
    last, known = (line.stints[-1] if line.stints else None), course.last
    if line.end is not course.stay.end:
        return False
    if last is None or known is None:
        return (last is None) == (known is None)
    return last.facility_code == known.facility_code and (last.left_at is None) == (known.left_at is None)


def _as_line(course: Course) -> StayLine:
    stay = course.stay
    stints = [Stint(each.facility_code, each.arrived_at, each.left_at, each.reason) for each in course.stints]
    line = StayLine(stay.began_at, stints, stay.ended_at, stay.end, stay.reason, stay.departure_country)
    line.office = stay.office_code or ""
    return line


def _keep_history(line: StayLine, known: StayLine) -> None:
    """A roster that lists only where people are now takes nothing away from where they were."""
    line.began_at = min(line.began_at, known.began_at)
    line.office = line.office or known.office
    if not line.stints:
        line.stints = known.stints
        return
    first = line.stints[0]
    earlier = [
        stint for stint in known.stints if stint.arrived_at < first.arrived_at and not _is_corrected_by(stint, first)
    ]
    cut = [
        stint._replace(left_at=first.arrived_at, reason=stint.reason or "Transferred")
        if stint.left_at is None or stint.left_at > first.arrived_at
        else stint
        for stint in earlier
    ]
    line.stints = [*cut, *line.stints]


def _is_corrected_by(stint: Stint, first: Stint) -> bool:
    """The same stint with another hour of arrival."""
    is_there_still = stint.left_at is None or stint.left_at >= first.arrived_at
    return stint.facility_code == first.facility_code and is_there_still


def _kind(known: StayLine, line: StayLine) -> str | None:
    """What changed, in the words of the difference report; None when nothing did."""
    last, before = (line.stints[-1] if line.stints else None), (known.stints[-1] if known.stints else None)
    if known.end is None and line.end is not None:
        return f"ended: {line.end}"
    if known.end is not None and line.end is None:
        return "held again"
    if last is not None and (before is None or last.facility_code != before.facility_code):
        return "moved"
    if last is not None and before is not None and (last.left_at is None) != (before.left_at is None):
        return "left a facility" if last.left_at else "moved"
    is_same = (known.stints, known.began_at, known.ended_at, known.end, known.reason, known.departure_country) == (
        line.stints, line.began_at, line.ended_at, line.end, line.reason, line.departure_country
    )  # fmt: skip
    return None if is_same else "corrected"
