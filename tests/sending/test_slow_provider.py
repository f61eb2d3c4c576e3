"""However slowly a provider answers, what is being handed over to it is not taken for lost by another process."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, gateways, sending
from hotline.domain import outbox
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import Message, MessageState
from hotline.sending import outgoing
from tests.domain.outbox.messages import owe

SECONDS = 2.0  # a text takes
TEXTS = 200


@dataclass
class SlowClock:
    seconds: float = 0.0

    def monotonic(self) -> float:
        return self.seconds


def test_a_message_is_handed_over_only_while_its_claim_holds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slow, leases = clock.now().replace(hour=17), SlowClock(), []
    gateway = cast(MemoryGateway, gateways.current())
    send_text = gateway.send_text

    def slowly(number: str, body: str, *, key: str, report_url: str = "") -> str:
        with db.reading() as session:
            due_at = session.scalars(select(Message.due_at).where(Message.key == outbox.read_key(key))).one()
        leases.append(due_at - (now + timedelta(seconds=slow.seconds)))
        slow.seconds += SECONDS
        return send_text(number, body, key=key, report_url=report_url)

    with db.begin() as session:
        for number in range(TEXTS):
            owe(session, now, facts={"code": "48271935"}, to=f"+1404555{number:04}")
    monkeypatch.setattr(outgoing, "time", slow)
    monkeypatch.setattr(outgoing, "AT_ONCE", 1)
    monkeypatch.setattr(gateway, "send_text", slowly)

    sending.send_due(now)

    assert slow.seconds > outbox.LOST_AFTER.total_seconds()
    assert len(leases) == TEXTS
    assert min(leases) > timedelta(0)
    with db.reading() as session:
        assert set(session.scalars(select(Message.state))) == {MessageState.SENT}
