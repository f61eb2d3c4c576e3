"""What happens to a person at night: what rings at that hour and what waits until eight, from the records on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import names, notices, outbox, searches
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel
from hotline.models.messages import Means, Message, MessageKind
from tests import factories
from tests.domain.subscribers import NOON, QUERY, confirmed, held, leaves, moves

NIGHT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # two in Atlanta, one in Mexico City
EIGHT_IN_ATLANTA = NIGHT + timedelta(hours=6)
EIGHT_IN_MEXICO = NIGHT + timedelta(hours=7)
MEXICO = "+525512345678"


@pytest.mark.parametrize("means", [Means.TEXT, Means.CALL])
def test_a_release_is_told_at_night(session: Session, means: Means) -> None:
    person = held(session)
    confirmed(session, means=means)

    leaves(session, person)
    notices.owe_for(session, [person.id], now=NIGHT)

    assert leaving(session, NIGHT) == [MessageKind.CHANGE]


@pytest.mark.parametrize("means", [Means.TEXT, Means.CALL])
def test_a_transfer_waits_for_the_morning_where_they_live(session: Session, means: Means) -> None:
    person = held(session)
    confirmed(session, means=means)

    moves(session, person)
    notices.owe_for(session, [person.id], now=NIGHT)

    assert leaving(session, NIGHT) == []
    assert due(session) == EIGHT_IN_ATLANTA
    assert leaving(session, EIGHT_IN_ATLANTA) == [MessageKind.CHANGE]


def test_a_call_about_a_search_waits_and_one_where_children_are_at_stake_does_not(session: Session) -> None:
    for urgent in (True, False):
        leave_search(session, QUERY, is_urgent=urgent)

    arrives(session)
    searches.rerun_due(session, now=NIGHT)

    assert leaving(session, NIGHT) == [MessageKind.NEWS]
    assert due(session) == EIGHT_IN_MEXICO
    assert leaving(session, EIGHT_IN_MEXICO) == [MessageKind.NEWS]


def leave_search(session: Session, query: Query, *, is_urgent: bool) -> None:
    """By somebody whose number takes no text of ours, so a call brings the news."""
    wish = SearchWish(query, MEXICO, f"form {is_urgent}", is_urgent=is_urgent)
    searches.leave(session, wish, asker=Asker(network="192.0.2.7"), channel=Channel.WEB, language="es", now=NOON)


def arrives(session: Session) -> None:
    held(session)
    searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), factories.details())])


def leaving(session: Session, now: datetime) -> list[MessageKind]:
    return [message.kind for message in outbox.claim(session, now=now)]


def due(session: Session) -> datetime:
    """When the message that waits is due."""
    return session.scalars(select(Message.due_at).where(Message.claimed_at.is_(None))).one()
