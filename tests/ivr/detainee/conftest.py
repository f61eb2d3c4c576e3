"""What tests of the free-call line may ask for: a facility, whom it can reach, and somebody who dials from there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import clock, db
from hotline.config import Settings
from hotline.domain import kin, pins
from hotline.domain.access import Actor
from hotline.domain.free_calls import log
from hotline.domain.kin import NewKin
from hotline.models.free_calls import CallResult, DetaineeCall, FacilityLine
from hotline.models.places import Agency, Consulate, Court, LegalProvider
from hotline.models.staff import Role
from hotline.phone.script import Caller
from hotline.phone.telephone import INSIDE, Telephone
from hotline.phone.transport import InProcess
from tests import factories
from tests.ivr.conftest import Records

STEWART = "+12295550191"
DialInside = Callable[..., Caller]
OURS = "447291"
OFFICER = Actor(7, "Rosa", frozenset((Role.FACILITY_OFFICER,)), 1, clock.now())
COUNTRIES = frozenset(("US", "GT"))
MOTHER = "+50223456789"


def verified(phone: str) -> dict[str, object]:
    """A number of the range kept for fiction that somebody has dialled."""
    known = {"phone": phone, "phone_source": "demonstration"}
    return known | {"phone_verified_on": date(2026, 11, 1), "phone_verified_by": "demonstration"}


def furnish(session: Session) -> None:
    """Stewart with its telephones: two lawyers of its court, one of the state; consulates; social services."""
    facility = factories.FacilityFactory()
    session.add(FacilityLine(number=STEWART, facility_code=facility.code, since=clock.now()))
    session.add(Court(id="stewart", name="Stewart Immigration Court", city="Lumpkin", state="GA"))
    lawyers = (
        ("Asylum Defence of Lumpkin", "Lumpkin", "+12295550141", "stewart", "en"),
        ("Lumpkin Legal Clinic", "Lumpkin", "+12295550142", "stewart; atlanta", "en es"),
        ("Georgia Lawyers", "Atlanta", "+14045550143", "atlanta", "en es"),
    )
    for name, city, phone, courts, languages in lawyers:
        row = LegalProvider(name=name, city=city, list_state="GA", courts=courts, languages=languages)
        for field, value in verified(phone).items():
            setattr(row, field, value)
        session.add(row)
    session.add(
        Consulate(country="MEX", kind="consulate_general", city="Atlanta", state="GA", **verified("+14045550151"))
    )
    session.add(Consulate(country="GTM", kind="consulate_general", city="Atlanta", state="GA", phone="+14045550152"))
    known = {"name": "Family and Children Services", "kind": "social_services", "state": "GA"}
    session.add(Agency(**known, **verified("+14045550161")))


@pytest.fixture
def inside(app: Flask, settings: Settings, records: Records) -> DialInside:
    """Makes callers who dial the free-call line: inside() from a telephone of Stewart, inside("+1…") from elsewhere."""
    with records() as session:
        furnish(session)

    def make(number: str = STEWART) -> Caller:
        telephone = Telephone(settings, InProcess(app.test_client()), caller=number, entrance=INSIDE)
        return Caller(telephone).dials()

    return make


@dataclass
class Opened:
    """Xochitl, whose PIN is of her own, and who has opened what is hers as often as she calls."""

    person_id: int
    inside: DialInside

    def calls(self) -> Caller:
        caller = self.inside().presses("1", "3", "098765432#", f"{OURS}#")
        return caller.hears("For your own lawyer, press 1. For your family, press 2.")

    def registers(self, *new: NewKin) -> None:
        with db.begin() as session:
            for one in new:
                kin.register(session, self.person_id, one, countries=COUNTRIES, actor=OFFICER, now=clock.now())


@pytest.fixture
def xochitls(inside: DialInside) -> Opened:
    with db.begin() as session:
        person = factories.identified(session)
        pin = pins.issue(session, None, person.id, now=clock.now())
    inside().presses("1", "3", "098765432#", f"{pin}#", f"{OURS}#", f"{OURS}#").hangs_up()
    return Opened(person.id, inside)


def outcomes() -> list[tuple[CallResult | None, str]]:
    with db.reading() as session:
        rows = session.scalars(select(DetaineeCall).order_by(*log.IN_ORDER))
        return [(row.outcome, row.failure) for row in rows]
