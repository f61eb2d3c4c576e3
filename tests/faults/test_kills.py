"""A few of the kills of `make faults`, and a provider that is away for half an hour."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, delivery, gateways, sending
from hotline.config import Settings
from hotline.domain import outbox
from hotline.gateways import GatewayError
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import Message, MessageState
from hotline.models.operations import Alarm
from tests.faults.kills import FACTS, LONG_AGO, OWED_A_PROCESS, number_of, table, trial

AWAY = timedelta(minutes=30)


def test_killed_in_the_middle_nothing_is_lost_and_nothing_sent_twice(app: Flask, settings: Settings) -> None:
    record = trial(settings, kills=4)

    assert (record.lost, record.twice, record.backward) == (0, 0, 0)
    assert record.owed == len(record.arrived or ()) == 4 * OWED_A_PROCESS
    assert "| sent twice | 0 |" in table(record)


@pytest.fixture
def away() -> MemoryGateway:
    class Away(MemoryGateway):
        """Refuses everything while it `is_away`, and counts."""

        is_away, asked = True, 0

        def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
            self.asked += self.is_away
            if self.is_away:
                raise GatewayError(permanent=False, reason="20503")
            return super().send_text(number, body, key=key, report_url=report_url)

    return Away()


def test_a_provider_that_is_away_for_half_an_hour_gets_everything_after_it(app: Flask, away: MemoryGateway) -> None:
    gateways._current = away
    began = clock.now()
    with db.begin() as session:
        for number in range(60):
            outbox.send_answer(session, number_of(number), FACTS, language="es", key=str(number), now=began)

    now = began
    while now < began + AWAY:
        delivery.do_what_is_owed(now, delivery.QUICK)
        now += timedelta(seconds=5)
    assert away.texts == []
    assert away.asked < 40  # type: ignore[attr-defined]  # not 60 messages times their tries

    away.is_away = False  # type: ignore[attr-defined]
    while now < began + AWAY + 3 * LONG_AGO:
        sending.send_due(now)
        now += timedelta(seconds=30)
    with db.reading() as session:
        assert set(session.scalars(select(Message.state))) == {MessageState.SENT}
        assert [alarm.kind for alarm in session.scalars(select(Alarm))] == ["breaker:provider"]
    assert len({text.number for text in away.texts}) == len(away.texts) == 60
