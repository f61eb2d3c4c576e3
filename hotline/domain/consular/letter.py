"""What a consul is told of somebody, and nothing else; and which office is told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import custody, directory, people
from hotline.domain.custody import DEFAULT_ZONE, Whereabouts
from hotline.domain.directory import ConsularLine
from hotline.domain.errors import NotFound
from hotline.domain.findings import Place
from hotline.models.custody import Stay
from hotline.models.people import Person
from hotline.models.rights import ConsularNotice


@dataclass(frozen=True, slots=True)
class Letter:
    """What a consul is told: who it is, since when and where they are held, and which office is told.

    There is no place in it for what the person asked for, what they suffer from, or who is with them: nothing about
    asylum can be written (8 CFR 236.1(e)). `held_since` is a day by the clock of the place. `place` is the facility,
    else the field office, None where neither is known; `phone` is of either, E.164 and verified by a person, or "".
    """

    notice_id: int
    name: str
    born: date | None
    country: str
    held_since: date
    place: Place | None
    phone: str
    office: ConsularLine | None

    def facts(self) -> dict[str, Any]:
        """As plain values that a message carries."""
        return {
            "name": self.name,
            "born": self.born.isoformat() if self.born else "",
            "country": self.country,
            "since": self.held_since.isoformat(),
            "place": [self.place.name, *self.place.lines] if self.place else [],
            "phone": self.phone,
        }

    @property
    def email(self) -> str:
        """Where the office is written to, or ""."""
        return self.office.email if self.office else ""


def letter_of(session: Session, notice_id: int, *, now: datetime) -> Letter:
    """What the consul of this notice is told. Raises NotFound."""
    row = session.get(ConsularNotice, notice_id)
    person = session.get(Person, row.person_id) if row else None
    stay = session.get(Stay, row.stay_id) if row else None
    if row is None or person is None or stay is None:
        raise NotFound
    details = people.unseal(session, person)
    seen = custody.whereabouts(session, person.id, now=now)
    place, office = _place(seen), seen.office if seen else None
    zone = next((one.time_zone for one in (place, office) if one and one.time_zone), DEFAULT_ZONE)
    name = details.names[0]
    return Letter(
        notice_id=row.id,
        name=f"{name.given} {name.surnames}".strip(),
        born=details.births[0] if len(details.births) == 1 else None,
        country=row.country,
        held_since=clock.at_place(stay.began_at, zone).date(),
        place=place,
        phone=next((one.phone for one in (place, office) if one and one.phone), ""),
        office=office_of(session, row.country, place),
    )


def office_of(session: Session, country: str, place: Place | None) -> ConsularLine | None:
    """The consular office that is told: the nearest that is written to, else the nearest; None where none is known."""
    offices = directory.consulates_near(session, country, place.state if place else "") if country else ()
    return next((one for one in offices if one.email), next(iter(offices), None))


def _place(seen: Whereabouts | None) -> Place | None:
    """Where they are now; on the way, and before the first facility, whose prisoner they are."""
    if seen is None:
        return None
    return seen.facility if seen.facility and seen.left_at is None else seen.office
