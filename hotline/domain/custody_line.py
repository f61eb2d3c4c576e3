"""What one reported event does to a person's stays and stints.

Events come late, twice and in the wrong order. A source's own sequence decides what came last where it has one, the
clock where not. An event from another source that is older than what the stay's own source has since confirmed does
not overrule it: the stay is marked as contradicted, and nobody is told a place from it until newer facts agree.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.custody import STAFF, EventKind, Stay, StayEnd, Stint

# Ends after which the same stay may go on, because they say that we lost sight of somebody, not that custody is over.
REOPENABLE = frozenset(
    {
        StayEnd.TRANSFERRED,
        StayEnd.DISPOSITION_CHANGED,
        StayEnd.NO_LONGER_LISTED,
        StayEnd.ESCAPED,
        StayEnd.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `at` is aware UTC; `facility_code` is known to the directory, or "".

    `follows` says by the source's own sequence whether this is the latest word on the person (None: ask the clock).
    `end` is set for events that end a stay; `country` is where the person left for, alpha-3.
    """

    kind: EventKind
    at: datetime
    source: str
    facility_code: str = ""
    office_code: str = ""
    reason: str = ""
    country: str = ""
    end: StayEnd | None = None
    follows: bool | None = None


@dataclass(slots=True)
class Course:
    """A stay and its stints in order."""

    stay: Stay
    stints: list[Stint] = field(default_factory=list)

    @property
    def last(self) -> Stint | None:
        return self.stints[-1] if self.stints else None

    def is_passed_by(self, happening: Happening) -> bool:
        """Whether the event is later than the person's arrival where the stay stands now."""
        if happening.follows is not None:
            return happening.follows
        return self.last is None or happening.at >= self.last.arrived_at

    def put(self, index: int, stint: Stint) -> None:
        self.stints.insert(index, stint)
        for position, each in enumerate(self.stints):
            each.position = position


def record(session: Session, person_id: int, happening: Happening) -> Stay:
    """Apply one event to the stay it belongs to, which is opened if there is none; answers that stay."""
    course = _course_of(session, person_id, happening) or _opened(session, person_id, happening)
    stay = course.stay
    if _is_disputed(course, happening):
        stay.is_contradicted = True
    else:
        if stay.ended_at is not None and happening.at >= stay.ended_at and _shows_custody(happening):
            stay.ended_at, stay.end, stay.reason = None, None, ""
        _APPLY[happening.kind](course, happening)
        _settle(stay, happening)
    session.add_all(course.stints)
    session.flush()
    return stay


def courses(session: Session, person_ids: list[int]) -> dict[int, list[Course]]:
    """Every stay of these people with its stints, each person's in the order they began."""
    stays = select(Stay).where(Stay.person_id.in_(person_ids)).order_by(Stay.began_at, Stay.id)
    by_stay = {stay.id: Course(stay) for stay in session.scalars(stays)}
    for stint in session.scalars(select(Stint).where(Stint.stay_id.in_(by_stay)).order_by(Stint.position)):
        by_stay[stint.stay_id].stints.append(stint)
    found: dict[int, list[Course]] = {}
    for course in by_stay.values():
        found.setdefault(course.stay.person_id, []).append(course)
    return found


def _shows_custody(happening: Happening) -> bool:
    return happening.end is None


def _course_of(session: Session, person_id: int, happening: Happening) -> Course | None:
    """The stay an event belongs to: the last one that had begun by then; none if that one was over for good."""
    known = courses(session, [person_id]).get(person_id, [])
    begun = [course for course in known if course.stay.began_at <= happening.at or happening.follows]
    course = begun[-1] if begun else (known[0] if known else None)
    if course is None or course.stay.ended_at is None or happening.at < course.stay.ended_at:
        return course
    if not _shows_custody(happening) or happening.kind in (EventKind.BOOKED_OUT, EventKind.TRANSFERRED):
        return course
    return course if course.stay.end in REOPENABLE else None


def _opened(session: Session, person_id: int, happening: Happening) -> Course:
    stay = Stay(
        id=secrets_box.random_id(),
        person_id=person_id,
        office_code=happening.office_code or None,
        began_at=happening.at,
        source=happening.source,
        confirmed_at=happening.at,
        is_contradicted=False,
    )
    session.add(stay)
    session.flush()
    return Course(stay)


