"""A birth date that two of the staff corrected: what was found wrong does not come back, anything else is heard."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import corrections, hiding, identities, intake, names, people
from hotline.domain.intake import Report
from hotline.domain.people import Correction, PersonDetails
from hotline.domain.rosters import Imported
from hotline.models.custody import EventKind
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason, IdentityKey, Person
from tests import factories
from tests.domain.rosters import sheets
from tests.domain.rosters.conftest import add_places
from tests.factories import details

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
CHILD, ADULT, THIRD = date(2012, 3, 12), date(1985, 3, 12), date(2011, 6, 1)


def corrected(born: date, *wrong: date, **known: object) -> PersonDetails:
    """Somebody of whom `wrong` was recorded until it was corrected to `born`."""
    before = details(**{"births": wrong} | known)
    return corrections.applied(before, corrections.proposed(before, born, is_claim_wrong=True))


def test_what_was_recorded_before_is_wrong_and_nothing_else_is(session: Session) -> None:
    before = details(births=(CHILD,), birth_years=(2012, 1990), claims_minority=True)

    after = corrections.applied(before, corrections.proposed(before, ADULT, is_claim_wrong=True))

    assert (after.births, after.birth_years, after.claims_minority) == ((ADULT,), (), False)
    assert after.corrected == Correction(ADULT, (CHILD,), (2012, 1990), is_claim_wrong=True)
    assert not hiding.is_minor(after, now=NOON)


def test_a_claim_that_somebody_is_a_child_stands_unless_it_was_found_wrong_too() -> None:
    before = details(births=(CHILD,), claims_minority=True)

    after = corrections.applied(before, corrections.proposed(before, ADULT, is_claim_wrong=False))

    assert hiding.is_minor(after, now=NOON)


def test_what_came_while_it_was_decided_was_found_wrong_by_nobody() -> None:
    before = details(births=(CHILD,))
    proposed = corrections.proposed(before, ADULT, is_claim_wrong=False)

    after = corrections.applied(details(births=(CHILD, THIRD)), proposed)

    assert after.births == (ADULT, THIRD)
    assert hiding.is_minor(after, now=NOON)


@pytest.mark.parametrize("said", [{"births": (CHILD,)}, {"birth_years": (2012,)}, {"claims_minority": True}])
def test_what_was_found_wrong_changes_nothing_when_it_is_said_again(said: dict[str, object]) -> None:
    known = corrected(ADULT, CHILD, claims_minority=True)

    after = identities.merged(known, details(**{"births": ()} | said))

    assert after == known
    assert not corrections.brings_another(known, after)


def test_the_year_of_the_date_that_stands_says_nothing_new() -> None:
    known = corrected(date(2008, 3, 12), CHILD)

    after = identities.merged(known, details(births=(), birth_years=(2008,)))

    assert after == known
    assert not hiding.is_minor(after, now=NOON)


@pytest.mark.parametrize(("born", "wrong"), [(ADULT, CHILD), (CHILD, ADULT)])
def test_a_third_date_is_recorded_and_asks_staff(born: date, wrong: date) -> None:
    known = corrected(born, wrong)

    after = identities.merged(known, details(births=(THIRD,)))

    assert after.births == (born, THIRD)
    assert hiding.is_minor(after, now=NOON)
    assert corrections.brings_another(known, after)
    assert not corrections.brings_another(after, identities.merged(after, details(births=(THIRD,))))


def test_a_second_correction_takes_back_the_first() -> None:
    first = corrected(CHILD, ADULT)

    second = corrections.applied(first, corrections.proposed(first, ADULT, is_claim_wrong=False))

    assert second.births == (ADULT,)
    assert second.corrected == Correction(ADULT, (CHILD,))


def test_of_two_records_made_one_the_correction_of_either_stands() -> None:
    known, other = corrected(ADULT, CHILD), details(births=(CHILD,))

    both = identities.merged(other, known), identities.merged(known, other)

    assert [one.births for one in both] == [(ADULT,), (ADULT,)]
    assert {one.corrected for one in both} == {known.corrected}


def test_two_corrections_that_deny_each_other_leave_both_dates() -> None:
    both = identities.merged(corrected(ADULT, CHILD), corrected(CHILD, ADULT))

    assert both.births == (ADULT, CHILD)
    assert hiding.is_minor(both, now=NOON)
    assert both.corrected == Correction(ADULT)


def test_it_is_kept_in_the_sealed_row_and_a_row_without_one_reads_as_ever() -> None:
    plain = details(births=(CHILD,))
    known = corrected(ADULT, CHILD, birth_years=(1990,), claims_minority=True)

    kept = [people.details_of(people.written(one).split("\n")) for one in (plain, known)]

    assert kept == [plain, known]
    assert people.written(plain).count("\n") == 8


def _report(session: Session, person: PersonDetails, event: str) -> int:
    told = Report(
        source="office",
        event_id=event,
        kind=EventKind.BOOKED_IN,
        happened_at=NOON,
        person=person,
        is_protected=False,
        facility_code="STWRTGA",
    )
    return intake.report(session, told, now=NOON).person_id


def _settled(session: Session, born: date, wrong: date, **known: object) -> int:
    """Somebody who is known to intake, and was corrected since."""
    row = factories.person(session, births=(wrong,), **known)
    row.sealed = people.seal(session, row.id, corrected(born, wrong, **known))
    keys = identities.shared_keys(secrets_box.of(session), people.unseal(session, row))
    session.add_all(IdentityKey(key=key, person_id=row.id) for key in keys)
    session.flush()
    return row.id


def _asked(session: Session) -> list[str]:
    return list(session.scalars(select(Task.subject).where(Task.kind == TaskKind.SETTLE_BIRTH)))


@pytest.mark.parametrize(("born", "wrong"), [(ADULT, CHILD), (CHILD, ADULT)])
def test_a_source_with_the_wrong_date_means_the_same_person(session: Session, born: date, wrong: date) -> None:
    factories.FacilityFactory(code="STWRTGA")
    number = _settled(session, born, wrong, a_numbers=())

    again = _report(session, details(births=(wrong,), a_numbers=()), "1")

    assert again == number
    assert people.unseal(session, session.get_one(Person, number)).births == (born,)
    assert _asked(session) == []


def test_an_event_with_a_third_date_is_a_task(session: Session) -> None:
    factories.FacilityFactory(code="STWRTGA")
    number = _settled(session, ADULT, CHILD)

    _report(session, details(births=(THIRD,)), "1")

    assert _asked(session) == [f"person:{number}"]
    assert hiding.is_hidden(session, number)


def _corrected_since(born: date) -> int:
    """Whom the roster brought is corrected."""
    with db.begin() as session:
        row = session.scalars(select(Person).where(Person.birth_year == CHILD.year)).one()
        known = people.unseal(session, row)
        after = corrections.applied(known, corrections.proposed(known, born, is_claim_wrong=True))
        names.unindex(session, row.id, known, hidden=hiding.is_hidden(session, row.id))
        hiding.reveal(session, row.id, HidingReason.MINOR)
        names.index(session, row.id, after, hidden=False)
        row.sealed, row.birth_year = people.seal(session, row.id, after), after.birth_year
        return row.id


def _roster(folder: Path, day: int, **said: str) -> Imported:
    """A child by its date, whose gender is another every day, so that every day's record is read anew."""
    told = {"birth_date": CHILD.isoformat(), "gender": "Male" if day % 2 else "Female"}
    rows = [sheets.row(**told | said), sheets.other(7)]
    return sheets.load_rows(folder, rows, at=sheets.MONDAY.replace(day=day), is_initial=day == 4)


@pytest.mark.parametrize("said", [{}, {"minor": "yes"}, {"book_in": "never"}])
def test_the_next_roster_repeats_what_was_wrong_and_changes_nothing(
    app: Flask, tmp_path: Path, said: dict[str, str]
) -> None:
    add_places()
    _roster(tmp_path, 4, minor=said.get("minor", ""))
    number = _corrected_since(ADULT)

    _roster(tmp_path, 5, **said)

    with db.reading() as session:
        known = people.unseal(session, session.get_one(Person, number))
        assert (known.births, hiding.is_hidden(session, number), _asked(session)) == ((ADULT,), False, [])


def test_a_roster_with_a_third_date_hides_a_child_and_asks_staff(app: Flask, tmp_path: Path) -> None:
    add_places()
    _roster(tmp_path, 4)
    number = _corrected_since(ADULT)

    _roster(tmp_path, 5, birth_date=THIRD.isoformat())

    with db.reading() as session:
        known = people.unseal(session, session.get_one(Person, number))
        assert (known.births, hiding.is_hidden(session, number)) == ((ADULT, THIRD), True)
        assert _asked(session) == [f"person:{number}"]
