"""Relatives subscribe after an answer, prove that they are reached, hear of changes, and stop."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import consent, hiding, notices, openings, subscriptions
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.people import Name
from hotline.models.contacts import SearchState
from hotline.models.custody import Stay
from hotline.models.messages import Means, Message, MessageKind, MessageState
from hotline.models.notices import Change, Notice, Subscription
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason
from tests import canaries, factories
from tests.domain.subscribers import (
    ASKER,
    NOON,
    NUMBER,
    alarm,
    attempt,
    confirmed,
    held,
    leaves,
    moves,
    sent,
    status,
    subscribe,
)


def test_who_was_told_subscribes_and_confirms_by_the_digits_of_our_text(session: Session) -> None:
    held(session)
    subscribed = subscribe(session)

    [text] = sent(session)

    assert text.kind is MessageKind.CONFIRM
    assert subscriptions.confirm(session, subscribed.code, text.facts["confirm"], asker=ASKER, now=NOON)
    assert text.facts["confirm"] != subscribed.pin


@pytest.mark.parametrize(
    "hidden", [None, *(HidingReason(each) for each in ("protected", "minor", "withheld", "named"))]
)
def test_who_cannot_be_told_is_refused_alike_and_nothing_is_written(
    session: Session, hidden: HidingReason | None
) -> None:
    if hidden:
        held(session, hidden=hidden)

    assert attempt(session) is None

    for model in (Subscription, Message, Notice):
        assert session.scalars(select(model)).all() == []


@pytest.mark.parametrize(
    ("contact", "means", "reason"),
    [
        ("(800) 555-0199 1", Means.TEXT, "not_a_number"),
        ("+52 55 1234 5678", Means.TEXT, "abroad"),
        ("+1 900 234 5678", Means.CALL, "premium"),
        ("ana@example", Means.EMAIL, "not_an_address"),
    ],
)
def test_a_contact_that_cannot_be_used_says_why(session: Session, contact: str, means: Means, reason: str) -> None:
    with pytest.raises(Invalid) as fault:
        attempt(session, contact=contact, means=means)

    assert (fault.value.field, fault.value.reason) == ("contact", reason)


def test_five_wrong_digits_end_it_and_new_ones_begin_again(session: Session) -> None:
    held(session)
    subscribed = subscribe(session)
    [text] = sent(session)
    for _ in range(5):
        assert not subscriptions.confirm(session, subscribed.code, "000000", asker=ASKER, now=NOON)
    assert not subscriptions.confirm(session, subscribed.code, text.facts["confirm"], asker=ASKER, now=NOON)

    assert subscriptions.send_again(session, subscribed.code, asker=ASKER, now=NOON)

    [again] = sent(session)
    assert subscriptions.confirm(session, subscribed.code, again.facts["confirm"], asker=ASKER, now=NOON)


def test_a_day_later_the_digits_and_the_link_are_too_late(session: Session) -> None:
    held(session)
    subscribed = subscribe(session, contact="ana@example.org", means=Means.EMAIL)
    [letter] = sent(session)
    late = NOON + timedelta(hours=25)

    assert not subscriptions.confirm(session, subscribed.code, letter.facts["confirm"], asker=ASKER, now=late)
    with pytest.raises(Invalid, match="expired"):
        subscriptions.confirm_by_link(session, letter.facts["link"], now=late)
    assert subscriptions.confirm_by_link(session, letter.facts["link"], now=NOON)


def test_the_pin_in_our_call_confirms_and_opens(session: Session) -> None:
    held(session)
    subscribed = subscribe(session, means=Means.CALL)
    row = session.scalars(select(Subscription)).one()

    opened = openings.open_called(session, row.id, subscribed.pin, asker=ASKER, now=NOON)

    assert opened
    assert opened.is_confirmed
    assert opened.finding.outcome is Outcome.HELD


def test_what_changed_before_the_pin_confirmed_is_told_then_and_no_call_follows(session: Session) -> None:
    person = held(session)
    subscribed = subscribe(session, means=Means.CALL)
    [row] = session.scalars(select(Subscription)).all()
    sent(session)
    moves(session, person)

    opened = openings.open_called(session, row.id, subscribed.pin, asker=ASKER, now=NOON)

    assert opened is not None
    assert opened.changes == (Change.LEFT_PLACE,)
    assert sent(session) == []


def test_a_transfer_is_told_once_and_the_pin_opens_it(session: Session) -> None:
    person = held(session)
    subscribed = confirmed(session)

    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    notices.owe_for(session, [person.id], now=NOON)

    [message] = sent(session)
    assert message.kind is MessageKind.CHANGE
    assert canaries.found_in(str(message.facts["change"]), ["Xochitl", "Zepeda", "Stewart"]) == []
    assert status(session, subscribed) is SearchState.NEWS
    opened = openings.open_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=NOON)
    assert opened
    assert opened.changes == (Change.LEFT_PLACE,)
    assert opened.reason == "Transferred"
    assert status(session, subscribed) is SearchState.OPEN


@pytest.mark.parametrize("hidden", [HidingReason.PROTECTED, HidingReason.OBJECTS, HidingReason.NAMED])
def test_who_may_not_be_told_any_more_hears_silence(session: Session, hidden: HidingReason) -> None:
    person = held(session)
    subscribed = confirmed(session)
    hiding.hide(session, person.id, hidden, now=NOON)

    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)

    assert sent(session) == []
    assert status(session, subscribed) is SearchState.OPEN
    opened = openings.open_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=NOON)
    assert opened
    assert opened.finding.outcome is Outcome.NOT_CONFIRMED
    assert (opened.changes, opened.reason) == ((), "")


def test_who_is_named_is_told_and_nobody_else(session: Session) -> None:
    person = held(session)
    confirmed(session)
    other = confirmed(session, contact="(404) 555-2399", token="other")
    consent.name_who_may_be_told(session, person.id, [NUMBER], now=NOON)

    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)

    assert [message.recipient.contact for message in sent(session)] == [NUMBER]
    opened = openings.open_with_pin(session, other.code, other.pin, asker=ASKER, now=NOON)
    assert opened
    assert opened.finding.outcome is Outcome.NOT_CONFIRMED


def test_calls_are_repeated_until_a_day_has_gone_and_then_staff_call(session: Session) -> None:
    person = held(session)
    confirmed(session, means=Means.CALL)
    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    sent(session)

    assert notices.call_again_due(session, now=NOON + timedelta(minutes=29)) == 0
    assert notices.call_again_due(session, now=NOON + timedelta(minutes=30)) == 1
    assert len(sent(session, NOON + timedelta(minutes=30))) == 1
    notices.call_again_due(session, now=NOON + timedelta(hours=24))

    task = session.scalars(select(Task).where(Task.kind == TaskKind.REACH_CALLER)).one()
    assert task.reason == "notice_not_opened"
    assert notices.call_again_due(session, now=NOON + timedelta(hours=48)) == 0


def test_stopping_ends_it_once_and_a_wrong_pin_stops_nothing(session: Session) -> None:
    person = held(session)
    subscribed = confirmed(session)

    assert not subscriptions.stop_with_pin(session, subscribed.code, "000000", asker=ASKER, now=NOON)
    assert subscriptions.stop_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=NOON)
    assert subscriptions.stop_with_pin(session, subscribed.code, subscribed.pin, asker=ASKER, now=NOON)

    assert [message.kind for message in sent(session)] == [MessageKind.STOPPED]
    moves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    assert sent(session) == []
    assert status(session, subscribed) is SearchState.CLOSED


def test_a_word_by_text_ends_all_texts_of_that_number_without_another(session: Session) -> None:
    held(session)
    confirmed(session)

    assert subscriptions.stop_all(session, NUMBER, now=NOON) == 1
    assert subscriptions.stop_all(session, NUMBER, now=NOON) == 0
    assert sent(session) == []


def test_sixty_days_after_leaving_it_ends_with_a_last_word(session: Session) -> None:
    person = held(session)
    subscribed = confirmed(session)
    leaves(session, person)
    notices.owe_for(session, [person.id], now=NOON)
    sent(session)

    assert subscriptions.end_due(session, now=NOON + timedelta(days=59)) == 0
    assert subscriptions.end_due(session, now=NOON + timedelta(days=60)) == 1

    assert [each.kind for each in sent(session, NOON + timedelta(days=60))] == [MessageKind.LAST_WORD]
    assert status(session, subscribed) is SearchState.CLOSED


def test_too_many_releases_wait_for_two_people(session: Session) -> None:
    person = held(session)
    confirmed(session)
    alarm(session)
    leaves(session, person)

    notices.owe_for(session, [person.id], now=NOON)

    assert sent(session) == []
    [waiting] = session.scalars(select(Message).where(Message.state == MessageState.HELD)).all()
    with pytest.raises(Invalid, match="not_another_person"):
        notices.release_held(session, by="Rosa", second=" ROSA", now=NOON)
    assert notices.release_held(session, by="Rosa", second="Ana", now=NOON) == 1
    assert [each.id for each in sent(session)] == [waiting.id]


def test_false_releases_are_dropped_and_their_correction_is_silent(session: Session) -> None:
    person = held(session)
    confirmed(session)
    alarm(session)
    leaves(session, person)
    notices.owe_for(session, [person.id], now=NOON)

    assert notices.drop_held(session, now=NOON) == 1

    stay = session.scalars(select(Stay)).one()
    stay.ended_at, stay.end = None, None
    assert notices.owe_for(session, [person.id], now=NOON) == 0
    assert sent(session) == []


def test_a_place_that_nobody_confirmed_for_a_day_is_told_once(session: Session) -> None:
    held(session)
    confirmed(session)
    later = NOON + timedelta(hours=25)
    somebody_else = factories.person(session, names=(Name("Ada", "Lovelace"),), a_numbers=())
    factories.StayFactory(person_id=somebody_else.id, began_at=NOON, confirmed_at=later)

    assert notices.ask_staff(session, now=NOON + timedelta(hours=9)) == 1
    assert notices.ask_staff(session, now=NOON + timedelta(hours=9)) == 0
    assert notices.owe_stale(session, now=NOON + timedelta(hours=23)) == 0
    assert notices.owe_stale(session, now=later) == 1
    assert notices.owe_stale(session, now=later) == 0
    assert [message.kind for message in sent(session, later)] == [MessageKind.CHANGE]
