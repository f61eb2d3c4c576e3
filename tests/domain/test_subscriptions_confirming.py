"""What proves that somebody is reached, what proves nothing, and how notices end by link."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import limits, outbox, subscriptions
from hotline.domain.errors import Invalid
from hotline.domain.subscriptions import Confirming, SentAgain
from hotline.models.contacts import SearchState
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Subscription, SubscriptionState
from tests.domain.subscribers import ASKER, NOON, NUMBER, attempt, confirmed, held, sent, status, subscribe

ANA = "ana@example.org"


def _states(session: Session) -> list[SubscriptionState]:
    return list(session.scalars(select(Subscription.state)))


def _texted(session: Session, digits: str, number: str = NUMBER) -> Confirming:
    return subscriptions.confirm_by_text(session, number, digits, now=NOON).outcome


def test_the_answer_to_our_text_confirms_from_that_number_alone(session: Session) -> None:
    held(session)
    subscribe(session)
    [text] = sent(session)
    digits = text.facts["confirm"]

    assert _texted(session, digits, "+14045552399") is Confirming.NOTHING_WAITS
    assert _texted(session, "000000") is Confirming.WRONG
    assert _states(session) == [SubscriptionState.PENDING]
    assert _texted(session, digits) is Confirming.CONFIRMED

    assert _states(session) == [SubscriptionState.ACTIVE]


def test_five_wrong_answers_end_it_by_text_too(session: Session) -> None:
    held(session)
    subscribe(session)
    [text] = sent(session)
    for _ in range(5):
        _texted(session, "000000")

    assert _texted(session, text.facts["confirm"]) is Confirming.SPENT
    assert _states(session) == [SubscriptionState.PENDING]


@pytest.mark.parametrize(
    ("contact", "means", "reason"),
    [
        ("+1 800 555 0199", Means.TEXT, "no_texts"),
        ("+52 55 5123 4567", Means.TEXT, "abroad"),
        ("+1 900 234 5678", Means.TEXT, "premium"),
        ("+1 900 234 5678", Means.CALL, "premium"),
        (ANA, Means.TEXT, "not_a_number"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_before_anybody_is_looked_up(
    session: Session, contact: str, means: Means, reason: str
) -> None:
    held(session)
    with pytest.raises(Invalid) as fault:
        attempt(session, contact=contact, means=means)

    assert fault.value.reason == reason
    assert _states(session) == []


def test_a_number_abroad_is_called(session: Session) -> None:
    held(session)

    assert subscribe(session, contact="+52 55 5123 4567", means=Means.CALL).contact == "+525551234567"


def test_the_same_form_again_is_one_subscription_with_one_code(session: Session) -> None:
    held(session)

    first, again = subscribe(session), subscribe(session)

    assert first == again
    assert len(sent(session)) == 1


def test_the_link_of_our_e_mail_stops_and_a_second_press_changes_nothing(session: Session) -> None:
    held(session)
    subscribed = subscribe(session, contact=ANA, means=Means.EMAIL)
    [letter] = sent(session)
    assert subscriptions.confirm_by_link(session, letter.facts["link"], now=NOON)

    assert subscriptions.stop_by_link(session, letter.facts["stop"], now=NOON + timedelta(days=400))
    assert subscriptions.stop_by_link(session, letter.facts["stop"], now=NOON + timedelta(days=400))

    assert status(session, subscribed) is SearchState.CLOSED
    assert [each.kind for each in sent(session, NOON + timedelta(days=400))] == [MessageKind.STOPPED]


def test_a_link_that_was_forged_or_is_for_something_else_does_nothing(session: Session) -> None:
    held(session)
    subscribe(session, contact=ANA, means=Means.EMAIL)
    [letter] = sent(session)
    link, stop = letter.facts["link"], letter.facts["stop"]
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")

    for wrong in (forged, stop, "", "x", link.upper()[:-1]):
        assert not subscriptions.confirm_by_link(session, wrong, now=NOON)
    for wrong in (forged, link, ""):
        assert not subscriptions.stop_by_link(session, wrong, now=NOON)
    assert _states(session) == [SubscriptionState.PENDING]


def test_a_link_is_too_late_after_a_day(session: Session) -> None:
    held(session)
    subscribe(session, contact=ANA, means=Means.EMAIL)
    [letter] = sent(session)

    with pytest.raises(Invalid, match="expired"):
        subscriptions.confirm_by_link(session, letter.facts["link"], now=NOON + timedelta(hours=24, seconds=1))

    assert _states(session) == [SubscriptionState.PENDING]


def test_one_number_and_one_person_have_one_subscription_that_stands(session: Session) -> None:
    held(session)
    first = confirmed(session)

    second = confirmed(session, token="another form")

    assert status(session, first) is SearchState.CLOSED
    assert status(session, second) is SearchState.OPEN
    assert not subscriptions.send_again(session, second.code, asker=ASKER, now=NOON)


def test_a_number_gets_few_codes_a_day_and_whoever_asks_is_answered_alike(session: Session) -> None:
    held(session)
    tokens = [f"form {number}" for number in range(7)]
    asked = [subscribe(session, token=token) for token in tokens]

    assert {(each.contact, each.means, each.is_confirmed) for each in asked} == {(NUMBER, Means.TEXT, False)}
    assert len(sent(session)) == limits.CONTACT_CODES


def test_where_no_new_digits_go_those_from_before_still_confirm(session: Session) -> None:
    held(session)
    subscribed = subscribe(session)
    [message] = sent(session)
    _use_up(session, NUMBER)

    answers = [subscriptions.send_again(session, subscribed.code, asker=ASKER, now=NOON) for _ in range(3)]

    assert answers == [True, True, False]  # as where they go
    assert sent(session) == []
    assert subscriptions.confirm(session, subscribed.code, message.facts["confirm"], asker=ASKER, now=NOON)


def test_a_text_asks_for_new_digits_for_what_was_asked_for_last(session: Session) -> None:
    held(session)
    subscribe(session, now=NOON - timedelta(hours=1))
    last = subscribe(session, token="another form")
    sent(session)

    assert subscriptions.send_again_by_text(session, NUMBER, now=NOON) is SentAgain.ASKED

    [message] = sent(session)
    assert message.facts["code"] == last.code
    assert subscriptions.confirm_by_text(session, NUMBER, message.facts["confirm"], now=NOON).outcome == "confirmed"


def test_by_text_too_digits_go_three_times_and_only_where_something_waits(session: Session) -> None:
    held(session)
    assert subscriptions.send_again_by_text(session, NUMBER, now=NOON) is SentAgain.NOTHING_WAITS
    subscribe(session)

    asked = [subscriptions.send_again_by_text(session, NUMBER, now=NOON) for _ in range(3)]

    assert asked == [SentAgain.ASKED, SentAgain.ASKED, SentAgain.TOO_OFTEN]
    assert subscriptions.send_again_by_text(session, "+14045550199", now=NOON) is SentAgain.NOTHING_WAITS
    late = NOON + timedelta(hours=25)
    assert subscriptions.send_again_by_text(session, NUMBER, now=late) is SentAgain.EXPIRED


def test_what_waits_for_digits_is_known_to_the_number_that_gets_them_alone(session: Session) -> None:
    held(session)
    subscribed = subscribe(session)
    matter_id = session.scalars(select(Subscription.id)).one()

    assert subscriptions.waits_for_digits(session, matter_id, NUMBER, now=NOON)
    assert not subscriptions.waits_for_digits(session, matter_id, "+14045550199", now=NOON)
    assert not subscriptions.waits_for_digits(session, matter_id, NUMBER, now=NOON + timedelta(hours=25))
    [message] = sent(session)
    assert subscriptions.confirm(session, subscribed.code, message.facts["confirm"], asker=ASKER, now=NOON)
    assert not subscriptions.waits_for_digits(session, matter_id, NUMBER, now=NOON)


def _use_up(session: Session, contact: str) -> None:
    """Somebody else had codes sent there all day."""
    for _ in range(limits.CONTACT_CODES):
        limits.charge_contact(session, outbox.contact_key(session, contact), now=NOON)
