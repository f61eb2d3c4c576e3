"""People in custody, as the records may say it: one for each answer that a relative may get."""

from datetime import timedelta

from hotline import clock, db
from hotline.models.custody import StayEnd
from hotline.models.people import HidingReason
from tests import factories

Facts = dict[str, object]

NOTHING_SPECIAL: Facts = {}
# How a relative would describe the person of tests/factories.py.
XOCHITL = {"given": "Xochitl", "surnames": "Zepeda Olvera", "day": "12", "month": "3", "year": "1985"}


def put_in_custody(
    hidden: HidingReason | None = None,
    stay: Facts | None = None,
    stint: Facts | None = NOTHING_SPECIAL,
    **known: object,
) -> int:
    """Somebody arrives at the Stewart facility, and has this id; `stay` and `stint` change what the records say.

    `stint=None` leaves out the facility; `known` are details of the person.
    """
    with db.begin() as session:
        factories.use(session)
        person = factories.person(session, hidden=hidden, **known)
        office = factories.FieldOfficeFactory().code
        row = factories.StayFactory(person_id=person.id, office_code=office, **stay or {})
        if stint is not None:
            factories.StintFactory(stay_id=row.id, **stint)
        factories.use(None)
        return person.id


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
