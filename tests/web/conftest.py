"""What the tests of the public pages share: a visitor, and people to be found."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from hotline import clock, db
from hotline.models.custody import StayEnd
from hotline.models.people import HidingReason
from tests import factories
from tests.web.visitor import Visitor

Facts = dict[str, object]

NOTHING_SPECIAL: Facts = {}
XOCHITL = {"given": "Xochitl", "surnames": "Zepeda Olvera", "day": "12", "month": "3", "year": "1985"}


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who reads English."""
    return Visitor(app.test_client())


@pytest.fixture
def visitor_in(app: Flask) -> Callable[[str], Visitor]:
    """Somebody who reads the language of that code."""
    return lambda language: Visitor(app.test_client(), language)


@pytest.fixture
def held(app: Flask) -> Callable[..., None]:
    """Puts a person into custody at the Stewart facility: XOCHITL describes her as a relative would.

    `stay` and `stint` change what the records say; `stint=None` leaves out the facility.
    """

    def hold(
        hidden: HidingReason | None = None,
        stay: Facts | None = None,
        stint: Facts | None = NOTHING_SPECIAL,
        **known: object,
    ) -> None:
        with db.begin() as session:
            factories.use(session)
            person = factories.person(session, hidden=hidden, **known)
            office = factories.FieldOfficeFactory().code
            row = factories.StayFactory(person_id=person.id, office_code=office, **stay or {})
            if stint is not None:
                factories.StintFactory(stay_id=row.id, **stint)
            factories.use(None)

    return hold


def records() -> dict[str, dict[str, Facts | None]]:
    """What the records may say of a person, by the answer it makes; arguments of `held`."""
    yesterday = clock.now() - timedelta(days=1)

    def ended(end: StayEnd, **more: object) -> dict[str, Facts | None]:
        return {"stay": {"end": end, "ended_at": yesterday} | more, "stint": {"left_at": yesterday}}

    return {
        "held": {},
        "stale": {"stay": {"confirmed_at": yesterday}},
        "in_transit": {"stint": {"left_at": clock.now() - timedelta(hours=2)}},
        "processing": {"stint": None},
        "released": ended(StayEnd.RELEASED),
        "left_country": ended(StayEnd.LEFT_COUNTRY, departure_country="MEX"),
        "other_agency": ended(StayEnd.OTHER_AGENCY),
    }
