"""What tests of the free-call line may ask for: a facility, whom it can reach, and somebody who dials from there."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hotline import clock
from hotline.config import Settings
from hotline.models.free_calls import FacilityLine
from hotline.models.places import Agency, Consulate, Court, LegalProvider
from hotline.phone.script import Caller
from hotline.phone.telephone import INSIDE, Telephone
from hotline.phone.transport import InProcess
from tests import factories
from tests.ivr.conftest import Records

STEWART = "+12295550191"
DialInside = Callable[..., Caller]


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
