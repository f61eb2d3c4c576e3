"""What is due is taken by one process: what presses first, and one message of a provider that may be well again."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import breakers, outbox
from hotline.models.messages import Means, MessageKind, MessageState
from tests.domain.outbox.messages import MATTER, NUMBER, claimed_one, owe, row, states, tasks

HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    """Day on both coasts."""
    return clock.now().replace(hour=20, minute=0, second=0, microsecond=0)


def test_who_waits_on_the_telephone_goes_before_what_can_wait(session: Session, now: datetime) -> None:
    for kind in (MessageKind.LAST_WORD, MessageKind.NEWS, MessageKind.ANSWER):
        owe(session, now - HOUR, kind)

    assert [message.kind for message in outbox.claim(session, now=now, limit=2)] == ["answer", "news"]


def test_nothing_waits_where_nothing_is_due(session: Session, now: datetime) -> None:
    assert not outbox.is_due(session, now=now)
    owe(session, now)

    assert not outbox.is_due(session, now=now - HOUR)
    assert outbox.is_due(session, now=now)


def test_what_is_held_is_not_taken(session: Session, now: datetime) -> None:
    owe(session, now, is_held=True)

    assert outbox.claim(session, now=now) == []


@pytest.mark.parametrize(
    ("to", "means", "reason"),
    [
        ("+19005550100", Means.TEXT, "cannot_be_texted"),
        ("+447911123456", Means.TEXT, "cannot_be_texted"),
        ("+19005550100", Means.CALL, "cannot_be_called"),
        ("+448712345678", Means.CALL, "cannot_be_called"),
    ],
)
def test_what_no_machine_may_send_is_for_staff(
    session: Session, now: datetime, to: str, means: Means, reason: str
) -> None:
    owe(session, now, to=to, means=means)

    assert outbox.claim(session, now=now) == []
    assert (states(session), tasks(session)) == ([MessageState.FAILED], [reason])


def test_a_matter_that_ended_takes_its_messages_with_it(session: Session, now: datetime) -> None:
    owe(session, now)

    outbox.drop(session, MATTER, now=now)

    assert outbox.claim(session, now=now) == []
    assert (row(session).state, row(session).sealed) == (MessageState.DROPPED, b"")


def test_a_message_of_a_matter_that_ended_while_it_was_refused_is_dropped(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)

    outbox.drop(session, MATTER, now=now)
    outbox.record_refused(session, message, permanent=False, now=now)

    assert states(session) == [MessageState.DROPPED]


def test_of_a_provider_in_trouble_nothing_is_taken_and_then_one_message_by_one_process(
    session: Session, now: datetime
) -> None:
    for number in range(3):
        owe(session, now, to=f"+1404555010{number}")
    owe(session, now, to="ana@example.org", means=Means.EMAIL)
    breakers.record_fault(session, breakers.PROVIDER, reason="20003", is_ours=True, now=now)

    assert [message.recipient.means for message in outbox.claim(session, now=now)] == [Means.EMAIL]

    later = now + breakers.SHORTEST
    [probe] = outbox.claim(session, now=later)
    assert probe.is_probe
    assert outbox.claim(session, now=later) == []


def test_what_was_not_tried_has_no_attempt(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)

    outbox.put_back(session, message, now=now)

    assert (row(session).state, row(session).attempts, row(session).due_at) == (MessageState.WAITING, 0, now)


def test_a_process_that_lost_its_claim_changes_nothing(session: Session, now: datetime) -> None:
    owe(session, now)
    first = claimed_one(session, now)
    outbox.record_refused(session, first, permanent=False, now=now)
    claimed_one(session, now + HOUR)

    outbox.record_refused(session, first, permanent=True, now=now + HOUR)

    assert states(session) == [MessageState.SENDING]


def test_what_nobody_could_send_for_three_days_is_for_staff(session: Session, now: datetime) -> None:
    owe(session, now)

    assert outbox.give_up_overdue(session, now=now + outbox.GIVE_UP_AFTER) == 0
    assert outbox.give_up_overdue(session, now=now + outbox.GIVE_UP_AFTER + HOUR) == 1

    assert tasks(session) == ["overdue"]


def test_a_code_that_cannot_be_sent_makes_no_work(session: Session, now: datetime) -> None:
    owe(session, now, MessageKind.CONFIRM)

    outbox.record_refused(session, claimed_one(session, now), permanent=True, now=now)

    assert (states(session), tasks(session)) == ([MessageState.FAILED], [])


def test_an_address_tells_nothing_and_is_read_again() -> None:
    for key in (0, 1, -1, 2**63 - 1, -(2**63)):
        written = outbox.written_key(key)
        assert len(written) == 16
        assert outbox.read_key(written) == key
    assert [outbox.read_key(text) for text in ("", "12", "g" * 16, "-" + "1" * 15)] == [None] * 4


def test_the_number_is_kept_until_the_provider_has_the_message(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)
    outbox.record_refused(session, message, permanent=False, now=now)

    assert claimed_one(session, now + HOUR).recipient.contact == NUMBER
