"""News of an open search goes out by the channel that was left, and its end in the same words for everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import briefly, secrets_box
from hotline.domain import names, openings, searches
from hotline.domain.outbox import DueMessage
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.models.contacts import Channel, ClosingReason, OpenSearch
from hotline.models.messages import Means, MessageKind
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason
from tests import factories
from tests.domain.subscribers import ASKER, NOON, QUERY, sent

AFTER_A_MONTH = NOON + searches.KEPT_OPEN


def _leave(session: Session, contact: str = "(404) 555-2368", *, is_relayed: bool = False) -> OpenedSearch:
    wish = SearchWish(QUERY, contact, "form-1", is_relayed=is_relayed)
    return searches.leave(session, wish, asker=ASKER, channel=Channel.WEB, language="es", now=NOON)


def _arrives(session: Session, *, hidden: HidingReason | None = None) -> None:
    person = factories.person(session, hidden=hidden)
    stay = factories.StayFactory(person_id=person.id, began_at=NOON, confirmed_at=NOON)
    factories.StintFactory(stay_id=stay.id, arrived_at=NOON)
    searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), factories.details())])


@pytest.mark.parametrize(
    ("contact", "means"),
    [
        ("(404) 555-2368", Means.TEXT),
        ("+52 55 5123 4567", Means.CALL),
        ("hija@example.org", Means.EMAIL),
    ],
)
def test_news_goes_out_once_by_the_channel_that_was_left(session: Session, contact: str, means: Means) -> None:
    opened = _leave(session, contact)
    _arrives(session)

    searches.rerun_due(session, now=NOON)
    searches.rerun_due(session, now=NOON)

    [message] = sent(session)
    assert (message.kind, message.recipient.means, message.recipient.language) == (MessageKind.NEWS, means, "es")
    assert message.facts == {"code": opened.code, "is_urgent": False}


def test_staff_call_who_is_called_through_a_relay(session: Session) -> None:
    _leave(session, is_relayed=True)
    _arrives(session)
    searches.rerun_due(session, now=NOON)

    assert sent(session) == []

    asked = session.execute(select(Task.kind, Task.reason)).all()
    assert asked == [(TaskKind.LOOK_AT_MESSAGE, "relayed")]


def test_of_a_search_for_staff_alone_no_message_goes_out(session: Session) -> None:
    _leave(session)
    session.scalars(select(OpenSearch)).one().is_for_staff = True
    _arrives(session)

    searches.rerun_due(session, now=NOON)
    searches.expire_due(session, now=AFTER_A_MONTH)

    assert sent(session, AFTER_A_MONTH) == []
    assert session.scalars(select(Task.reason).where(Task.kind == TaskKind.REACH_CALLER)).all() == ["search_expired"]


def test_the_pin_passes_the_news_on(session: Session) -> None:
    opened = _leave(session)
    _arrives(session)
    searches.rerun_due(session, now=NOON)

    openings.open_with_pin(session, opened.code, opened.pin, asker=ASKER, now=NOON + timedelta(hours=1))
    openings.open_with_pin(session, opened.code, opened.pin, asker=ASKER, now=NOON + timedelta(hours=2))

    assert session.scalars(select(OpenSearch.told_at)).one() == NOON + timedelta(hours=1)
    assert searches.waiting(session) == []
    assert sent(session) == []  # what it would say is known
    searches.expire_due(session, now=AFTER_A_MONTH)
    assert session.scalars(select(OpenSearch.closing)).one() is ClosingReason.TOLD


@pytest.mark.parametrize("hidden", [None, *HidingReason])
def test_a_search_that_expires_ends_in_the_same_words_for_hidden_and_absent(
    session: Session, hidden: HidingReason | None
) -> None:
    opened = _leave(session)
    if hidden:
        _arrives(session, hidden=hidden)
    searches.rerun_due(session, now=NOON)

    assert searches.expire_due(session, now=AFTER_A_MONTH - timedelta(seconds=1)) == 0
    assert searches.expire_due(session, now=AFTER_A_MONTH) == 1

    assert _words(sent(session, AFTER_A_MONTH)) == [_last_word(opened)]


@pytest.mark.parametrize("reason", [ClosingReason.TOLD, ClosingReason.CANNOT_BE_TOLD])
def test_whatever_staff_close_it_for_the_last_word_is_the_same(session: Session, reason: ClosingReason) -> None:
    opened = _leave(session)
    [search] = searches.waiting(session)

    searches.close(session, search.id, reason=reason, now=NOON)
    searches.close(session, search.id, reason=reason, now=NOON)

    assert _words(sent(session)) == [_last_word(opened)]


@pytest.mark.parametrize("reason", [ClosingReason.WITHDRAWN, ClosingReason.MISTAKEN, ClosingReason.UNREACHABLE])
def test_who_knows_or_is_not_reached_gets_no_last_word(session: Session, reason: ClosingReason) -> None:
    _leave(session)
    [search] = searches.waiting(session)

    searches.close(session, search.id, reason=reason, now=NOON)

    assert sent(session) == []


def _words(messages: list[DueMessage]) -> list[str]:
    return [_said(message.kind, dict(message.facts)) for message in messages]


def _last_word(opened: OpenedSearch) -> str:
    return _said(MessageKind.LAST_WORD, {"code": opened.code})


def _said(kind: MessageKind, facts: dict[str, str]) -> str:
    return briefly.message(kind, facts, number="+18005550100", address="https://hotline.example.org")
