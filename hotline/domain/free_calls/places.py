"""From which facility a detained person calls, and where the records hold one.

It tells whom to ring, and opens nothing.
A caller ID is easily forged, so nothing personal follows from it (threats.md, spoofer).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import custody
from hotline.models.custody import StayEnd
from hotline.models.free_calls import FacilityLine


def calling_from(session: Session, number: str) -> str:
    """The code of the facility whose telephones show this number, or ""."""
    known = session.get(FacilityLine, phones.parse_reference(number) or "")
    return known.facility_code if known else ""


_GONE = frozenset((StayEnd.RELEASED, StayEnd.LEFT_COUNTRY))


def has_left(session: Session, person_id: int, *, now: datetime) -> bool:
    """Whether the person is free or out of the country by what the records say: this line is for who is held."""
    seen = custody.whereabouts(session, person_id, now=now)
    return seen is not None and seen.end in _GONE


def held_at(session: Session, person_id: int, *, now: datetime) -> str:
    """The code of the facility that the records hold the person at now, or ""."""
    seen = custody.whereabouts(session, person_id, now=now)
    is_there = seen is not None and seen.ended_at is None and seen.left_at is None
    return seen.facility.code if seen and seen.facility and is_there else ""
