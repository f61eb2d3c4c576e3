"""What staff write into the log is believed where it can be, written once, corrected by another row, not read back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import audit
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.free_calls import by_hand, callees, correcting
from hotline.domain.free_calls.by_hand import Entry
from hotline.models.audit import AuditEntry
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.staff import Role
from tests import factories
from tests.staff import actor

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICER = actor(7, Role.FACILITY_OFFICER)
HERE = "STWRTGA"


@pytest.fixture
def anna(session: Session) -> int:
    """Somebody held since the day before yesterday, who was held for a week a year ago, too."""
    number = factories.identified(session).id
    factories.FacilityFactory(code=HERE)
    for began, ended in ((NOON - 365 * DAY, NOON - 358 * DAY), (NOON - 2 * DAY, None)):
        factories.StayFactory(person_id=number, began_at=began, ended_at=ended)
    return number


def _entry(person_id: int, **said: Any) -> Entry:
    usual = Entry(person_id, Party.COUNSEL, CallMeans.VISIT, HERE, NOON - 2 * HOUR, CallResult.COMPLETED, seconds=1800)
    return replace(usual, **said)


def _row(session: Session, call_id: int) -> DetaineeCall:
    return session.get_one(DetaineeCall, call_id)


def test_a_visit_is_written_down_with_whoever_came_sealed(session: Session, anna: int) -> None:
    entry = _entry(anna, name="Grace Hopper, Esq.", number="+1 212 555 2368", language="es")

    row = _row(session, by_hand.log(session, OFFICER, entry, now=NOON))

    assert (row.means, row.outcome, row.seconds, row.logged_by) == ("visit", "completed", 1800, OFFICER.staff_id)
    assert callees.read(session, row).number == "+12125552368"
    assert b"Hopper" not in row.sealed
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "free_call.logged")).one()
    assert "Hopper" not in told.facts


def test_the_same_form_writes_once(session: Session, anna: int) -> None:
    first = by_hand.log(session, OFFICER, _entry(anna, form="f1"), now=NOON)

    assert by_hand.log(session, OFFICER, _entry(anna, form="f1", seconds=60), now=NOON) == first
    assert _row(session, first).seconds == 1800


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"at": NOON + HOUR, "seconds": 0}, "at", "future"),
        ({"at": NOON - 4 * DAY}, "at", "not_in_custody"),
        ({"at": NOON - 300 * DAY}, "at", "not_in_custody"),
        ({"facility_code": "NOWHERE"}, "facility", "unknown"),
        ({"outcome": CallResult.NOT_ALLOWED, "seconds": 0}, "outcome", "not_by_hand"),
        ({"means": CallMeans.LINE}, "outcome", "of_line"),
        ({"outcome": CallResult.BUSY, "seconds": 0}, "outcome", "of_visit"),
        ({"party": Party.HOTLINE}, "party", "of_visit"),
        ({"outcome": CallResult.REFUSED}, "seconds", "not_talked"),
        ({"seconds": 3 * 3600}, "seconds", "too_long"),
        ({"seconds": -1}, "seconds", "too_long"),
        ({"failure": "she said that"}, "failure", "unknown"),
        ({"language": "gibberish"}, "language", "unknown"),
        ({"number": "12"}, "number", "not_a_number"),
        ({"name": "x" * 121}, "name", "too_long"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, anna: int, said: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        by_hand.log(session, OFFICER, _entry(anna, **said), now=NOON)

    assert (refused.value.field, refused.value.reason) == (field, reason)


@pytest.mark.parametrize("at", [NOON - 3 * DAY, NOON - 360 * DAY])
def test_a_source_may_tell_of_an_arrest_later_than_it_was_and_an_earlier_stay_counts(
    session: Session, anna: int, at: datetime
) -> None:
    assert by_hand.log(session, OFFICER, _entry(anna, at=at), now=NOON)


def test_an_offer_of_the_line_that_was_declined_is_written_down(session: Session, anna: int) -> None:
    offer = _entry(anna, means=CallMeans.LINE, party=Party.FAMILY, outcome=CallResult.DECLINED, seconds=0)

    assert _row(session, by_hand.log(session, OFFICER, offer, now=NOON)).outcome is CallResult.DECLINED


def test_operators_do_not_log(session: Session, anna: int) -> None:
    with pytest.raises(NotAllowed):
        by_hand.log(session, actor(8, Role.OPERATOR), _entry(anna), now=NOON)


def test_a_correction_is_another_row_with_its_reason_in_the_trail(session: Session, anna: int) -> None:
    first = by_hand.log(session, OFFICER, _entry(anna, name="Grace Hopper"), now=NOON)
    right = _entry(anna, seconds=600)

    second = correcting.correct(session, OFFICER, first, right, why="It was ten minutes.", now=NOON)
    third = correcting.correct(session, OFFICER, second, replace(right, seconds=900), why="Fifteen.", now=NOON)

    assert [row.id for row in correcting.chain(session, second)] == [first, second, third]
    assert (_row(session, first).seconds, _row(session, first).replaced_by) == (1800, second)
    assert callees.read(session, _row(session, third)).name == "Grace Hopper"
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "free_call.corrected")).all()
    assert [audit.why(session, entry) for entry in entries] == ["It was ten minutes.", "Fifteen."]


def test_nothing_is_corrected_twice_nor_without_a_reason_nor_on_another_persons_page(
    session: Session, anna: int
) -> None:
    first = by_hand.log(session, OFFICER, _entry(anna), now=NOON)
    other = factories.identified(session, a_numbers=("098765433",)).id
    with pytest.raises(Invalid, match="why: missing"):
        correcting.correct(session, OFFICER, first, _entry(anna), why=" ", now=NOON)
    with pytest.raises(NotFound):
        correcting.correct(session, OFFICER, first, _entry(other), why="Wrong.", now=NOON)
    correcting.correct(session, OFFICER, first, _entry(anna), why="Wrong.", now=NOON)

    with pytest.raises(NotFound):
        correcting.correct(session, OFFICER, first, _entry(anna), why="Wrong.", now=NOON)


def test_what_the_line_wrote_nobody_corrects(session: Session, anna: int) -> None:
    row = DetaineeCall(id=secrets_box.random_id(), person_id=anna, party=Party.CONSUL, asked_at=NOON, logged_at=NOON)
    row.outcome = CallResult.BUSY
    session.add(row)
    session.flush()

    with pytest.raises(NotFound):
        correcting.correct(session, OFFICER, row.id, _entry(anna), why="They talked.", now=NOON)
