"""Relatives whom a detained person may call, and counsel of record: taken down, masked, taken off."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import our_numbers
from hotline.domain import counsel, kin
from hotline.domain.access import Actor
from hotline.domain.counsel import CounselForm
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.kin import Kin, NewKin
from hotline.models.audit import AuditEntry
from hotline.models.free_calls import FacilityLine, FamilyNumber, Representative
from hotline.models.staff import Role
from tests import factories

NOON = datetime(2026, 9, 1, 17, tzinfo=UTC)
COUNTRIES = frozenset(("US", "MX", "GT"))
OFFICER = Actor(7, "Rosa", frozenset((Role.FACILITY_OFFICER,)), 1, NOON)
MOTHER = NewKin("+502 2345 6789", "mother", "quc")
LAWYER = CounselForm("Grace Hopper", "(404) 555-0190", "Hopper Law", "grace@law.example", "en", date(2026, 8, 20))
ADA = replace(LAWYER, name="Ada Lovelace", number="(404) 555-0191", g28_on=date(2026, 1, 2))


def register(session: Session, person_id: int, new: NewKin) -> Kin:
    return kin.register(session, person_id, new, countries=COUNTRIES, actor=OFFICER, now=NOON)


def test_a_number_is_taken_and_only_its_last_two_digits_are_read(session: Session) -> None:
    person = factories.person(session).id

    known = register(session, person, MOTHER)

    assert (known.relation, known.language, known.ends_in) == ("mother", "quc", "89")
    assert kin.number_of(session, known.id) == "+50223456789"
    row = session.scalars(select(FamilyNumber)).one()
    assert b"2345" not in row.sealed
    assert "89" not in session.scalars(select(AuditEntry.facts)).one()


def test_the_same_number_again_is_the_same_relative(session: Session) -> None:
    person = factories.person(session).id

    first, second = register(session, person, MOTHER), register(session, person, NewKin("502 2345 6789"))

    assert (first.id, second.relation) == (second.id, "mother")
    assert len(kin.of(session, person)) == 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [("12", "not_a_number"), ("+19005550123", "not_allowed"), ("+447011234567", "not_allowed"), ("", "not_a_number")],
)
def test_a_number_that_cannot_be_called_is_not_registered(session: Session, number: str, reason: str) -> None:
    person = factories.person(session).id

    with pytest.raises(Invalid) as refused:
        register(session, person, NewKin(number))

    assert (refused.value.field, refused.value.reason) == ("number", reason)


def test_ten_relatives_and_no_more_until_one_is_taken_off(session: Session) -> None:
    person = factories.person(session).id
    known = [register(session, person, NewKin(f"+1404555{2300 + nth}")) for nth in range(kin.MOST)]

    with pytest.raises(Invalid):
        register(session, person, MOTHER)
    kin.remove(session, person, known[0].id, actor=OFFICER, now=NOON)
    register(session, person, MOTHER)

    assert kin.number_of(session, known[0].id) == ""
    with pytest.raises(NotFound):
        kin.remove(session, person, known[0].id, actor=OFFICER, now=NOON)


def test_counsel_is_kept_sealed_the_latest_first_and_ends(session: Session) -> None:
    person = factories.person(session).id
    counsel.add(session, OFFICER, person, ADA, now=NOON)

    latest = counsel.add(session, OFFICER, person, LAWYER, now=NOON)

    assert [one.name for one in counsel.of(session, person)] == ["Grace Hopper", "Ada Lovelace"]
    assert all(b"Hopper" not in row.sealed for row in session.scalars(select(Representative)))
    counsel.change(session, OFFICER, person, latest.id, replace(LAWYER, firm="Hopper and Sons"), now=NOON)
    assert counsel.of(session, person)[0].firm == "Hopper and Sons"
    counsel.end(session, OFFICER, person, latest.id, now=NOON)
    assert counsel.one(session, latest.id) is None
    assert len(counsel.of(session, person)) == 1


def test_the_same_lawyer_is_not_written_down_twice(session: Session) -> None:
    person = factories.person(session).id
    grace = counsel.add(session, OFFICER, person, LAWYER, now=NOON)
    ada = counsel.add(session, OFFICER, person, ADA, now=NOON)
    assert counsel.add(session, OFFICER, person, LAWYER, now=NOON) == grace

    with pytest.raises(Invalid, match="known"):
        counsel.add(session, OFFICER, person, replace(LAWYER, firm="Hopper and Sons"), now=NOON)
    with pytest.raises(Invalid, match="known"):
        counsel.change(session, OFFICER, person, ada.id, LAWYER, now=NOON)


def test_a_number_that_leads_to_us_or_to_a_facility_is_nobodys(session: Session) -> None:
    person = factories.person(session).id
    facility = factories.FacilityFactory()
    session.add(FacilityLine(number="+12295550191", facility_code=facility.code, since=NOON))
    session.info.update(our_numbers.session_info(("+18005550100", "")))

    for number in ("+12295550191", "+18005550100"):
        with pytest.raises(Invalid, match="of_a_line"):
            counsel.add(session, OFFICER, person, replace(LAWYER, number=number), now=NOON)
    session.info.update(our_numbers.session_info(("+14045552368",)))
    with pytest.raises(Invalid, match="of_a_line"):
        kin.register(session, person, NewKin("+14045552368"), countries=frozenset(("US",)), now=NOON)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", " ", "missing"),
        ("name", "x" * 200, "too_long"),
        ("number", "12", "not_a_number"),
        ("number", "+44 20 7946 0958", "not_allowed"),
        ("email", "grace at law", "malformed"),
        ("g28_on", date(2026, 9, 2), "in_the_future"),
        ("g28_on", None, "missing"),
        ("number", "900 234 5678", "not_allowed"),
    ],
)
def test_counsel_is_written_down_as_it_can_be_used(session: Session, field: str, value: object, reason: str) -> None:
    person = factories.person(session).id

    with pytest.raises(Invalid) as refused:
        counsel.add(session, OFFICER, person, replace(LAWYER, **{field: value}), now=NOON)  # type: ignore[arg-type]

    assert refused.value.reason == reason
