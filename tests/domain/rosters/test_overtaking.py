"""Hiding whom a waiting roster protects, however many those are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from hotline.domain import intake
from hotline.domain.intake import Report
from hotline.domain.rosters import overtaking
from hotline.domain.rosters.overtaking import Unseen
from hotline.models.custody import EventKind
from hotline.models.people import Hiding, HidingReason
from tests import factories

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PROTECTED = frozenset({HidingReason.PROTECTED})


def unseen(number: int) -> Unseen:
    return Unseen(factories.details(a_numbers=(f"{number:09}",)), PROTECTED)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def test_protecting_two_hundred_strangers_asks_the_database_no_more_than_protecting_two(session: Session) -> None:
    with counted() as few:
        overtaking.protect(session, [unseen(number) for number in range(2)], now=NOON)
    with counted() as many:
        overtaking.protect(session, [unseen(number) for number in range(200)], now=NOON)

    assert len(many) == len(few)


def test_whoever_of_them_is_known_by_then_is_hidden(session: Session) -> None:
    factories.FacilityFactory()
    known = factories.details(a_numbers=("000000007",))
    told = Report("office", "1", EventKind.BOOKED_IN, NOON, known, is_protected=False, facility_code="STWRTGA")
    person_id = intake.report(session, told, now=NOON).person_id

    overtaking.protect(session, [unseen(number) for number in range(20)], now=NOON)

    assert list(session.execute(select(Hiding.person_id, Hiding.reason))) == [(person_id, HidingReason.PROTECTED)]


def test_nobody_unseen_costs_nothing(session: Session) -> None:
    with counted() as none:
        overtaking.protect(session, [], now=NOON)

    assert none == []
