"""What a provider takes, it reports of, in any order and twice: nothing goes backward, nothing is sent twice."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, gateways, sending
from hotline.config import Settings
from hotline.domain import outbox
from hotline.domain.findings import Finding, Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.models.messages import Message, MessageState
from tests.providers.chaos import Habits
from tests.providers.twilio_mock import TwilioMock

MESSAGES = 30  # of which fewer lose their answers than stop all sending (domain/breakers.py)


@pytest.fixture
def twilio(app: Flask, settings: Settings) -> Iterator[TwilioMock]:
    """The telephone company's stand-in, which this process sends to."""
    with TwilioMock(settings, Habits(lost=0.15, doubled=1, is_shuffled=True)) as mock:
        gateways.connect(replace(settings, gateway="twilio", twilio_api_url=mock.url))
        yield mock
        gateways.connect(settings)


def states() -> list[MessageState]:
    with db.reading() as session:
        return list(session.scalars(select(Message.state)))


def test_reports_bring_home_what_was_sent_and_what_lost_its_answer(app: Flask, twilio: TwilioMock) -> None:
    now = clock.now()
    facts = AnswerFacts.of(Finding(Outcome.NOT_CONFIRMED))
    for number in range(MESSAGES):
        with db.begin() as session:
            outbox.send_answer(session, f"+14045550{number:03}", facts, language="en", key=f"{number}", now=now)

    def post(path: str, fields: dict[str, str], signature: str) -> int:
        headers = {"X-Twilio-Signature": signature}
        return app.test_client().post(path, data=fields, headers=headers).status_code

    sending.send_due(now)
    before = set(states())
    answers = twilio.post_reports(post=post)

    assert before == {MessageState.SENT, MessageState.SENDING}
    assert answers == [204] * (MESSAGES * 4 * 2)
    assert states() == [MessageState.DELIVERED] * MESSAGES
    assert len(twilio.store.texts) == MESSAGES
