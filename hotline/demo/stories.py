"""What happened to each of the cast, told as a roster or an officer would tell it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hotline.demo.cast import DemoPerson, Story
from hotline.demo.chains import TRANSFERRED, DemoFacility, DemoStay, DemoStint
from hotline.domain.intake import Report
from hotline.domain.people import PersonDetails
from hotline.models.custody import EventKind

REPORTS = "intake demonstration"  # the source that reports of the demonstration come from
# A hold room and two facilities that people go on to, one route after the other for one person after the other.
_ROUTES = (
    ("DEMSATHOLD", "DEMMGTX", "DEMPHGA"),
    ("DEMPHXHOLD", "DEMSPAZ", "DEMHPCO"),
    ("DEMLOSHOLD", "DEMJTCA", "DEMRFWA"),
    ("DEMNYCHOLD", "DEMMRPA", "DEMCPLA"),
)
_LAST_WORDS = {Story.LET_GO: "Bonded Out - IJ", Story.SENT_AWAY: "Removed"}
_ON_A_ROSTER = {Story.HELD, Story.ON_THE_ROAD, *_LAST_WORDS}


def stay_of(place: int, person: DemoPerson, facilities: list[DemoFacility], *, now: datetime) -> DemoStay | None:
    """The stay a roster lists; None for somebody no roster has. `place` is the person's in the cast."""
    if person.story not in _ON_A_ROSTER:
        return None
    known = {facility.code: facility for facility in facilities}
    hold, first, second = (known[code] for code in _ROUTES[place % len(_ROUTES)])
    arrest = now - timedelta(days=9, hours=3, minutes=10 * place)
    arrived = arrest + timedelta(hours=9)
    start = DemoStint(hold, arrest, arrest + timedelta(hours=6), TRANSFERRED)
    if person.story is Story.HELD:
        left = now - timedelta(days=2, hours=6)
        moved = DemoStint(first, arrived, left, TRANSFERRED)
        return DemoStay(arrest, hold.office, (start, moved, DemoStint(second, left + timedelta(hours=11), None)))
    if person.story is Story.ON_THE_ROAD:
        left = now - timedelta(hours=3, minutes=20)
        return DemoStay(arrest, hold.office, (start, DemoStint(first, arrived, left, TRANSFERRED)))
    ended, reason = now - timedelta(days=1, hours=2), _LAST_WORDS[person.story]
    return DemoStay(arrest, hold.office, (start, DemoStint(first, arrived, ended, reason)), ended, reason)


def reports_of(person: DemoPerson, *, now: datetime) -> Iterator[Report]:
    """What an office reports before any roster."""
    if person.story is Story.BEING_PROCESSED:
        yield arrest(person.details, "DEMOEAST", now - timedelta(hours=3, minutes=40), key=person.surname)
    if person.story is Story.NOT_CONFIRMED_LATELY:
        booked, seen = now - timedelta(days=4), now - timedelta(hours=11)
        yield _seen(person, EventKind.BOOKED_IN, booked)
        yield _seen(person, EventKind.CONFIRMED, seen)


def arrest(details: PersonDetails, office: str, at: datetime, *, key: str) -> Report:
    """An arrest; `key` is what the office calls the person."""
    return Report(
        source=REPORTS,
        event_id=f"arrest {key} {at:%Y%m%d}",
        kind=EventKind.ARRESTED,
        happened_at=at,
        person=details,
        is_protected=False,
        person_key=key,
        office_code=office,
    )


def _seen(person: DemoPerson, kind: EventKind, at: datetime) -> Report:
    return Report(
        source=REPORTS,
        event_id=f"{kind} {person.surname} {at:%Y%m%d}",
        kind=kind,
        happened_at=at,
        person=person.details,
        is_protected=person.is_protected,
        person_key=person.surname,
        facility_code="DEMCGFL",
    )
