"""What was claimed and never came back is asked for before it is sent again."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import breakers, outbox
from hotline.domain.outbox import LOST_AFTER, DueMessage
from hotline.models.messages import Means, MessageKind, MessageState
from tests.domain.outbox.messages import MATTER, claimed_one, owe, row, states, tasks

SID, OTHER = "SM" + "a" * 32, "SM" + "b" * 32


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=20, minute=0, second=0, microsecond=0)


def lost(session: Session, now: datetime, count: int = 1, **more: object) -> list[DueMessage]:
    """So many messages to one number, claimed by a process that died; asked for when they count as lost."""
    for _ in range(count):
        owe(session, now, **more)  # type: ignore[arg-type]
    outbox.claim(session, now=now)
    return outbox.claim_lost(session, now=now + LOST_AFTER)


def test_a_claim_is_lost_after_minutes_and_an_uncertain_one_soon(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)

    assert not outbox.is_lost(session, now=now + LOST_AFTER - timedelta(seconds=1))
    assert outbox.is_lost(session, now=now + LOST_AFTER)

    outbox.record_uncertain(session, message, now=now)
    assert outbox.is_lost(session, now=now + outbox.UNCERTAIN_FOR)


def test_one_process_asks(session: Session, now: datetime) -> None:
    assert len(lost(session, now)) == 1
    assert outbox.claim_lost(session, now=now + LOST_AFTER) == []


def test_what_the_provider_has_is_sent_under_its_id(session: Session, now: datetime) -> None:
    [message] = lost(session, now)

    assert outbox.record_found(session, message, [SID], now=now + LOST_AFTER)

    assert (row(session).state, row(session).provider_sid) == (MessageState.SENT, SID)


def test_what_the_provider_has_not_waits_again(session: Session, now: datetime) -> None:
    [message] = lost(session, now)

    assert not outbox.record_found(session, message, [], now=now + LOST_AFTER)

    assert states(session) == [MessageState.WAITING]
    assert len(outbox.claim(session, now=now + LOST_AFTER)) == 1


def test_of_two_lost_ones_with_the_same_words_the_one_that_is_there_counts_once(
    session: Session, now: datetime
) -> None:
    both = lost(session, now, count=2)

    found = [outbox.record_found(session, message, [SID], now=now + LOST_AFTER) for message in both]

    assert found == [True, False]
    assert states(session) == [MessageState.SENT, MessageState.WAITING]


def test_each_of_two_lost_ones_that_are_there_has_its_own(session: Session, now: datetime) -> None:
    both = lost(session, now, count=2)

    for message in both:
        assert outbox.record_found(session, message, [SID, OTHER], now=now + LOST_AFTER)


def test_while_another_goes_to_the_same_number_nobody_can_tell(session: Session, now: datetime) -> None:
    [message] = lost(session, now)
    owe(session, now)
    later = now + LOST_AFTER
    outbox.claim(session, now=later)

    assert not outbox.record_found(session, message, [SID], now=later)

    assert states(session) == [MessageState.SENDING, MessageState.SENDING]
    assert outbox.is_lost(session, now=later + timedelta(minutes=2))


def test_a_provider_that_cannot_say_is_asked_again_and_after_three_days_staff_are(
    session: Session, now: datetime
) -> None:
    [message] = lost(session, now)
    outbox.record_unanswered(session, message, now=now + LOST_AFTER)
    assert outbox.is_lost(session, now=now + LOST_AFTER + timedelta(minutes=2))

    outbox.record_unanswered(session, message, now=now + outbox.GIVE_UP_AFTER + timedelta(minutes=1))

    assert (states(session), tasks(session)) == ([MessageState.FAILED], ["lost"])


def test_a_provider_in_trouble_is_not_asked_and_then_once(session: Session, now: datetime) -> None:
    owe(session, now, to="+14045550124")
    owe(session, now)
    outbox.claim(session, now=now)
    later = now + LOST_AFTER
    breakers.record_fault(session, breakers.PROVIDER, reason="", is_ours=True, now=later)

    assert outbox.claim_lost(session, now=later) == []

    [probe] = outbox.claim_lost(session, now=later + breakers.SHORTEST)
    assert probe.is_probe


def test_an_e_mail_goes_again_for_nobody_can_be_asked(session: Session, now: datetime) -> None:
    assert lost(session, now, to="ana@example.org", means=Means.EMAIL) == []

    assert [message.recipient.means for message in outbox.claim(session, now=now + LOST_AFTER)] == [Means.EMAIL]


def test_of_a_matter_that_ended_nothing_goes_again(session: Session, now: datetime) -> None:
    [message] = lost(session, now, kind=MessageKind.NEWS)
    outbox.drop(session, MATTER, now=now)

    outbox.record_found(session, message, [], now=now + LOST_AFTER)

    assert states(session) == [MessageState.DROPPED]
