"""New arrivals: entered by hand, found at once as PROCESSING, and joined to the roster's record when it comes."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from hotline import clock, db
from hotline.domain import audit_reading, custody, hiding, locator, names
from hotline.domain.audit_reading import Filter
from hotline.domain.findings import Outcome
from hotline.domain.names import Query
from hotline.models.people import Person
from tests import factories
from tests.domain.rosters.sheets import load_rows, row
from tests.plugins.signed_in import SignIn

TOLD = {
    "given": "Ramiro Neptali",
    "surname": "Quintanilla",
    "second_surname": "Osorto",
    "born": "1990-07-21",
    "country": "Honduras",
    "place": "office:ATL",
    "kind": "arrested",
    "protected": "no",
    "form": "form-1",
}
ASKED = Query(given=("Ramiro",), surname=("Quintanilla",), second_surname=("Osorto",), birth_date=date(1990, 7, 21))


@pytest.fixture(autouse=True)
def places(app: Any) -> None:
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory(code="STWRTGA")
        factories.use(None)


def _people() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def _the_one() -> int:
    with db.reading() as session:
        return session.scalars(select(Person.id)).one()


def _outcome() -> Outcome:
    with db.reading() as session:
        return locator.look(session, ASKED, now=clock.now()).outcome


def test_relatives_find_at_once_who_was_entered(sign_in: SignIn) -> None:
    staff = sign_in("screener")

    saved = staff.post("/console/arrivals", TOLD)

    assert (saved.status_code, _outcome()) == (200, Outcome.PROCESSING)
    assert "Relatives who ask are told from now on" in saved.text
    with db.reading() as session:
        entry = audit_reading.read(session, Filter(action="intake.reported"))[0]
    assert entry.facts == {"kind": "arrested", "new": True, "protected": False}


def test_a_facility_where_somebody_is_processed_is_not_told_as_the_place(sign_in: SignIn) -> None:
    sign_in("operator").post("/console/arrivals", TOLD | {"place": "facility:STWRTGA", "kind": "processed"})

    assert _outcome() is Outcome.PROCESSING


@pytest.mark.parametrize("said", ["unknown", "yes", ""])
def test_who_may_be_protected_is_hidden_and_the_page_says_so(sign_in: SignIn, said: str) -> None:
    saved = sign_in("operator").post("/console/arrivals", TOLD | {"protected": said})

    assert "Something hides this person" in saved.text
    assert _outcome() is Outcome.NOT_CONFIRMED
    with db.reading() as session:
        assert hiding.is_hidden(session, _the_one())


def test_the_same_form_twice_is_one_person(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    staff.post("/console/arrivals", TOLD)

    again = staff.post("/console/arrivals", TOLD | {"anyway": "1"})

    assert "This form had been saved before" in again.text
    assert _people() == 1


def test_people_who_are_known_are_shown_before_another_is_written(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    staff.post("/console/arrivals", TOLD)
    second = TOLD | {"form": "form-2", "born": "", "age": "36"}

    shown = staff.post("/console/arrivals", second | {"born": "1990"})
    before = _people()
    staff.post("/console/arrivals", second | {"anyway": "1"})

    assert "Is it one of these people?" in shown.text
    assert f"/console/people/{_first()}" in shown.text
    assert (before, _people()) == (1, 2)


def _first() -> int:
    with db.reading() as session:
        found = names.matches(session, ASKED, staff=True)
    return found[0].person_id


def test_an_age_is_kept_as_the_two_years_it_may_mean(sign_in: SignIn) -> None:
    sign_in("operator").post("/console/arrivals", TOLD | {"born": "", "age": "36"})

    with db.reading() as session:
        found = names.matches(session, Query(surname=("Quintanilla",), given=("Ramiro",)), staff=True)
    year = clock.now().year
    assert found[0].details.birth_years == (year - 36, year - 37)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"place": ""}, "Choose the field office"),
        ({"place": "office:NONE"}, "Choose the field office"),
        ({"age": "three hundred"}, "Write the age in years"),
        ({"at": "yesterday"}, "Write when it happened"),
        ({"at": "2999-01-01T10:00"}, "has not come yet"),
        ({"given": "", "surname": "", "second_surname": "", "born": ""}, "Write at least a name"),
    ],
)
def test_what_cannot_be_used_is_said_and_stays_typed(sign_in: SignIn, wrong: dict[str, str], fault: str) -> None:
    answer = sign_in("operator").post("/console/arrivals", TOLD | wrong)

    assert answer.status_code == 422
    assert fault in answer.text
    assert 'value="Honduras"' in answer.text
    assert _people() == 0


def test_a_name_from_right_to_left_is_kept_as_it_was_written(sign_in: SignIn) -> None:
    boxes = TOLD | {"given": "محمد", "surname": "الأحمد", "second_surname": "", "country": "Syria"}
    sign_in("operator").post("/console/arrivals", boxes)

    with db.reading() as session:
        found = names.matches(session, Query(given=("محمد",), surname=("الأحمد",)), staff=True)
    assert (found[0].details.names[0].given, found[0].details.names[0].surnames) == ("محمد", "الأحمد")


def test_the_rosters_record_joins_who_was_entered(sign_in: SignIn, tmp_path: Path) -> None:
    now, there = clock.now(), ZoneInfo("America/New_York")
    arrested, booked_in = (now.astimezone(there) - timedelta(hours=hours) for hours in (5, 1))
    sign_in("operator").post("/console/arrivals", TOLD | {"at": f"{arrested:%Y-%m-%dT%H:%M}"})
    entered = _the_one()

    held = row(stay_began=f"{booked_in:%Y-%m-%d %H:%M}", book_in=f"{booked_in:%Y-%m-%d %H:%M}")
    load_rows(tmp_path, [held], at=now, is_initial=True)

    assert _the_one() == entered
    with db.reading() as session:
        seen = custody.whereabouts(session, entered, now=clock.now())
    assert seen is not None
    assert (seen.facility and seen.facility.code, seen.is_contradicted) == ("STWRTGA", False)
    assert _outcome() is Outcome.HELD
