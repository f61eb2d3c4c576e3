"""Notices that have had nothing to tell for ninety days end without a word, so that the number can be forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import consent, hiding, notices, openings, retention, subscriptions
from hotline.domain.findings import Outcome
from hotline.models.contacts import SearchState
from hotline.models.custody import Stay, StayEnd
from hotline.models.messages import Message, MessageKind
from hotline.models.notices import Subscription, SubscriptionState
from hotline.models.people import HidingReason
from tests.domain.subscribers import ASKER, NOON, NUMBER, confirmed, held, leaves, sent, status

DAY = timedelta(days=1)
LATER = NOON + 90 * DAY


def _ends_with(session: Session, end: StayEnd) -> None:
    stay = session.scalars(select(Stay)).one()
    stay.ended_at, stay.end = NOON, end
    session.flush()
    notices.owe_for(session, [stay.person_id], now=NOON)


@pytest.mark.parametrize("reason", list(HidingReason))
def test_a_hidden_person_s_notices_end_after_ninety_days_without_a_word(session: Session, reason: HidingReason) -> None:
    person = held(session)
    confirmed(session)
    hiding.hide(session, person.id, reason, now=NOON)

    assert subscriptions.end_silent(session, now=LATER - timedelta(hours=1)) == 0
    assert subscriptions.end_silent(session, now=LATER) == 1

    assert sent(session, LATER) == []
    assert session.scalars(select(Subscription.state)).one() is SubscriptionState.ENDED


def test_records_that_say_nothing_end_them_alike(session: Session) -> None:
    held(session)
    confirmed(session)
    _ends_with(session, StayEnd.NO_LONGER_LISTED)

    assert subscriptions.end_silent(session, now=LATER - timedelta(hours=1)) == 0
    assert subscriptions.end_silent(session, now=LATER) == 1
    assert sent(session, LATER) == []


def test_who_is_still_held_is_waited_for_as_long_as_it_takes(session: Session) -> None:
    held(session)
    confirmed(session)

    assert subscriptions.end_silent(session, now=NOON + 1000 * DAY) == 0


def test_who_is_named_is_not_silent_and_the_others_are(session: Session) -> None:
    person = held(session)
    confirmed(session)
    other = confirmed(session, contact="(404) 555-2399", token="other")
    consent.name_who_may_be_told(session, person.id, [NUMBER], now=NOON)

    assert subscriptions.end_silent(session, now=LATER - timedelta(seconds=1)) == 0
    assert subscriptions.end_silent(session, now=LATER) == 1

    assert status(session, other) is SearchState.CLOSED


def test_who_left_and_was_hidden_then_ends_without_a_word_and_not_sooner(session: Session) -> None:
    person = held(session)
    confirmed(session)
    leaves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    sent(session)
    hiding.hide(session, person.id, HidingReason.PROTECTED, now=NOON)

    assert subscriptions.end_due(session, now=NOON + 61 * DAY) == 0
    assert subscriptions.end_silent(session, now=LATER) == 1
    assert MessageKind.LAST_WORD not in session.scalars(select(Message.kind)).all()


def test_ended_it_opens_the_same_words_as_before_and_is_forgotten_a_month_later(session: Session) -> None:
    person = held(session)
    subscribed = confirmed(session)
    hiding.hide(session, person.id, HidingReason.WITHHELD, now=NOON)
    before = openings.open_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=LATER)
    subscriptions.end_silent(session, now=LATER)

    after = openings.open_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=LATER)

    assert before
    assert after
    assert (after.finding, after.changes, after.reason) == (before.finding, before.changes, before.reason)
    assert after.finding.outcome is Outcome.NOT_CONFIRMED
    [rule] = [rule for rule in retention.RULES if rule.model is Subscription]
    assert retention.forget_some(session, rule, now=LATER + 30 * DAY) == 0
    assert retention.forget_some(session, rule, now=LATER + 30 * DAY + timedelta(seconds=1)) == 1
