"""Custody: where a person is by the records, and what one reported event does to stays and stints.

A stay runs from arrest to release; its stints are the facilities. Events may come late, twice, or from two sources
that disagree; they enter through domain/intake.py alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import directory, reasons
from hotline.domain.directory import PlaceFacts
from hotline.domain.findings import Place
from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.operations import RosterBatch
from hotline.models.places import Facility, FieldOffice
from hotline.statements import Statement

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
    facility: Place | None
    arrived_at: datetime | None
    left_at: datetime | None
    office: Place | None
    is_from_roster: bool


_RECORDED = (
    select(Stay.person_id)
    .add_columns(Stay.began_at, Stay.ended_at, Stay.end, Stay.departure_country, Stay.confirmed_at, Stay.source)
    .add_columns(
        Stay.is_contradicted, Stint.arrived_at, Stint.left_at, exists().where(RosterBatch.source == Stay.source)
    )
    .add_columns(*PlaceFacts.columns(Facility), *PlaceFacts.columns(FieldOffice))
    .outerjoin(Stint, Stint.stay_id == Stay.id)
    .outerjoin(Facility, Facility.code == Stint.facility_code)
    .outerjoin(FieldOffice, FieldOffice.code == func.coalesce(Facility.office_code, Stay.office_code))
    .where(Stay.began_at <= bindparam("now"))
)
_LAST_FIRST = (Stay.began_at.desc(), Stay.id, Stint.position.desc())
_LAST = Statement(_RECORDED.where(Stay.person_id == bindparam("person")).order_by(*_LAST_FIRST).limit(1))
_PLACES_FROM = 11  # the first column of the facility
_OFFICE_FROM = _PLACES_FROM + len(PlaceFacts._fields)


def _last_of_each() -> Select[Any]:
    """The same columns for many people at once."""
    nth = func.row_number().over(partition_by=Stay.person_id, order_by=_LAST_FIRST)
    *columns, place = _RECORDED.where(db.Among(Stay.person_id, "people")).add_columns(nth).subquery().c
    return select(*columns).where(place == 1)


_LAST_OF_EACH = _last_of_each()


def whereabouts(session: Session, person_id: int, *, now: datetime) -> Whereabouts | None:
    """The last stay that began by now, in one statement; None for somebody without any."""
    session.flush()
    rows = _LAST.rows(session, {"person": person_id, "now": now})
    return _read(rows[0]) if rows else None


def whereabouts_of(session: Session, person_ids: Collection[int], *, now: datetime) -> dict[int, Whereabouts]:
    """The same for many people, in one statement; somebody without a stay is left out."""
    session.flush()
    rows = db.connection(session).execute(_LAST_OF_EACH, {"people": list(person_ids), "now": now})
    return {seen.person_id: seen for seen in map(_read, rows)}


def last_reason(session: Session, person_id: int, *, now: datetime) -> str:
    """Why the last stay, or its last stint that has ended, ended: one of the 26 reasons of the records, or ""."""
    last = select(Stay.id, Stay.reason).where(Stay.person_id == person_id, Stay.began_at <= now)
    stay = session.execute(last.order_by(Stay.began_at.desc(), Stay.id).limit(1)).first()
    if stay is None:
        return ""
    moved = select(Stint.reason).where(Stint.stay_id == stay.id, Stint.left_at.is_not(None), Stint.reason != "")
    told = stay.reason or session.scalar(moved.order_by(Stint.position.desc()).limit(1)) or ""
    return told if reasons.is_known(told) else ""


def _read(row: Sequence[Any]) -> Whereabouts:
    (
        person_id,
        began_at,
        ended_at,
        end,
        country,
        confirmed_at,
        source,
        is_contradicted,
        arrived_at,
        left_at,
        is_from_roster,
    ) = row[:_PLACES_FROM]
    facility, office = _facts(row[_PLACES_FROM:_OFFICE_FROM]), _facts(row[_OFFICE_FROM:])
    return Whereabouts(
        person_id=person_id,
        began_at=began_at,
        ended_at=ended_at,
        end=end,
        departure_country=country,
        confirmed_at=confirmed_at,
        source=source,
        is_contradicted=is_contradicted,
        facility=directory.place_of(facility, office) if facility else None,
        arrived_at=arrived_at,
        left_at=left_at,
        office=directory.place_of(office) if office else None,
        is_from_roster=is_from_roster,
    )


def _facts(columns: Sequence[Any]) -> PlaceFacts | None:
    """The place of these columns; None where an outer join found none."""
    return PlaceFacts(*columns) if columns[0] is not None else None
