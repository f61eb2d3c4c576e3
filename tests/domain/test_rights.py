"""The notice of rights is written down once, corrected by another record, and missed where nobody served it."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import pins, rights
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.pins import Line, Tried
from hotline.domain.rights import Serving
from hotline.models.audit import AuditEntry
from hotline.models.people import HidingReason
from hotline.models.places import LegalProvider
from hotline.models.rights import Interpreting
from hotline.models.staff import Role
from tests import factories
from tests.staff import actor

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
OFFICER = actor(7, Role.FACILITY_OFFICER)
HERE = "STWRTGA"


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    factories.FacilityFactory(code=HERE)
    factories.FacilityFactory(code="CCAFLAZ", state="AZ")


def _serving(person_id: int, **said: Any) -> Serving:
    form = secrets.token_hex()
    usual = Serving(person_id, HERE, True, True, "es", Interpreting.STAFF, date(2026, 10, 1), False, NOON, form)
    return replace(usual, **said)


def _held(session: Session, *, days: float = 1, ended: float | None = None, person_id: int = 0) -> int:
    """Somebody who came so many days ago, and left so many days ago if at all."""
    person_id = person_id or factories.identified(session).id
    began, left = NOON - timedelta(days=days), NOON - timedelta(days=ended) if ended is not None else None
    stay = factories.StayFactory(person_id=person_id, began_at=began, ended_at=left)
    factories.StintFactory(stay_id=stay.id, facility_code=HERE, arrived_at=began, left_at=left)
    return person_id


def _without(session: Session) -> list[int]:
    return [one.person_id for one in rights.without_notice(session, HERE)]


def test_what_was_served_is_written_down_with_the_pin_that_was_issued(session: Session) -> None:
    anna = factories.identified(session).id

    served = rights.serve(session, OFFICER, _serving(anna, with_pin=True), now=NOON)

    row = rights.of(session, anna)[0]
    assert (row.id, row.language, row.interpreting, row.pin_issued) == (served.notice_id, "es", "staff", True)
    assert (row.served_by, row.served_at, row.recorded_at) == (OFFICER.staff_id, NOON, NOON)
    assert pins.opens(session, "098765432", served.pin, line=Line(""), now=NOON).tried is Tried.OPEN
    assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all() == ["pin.issued", "rights.served"]


def test_a_form_that_is_sent_twice_is_one_serving_and_tells_the_pin_once(session: Session) -> None:
    serving = _serving(factories.identified(session).id, with_pin=True)

    first, second = (rights.serve(session, OFFICER, serving, now=NOON) for _ in range(2))

    assert (bool(first.pin), second.pin, second.notice_id) == (True, "", first.notice_id)
    assert pins.opens(session, "098765432", first.pin, line=Line(""), now=NOON).tried is Tried.OPEN


def test_without_the_wish_no_pin_is_issued(session: Session) -> None:
    anna = factories.identified(session).id

    assert rights.serve(session, OFFICER, _serving(anna), now=NOON).pin == ""
    assert pins.standing(session, anna) is None


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"is_oral": False, "is_written": False}, "means", "missing"),
        ({"language": "gibberish"}, "language", "unknown"),
        ({"facility_code": "NOWHERE"}, "facility", "unknown"),
        ({"served_at": NOON + timedelta(minutes=1)}, "served_at", "future"),
        ({"served_at": NOON.replace(year=1926)}, "served_at", "long_ago"),
        ({"list_edition": date(2026, 11, 23)}, "list_edition", "future"),
    ],
)
def test_what_cannot_be_is_not_written_down(session: Session, said: dict[str, Any], field: str, reason: str) -> None:
    anna = factories.identified(session).id

    with pytest.raises(Invalid) as refused:
        rights.serve(session, OFFICER, _serving(anna, **said), now=NOON)

    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert rights.of(session, anna) == []


def test_only_who_may_serves_and_only_somebody_whom_we_know(session: Session) -> None:
    with pytest.raises(NotAllowed):
        rights.serve(session, actor(8, Role.OPERATOR), _serving(factories.identified(session).id), now=NOON)
    with pytest.raises(NotFound):
        rights.serve(session, OFFICER, _serving(4827), now=NOON)


def test_a_correction_is_another_record_and_both_stay(session: Session) -> None:
    anna, other = factories.identified(session).id, factories.identified(session).id
    first = rights.serve(session, OFFICER, _serving(anna, with_pin=True), now=NOON).notice_id

    second = rights.correct(session, OFFICER, first, _serving(anna, language="mam"), now=NOON).notice_id

    assert {row.id: (row.language, row.replaced_by, row.pin_issued) for row in rights.of(session, anna)} == {
        first: ("es", second, True),
        second: ("mam", None, True),
    }
    for notice_id, person_id in ((first, anna), (second, other), (4827, anna)):
        with pytest.raises(NotFound):
            rights.correct(session, OFFICER, notice_id, _serving(person_id), now=NOON)


@pytest.mark.parametrize(
    ("edition", "is_old"), [(NOON.date() - timedelta(days=100), False), (NOON.date() - timedelta(days=101), True)]
)
def test_a_list_of_more_than_100_days_is_old(session: Session, edition: date, is_old: bool) -> None:
    anna = factories.identified(session).id

    assert rights.serve(session, OFFICER, _serving(anna, list_edition=edition), now=NOON).is_list_old is is_old
    assert rights.serve(session, OFFICER, _serving(anna, list_edition=None), now=NOON).is_list_old


def test_the_newest_list_of_the_facilitys_state_is_the_one_to_hand_out(session: Session) -> None:
    for number, (state, day) in enumerate((("GA", date(2026, 7, 1)), ("GA", date(2026, 10, 1)), ("AZ", None))):
        provider = LegalProvider(name=f"Legal Aid {number}", list_state=state, edition=day)
        session.add(provider)
    session.flush()

    assert rights.list_edition(session, HERE) == date(2026, 10, 1)
    assert rights.list_edition(session, "CCAFLAZ") is None


def test_who_is_held_and_was_not_served_is_missed_whoever_they_are(session: Session) -> None:
    served, corrected, released = _held(session), _held(session), _held(session, ended=0.5)
    hidden = factories.identified(session, hidden=HidingReason.PROTECTED).id
    _held(session, days=3, person_id=hidden)
    waits = _held(session, days=2)
    rights.serve(session, OFFICER, _serving(served), now=NOON)
    first = rights.serve(session, OFFICER, _serving(corrected), now=NOON).notice_id
    rights.correct(session, OFFICER, first, _serving(corrected, is_oral=False), now=NOON)

    assert _without(session) == [hidden, waits]
    assert released not in _without(session)


def test_the_notice_of_an_earlier_stay_does_not_count_and_one_before_the_book_in_does(session: Session) -> None:
    again = _held(session, days=40, ended=30)
    rights.serve(session, OFFICER, _serving(again, served_at=NOON - timedelta(days=40)), now=NOON)
    _held(session, days=1, person_id=again)
    fresh = factories.identified(session).id
    rights.serve(session, OFFICER, _serving(fresh, served_at=NOON - timedelta(days=1, hours=5)), now=NOON)
    _held(session, days=1, person_id=fresh)

    assert _without(session) == [again]
