"""Records change while somebody confirms or stops: nothing is lost between the two, nothing is sent after a stop."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import notices, subscriptions
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.people import Person
from tests import factories
from tests.domain.subscribers import ASKER, NOON, confirmed, held, leaves, sent, subscribe

SECONDS = 0.5  # until what was done at the same time is committed


@contextmanager
def _meanwhile(does: Callable[[Session], object]) -> Iterator[None]:
    """What `does` is done, and committed a little later, while the block runs."""
    is_done = threading.Event()

    def do() -> None:
        with db.begin() as session:
            does(session)
            is_done.set()
            time.sleep(SECONDS)

    with ThreadPoolExecutor(1) as other:
        doing = other.submit(do)
        assert is_done.wait(10)
        yield
        doing.result()


def _released(person_id: int) -> None:
    with db.begin() as session:
        leaves(session, session.get_one(Person, person_id))
        notices.owe_for(session, [person_id], now=NOON)


def _waiting_changes() -> int:
    with db.reading() as session:
        waiting = Message.kind == MessageKind.CHANGE, Message.state == MessageState.WAITING
        return len(session.scalars(select(Message).where(*waiting)).all())


def test_who_confirms_while_a_change_is_written_is_told_of_it(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        person_id = held(session).id
        subscribed = subscribe(session)
        [message] = sent(session)

    def confirm(session: Session) -> None:
        digits = message.facts["confirm"]
        assert subscriptions.confirm(session, subscribed.code, digits, asker=ASKER, now=NOON)

    with _meanwhile(confirm):
        _released(person_id)

    assert _waiting_changes() == 1


def test_who_stops_while_a_change_is_written_is_sent_nothing_more(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        person_id = held(session).id
        confirmed(session)
        [subscription_id] = session.scalars(select(Subscription.id)).all()

    with _meanwhile(lambda session: subscriptions.stop(session, subscription_id, now=NOON, is_told=True)):
        _released(person_id)

    assert _waiting_changes() == 0
    with db.reading() as session:
        assert session.get_one(Subscription, subscription_id).state is SubscriptionState.STOPPED
