"""Agencies that look after people beside us: whom to ring for a child or a sick person at home."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.models.places import Agency

_FIRST = ("social_services", "children")  # an NGO promises less than an office that must act


def social_services(session: Session, state: str) -> tuple[int, ...]:
    """Ids of the open agencies that serve a state, with a number that a person verified; state offices first."""
    is_reachable = Agency.phone != "", Agency.phone_verified_on.is_not(None), Agency.is_open
    listed = session.scalars(select(Agency).where(Agency.state == state, Agency.kind.in_(_FIRST), *is_reachable))
    return tuple(row.id for row in sorted(listed, key=lambda row: (_FIRST.index(row.kind), row.name, row.id)))
