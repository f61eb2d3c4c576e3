"""Custody: where a person is by the records, and what one reported event does to stays and stints.

A stay runs from arrest to release; its stints are the facilities. Events may come late, twice, or from two sources
that disagree; they enter through domain/intake.py alone.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.operations import RosterBatch
from hotline.models.places import Facility, FieldOffice

DEFAULT_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the records say of a person's last stay.

    `facility`, `arrived_at` and `left_at` are of its last stint; all three are None when no facility was reported yet,
    and `left_at` is None while the person is there. `ended_at` and `end` are None while the stay lasts. `office` is
    the facility's field office, else the stay's. `departure_country` is alpha-3, or "". `confirmed_at` is when `source`
    last said so much; `is_contradicted` says that two sources disagree, `is_from_roster` that
    `source` sends rosters rather than an office's own reports.
    """

    person_id: int
    began_at: datetime
    ended_at: datetime | None
    end: StayEnd | None
    departure_country: str
    confirmed_at: datetime
    source: str
    is_contradicted: bool
    facility: Facility | None
    arrived_at: datetime | None
    left_at: datetime | None
    office: FieldOffice | None
    is_from_roster: bool


_LAST = (
    select(Stay.began_at, Stay.ended_at, Stay.end, Stay.departure_country, Stay.confirmed_at, Stay.source)
    .add_columns(Stay.is_contradicted, Facility, Stint.arrived_at, Stint.left_at, FieldOffice)
    .add_columns(exists().where(RosterBatch.source == Stay.source))
    .outerjoin(Stint, Stint.stay_id == Stay.id)
    .outerjoin(Facility, Facility.code == Stint.facility_code)
    .outerjoin(FieldOffice, FieldOffice.code == func.coalesce(Facility.office_code, Stay.office_code))
    .where(Stay.person_id == bindparam("person"), Stay.began_at <= bindparam("now"))
    .order_by(Stay.began_at.desc(), Stay.id, Stint.position.desc())
    .limit(1)
)


def whereabouts(session: Session, person_id: int, *, now: datetime) -> Whereabouts | None:
    """The last stay that began by now, in one statement; None for somebody without any."""
    row = session.execute(_LAST, {"person": person_id, "now": now}).one_or_none()
    return Whereabouts(person_id, *row) if row else None
