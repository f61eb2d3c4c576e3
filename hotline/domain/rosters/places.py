"""What the places named in a roster mean, looked up once for the whole file."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.custody import DEFAULT_ZONE
from hotline.domain.directory import FacilityCodes
from hotline.domain.errors import Invalid
from hotline.domain.rosters.records import Record
from hotline.domain.rosters.tidying import Gazetteer
from hotline.models.places import Facility, FieldOffice

_AREA_SUFFIX = " area of responsibility"


def gazetteer(session: Session, people: list[Record], *, now: datetime) -> Gazetteer:
    """The facilities and offices that the rows name; unknown codes are written down as unlisted facilities."""
    codes = FacilityCodes(session)
    named = {(row.facility_code, row.facility_name) for record in people for row in record.rows}
    found = {pair: _resolved(codes, *pair, now) for pair in sorted(named) if any(pair)}
    zones = _zones(session, set(found.values()))
    offices = _offices(session)
    return Gazetteer(
        code_of=lambda code, name: found[code, name],
        zone_of=lambda code: zones.get(code) or DEFAULT_ZONE,
        office_of=lambda text: offices.get(text.lower().removesuffix(_AREA_SUFFIX).strip(), ""),
    )


def _resolved(codes: FacilityCodes, code: str, name: str, now: datetime) -> str:
    """The code we keep; what stands in the column of codes and cannot be one is the facility's name."""
    try:
        return codes.resolve(code, name, now=now)
    except Invalid:
        return codes.resolve("", name or code, now=now)


def _zones(session: Session, codes: set[str]) -> dict[str, str]:
    """A facility's own zone, else its office's."""
    rows = select(Facility.code, Facility.time_zone, FieldOffice.time_zone).outerjoin(
        FieldOffice, FieldOffice.code == Facility.office_code
    )
    return {code: own or office or "" for code, own, office in session.execute(rows) if code in codes}


def _offices(session: Session) -> dict[str, str]:
    """An office by its code, its name, and the name of its area ("Atlanta Area of Responsibility")."""
    found: dict[str, str] = {}
    for code, name in session.execute(select(FieldOffice.code, FieldOffice.name)):
        found |= {code.lower(): code, name.lower(): code, name.lower().removesuffix(" field office"): code}
    return found
