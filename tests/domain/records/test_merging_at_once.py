"""Two records become one while somebody subscribes to, or hides, the one that goes: neither is left behind with it."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import consent, hiding, intake, notices
from hotline.domain.intake import Report
from hotline.domain.names import Query
from hotline.domain.records import merging
from hotline.models.custody import EventKind, Stay, StayEnd
from hotline.models.notices import MayBeTold, Notice, Subscription, SubscriptionState
from hotline.models.people import HidingReason
from tests import factories
from tests.domain.subscribers import NOON, confirmed, sent, subscribe
from tests.staff import actor

SECONDS = 0.5  # until the merge is committed


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


@contextmanager
def _merging(pair: tuple[int, int]) -> Iterator[None]:
    """It is done, and committed a little later, while the block runs."""
    is_done = threading.Event()

    def do() -> None:
        with db.begin() as session:
            _merge(session, pair)
            is_done.set()
            time.sleep(SECONDS)

    with ThreadPoolExecutor(1) as other:
        doing = other.submit(do)
        assert is_done.wait(10)
        yield
        doing.result()


def test_whoever_subscribes_meanwhile_subscribes_to_the_one_who_stays(pair: tuple[int, int]) -> None:
    with _merging(pair), db.begin() as session:
        subscribe(session, query=QUERY)

    with db.reading() as session:
        assert session.scalars(select(Subscription.person_id)).all() == [pair[0]]


@pytest.mark.parametrize("reason", [HidingReason.PROTECTED, HidingReason.NAMED])
def test_whoever_is_hidden_meanwhile_is_hidden_as_who_stays(pair: tuple[int, int], reason: HidingReason) -> None:
    with _merging(pair), db.begin() as session:
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
