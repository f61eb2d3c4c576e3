"""An error of a gateway that nobody foresaw holds up no other message, is not sent twice, and is never passed over."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask

from hotline import clock, db, delivery, gateways
from hotline.domain import breakers, outbox
from hotline.domain.breakers import Gate
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import MessageState
from tests.domain.outbox.messages import owe, row, states, tasks

BROKEN, WELL = "+14045550123", "+14045550124"


class BrokenGateway(MemoryGateway):
    """Stumbles over one number, and says it, as an error of a library would."""

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        if number == BROKEN:
            raise ValueError(f"cannot write to {number}")
        return super().send_text(number, body, key=key, report_url=report_url)


@pytest.fixture
def now() -> datetime:
    return clock.now().replace(hour=17)  # day all over the country


@pytest.fixture
def gateway(app: Flask) -> BrokenGateway:
    gateways._current = broken = BrokenGateway()
    return broken


def test_one_broken_message_stops_no_other(
    gateway: BrokenGateway, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    with db.begin() as session:
        for number in (BROKEN, WELL):
            owe(session, now, facts={"code": "48271935"}, to=number)

    done = delivery.do_what_is_owed(now)

    assert done["messages sent"] == len(gateway.texts) == 1
    said = capsys.readouterr().err
    [line] = [json.loads(line) for line in said.splitlines() if "gateway broke" in line]
    assert (line["level"], line["error"]) == ("error", "ValueError")
    assert not [personal for personal in (BROKEN, "48271935") if personal in said]


def test_it_is_looked_for_at_the_provider_and_tried_again_later_each_time(
    gateway: BrokenGateway, now: datetime
) -> None:
    with db.begin() as session:
        owe(session, now, facts={"code": "48271935"}, to=BROKEN)
    delivery.do_what_is_owed(now)

    later = now
    for _ in range(3):
        later += outbox.UNCERTAIN_FOR + outbox.BACK_OFF[1]
        delivery.do_what_is_owed(later)  # sent, or looked for
        delivery.do_what_is_owed(later + outbox.UNCERTAIN_FOR)

    with db.reading() as session:
        assert row(session).state is MessageState.WAITING
        assert row(session).due_at - later >= outbox.BACK_OFF[2]


def test_after_three_days_it_is_for_staff(gateway: BrokenGateway, now: datetime) -> None:
    with db.begin() as session:
        owe(session, now, facts={"code": "48271935"}, to=BROKEN)

    for hours in range(0, 80, 4):
        for minutes in (0, 10):
            delivery.do_what_is_owed(now + timedelta(hours=hours, minutes=minutes))

    with db.reading() as session:
        assert (states(session), len(tasks(session))) == ([MessageState.FAILED], 1)


def test_when_nothing_goes_any_more_sending_stops_and_staff_are_alarmed(gateway: BrokenGateway, now: datetime) -> None:
    with db.begin() as session:
        for _ in range(breakers.FAULTS):
            owe(session, now, facts={"code": "48271935"}, to=BROKEN)

    delivery.do_what_is_owed(now)

    with db.reading() as session:
        assert breakers.gates(session, now=now) == {breakers.PROVIDER: Gate.SHUT}
