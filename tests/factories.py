"""Rows for tests that name only what matters. Every person, number and date here is made up."""

from datetime import date, timedelta
from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.clock import now
from hotline.domain import hiding, identities, names, people
from hotline.domain.people import Name, PersonDetails
from hotline.models.custody import Stay, Stint
from hotline.models.people import HidingReason, IdentityKey, Person
from hotline.models.places import Facility, FieldOffice
from tests import canaries

_open_sessions: list[Session] = []


def use(session: Session | None) -> None:
    """Make this the session that rows are written in; the `session` fixture calls it."""
    _open_sessions[:] = [session] if session else []


class RowFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: _open_sessions[0]  # noqa: E731
        sqlalchemy_session_persistence = "flush"


class FieldOfficeFactory(RowFactory):
    class Meta:
        model = FieldOffice
        sqlalchemy_get_or_create = ("code",)

    code = "ATL"
    name = "Atlanta Field Office"
    address = "180 Ted Turner Drive SW, Suite 522"
    city = "Atlanta"
    state = "GA"
    zip = "30303"
    time_zone = "America/New_York"
    phone = "+14045550120"
    phone_source = "demonstration"
    phone_verified_on = date(2026, 11, 1)
    phone_verified_by = "demonstration"


class FacilityFactory(RowFactory):
    class Meta:
        model = Facility
        sqlalchemy_get_or_create = ("code",)

    code = "STWRTGA"
    name = "Stewart Detention Center"
    kind = "dedicated"
    address = "146 CCA Road"
    city = "Lumpkin"
    state = "GA"
    zip = "31815"
    time_zone = "America/New_York"
    office_code = factory.LazyFunction(lambda: FieldOfficeFactory().code)
    phone = "+12295550130"
    phone_source = "demonstration"
    phone_verified_on = date(2026, 11, 1)
    phone_verified_by = "demonstration"


class StayFactory(RowFactory):
    class Meta:
        model = Stay

    id = factory.LazyFunction(secrets_box.random_id)
    began_at = factory.LazyFunction(lambda: now() - timedelta(days=3))
    confirmed_at = factory.LazyFunction(now)
    source = "roster"


class StintFactory(RowFactory):
    class Meta:
        model = Stint

    facility_code = factory.LazyFunction(lambda: FacilityFactory().code)
    arrived_at = factory.LazyFunction(lambda: now() - timedelta(days=3))
    source = "roster"


def details(**known: Any) -> PersonDetails:
    """Details of a made-up woman from Mexico, born in 1985, changed as the test names it."""
    defaults: dict[str, Any] = {
        "names": (Name("Xochitl Guadalupe", "Zepeda Olvera"),),
        "births": (date(1985, 3, 12),),
        "a_numbers": ("098765432",),
        "country": "MEX",
        "citizenship": "MEX",
        "gender": "F",
    }
    told = PersonDetails(**defaults | known)
    canaries.register_person(told)
    return told


def person(session: Session, *, hidden: HidingReason | None = None, **known: Any) -> Person:
    """A sealed and indexed person; `hidden` names why nobody outside is told of her."""
    told = details(**known)
    row = Person(id=secrets_box.random_id(), birth_year=told.birth_year, updated_at=now())
    row.sealed = people.seal(session, row.id, told)
    session.add(row)
    session.flush()
    reasons = hiding.reasons_for(told, is_protected=hidden is HidingReason.PROTECTED, now=now())
    reasons |= {hidden} if hidden else set()
    hiding.record(session, row.id, reasons, now=now())
    names.index(session, row.id, told, hidden=bool(reasons))
    return row


def identified(session: Session, *, hidden: HidingReason | None = None, **known: Any) -> Person:
    """The same, with what intake recognises a person by, whoever is asked for: the A-number above all."""
    row = person(session, hidden=hidden, **known)
    keys = sorted(set(identities.shared_keys(secrets_box.of(session), people.unseal(session, row))))
    db.insert_plain(session, IdentityKey, ("key", "person_id"), [(key, row.id) for key in keys])
    return row
