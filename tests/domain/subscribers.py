"""A person who is held, and relatives who ask to be told of changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import openings, outbox, subscriptions
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.outbox import DueMessage
from hotline.domain.subscriptions import Subscribed, SubscriptionWish
from hotline.models.contacts import Channel, SearchState
from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.messages import Means
from hotline.models.notices import Change, Notice, Subscription
from hotline.models.people import HidingReason, Person
from tests import factories

NOON = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ASKER = Asker(network="192.0.2.7")
NUMBER = "+14045552368"
QUERY = Query(given="Xochitl Guadalupe", surname="Zepeda Olvera", birth_date=date(1985, 3, 12), country="MEX")


def held(session: Session, hidden: HidingReason | None = None) -> Person:
    person = factories.person(session, hidden=hidden)
    began = NOON - timedelta(days=2)
    stay = factories.StayFactory(person_id=person.id, began_at=began, confirmed_at=NOON)
    factories.StintFactory(stay_id=stay.id, arrived_at=began)
    return person


def moves(session: Session, person: Person) -> None:
    stay = session.scalars(select(Stay).where(Stay.person_id == person.id)).one()
    stint = session.scalars(select(Stint).where(Stint.stay_id == stay.id)).one()
    stint.left_at, stint.reason = NOON, "Transferred"
    session.flush()


def leaves(session: Session, person: Person) -> None:
    stay = session.scalars(select(Stay).where(Stay.person_id == person.id)).one()
    stay.ended_at, stay.end, stay.reason = NOON, StayEnd.RELEASED, "Paroled"
    session.flush()


def alarm(session: Session) -> None:
    """Fifty families were told of a release within the hour."""
    row = session.scalars(select(Subscription.id)).first()
    told = {"subscription_id": row, "change": Change.RELEASED, "written_at": NOON, "acknowledged_at": NOON}
    session.add_all(Notice(id=number, is_held=False, **told) for number in range(1, 51))
    session.flush()


def attempt(
    session: Session,
    *,
    contact: str = NUMBER,
    means: Means = Means.TEXT,
    token: str = "form-1",
    query: Query = QUERY,
    now: datetime = NOON,
) -> Subscribed | None:
    wish = SubscriptionWish(query, contact, means, token)
    return subscriptions.subscribe(session, wish, asker=ASKER, channel=Channel.WEB, language="es", now=now)


def subscribe(session: Session, **wish: Any) -> Subscribed:
    subscribed = attempt(session, **wish)
    assert subscribed
    return subscribed


def confirmed(session: Session, **wish: Any) -> Subscribed:
    """Subscribed, and proven to be reached there."""
    subscribed, now = subscribe(session, **wish), wish.get("now", NOON)
    [message] = sent(session, now)
    if subscribed.means is Means.CALL:
        row = session.scalars(select(Subscription)).one()
        assert openings.open_called(session, row.id, subscribed.pin, asker=ASKER, now=now)
    else:
        assert subscriptions.confirm(session, subscribed.code, message.facts["confirm"], asker=ASKER, now=now)
    return subscribed


def sent(session: Session, now: datetime = NOON) -> list[DueMessage]:
    """What leaves now."""
    due = outbox.claim(session, now=now)
    for message in due:
        outbox.record_sent(session, {message.id: f"SM{message.id}"}, now=now)
    return due


def status(session: Session, subscribed: Subscribed) -> SearchState | None:
    status = openings.status(session, subscribed.code, asker=ASKER, now=NOON)
    return status.state if status else None
