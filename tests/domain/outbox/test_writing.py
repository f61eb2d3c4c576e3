"""A text that is owed goes out once, waits longer each time it is refused, and is forgotten when it went."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import clock
from hotline.domain import outbox
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding, Outcome, Place
from hotline.domain.outbox import AnswerFacts
from hotline.models.messages import Message, MessageState
from hotline.models.operations import Task, TaskKind

NUMBER = "+14045550123"
STEWART = Place("STWRTGA", "Stewart Detention Center", ("146 CCA Road", "Lumpkin, GA 31815"), "America/New_York")
OFFICE = Place("ATL", "Atlanta Field Office", ("180 Ted Turner Drive SW",), "America/New_York", "+14045550120")
HELD = Finding(Outcome.HELD, facility=STEWART, office=OFFICE)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


def owe(session: Session, now: datetime, *, number: str = NUMBER, key: str = "one call") -> None:
    outbox.send_answer(session, number, AnswerFacts.of(HELD), language="es", key=key, now=now)


def claimed_one(session: Session, now: datetime) -> outbox.DueMessage:
    [message] = outbox.claim(session, now=now)
    return message


def states(session: Session) -> list[MessageState]:
    return list(session.scalars(select(Message.state)))


def test_a_text_holds_the_place_and_the_number_to_call(session: Session, now: datetime) -> None:
    owe(session, now)

    message = claimed_one(session, now)

    assert (message.recipient.contact, message.recipient.language) == (NUMBER, "es")
    assert AnswerFacts.from_plain(dict(message.facts)) == AnswerFacts(
        Outcome.HELD, "Stewart Detention Center", STEWART.lines, "Atlanta Field Office", "+14045550120"
    )


def test_the_same_asked_for_again_is_one_text(session: Session, now: datetime) -> None:
    owe(session, now)
    owe(session, now)
    owe(session, now, key="another call")

    assert session.scalar(select(func.count()).select_from(Message)) == 2


def test_a_stolen_row_tells_neither_number_nor_place(session: Session, now: datetime) -> None:
    owe(session, now)

    [sealed] = session.scalars(select(Message.sealed))

    assert b"4045550123" not in sealed
    assert b"Stewart" not in sealed


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("+266696687", "not_a_number"),
        ("anonymous", "not_a_number"),
        ("", "not_a_number"),
        ("+14045550", "not_a_number"),
        ("+447911123456", "cannot_be_texted"),
        ("+18765550123", "cannot_be_texted"),
        ("+18005550100", "cannot_be_texted"),
        ("+19005550100", "cannot_be_texted"),
    ],
    ids=["withheld", "a word", "nothing", "too short", "abroad", "Jamaica", "toll-free", "premium"],
)
def test_a_number_that_may_not_be_texted_is_refused(session: Session, now: datetime, number: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        owe(session, now, number=number)

    assert (refused.value.field, refused.value.reason) == ("number", reason)
    assert states(session) == []


def test_a_claimed_text_is_nobody_elses(session: Session, now: datetime) -> None:
    owe(session, now)
    claimed_one(session, now)

    assert outbox.claim(session, now=now) == []


def test_a_sent_text_is_forgotten_but_for_its_id(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)

    outbox.record_sent(session, {message.id: "SM1"}, now=now)

    row = session.get_one(Message, message.id, populate_existing=True)
    assert (row.state, row.provider_sid, row.sent_at, row.sealed) == (MessageState.SENT, "SM1", now, b"")


def test_a_text_refused_for_now_waits_longer_each_time(session: Session, now: datetime) -> None:
    owe(session, now)
    waits = []
    for _ in range(7):
        message = claimed_one(session, now)
        outbox.record_refused(session, message, permanent=False, now=now)
        due_at = session.get_one(Message, message.id, populate_existing=True).due_at
        waits.append(due_at - now)
        assert outbox.claim(session, now=due_at - timedelta(seconds=1)) == []
        now = due_at

    assert waits == [*outbox.BACK_OFF, outbox.BACK_OFF[-1], outbox.BACK_OFF[-1]]


def test_a_text_refused_for_good_is_for_staff(session: Session, now: datetime) -> None:
    owe(session, now)
    message = claimed_one(session, now)

    outbox.record_refused(session, message, permanent=True, now=now)

    assert states(session) == [MessageState.FAILED]
    assert _tasks(session) == [(f"message:{message.id}", "refused")]


def test_a_text_refused_for_three_days_is_for_staff(session: Session, now: datetime) -> None:
    owe(session, now)
    later = now + outbox.GIVE_UP_AFTER + MINUTE
    message = claimed_one(session, later)

    outbox.record_refused(session, message, permanent=False, now=later)

    assert states(session) == [MessageState.FAILED]


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        (
            Finding(Outcome.IN_TRANSIT, facility=STEWART, office=OFFICE),
            AnswerFacts(Outcome.IN_TRANSIT, "Stewart Detention Center", (), "Atlanta Field Office", "+14045550120"),
        ),
        (
            Finding(Outcome.PROCESSING, office=OFFICE),
            AnswerFacts(Outcome.PROCESSING, "", (), "Atlanta Field Office", "+14045550120"),
        ),
        (
            Finding(Outcome.PROCESSING, confirmed_at=datetime(2026, 11, 22, tzinfo=UTC), is_fresh=False),
            AnswerFacts(Outcome.PROCESSING, confirmed_at=datetime(2026, 11, 22, tzinfo=UTC), is_fresh=False),
        ),
        (Finding(Outcome.NOT_CONFIRMED), AnswerFacts(Outcome.NOT_CONFIRMED)),
    ],
    ids=["in transit", "processing", "an old answer", "not confirmed"],
)
def test_facts_come_back_from_a_row_as_they_went_in(found: Finding, facts: AnswerFacts) -> None:
    assert AnswerFacts.of(found) == facts
    assert AnswerFacts.from_plain(facts.plain()) == facts


def _tasks(session: Session) -> list[tuple[str, str]]:
    tasks = session.scalars(select(Task).where(Task.kind == TaskKind.LOOK_AT_MESSAGE))
    return [(task.subject, task.reason) for task in tasks]
