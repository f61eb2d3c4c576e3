"""The numbers that a facility's telephones show when they call us, kept by staff; they open nothing (places.py)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import phones
from hotline.domain import access
from hotline.domain.access import Actor
from hotline.domain.directory import fields, history
from hotline.domain.directory.fields import Kind
from hotline.domain.errors import Invalid, NotFound
from hotline.models.free_calls import FacilityLine


def of(session: Session, facility_code: str) -> Sequence[str]:
    """The numbers (E.164) of a facility's telephones."""
    theirs = select(FacilityLine.number).where(FacilityLine.facility_code == facility_code)
    return session.scalars(theirs.order_by(FacilityLine.number)).all()


def add(session: Session, actor: Actor, facility_code: str, typed: str, *, now: datetime) -> None:
    """The facility's telephones show this number; the same one again changes nothing.

    Raises NotAllowed, NotFound, Invalid: ("line", "not_a_number"), ("line", "line_taken") by another facility.
    """
    access.require(actor, "directory.change")
    fields.find(session, Kind.FACILITY, facility_code, for_change=True)
    number = phones.parse_reference(typed)
    if number is None:
        raise Invalid("line", "not_a_number")
    known = session.get(FacilityLine, number, with_for_update=True)
    if known is not None and known.facility_code != facility_code:
        raise Invalid("line", "line_taken")
    if known is None:
        line = FacilityLine(number=number, facility_code=facility_code, added_by=actor.staff_id, since=now)
        session.add(line)
        session.flush()
        history.record(session, actor, f"facility:{facility_code}", {"line": ("", number)}, now=now)


def remove(session: Session, actor: Actor, facility_code: str, number: str, *, now: datetime) -> None:
    """Whoever calls with this number calls from nowhere that we know. Raises NotAllowed, NotFound."""
    access.require(actor, "directory.change")
    line = session.get(FacilityLine, number, with_for_update=True)
    if line is None or line.facility_code != facility_code:
        raise NotFound
    session.delete(line)
    session.flush()
    history.record(session, actor, f"facility:{facility_code}", {"line": (number, "")}, now=now)
