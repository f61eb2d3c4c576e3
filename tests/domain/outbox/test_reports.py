"""Whatever order the provider's reports come in, twice or before its answer, a message goes only forward."""

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import outbox
from hotline.domain.outbox import DueMessage
from hotline.models.messages import Means, Message, MessageKind, MessageState, Redaction
from tests.domain.outbox.messages import claimed_one, owe, row, states, tasks

SID = "SM" + "a" * 32
TEXT = ("queued", "sending", "sent", "delivered")
FAILING = ("accepted", "queued", "sent", "undelivered")
CALL = ("initiated", "ringing", "in-progress", "completed")
NOT_ANSWERED = ("initiated", "ringing", "no-answer")
RANKS = {
    MessageState.WAITING: 0,
    MessageState.SENDING: 0,
    MessageState.SENT: 1,
    MessageState.FAILED: 2,
    MessageState.DELIVERED: 3,
}
REPORTS = 1_000  # `make faults` has more than ten thousand


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=20, minute=0, second=0, microsecond=0)


def sent(session: Session, now: datetime, kind: MessageKind = MessageKind.NEWS, **more: object) -> DueMessage:
    owe(session, now, kind, **more)  # type: ignore[arg-type]
    message = claimed_one(session, now)
    outbox.record_sent(session, {message.id: SID}, now=now)
    return message


def report(session: Session, message: DueMessage, *statuses: str, now: datetime, sid: str = SID) -> None:
    for status in statuses:
        assert outbox.record_report(session, message.key, sid, status, now=now)


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (TEXT[:3], MessageState.SENT),
        (TEXT, MessageState.DELIVERED),
        (CALL, MessageState.DELIVERED),
        (FAILING, MessageState.FAILED),
        (NOT_ANSWERED, MessageState.FAILED),
        ((*TEXT, *FAILING), MessageState.DELIVERED),
        (("a word of next year",), MessageState.SENT),
    ],
)
def test_reports_end_in_one_state_forward_and_backward(
    session: Session, now: datetime, statuses: tuple[str, ...], state: MessageState
) -> None:
    report(session, sent(session, now), *statuses, now=now)
    report(session, sent(session, now), *reversed(statuses), now=now)

    assert states(session) == [state, state]


def test_shuffled_and_doubled_reports_take_nothing_back(session: Session, now: datetime) -> None:
    chance = random.Random(20261122)
    ways = (TEXT, FAILING, TEXT[:3], (*TEXT, "undelivered"))
    told: list[tuple[DueMessage, str]] = []
    ends = {}
    for number in range(125):
        owe(session, now, to=f"+1404{220 + number % 80}{number // 80:04}")
    while taken := outbox.claim(session, now=now, limit=100):
        for message in taken:
            way = chance.choice(ways)
            ends[message.id] = way
            told += [(message, status) for status in way]
    chance.shuffle(told)
    told = (told * 3)[:REPORTS]
    chance.shuffle(told)

    backward, reached = 0, dict.fromkeys(ends, 0)
    for message, status in told:
        if chance.random() < 0.1:  # the provider's answer, wherever it comes
            outbox.record_sent(session, {message.id: f"SM{message.key}"}, now=now)
        report(session, message, status, now=now, sid=f"SM{message.key}")
        rank = RANKS[session.get_one(Message, message.id).state]
        backward += rank < reached[message.id]
        reached[message.id] = rank

    assert (len(told), backward) == (REPORTS, 0)
    ranks = {message.id: 1 for message, _ in told}
    for message, status in told:
        rank = {"delivered": 3, "undelivered": 2}.get(status, 1)
        ranks[message.id] = max(ranks[message.id], rank)
    assert {id_: RANKS[session.get_one(Message, id_).state] for id_ in ranks} == ranks


def test_a_report_proves_what_a_lost_answer_did_not(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)
    outbox.record_uncertain(session, message, now=now)

    report(session, message, "queued", now=now)

    assert (row(session).state, row(session).provider_sid, row(session).sealed) == (MessageState.SENT, SID, b"")
    assert session.get_one(Redaction, SID).due_at == now + outbox.FORGOTTEN_AFTER
    assert outbox.claim_lost(session, now=now + timedelta(hours=1)) == []


def test_a_report_stops_what_was_about_to_go_again(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)
    outbox.record_refused(session, message, permanent=False, now=now)

    report(session, message, "sent", now=now)

    assert outbox.claim(session, now=now + timedelta(hours=1)) == []


def test_the_answer_that_comes_after_the_report_changes_nothing(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)
    report(session, message, "delivered", now=now)

    outbox.record_sent(session, {message.id: SID}, now=now)
    outbox.record_refused(session, message, permanent=True, now=now)

    assert states(session) == [MessageState.DELIVERED]


def test_what_did_not_arrive_is_for_staff_until_it_does(session: Session, now: datetime) -> None:
    message = sent(session, now)

    report(session, message, "undelivered", "undelivered", now=now)
    assert (row(session).failure, tasks(session)) == ("undelivered", ["undelivered"])

    report(session, message, "delivered", now=now)
    assert (row(session).failure, tasks(session)) == ("", [])


def test_a_call_about_a_change_that_nobody_answers_is_repeated_by_its_notice(session: Session, now: datetime) -> None:
    message = sent(session, now, MessageKind.CHANGE, means=Means.CALL)

    report(session, message, *NOT_ANSWERED, now=now)

    assert (states(session), tasks(session)) == ([MessageState.FAILED], [])


@pytest.mark.parametrize("key", ["", "0" * 16, "f" * 16, "not a key", "0" * 15 + "g", "١" * 16])
def test_a_report_about_nothing_of_ours_changes_nothing(session: Session, now: datetime, key: str) -> None:
    sent(session, now)

    assert not outbox.record_report(session, key, SID, "failed", now=now)
    assert states(session) == [MessageState.SENT]
