"""A PIN is told once, changed by whose it is, issued anew by an officer, and kept as a hash."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import pins
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.pins import Line, Tried
from hotline.models.audit import AuditEntry
from hotline.models.free_calls import DetaineePin
from hotline.models.staff import Role
from tests import factories
from tests.staff import actor

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
OFFICER = actor(7, Role.FACILITY_OFFICER)
NUMBER = "098765432"
OURS = "447291"


def _opens(session: Session, pin: str) -> pins.Opened:
    return pins.opens(session, NUMBER, pin, line=Line("+19122345678"), now=NOON)


def test_a_pin_is_kept_as_a_hash_that_is_of_one_person(session: Session) -> None:
    anna, other = (factories.identified(session, a_numbers=(number,)) for number in (NUMBER, "012345678"))

    pin = pins.issue(session, OFFICER, anna.id, now=NOON)

    row = session.scalars(select(DetaineePin)).one()
    assert pin not in row.pin_hash
    assert (row.must_change, row.issued_by) == (True, OFFICER.staff_id)
    assert pins.opens(session, "012345678", pin, line=Line(""), now=NOON).tried is Tried.WRONG
    assert pins.standing(session, other.id) is None


def test_the_person_changes_it_on_first_use(session: Session) -> None:
    anna = factories.identified(session)
    issued = pins.issue(session, OFFICER, anna.id, now=NOON)
    assert _opens(session, issued).must_change

    pins.change(session, anna.id, OURS, now=NOON)

    assert _opens(session, issued).tried is Tried.WRONG
    assert _opens(session, OURS) == pins.Opened(Tried.OPEN, anna.id, must_change=False)


@pytest.mark.parametrize(
    ("new", "reason"), [("12345", "six_digits"), ("444444", "easy"), ("850312", "easy"), ("", "six_digits")]
)
def test_a_pin_that_is_none_or_easy_is_not_taken(session: Session, new: str, reason: str) -> None:
    anna = factories.identified(session)
    issued = pins.issue(session, OFFICER, anna.id, now=NOON)

    with pytest.raises(Invalid) as refused:
        pins.change(session, anna.id, new, now=NOON)

    assert refused.value.reason == reason
    assert _opens(session, issued).tried is Tried.OPEN


def test_the_new_pin_is_not_the_old_one(session: Session) -> None:
    anna = factories.identified(session)
    issued = pins.issue(session, OFFICER, anna.id, now=NOON)

    with pytest.raises(Invalid) as refused:
        pins.change(session, anna.id, issued, now=NOON)

    assert refused.value.reason == "same"


def test_who_has_none_changes_none(session: Session) -> None:
    anna = factories.identified(session)

    with pytest.raises(NotFound):
        pins.change(session, anna.id, OURS, now=NOON)
    with pytest.raises(NotFound):
        pins.issue(session, OFFICER, 4827, now=NOON)


def test_an_officer_resets_a_locked_pin_and_an_operator_does_not(session: Session) -> None:
    anna = factories.identified(session)
    pins.issue(session, OFFICER, anna.id, now=NOON)
    pins.remember_language(session, anna.id, "es")
    for _ in range(pins.TRIES):
        _opens(session, "000000")
    assert pins.standing(session, anna.id) == pins.Standing(NOON, is_locked=True, must_change=True, language="es")

    with pytest.raises(NotAllowed):
        pins.reset(session, actor(8, Role.OPERATOR), anna.id, now=NOON)
    fresh = pins.reset(session, OFFICER, anna.id, now=NOON)

    assert _opens(session, fresh) == pins.Opened(Tried.OPEN, anna.id, must_change=True, language="es")


def test_each_is_on_the_audit_trail_and_no_digit_is(session: Session) -> None:
    anna = factories.identified(session)
    told = [pins.issue(session, OFFICER, anna.id, now=NOON), pins.reset(session, OFFICER, anna.id, now=NOON)]
    pins.change(session, anna.id, OURS, now=NOON)

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    assert [entry.action for entry in entries] == ["pin.issued", "pin.reset", "pin.changed"]
    assert {entry.subject for entry in entries} == {f"person:{anna.id}"}
    assert not any(pin in entry.facts for entry in entries for pin in (*told, OURS))
