"""What a reported event does to a person, to custody, and to those who wait."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import custody, directory, hiding, intake, names, reasons
from hotline.domain.custody import Whereabouts
from hotline.domain.errors import Invalid
from hotline.domain.intake import Report, Reported
from hotline.domain.people import Name
from hotline.models.custody import CustodyEvent, EventKind, Stay, StayEnd, Stint
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HiddenIndexKey, Hiding, HidingReason, IndexKey, Person
from hotline.models.places import Facility
from tests import factories
from tests.factories import FacilityFactory

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
_ids = count()


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    FacilityFactory(code="STWRTGA", time_zone="America/New_York")
    FacilityFactory(code="CCAFLAZ", time_zone="America/Phoenix")


def told(kind: EventKind = EventKind.BOOKED_IN, **said: Any) -> Report:
    defaults: dict[str, Any] = {
        "source": "office",
        "event_id": f"e{next(_ids)}",
        "happened_at": NOON,
        "person": factories.details(),
        "person_key": "p1",
        "is_protected": False,
        "facility_code": "STWRTGA",
    }
    return Report(kind=kind, **defaults | said)


def tell(session: Session, kind: EventKind = EventKind.BOOKED_IN, *, after: float = 0, **said: Any) -> Reported:
    at = said.pop("happened_at", NOON + timedelta(hours=after))
    return intake.report(session, told(kind, happened_at=at, **said), now=NOON + timedelta(days=5))


def seen(session: Session, person_id: int) -> Whereabouts:
    found = custody.whereabouts(session, person_id, now=NOON + timedelta(days=5))
    assert found is not None
    return found


def open_tasks(session: Session) -> set[tuple[str, str]]:
    return {(task.kind, task.subject) for task in session.scalars(select(Task).where(Task.closed_at.is_(None)))}


def test_booked_in_is_held_there(session: Session) -> None:
    reported = tell(session)

    found = seen(session, reported.person_id)
    assert found.facility is not None
    assert (found.facility.code, found.arrived_at, found.left_at, found.end) == ("STWRTGA", NOON, None, None)
    assert found.confirmed_at == NOON
    assert found.office is not None


def test_arrested_without_a_facility_is_in_the_hands_of_the_office(session: Session) -> None:
    office = factories.FieldOfficeFactory()

    reported = tell(session, EventKind.ARRESTED, facility_code="", office_code=office.code)

    found = seen(session, reported.person_id)
    assert found.facility is None
    assert found.office == directory.place_of(office)
    assert found.began_at == NOON


def test_arrest_and_book_in_are_one_stay(session: Session) -> None:
    tell(session, EventKind.ARRESTED, facility_code="")
    reported = tell(session, after=3)

    assert session.scalar(select(func.count()).select_from(Stay)) == 1
    assert seen(session, reported.person_id).began_at == NOON


def test_transfer_leaves_the_person_in_transit_until_the_next_book_in(session: Session) -> None:
    tell(session)
    left = tell(session, EventKind.TRANSFERRED, after=2)

    between = seen(session, left.person_id)
    tell(session, EventKind.ARRIVED, after=9, facility_code="CCAFLAZ")

    assert between.left_at == NOON + timedelta(hours=2)
    after = seen(session, left.person_id)
    assert after.facility is not None
    assert (after.facility.code, after.left_at) == ("CCAFLAZ", None)


def test_book_in_elsewhere_closes_the_stint_before(session: Session) -> None:
    tell(session)
    tell(session, after=9, facility_code="CCAFLAZ")

    first = session.scalars(select(Stint).order_by(Stint.position)).first()
    assert first is not None
    assert (first.left_at, first.reason) == (NOON + timedelta(hours=9), "Transferred")


def test_same_event_again_changes_nothing(session: Session) -> None:
    first = tell(session, event_id="same")

    again = tell(session, EventKind.RELEASED, event_id="same")

    assert again == Reported(first.person_id, is_repeat=True)
    assert session.scalar(select(func.count()).select_from(CustodyEvent)) == 1


@pytest.mark.parametrize(("reason", "end"), sorted(reasons.all_reasons().items()))
def test_each_of_the_26_reasons_ends_a_stay_in_its_way(session: Session, reason: str, end: StayEnd) -> None:
    tell(session)

    reported = tell(session, EventKind.BOOKED_OUT, after=2, reason=reason)

    expected = None if end in (StayEnd.TRANSFERRED, StayEnd.DISPOSITION_CHANGED) else end
    assert seen(session, reported.person_id).end == expected


def test_there_are_26_reasons() -> None:
    assert len(reasons.all_reasons()) == 26


def test_removed_keeps_the_country(session: Session) -> None:
    reported = tell(session, EventKind.REMOVED, country="MEX")

    assert seen(session, reported.person_id).departure_country == "MEX"


def test_book_in_after_a_release_is_a_new_stay(session: Session) -> None:
    tell(session)
    tell(session, EventKind.RELEASED, after=2)
    reported = tell(session, after=50)

    found = seen(session, reported.person_id)
    assert (found.began_at, found.end) == (NOON + timedelta(hours=50), None)


def test_book_in_after_no_longer_listed_goes_on_with_the_stay(session: Session) -> None:
    tell(session)
    tell(session, EventKind.NO_LONGER_LISTED, after=2)
    reported = tell(session, after=5)

    found = seen(session, reported.person_id)
    assert (found.began_at, found.end, found.left_at) == (NOON, None, None)


def test_late_report_of_an_earlier_place_does_not_move_the_person(session: Session) -> None:
    tell(session, after=9, facility_code="CCAFLAZ")
    reported = tell(session, after=1)

    found = seen(session, reported.person_id)
    assert found.facility is not None
    assert found.facility.code == "CCAFLAZ"
    codes = session.scalars(select(Stint.facility_code).order_by(Stint.position)).all()
    assert codes == ["STWRTGA", "CCAFLAZ"]


def test_wall_clock_is_read_in_the_zone_of_the_facility(session: Session) -> None:
    reported = tell(session, happened_at=datetime(2026, 5, 4, 9), facility_code="CCAFLAZ")  # noqa: DTZ001 a wall clock

    assert seen(session, reported.person_id).arrived_at == datetime(2026, 5, 4, 16, tzinfo=UTC)


def test_book_in_that_reads_earlier_in_another_zone_comes_after_the_book_out(session: Session) -> None:
    tell(session, happened_at=datetime(2026, 5, 4, 8))  # noqa: DTZ001 a wall clock
    tell(session, EventKind.TRANSFERRED, happened_at=datetime(2026, 5, 4, 12))  # noqa: DTZ001 a wall clock
    reported = tell(
        session,
        happened_at=datetime(2026, 5, 4, 11, 30),  # noqa: DTZ001 a wall clock, two and a half hours later
        facility_code="CCAFLAZ",
    )

    found = seen(session, reported.person_id)
    assert found.facility is not None
    assert (found.facility.code, found.left_at) == ("CCAFLAZ", None)


def test_sequence_of_the_source_orders_what_the_clocks_cross(session: Session) -> None:
    tell(session, after=3, sequence=1)
    reported = tell(session, after=2, sequence=2, facility_code="CCAFLAZ")

    found = seen(session, reported.person_id)
    assert found.facility is not None
    assert (found.facility.code, found.left_at) == ("CCAFLAZ", None)


def test_time_in_the_future_is_refused(session: Session) -> None:
    with pytest.raises(Invalid, match="in_the_future"):
        tell(session, after=24 * 6)


def test_unknown_facility_is_accepted_and_staff_name_it(session: Session) -> None:
    reported = tell(session, facility_code="NEWPLTX", facility_name="New Place")

    found = seen(session, reported.person_id)
    assert found.facility is not None
    assert found.facility.name == "New Place"
    assert not session.get_one(Facility, found.facility.code).is_listed
    assert (TaskKind.NAME_FACILITY, "facility:NEWPLTX") in open_tasks(session)


def test_sources_that_disagree_make_the_stay_contradicted(session: Session) -> None:
    tell(session, source="roster", after=9, facility_code="CCAFLAZ")

    reported = tell(session, EventKind.RELEASED, after=5)

    found = seen(session, reported.person_id)
    assert (found.is_contradicted, found.end) == (True, None)
    assert (TaskKind.VERIFY_LOCATION, f"person:{reported.person_id}") in open_tasks(session)


def test_newer_fact_settles_a_contradiction(session: Session) -> None:
    tell(session, source="roster", after=9, facility_code="CCAFLAZ")
    tell(session, EventKind.RELEASED, after=5)

    reported = tell(session, EventKind.RELEASED, after=12)

    found = seen(session, reported.person_id)
    assert (found.is_contradicted, found.end) == (False, StayEnd.RELEASED)


def test_staff_settle_a_contradiction(session: Session) -> None:
    tell(session, source="roster", after=9, facility_code="CCAFLAZ")
    tell(session, EventKind.RELEASED, after=5)

    reported = tell(session, EventKind.CONFIRMED, source="staff", after=13, facility_code="CCAFLAZ")

    found = seen(session, reported.person_id)
    assert (found.is_contradicted, found.confirmed_at) == (False, NOON + timedelta(hours=13))


def test_minor_is_written_to_the_hidden_index_alone(session: Session) -> None:
    tell(session, person=factories.details(births=(date(2012, 1, 1),)))

    assert session.scalar(select(func.count()).select_from(IndexKey)) == 0
    assert session.scalar(select(func.count()).select_from(HiddenIndexKey)) > 0
    assert session.scalars(select(Hiding.reason)).all() == [HidingReason.MINOR]


def test_protection_reported_later_hides_at_once(session: Session) -> None:
    tell(session)
    reported = tell(session, EventKind.CONFIRMED, after=1, is_protected=True)

    assert hiding.is_hidden(session, reported.person_id)
    assert session.scalar(select(func.count()).select_from(IndexKey)) == 0


def test_protection_that_a_source_takes_back_stays(session: Session) -> None:
    tell(session, is_protected=True)
    reported = tell(session, EventKind.CONFIRMED, after=1, is_protected=False)

    assert hiding.is_hidden(session, reported.person_id)


def test_death_hides_and_goes_to_a_supervisor(session: Session) -> None:
    reported = tell(session, EventKind.DIED)

    assert hiding.is_hidden(session, reported.person_id)
    assert (TaskKind.TELL_FAMILY, f"person:{reported.person_id}") in open_tasks(session)


def test_child_of_unknown_age_handed_to_the_childrens_office_is_hidden(session: Session) -> None:
    reported = tell(session, EventKind.ORR, person=factories.details(births=(), birth_years=()))

    assert hiding.is_hidden(session, reported.person_id)


def test_a_number_names_the_same_person_to_another_source(session: Session) -> None:
    first = tell(session)
    again = tell(session, source="roster", person_key="other", person=factories.details(births=()))

    assert again.person_id == first.person_id


def test_full_name_and_birth_date_name_the_same_person(session: Session) -> None:
    first = tell(session)
    swapped = factories.details(names=(Name("Zepeda Olvera", "Xóchitl Guadalupe"),), a_numbers=())
    again = tell(session, source="roster", person_key="other", person=swapped)

    assert again.person_id == first.person_id


@pytest.mark.parametrize(
    "said", [{"a_numbers": ("011111111",)}, {"country": "GTM", "citizenship": "GTM", "a_numbers": ()}]
)
def test_namesake_with_another_number_or_country_is_another_person(session: Session, said: dict[str, Any]) -> None:
    first = tell(session)
    other = tell(session, source="roster", person_key="other", person=factories.details(**said))

    assert other.person_id != first.person_id


def test_two_people_with_one_a_number_stay_two_and_staff_are_asked(session: Session) -> None:
    first = tell(session)
    stranger = factories.details(names=(Name("Ferran", "Okonkwo"),), births=(date(1970, 1, 2),))

    other = tell(session, person_key="p2", person=stranger)

    assert other.person_id != first.person_id
    expected = {(TaskKind.RESOLVE_IDENTITY, f"person:{each.person_id}") for each in (first, other)}
    assert expected <= open_tasks(session)


def test_one_person_with_two_a_numbers_keeps_both_and_staff_are_asked(session: Session) -> None:
    first = tell(session)
    again = tell(session, EventKind.CONFIRMED, after=1, person=factories.details(a_numbers=("011111111",)))

    assert again.person_id == first.person_id
    found = names.by_a_number(session, "011111111")
    assert [person_id for person_id, _ in found] == [first.person_id]
    assert (TaskKind.RESOLVE_IDENTITY, f"person:{first.person_id}") in open_tasks(session)


def test_an_id_that_a_source_gave_to_somebody_else_before_names_two_people(session: Session) -> None:
    first = tell(session)
    stranger = factories.details(
        names=(Name("Bogdan", "Ilievski Petrov"),), births=(date(1951, 2, 3),), a_numbers=(), country="BGR"
    )

    second = tell(session, after=1, person=stranger, facility_code="CCAFLAZ")

    assert second.person_id != first.person_id
    assert seen(session, first.person_id).facility.code == "STWRTGA"  # type: ignore[union-attr]  # held there
    assert TaskKind.RESOLVE_IDENTITY in {kind for kind, _subject in open_tasks(session)}


def test_a_reason_in_a_source_s_own_words_is_not_written_down(session: Session) -> None:
    person_id = tell(session).person_id

    tell(session, EventKind.RELEASED, after=2, reason="Released to her sister Marisol, 404-555-0177")

    written = session.scalars(select(Stay.reason)).all() + session.scalars(select(Stint.reason)).all()
    assert {*written, *session.scalars(select(CustodyEvent.reason))} <= {"", reasons.UNLISTED}
    assert seen(session, person_id).end is StayEnd.RELEASED


def test_alias_reported_later_finds_the_person_too(session: Session) -> None:
    tell(session)
    reported = tell(session, EventKind.CONFIRMED, after=1, person=factories.details(names=(Name("Rosa", "Quiroga"),)))

    row = session.get_one(Person, reported.person_id)
    from hotline.domain import people

    assert [name.given for name in people.unseal(session, row).names] == ["Xochitl Guadalupe", "Rosa"]


def test_nobody_in_particular_is_refused(session: Session) -> None:
    with pytest.raises(Invalid, match="person"):
        tell(session, person=factories.details(names=(), a_numbers=()), person_key="unheard-of")
