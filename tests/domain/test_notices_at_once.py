"""Records change while somebody confirms or stops: nothing is lost between the two, nothing is sent after a stop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import audit, notices, subscriptions
from hotline.domain.findings import Outcome
from hotline.domain.notices import deciding
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.notices import Change, Subscription, SubscriptionState
from hotline.models.operations import DecisionKind
from hotline.models.people import Person
from tests import factories
from tests.domain.meanwhile import meanwhile
from tests.domain.subscribers import ASKER, NOON, confirmed, held, leaves, moves, sent, subscribe
from tests.staff import actor


@contextmanager
def _locked_first(subscription_id: int, then: Callable[[Session], object]) -> Iterator[None]:
    """`then` is done in a unit of work that has locked a subscription since before the block began."""

    def lock(session: Session) -> None:
        session.get(Subscription, subscription_id, with_for_update=True)

    with meanwhile(lock, then):
        yield


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

    with meanwhile(confirm):
        _released(person_id)

    assert _waiting_changes() == 1


def test_who_stops_while_a_change_is_written_is_sent_nothing_more(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        person_id = held(session).id
        confirmed(session)
        [subscription_id] = session.scalars(select(Subscription.id)).all()

    with meanwhile(lambda session: subscriptions.stop(session, subscription_id, now=NOON, is_told=True)):
        _released(person_id)

    assert _waiting_changes() == 0
    with db.reading() as session:
        assert session.get_one(Subscription, subscription_id).state is SubscriptionState.STOPPED


def test_two_relatives_of_one_person_who_confirm_at_once_do_not_wait_for_each_other(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        held(session)
        one, two = (subscribe(session, contact=f"+1404555236{last}", token=f"form-{last}") for last in (1, 2))
        digits = {message.facts["code"]: message.facts["confirm"] for message in sent(session)}
        [first] = session.scalars(select(Subscription.id).order_by(Subscription.id).limit(1)).all()

    def confirm(session: Session, code: str) -> None:
        assert subscriptions.confirm(session, code, digits[code], asker=ASKER, now=NOON)

    with _locked_first(first, lambda session: confirm(session, one.code)), db.begin() as session:
        confirm(session, two.code)

    with db.reading() as session:
        states = session.scalars(select(Subscription.state)).all()
    assert states == [SubscriptionState.ACTIVE, SubscriptionState.ACTIVE]


def test_who_opens_by_pin_while_a_change_is_written_waits_for_it(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        person = held(session)
        confirmed(session)
        moves(session, person)
        notices.owe_for(session, [person.id], now=NOON)
        person_id, subscription_id = person.id, session.scalars(select(Subscription.id)).one()

    def release(session: Session) -> None:
        leaves(session, session.get_one(Person, person_id))
        notices.owe_for(session, [person_id], now=NOON)

    with _locked_first(subscription_id, release), db.begin() as session:
        opened = subscriptions.read(session, subscription_id, now=NOON)

    assert opened.finding.outcome is Outcome.NO_LONGER_HELD
    assert _waiting_changes() == 0


def test_two_people_decide_while_a_publication_owes_and_neither_waits_for_the_other(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        person = held(session)
        confirmed(session)
        leaves(session, person)
        waits = session.scalars(select(Subscription)).one()
        notices.owe_notices(session, [(waits, Change.RELEASED, True)], now=NOON)
        decision = deciding.propose(
            session, actor(1), DecisionKind.RELEASE_NOTICES, Change.RELEASED, why="The office confirms it.", now=NOON
        )
        subscription_id, decision_id = waits.id, decision.id

    with (
        _locked_first(subscription_id, lambda session: audit.record(session, None, "batch.released", "x", now=NOON)),
        db.begin() as session,
    ):
        assert deciding.agree(session, actor(2), decision_id, seen=1, now=NOON) == 1
