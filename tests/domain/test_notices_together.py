"""What a publication owes to hundreds of relatives is asked and written together, and is what each alone would get."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import locator, notices, outbox
from hotline.domain.findings import Outcome
from hotline.domain.notices import Reach
from hotline.models.contacts import Channel
from hotline.models.custody import Stay
from hotline.models.messages import Means, Message, MessageState
from hotline.models.notices import Change, Notice, Subscription, SubscriptionState
from hotline.models.people import HidingReason, Person
from tests import factories
from tests.domain.subscribers import NOON, held, leaves, moves

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _waits_for(session: Session, person: Person, number: int) -> Subscription:
    """Somebody who was told where the person is, and has confirmed."""
    contact, matter_id = f"+1404555{number:04}", secrets_box.random_id()
    row = Subscription(
        id=matter_id,
        person_id=person.id,
        contact_key=outbox.contact_key(session, contact),
        means=Means.TEXT,
        channel=Channel.WEB,
        language="es",
        state=SubscriptionState.ACTIVE,
        sealed=notices.seal(session, matter_id, Reach(contact, f"{number:08}", 1)),
        told=notices.standing(locator.known(session, person.id, now=NOON)),
        opened_at=NOON,
        confirm_by=NOON + DAY,
        confirmed_at=NOON,
    )
    session.add(row)
    session.flush()
    return row


def _moved(session: Session, number: int, hidden: HidingReason | None = None) -> Subscription:
    person = held(session, hidden)
    waits = _waits_for(session, person, number)
    moves(session, person)
    return waits


@contextmanager
def _statements(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def _owed_to(session: Session, moved: list[Subscription]) -> tuple[int, list[str]]:
    people = [row.person_id for row in moved]
    with _statements(session) as seen:
        owed = notices.owe_for(session, people, now=NOON)
    return owed, seen


def test_a_publication_runs_as_many_statements_for_forty_relatives_as_for_two(session: Session) -> None:
    pair = [_moved(session, number) for number in range(2)]
    crowd = [_moved(session, number) for number in range(2, 42)]

    of_two, of_forty = (_owed_to(session, moved) for moved in (pair, crowd))

    assert (of_two[0], of_forty[0]) == (2, 40)
    assert len(of_forty[1]) == len(of_two[1])


def test_among_many_who_are_told_nobody_hears_of_a_person_who_is_hidden(session: Session) -> None:
    moved = [_moved(session, number) for number in range(3)]
    silent = [_moved(session, 3, HidingReason.PROTECTED), _moved(session, 4, HidingReason.MINOR)]
    before = [row.told for row in silent]

    owed, _ = _owed_to(session, moved + silent)

    assert owed == 3
    assert set(session.scalars(select(Notice.subscription_id))) == {row.id for row in moved}
    assert set(session.scalars(select(Message.matter_id))) == {row.id for row in moved}
    assert [row.told for row in silent] == before


def test_what_waits_for_release_is_made_anew_together(session: Session) -> None:
    moved = [_moved(session, number) for number in range(6)]
    few, many = moved[:2], moved[2:]
    notices.owe_notices(session, [(row, Change.RELEASED, True) for row in moved], now=NOON)

    of_two, of_four = (_owed_to(session, some) for some in (few, many))

    assert len(of_four[1]) == len(of_two[1])
    assert [notice.is_held for notice in session.scalars(select(Notice))] == [False] * 6


def test_two_people_release_what_waits_in_as_many_statements_for_thirty_relatives_as_for_two(session: Session) -> None:
    def released(moved: list[Subscription]) -> tuple[int, int]:
        notices.owe_notices(session, [(row, Change.ARRIVED, True) for row in moved], now=NOON)
        session.expunge_all()
        with _statements(session) as seen:
            gone = notices.release_held(session, by="Rosa", second="Ana", now=NOON)
        return gone, len(seen)

    of_two = released([_moved(session, number) for number in range(2)])
    hidden = [_moved(session, 2, HidingReason.PROTECTED), _moved(session, 3, HidingReason.MINOR)]
    of_thirty = released([*(_moved(session, number) for number in range(4, 34)), *hidden])

    assert (of_two[0], of_thirty[0]) == (2, 30)
    assert of_thirty[1] - of_two[1] <= 2  # what is told to nobody is forgotten, together
    assert session.scalars(select(Notice.id).where(Notice.is_held)).all() == []
    dropped = select(Message.matter_id).where(Message.state == MessageState.DROPPED)
    assert set(session.scalars(dropped)) == {row.id for row in hidden}


def test_what_is_known_of_many_is_what_is_known_of_each(session: Session) -> None:
    here, moved, released, came_back, contradicted = (held(session) for _ in range(5))
    moves(session, moved)
    leaves(session, released)
    leaves(session, came_back)
    again = factories.StayFactory(person_id=came_back.id, began_at=NOON - HOUR, confirmed_at=NOON)
    for position, ago in ((0, 2), (1, 1)):
        factories.StintFactory(stay_id=again.id, position=position, arrived_at=NOON - ago * HOUR)
    session.scalars(select(Stay).where(Stay.person_id == contradicted.id)).one().is_contradicted = True
    arrested, arrested_later, never_held = (factories.person(session) for _ in range(3))
    factories.StayFactory(person_id=arrested.id, began_at=NOON - HOUR, confirmed_at=NOON)
    factories.StayFactory(person_id=arrested_later.id, began_at=NOON + HOUR)
    people = here, moved, released, came_back, contradicted, arrested, arrested_later, never_held
    ids = [person.id for person in people]

    together = locator.known_of(session, ids, now=NOON)

    assert together == {person_id: locator.known(session, person_id, now=NOON) for person_id in ids}
    assert {finding.outcome for finding in together.values()} == set(Outcome)
