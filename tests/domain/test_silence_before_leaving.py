"""What waited is looked at once more before it leaves: who is hidden since is not told of."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import consent, hiding, locator, names, notices, searches, subscriptions
from hotline.domain.searches import SearchWish
from hotline.models.contacts import Channel, OpenSearch, SearchState
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change, Notice, Subscription
from hotline.models.people import HidingReason, Person
from tests import factories
from tests.domain.subscribers import ASKER, NOON, QUERY, confirmed, held, leaves, moves, sent, status

NIGHT, MORNING = NOON + timedelta(hours=9), NOON + timedelta(hours=20)
REASONS = (HidingReason.PROTECTED, HidingReason.MINOR, HidingReason.WITHHELD, HidingReason.OBJECTS)


def _moved_at_night(session: Session, means: Means = Means.TEXT) -> Person:
    person = held(session)
    confirmed(session, means=means)
    moves(session, person)
    assert notices.owe_for(session, [person.id], now=NIGHT) == 1
    assert sent(session, NIGHT) == []
    return person


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("means", [Means.TEXT, Means.CALL])
def test_a_notice_that_waited_is_not_sent_about_who_is_hidden_since(
    session: Session, reason: HidingReason, means: Means
) -> None:
    person = _moved_at_night(session, means)
    hiding.hide(session, person.id, reason, now=NIGHT)

    assert notices.withdraw_silent(session, now=MORNING) == 1

    assert sent(session, MORNING) == []
    assert session.scalars(select(Notice)).all() == []


def test_nor_to_whom_the_person_has_not_named(session: Session) -> None:
    person = _moved_at_night(session)
    consent.name_who_may_be_told(session, person.id, ["+14045550199"], now=NIGHT)

    notices.withdraw_silent(session, now=MORNING)

    assert sent(session, MORNING) == []


def test_a_notice_about_who_may_be_told_of_leaves_in_the_morning(session: Session) -> None:
    _moved_at_night(session)

    assert notices.withdraw_silent(session, now=MORNING) == 0

    assert [message.kind for message in sent(session, MORNING)] == [MessageKind.CHANGE]


def test_what_was_kept_back_is_no_news_by_the_code_and_is_told_if_they_may_be_told_again(session: Session) -> None:
    person = held(session)
    subscribed = confirmed(session)
    moves(session, person)
    notices.owe_for(session, [person.id], now=NIGHT)
    hiding.hide(session, person.id, HidingReason.OBJECTS, now=NIGHT)
    notices.withdraw_silent(session, now=MORNING)
    assert status(session, subscribed) is SearchState.OPEN

    consent.withdraw(session, person.id)
    leaves(session, person)
    notices.owe_for(session, [person.id], now=MORNING)

    assert [message.kind for message in sent(session, MORNING)] == [MessageKind.CHANGE]
    assert session.scalars(select(Subscription.told)).one() == "released"


def _missed(session: Session) -> Person:
    """Left by somebody who is called, found at night."""
    wish = SearchWish(QUERY, "+52 55 5123 4567", "form-1")
    searches.leave(session, wish, asker=ASKER, channel=Channel.WEB, language="es", now=NOON)
    searches.rerun_due(session, now=NOON)
    person = held(session)
    searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), factories.details())])
    searches.rerun_due(session, now=NIGHT)
    assert sent(session, NIGHT) == []
    return person


def test_news_that_waited_is_not_sent_of_who_is_hidden_since(session: Session) -> None:
    person = _missed(session)
    hiding.hide(session, person.id, HidingReason.OBJECTS, now=NIGHT)

    searches.look_again_due(session, now=MORNING)

    assert sent(session, MORNING) == []
    assert session.scalars(select(OpenSearch.state)).one() is SearchState.OPEN


def test_news_that_waited_leaves_where_it_is_still_news(session: Session) -> None:
    _missed(session)

    searches.look_again_due(session, now=MORNING)

    assert [message.kind for message in sent(session, MORNING)] == [MessageKind.NEWS]


def test_a_search_for_who_is_no_longer_hidden_is_answered_the_same_day(session: Session) -> None:
    wish = SearchWish(QUERY, "(404) 555-2368", "form-1")
    searches.leave(session, wish, asker=ASKER, channel=Channel.WEB, language="es", now=NOON)
    person = held(session, hidden=HidingReason.OBJECTS)
    searches.rerun_due(session, now=NOON)
    hiding.reveal(session, person.id, HidingReason.OBJECTS)
    later = NOON + searches.RUN_ANYWAY + timedelta(seconds=1)
    assert searches.rerun_due(session, now=later) == 0

    searches.wake_resting(session, now=later)
    searches.rerun_due(session, now=later)

    assert [message.kind for message in sent(session, later)] == [MessageKind.NEWS]


@pytest.mark.parametrize("reason", REASONS)
def test_what_the_pin_opened_in_vain_is_told_when_the_person_is_shown_again(
    session: Session, reason: HidingReason
) -> None:
    person = held(session)
    subscribed = confirmed(session)
    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    assert [message.kind for message in sent(session)] == [MessageKind.CHANGE]
    hiding.hide(session, person.id, reason, now=NOON)
    [row] = session.scalars(select(Subscription)).all()

    assert subscriptions.read(session, row.id, now=NOON).finding is locator.NOT_CONFIRMED

    assert status(session, subscribed) is SearchState.OPEN  # as for who has nothing new
    assert notices.owe_for(session, [person.id], now=NOON) == 0
    hiding.reveal(session, person.id, reason)
    assert notices.owe_for(session, [person.id], now=NOON) == 1
    assert [message.kind for message in sent(session)] == [MessageKind.CHANGE]
    assert subscriptions.read(session, row.id, now=NOON).changes == (Change.LEFT_PLACE,)
    assert notices.owe_for(session, [person.id], now=NOON) == 0


def test_of_what_happened_while_a_person_was_hidden_the_last_is_owed_once_they_are_shown(session: Session) -> None:
    person = held(session)
    confirmed(session)
    hiding.hide(session, person.id, HidingReason.PROTECTED, now=NOON)
    moves(session, person)
    assert notices.owe_for(session, [person.id], now=NOON) == 0
    leaves(session, person)
    assert notices.owe_for(session, [person.id], now=NOON) == 0

    hiding.reveal(session, person.id, HidingReason.PROTECTED)

    assert notices.owe_for(session, [person.id], now=NOON) == 1
    assert session.scalars(select(Notice.change)).all() == [Change.RELEASED]


def test_who_was_hidden_and_where_they_were_when_shown_again_owes_nothing(session: Session) -> None:
    person = held(session)
    confirmed(session)
    hiding.hide(session, person.id, HidingReason.PROTECTED, now=NOON)
    assert notices.owe_for(session, [person.id], now=NOON) == 0

    hiding.reveal(session, person.id, HidingReason.PROTECTED)

    assert notices.owe_for(session, [person.id], now=NOON) == 0
