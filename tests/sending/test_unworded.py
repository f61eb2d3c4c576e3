"""A message that has no words, by a fault of ours, is staff's; it holds up nobody and says nothing of anybody."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, delivery, gateways, sending
from hotline.config import Settings
from hotline.domain import breakers, outbox
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import Breaker, Means, Message, MessageKind, MessageState
from tests.domain.outbox.messages import owe, states, tasks

NUMBER = "+14045550123"


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=17)  # day all over the country


@pytest.fixture
def gateway(app: Flask) -> MemoryGateway:
    return cast(MemoryGateway, gateways.current())


def owe_one_without_words(now: datetime) -> None:
    """Its kind needs a fact that it has not."""
    with db.begin() as session:
        owe(session, now, MessageKind.CONFIRM, facts={"code": "48271935"})


def test_it_goes_to_staff_and_the_others_go_out(
    gateway: MemoryGateway, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    owe_one_without_words(now)
    with db.begin() as session:
        owe(session, now, MessageKind.ANSWER, means=Means.EMAIL, to="rosa@example.org")  # is for texts alone
        for number in range(5):
            owe(session, now, facts={"code": "48271935"}, to=f"+140455501{number:02}")

    done = delivery.do_what_is_owed(now)

    assert done["messages sent"] == len(gateway.texts) == 5
    assert delivery.do_what_is_owed(now + timedelta(minutes=10))["messages sent"] == 0
    with db.reading() as session:
        assert states(session) == [MessageState.FAILED] * 2 + [MessageState.SENT] * 5
        assert tasks(session) == ["unworded"] * 2
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines() if "not worded" in line]
    assert [(line["level"], line["error"]) for line in lines] == [("error", "KeyError")] * 2
    assert not [personal for personal in (NUMBER, "rosa@example.org", "48271935") if personal in said]


def test_lost_it_holds_up_nobody_who_is_looked_for(gateway: MemoryGateway, now: datetime) -> None:
    owe_one_without_words(now)
    with db.begin() as session:
        owe(session, now, facts={"code": "48271935"}, to="+14045550124")
        outbox.claim(session, now=now)

    sending.look_for_lost(now + outbox.LOST_AFTER)

    with db.reading() as session:
        assert states(session) == [MessageState.FAILED, MessageState.WAITING]
        assert tasks(session) == ["unworded"]


def test_it_proves_nothing_of_a_provider_that_was_in_trouble(gateway: MemoryGateway, now: datetime) -> None:
    owe_one_without_words(now)
    with db.begin() as session:
        breakers.trip(session, breakers.PROVIDER, reason="20503", until=now, now=now - timedelta(minutes=1))

    sending.send_due(now)

    with db.reading() as session:
        assert states(session) == [MessageState.FAILED]
        assert session.get_one(Breaker, breakers.PROVIDER).until == now + breakers.PROBE_LASTS


def test_an_email_waits_where_the_mail_server_is_gone_from_the_settings_and_texts_go(
    app: Flask, settings: Settings, now: datetime
) -> None:
    gateways.connect(replace(settings, gateway="twilio", mail=None))
    gateways._current = texts = MemoryGateway()
    with db.begin() as session:
        owe(session, now, means=Means.EMAIL, to="rosa@example.org")
        owe(session, now)

    assert sending.send_due(now) == len(texts.texts) == 1

    with db.reading() as session:
        assert states(session) == [MessageState.SENT, MessageState.WAITING]
        assert session.scalars(select(Breaker.reason)).all() == ["no_mail_server"]
        assert session.scalar(select(Message.attempts).where(Message.means == Means.EMAIL)) == 0
    gateways.connect(settings)
