"""A birth date is corrected while a source, a relative or another of the staff speaks of the same person."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import consent, decisions, intake, people
from hotline.domain.intake import Report
from hotline.domain.records import correcting, protecting
from hotline.models.custody import EventKind
from hotline.models.people import Hiding, HidingReason, Person
from tests import factories
from tests.domain.meanwhile import meanwhile
from tests.domain.subscribers import NOON
from tests.staff import actor

ADA, BEN = actor(1), actor(2)
CHILD, ADULT = date(2012, 3, 12), date(1985, 3, 12)


def _reported(session: Session, event: str, born: date) -> int:
    told = Report(
        source="office",
        event_id=event,
        kind=EventKind.BOOKED_IN,
        happened_at=NOON - timedelta(hours=24),
        person=factories.details(births=(born,)),
        is_protected=False,
        facility_code="STWRTGA",
    )
    return intake.report(session, told, now=NOON).person_id


@pytest.fixture
def asked(app: Flask) -> tuple[int, int]:
    """A person with a child's date, and the decision whether that was wrong."""
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory(code="STWRTGA")
        number = _reported(session, "1", CHILD)
        correcting.ask_to_correct(session, ADA, number, ADULT, is_claim_wrong=False, why="Her passport.", now=NOON)
        return number, decisions.waiting(session)[0].id


def _agree(session: Session, asked: tuple[int, int]) -> None:
    protecting.agree(session, BEN, *asked, why="I saw it.", now=NOON)


def _stands(number: int) -> tuple[tuple[date, ...], set[HidingReason]]:
    with db.reading() as session:
        known = people.unseal(session, session.get_one(Person, number))
        return known.births, set(session.scalars(select(Hiding.reason).where(Hiding.person_id == number)))


def test_an_event_that_repeats_the_wrong_date_meanwhile_changes_nothing(asked: tuple[int, int]) -> None:
    with meanwhile(lambda session: _agree(session, asked)), db.begin() as session:
        assert _reported(session, "2", CHILD) == asked[0]

    assert _stands(asked[0]) == ((ADULT,), set())


def test_it_is_corrected_as_it_is_when_an_event_comes_first(asked: tuple[int, int]) -> None:
    third = date(2011, 6, 1)
    with meanwhile(lambda session: _reported(session, "2", third)), db.begin() as session:
        _agree(session, asked)

    assert _stands(asked[0]) == ((ADULT, third), {HidingReason.MINOR})


def test_what_hides_them_meanwhile_hides_them_afterwards(asked: tuple[int, int]) -> None:
    with (
        meanwhile(lambda session: consent.object_to_all(session, asked[0], now=NOON)),
        db.begin() as session,
    ):
        _agree(session, asked)

    assert _stands(asked[0]) == ((ADULT,), {HidingReason.OBJECTS})