def _is_disputed(course: Course, happening: Happening) -> bool:
    """Whether the event denies what another source has confirmed since, or ends a stay before its last arrival."""
    if happening.source == STAFF or not _denies(course, happening):
        return False
    if happening.end is not None and not course.is_passed_by(happening):
        return True
    return course.stay.source != happening.source and happening.at < course.stay.confirmed_at


def _denies(course: Course, happening: Happening) -> bool:
    """Whether the event, if true, changes where the person is now."""
    last, stay = course.last, course.stay
    if happening.end is not None:
        return stay.end is not happening.end
    if stay.ended_at is not None and happening.at < stay.ended_at:
        return False  # an earlier chapter of a stay that is over
    if not happening.facility_code or last is None or not course.is_passed_by(happening):
        return False
    is_there = last.facility_code == happening.facility_code and last.left_at is None
    return not is_there if happening.kind in _ARRIVALS else is_there


def _settle(stay: Stay, happening: Happening) -> None:
    """The newest word is whose word the stay stands on."""
    if happening.at >= stay.confirmed_at:
        stay.confirmed_at = happening.at
        stay.source = happening.source
        is_new_fact = happening.kind is not EventKind.CONFIRMED or happening.source == STAFF
        stay.is_contradicted = stay.is_contradicted and not is_new_fact
    if stay.office_code is None and happening.office_code:
        stay.office_code = happening.office_code
    if happening.end is None:
        stay.began_at = min(stay.began_at, happening.at)


def _stint(course: Course, happening: Happening, left_at: datetime | None = None) -> Stint:
    return Stint(
        stay_id=course.stay.id,
        facility_code=happening.facility_code,
        arrived_at=happening.at,
        left_at=left_at,
        reason="",
        source=happening.source,
    )


def _arrive(course: Course, happening: Happening) -> None:
    """At a facility: where the person is now, or a chapter between two that are known."""
    if not happening.facility_code:
        return
    last = course.last
    if last is None or course.is_passed_by(happening):
        if last is not None and last.left_at is None:
            if last.facility_code == happening.facility_code:
                return
            last.left_at, last.reason = max(happening.at, last.arrived_at), "Transferred"
        course.put(len(course.stints), _stint(course, happening, course.stay.ended_at))
        return
    later = next(index for index, stint in enumerate(course.stints) if stint.arrived_at > happening.at)
    before = course.stints[later - 1] if later else None
    if before is None or before.facility_code != happening.facility_code:
        course.put(later, _stint(course, happening, course.stints[later].arrived_at))


def _leave(course: Course, happening: Happening) -> None:
    """Out of a facility; one that nobody reported the arrival at is written down as left in the same minute."""
    there = [
        stint
        for stint in course.stints
        if stint.facility_code == (happening.facility_code or stint.facility_code)
        and (stint.arrived_at <= happening.at or happening.follows)
    ]
    if not there:
        _arrive(course, happening)
        there = [stint for stint in course.stints if stint.facility_code == happening.facility_code]
    if there:
        there[-1].left_at = max(happening.at, there[-1].arrived_at)
        there[-1].reason = happening.reason or "Transferred"


def _finish(course: Course, happening: Happening) -> None:
    stay, last = course.stay, course.last
    stay.ended_at, stay.end, stay.reason = happening.at, happening.end, happening.reason
    stay.departure_country = happening.country
    if last is not None and last.left_at is None:
        last.left_at, last.reason = max(happening.at, last.arrived_at), happening.reason


def _note(course: Course, happening: Happening) -> None:
    """Arrested or processed: the stay itself is all there is to say."""


_ARRIVALS = frozenset({EventKind.BOOKED_IN, EventKind.ARRIVED, EventKind.CONFIRMED})
_APPLY: dict[EventKind, Callable[[Course, Happening], None]] = {
    EventKind.ARRESTED: _note,
    EventKind.PROCESSED: _note,
    EventKind.BOOKED_IN: _arrive,
    EventKind.ARRIVED: _arrive,
    EventKind.CONFIRMED: _arrive,
    EventKind.BOOKED_OUT: _leave,
    EventKind.TRANSFERRED: _leave,
    EventKind.RELEASED: _finish,
    EventKind.REMOVED: _finish,
    EventKind.OTHER_AGENCY: _finish,
    EventKind.ORR: _finish,
    EventKind.ESCAPED: _finish,
    EventKind.DIED: _finish,
    EventKind.NO_LONGER_LISTED: _finish,
}
