"""What is owed is handed over once, with no transaction open; what is of no more use is forgotten at the provider."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select, update

from hotline import clock, db, delivery, gateways, sending
from hotline.domain import outbox
from hotline.domain.findings import Finding, Outcome, Place
from hotline.domain.outbox import AnswerFacts
from hotline.gateways import GatewayError
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import Message, MessageState, Redaction
from hotline.sending.handing import hand_over

NUMBER = "+14045550123"
STEWART = Place("STWRTGA", "Stewart Detention Center", ("146 CCA Road", "Lumpkin, GA 31815"), "America/New_York")
HELD = Finding(Outcome.HELD, facility=STEWART, confirmed_at=datetime(2026, 11, 22, 17, tzinfo=clock.now().tzinfo))


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def gateway(app: Flask) -> MemoryGateway:
    return cast(MemoryGateway, gateways.current())


def owe(now: datetime, key: str = "one call", language: str = "en", number: str = NUMBER) -> None:
    with db.begin() as session:
        outbox.send_answer(session, number, AnswerFacts.of(HELD), language=language, key=key, now=now)


def sids() -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(Message.provider_sid)))


def states() -> list[MessageState]:
    with db.reading() as session:
        return list(session.scalars(select(Message.state)))


def test_a_text_that_is_owed_goes_out_once(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)

    assert sending.send_due(now) == 1
    assert sending.send_due(now + timedelta(days=1)) == 0

    [text] = gateway.texts
    assert text.number == NUMBER
    assert text.body == (
        "The person is at this place: Stewart Detention Center. Address: 146 CCA Road, Lumpkin, GA 31815. "
        "Confirmed 11/22/26, 12:00 PM ET."
    )
    assert states() == [MessageState.SENT]


def test_a_text_is_in_the_language_that_was_chosen(gateway: MemoryGateway, now: datetime) -> None:
    owe(now, language="es")

    sending.send_due(now)

    assert gateway.texts[0].body.startswith("La persona esta en este centro: Stewart Detention Center. Direccion:")


def test_no_transaction_is_open_while_the_provider_is_asked(app: Flask, now: datetime) -> None:
    owe(now)
    seen = []

    class Curious(MemoryGateway):
        def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
            seen.append((states(), db.current().engine.pool.checkedout()))  # type: ignore[attr-defined]
            return super().send_text(number, body, key=key)

    gateways._current = Curious()
    sending.send_due(now)

    assert seen == [([MessageState.SENDING], 0)]


def test_a_provider_that_is_away_gets_it_later(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    gateway.faults.append(GatewayError(permanent=False))

    assert sending.send_due(now) == 0
    assert states() == [MessageState.WAITING]
    assert sending.send_due(now + timedelta(minutes=1)) == 1


def test_many_texts_go_out_in_one_round(gateway: MemoryGateway, now: datetime) -> None:
    for number in range(outbox.CLAIMED_AT_ONCE * 2 + 1):
        owe(now, key=f"call {number}", number=f"+14045550{number:03}")

    assert sending.send_due(now) == len(gateway.texts) == outbox.CLAIMED_AT_ONCE * 2 + 1


def test_one_that_is_refused_does_not_hold_up_the_next(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    owe(now, key="another")
    gateway.faults.append(GatewayError(permanent=True))

    assert sending.send_due(now) == 1
    assert sorted(states()) == [MessageState.FAILED, MessageState.SENT]


def test_what_went_out_although_its_answer_was_lost_is_found_and_never_sent_again(
    gateway: MemoryGateway, now: datetime
) -> None:
    owe(now)
    gateway.lost_answers = 1

    sending.send_due(now)
    later = now + outbox.UNCERTAIN_FOR
    done = delivery.do_what_is_owed(later)

    assert done["lost messages found"] == 1
    assert (len(gateway.texts), states()) == (1, [MessageState.SENT])
    assert sids() == [gateway.texts[0].sid]


def test_what_a_killed_process_never_handed_over_is_sent(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    with db.begin() as session:
        outbox.claim(session, now=now)

    assert sending.look_for_lost(now + outbox.LOST_AFTER) == 0
    assert sending.send_due(now + outbox.LOST_AFTER) == 1
    assert (len(gateway.texts), states()) == (1, [MessageState.SENT])


def test_what_a_killed_process_handed_over_is_found(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    with db.begin() as session:
        [message] = outbox.claim(session, now=now)
    hand_over(message)

    later = now + outbox.LOST_AFTER
    delivery.do_what_is_owed(later)

    assert (len(gateway.texts), states()) == (1, [MessageState.SENT])


def test_nothing_is_sent_again_before_the_provider_could_say(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    with db.begin() as session:
        [message] = outbox.claim(session, now=now)
    hand_over(message)
    gateway.faults.append(GatewayError(permanent=False))

    later = now + outbox.LOST_AFTER
    sending.look_for_lost(later)
    assert (sending.send_due(later), states()) == (0, [MessageState.SENDING])

    assert sending.look_for_lost(later + timedelta(minutes=2)) == 1
    assert len(gateway.texts) == 1


def test_a_row_that_no_key_opens_does_not_stop_the_others(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    with db.begin() as session:
        session.execute(update(Message).values(sealed=b"\x01\x02s1" + b"x" * 40))
    owe(now, key="another")

    assert sending.send_due(now) == 1
    assert sorted(states()) == [MessageState.FAILED, MessageState.SENT]


def test_a_round_sends_and_an_hour_later_has_the_words_forgotten(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)

    first = delivery.do_what_is_owed(now)
    later = delivery.do_what_is_owed(now + outbox.FORGOTTEN_AFTER)

    assert (first["messages sent"], first["words redacted at the provider"]) == (1, 0)
    assert later["words redacted at the provider"] == 1
    assert gateway.redacted == [gateway.texts[0].sid]


def test_words_that_could_not_be_forgotten_are_tried_again(gateway: MemoryGateway, now: datetime) -> None:
    owe(now)
    sending.send_due(now)
    due = now + outbox.FORGOTTEN_AFTER
    gateway.faults.append(GatewayError(permanent=True))

    assert sending.redact_due(due) == 0
    assert sending.redact_due(due + timedelta(hours=1)) == 1
    with db.reading() as session:
        assert session.scalars(select(Redaction.redacted_at)).all() == [due + timedelta(hours=1)]


def test_many_processes_at_once_send_each_text_once(gateway: MemoryGateway, now: datetime) -> None:
    for number in range(40):
        owe(now, key=f"call {number}", number=f"+140455501{number:02}")

    def work() -> int:
        done = 0
        while sent := sending.send_due(now):
            done += sent
        return done

    with ThreadPoolExecutor(4) as pool:
        counts = [future.result() for future in [pool.submit(work) for _ in range(4)]]

    assert sum(counts) == 40
    assert len({text.key for text in gateway.texts}) == len(gateway.texts) == 40
