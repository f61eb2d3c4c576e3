"""Two records become one while somebody subscribes to, or hides, the one that goes: neither is left behind with it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import audit, consent, decisions, hiding, intake, notices, people
from hotline.domain.intake import Report
from hotline.domain.names import Query
from hotline.domain.records import merging, protecting
from hotline.models.custody import EventKind, Stay, StayEnd
from hotline.models.notices import MayBeTold, Notice, Subscription, SubscriptionState
from hotline.models.people import HidingReason
from tests import factories
from tests.domain.meanwhile import meanwhile
from tests.domain.subscribers import NOON, confirmed, sent, subscribe
from tests.staff import actor

HERE, OTHER = "098765432", "098765499"
QUERY = Query(a_number=OTHER, birth_year=1985)


@pytest.fixture
def pair(app: Flask) -> tuple[int, int]:
    """The same name and birth date under two A-numbers; both are held at one place."""
    with db.begin() as session:
        factories.use(session)
        factories.FacilityFactory(code="STWRTGA")
        return _booked_in(session, HERE), _booked_in(session, OTHER)


def _booked_in(session: Session, number: str) -> int:
    told = Report(
        source="office",
        event_id=number,
        kind=EventKind.BOOKED_IN,
        happened_at=NOON - timedelta(hours=24),
        person=factories.details(a_numbers=(number,)),
        is_protected=False,
        person_key=number,
        facility_code="STWRTGA",
    )
    return intake.report(session, told, now=NOON).person_id


def _merge(session: Session, pair: tuple[int, int]) -> None:
    merging.merge(session, actor(2), *pair, why="The same fingerprints.", now=NOON)


def test_whoever_subscribes_meanwhile_subscribes_to_the_one_who_stays(pair: tuple[int, int]) -> None:
    with meanwhile(lambda session: _merge(session, pair)), db.begin() as session:
        subscribe(session, query=QUERY)

    with db.reading() as session:
        assert session.scalars(select(Subscription.person_id)).all() == [pair[0]]


@pytest.mark.parametrize("reason", [HidingReason.PROTECTED, HidingReason.NAMED])
def test_whoever_is_hidden_meanwhile_is_hidden_as_who_stays(pair: tuple[int, int], reason: HidingReason) -> None:
    with meanwhile(lambda session: _merge(session, pair)), db.begin() as session:
        if reason is HidingReason.NAMED:
            consent.name_who_may_be_told(session, pair[1], ["+14045552399"], now=NOON)
        else:
            hiding.hide(session, pair[1], reason, now=NOON)

    with db.reading() as session:
        assert hiding.is_hidden(session, pair[0])
        assert set(session.scalars(select(MayBeTold.person_id))) <= {pair[0]}


def test_a_contact_that_stands_twice_since_then_is_told_once_until_they_are_two_again(pair: tuple[int, int]) -> None:
    with db.begin() as session:
        for query, token in ((Query(a_number=HERE, birth_year=1985), "one"), (QUERY, "two")):
            confirmed(session, query=query, token=token)
        _merge(session, pair)

    with db.begin() as session:
        _leave(session)
        assert notices.owe_for(session, [pair[0]], now=NOON) == 1
        assert len(sent(session)) == len(session.scalars(select(Notice)).all()) == 1
        assert notices.owe_stale(session, now=NOON + timedelta(hours=25)) == 0

    with db.begin() as session:
        merging.part(session, actor(1), *pair, why="They are sisters.", now=NOON)
        assert set(session.scalars(select(Subscription.state))) == {SubscriptionState.ACTIVE}


def _leave(session: Session) -> None:
    """All that holds her ends."""
    for stay in session.scalars(select(Stay)):
        stay.ended_at, stay.end, stay.reason = NOON, StayEnd.RELEASED, "Paroled"
    session.flush()


def _intake_begins(session: Session) -> None:
    hiding.alone(session)


def _intake_ends(session: Session) -> None:
    audit.record(session, None, "intake.reported", "person:1", now=NOON)


def test_whoever_withholds_somebody_while_an_intake_runs_waits_for_it(pair: tuple[int, int]) -> None:
    with meanwhile(_intake_begins, _intake_ends), db.begin() as session:
        protecting.protect(session, actor(1), pair[0], why="Her sister is afraid of him.", now=NOON)

    with db.reading() as session:
        assert hiding.is_hidden(session, pair[0])


def test_two_people_who_decide_while_a_relative_is_told_wait_for_it(pair: tuple[int, int]) -> None:
    with db.begin() as session:
        confirmed(session, query=QUERY)
        merging.ask_to_merge(session, actor(1), *pair, why="The same fingerprints.", now=NOON)
        [decision] = decisions.waiting(session)

    def locks(session: Session) -> None:
        notices.hold(session, pair)

    with meanwhile(locks, _intake_ends), db.begin() as session:
        protecting.agree(session, actor(2), pair[0], decision.id, why="So they are.", now=NOON)

    with db.reading() as session:
        assert people.kept_for(session, pair[1]) == pair[0]
