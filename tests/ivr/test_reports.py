"""What became of our texts and calls comes by signed webhook, in any order, and moves a message forward alone."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from hotline import clock, db
from hotline.config import Settings
from hotline.domain import outbox
from hotline.domain.findings import Finding, Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.models.messages import Message, MessageState
from hotline.phone import transport

TEXT = "SM" + "a1" * 16
CALL = "CA" + "b2" * 16
NUMBER = "+14045550123"
Post = Callable[..., TestResponse]


@pytest.fixture
def key(app: Flask) -> str:
    """The key of a message that was claimed, and of which no answer came."""
    facts = AnswerFacts.of(Finding(Outcome.NOT_CONFIRMED))
    with db.begin() as session:
        outbox.send_answer(session, NUMBER, facts, language="en", key="one", now=clock.now())
    with db.begin() as session:
        [claimed] = outbox.claim(session, now=clock.now())
    return claimed.key


@pytest.fixture
def post(app: Flask, settings: Settings, key: str) -> Post:
    """Posts a report as the telephone company signs it; fields given are all but the account."""

    def send(path: str = "", *, is_signed: bool = True, **fields: str) -> TestResponse:
        path = path or f"/ivr/reports/{key}"
        given = {"AccountSid": settings.twilio_account_sid} | fields
        webhook = transport.signed(settings, settings.public_base_url + path, given, "0" * 16)
        headers = dict(webhook.headers) if is_signed else {}
        return app.test_client().post(path, data=given, headers=headers)

    return send


def of_text(status: str) -> dict[str, str]:
    usual = {
        "ApiVersion": "2010-04-01",
        "MessageSid": TEXT,
        "MessageStatus": status,
        "SmsSid": TEXT,
        "SmsStatus": status,
    }
    return usual | {"From": "+18005550100", "To": NUMBER}


def of_call(status: str) -> dict[str, str]:
    usual = {"ApiVersion": "2010-04-01", "CallSid": CALL, "CallStatus": status, "Caller": "+18005550100"}
    usual |= {"CallbackSource": "call-progress-events", "Direction": "outbound-api", "SequenceNumber": "0"}
    return usual | {
        "From": "+18005550100",
        "To": NUMBER,
        "Called": NUMBER,
        "Timestamp": "Sun, 22 Nov 2026 17:00:00 +0000",
    }


def kept() -> tuple[MessageState, str]:
    with db.reading() as session:
        message = session.scalars(select(Message)).one()
        return message.state, message.provider_sid


def test_a_report_proves_that_the_provider_has_it(post: Post) -> None:
    assert post(**of_text("queued")).status_code == 204

    assert kept() == (MessageState.SENT, TEXT)


@pytest.mark.parametrize("order", [("sent", "delivered"), ("delivered", "sent"), ("delivered", "delivered", "queued")])
def test_a_text_that_arrived_has_arrived_whatever_comes_after(post: Post, order: tuple[str, ...]) -> None:
    for status in order:
        post(**of_text(status))

    assert kept() == (MessageState.DELIVERED, TEXT)


@pytest.mark.parametrize(
    ("status", "state"),
    [("ringing", MessageState.SENT), ("completed", MessageState.DELIVERED), ("no-answer", MessageState.FAILED)],
)
def test_a_call_is_reported_like_a_text(post: Post, status: str, state: MessageState) -> None:
    assert post(**of_call(status)).status_code == 204

    assert kept() == (state, CALL)


@pytest.mark.parametrize("path", ["/ivr/reports/0000000000000000", "/ivr/reports/not-a-key"])
def test_a_report_of_what_is_gone_changes_nothing(post: Post, path: str) -> None:
    assert post(path, **of_text("delivered")).status_code == 204

    assert kept() == (MessageState.SENDING, "")


def test_a_stranger_reports_nothing(post: Post) -> None:
    assert post(is_signed=False, **of_text("delivered")).status_code == 403

    assert kept() == (MessageState.SENDING, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"MessageStatus": "delivered"},
        {"MessageSid": TEXT},
        {"MessageSid": "SM1", "MessageStatus": "delivered"},
        {"MessageSid": TEXT, "MessageStatus": "Delivered!"},
        {"MessageSid": TEXT, "MessageStatus": "sent", "AccountSid": "AC" + "f" * 32},
        {"CallSid": CALL},
        {"CallSid": CALL, "MessageSid": TEXT, "MessageStatus": "delivered"},
        {"CallSid": TEXT, "CallStatus": "completed"},
        {"CallSid": CALL, "CallStatus": "busyDirection"},
    ],
)
def test_a_signed_report_that_is_cut_otherwise_is_refused(post: Post, fields: dict[str, str]) -> None:
    assert post(**fields).status_code == 403

    assert kept() == (MessageState.SENDING, "")


def test_a_report_that_we_could_not_write_down_may_come_again(post: Post) -> None:
    with db.begin() as session:
        session.execute(text("ALTER TABLE message RENAME TO message_away"))

    answer = post(**of_text("delivered"))

    with db.begin() as session:
        session.execute(text("ALTER TABLE message_away RENAME TO message"))
    assert (answer.status_code, answer.data) == (503, b"")
    assert post(**of_text("delivered")).status_code == 204
    assert kept() == (MessageState.DELIVERED, TEXT)


def test_nobody_sends_a_report_without_end(app: Flask) -> None:
    assert app.test_client().post("/ivr/reports/ab", data={"MessageSid": "x" * 200_000}).status_code == 413
