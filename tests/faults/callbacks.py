"""`make faults`: what a provider reports of texts, all of it shuffled and posted twice, and where the texts end.

    python -m tests.faults.callbacks --count 10000

Texts go to a stand-in of Twilio that loses 2 % of its answers; it signs four reports of each, posts all of them twice
in any order to the webhook, and after every one it is looked whether a text is less far than before.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from hotline import clock, db, gateways, migration, sending
from hotline.app import create_app
from hotline.config import Settings
from hotline.domain import outbox
from hotline.models.messages import Message, MessageState
from tests.faults.kills import FACTS, FORWARD, number_of
from tests.providers.chaos import Habits
from tests.providers.twilio_mock import TwilioMock
from tests.providers.twilio_store import TEXT_STATES
from tests.settings import settings_for

TWICE = 2
# What may be reported of a text; a late "undelivered" takes nothing back.
WAYS = {
    TEXT_STATES: MessageState.DELIVERED,
    ("queued", "sending", "sent", "undelivered"): MessageState.FAILED,
    ("accepted", "queued", "sending", "sent"): MessageState.SENT,
    ("sent", "undelivered", "delivered", "failed"): MessageState.DELIVERED,
}
REPORTS_A_TEXT = TWICE * len(TEXT_STATES)


@dataclass(slots=True)
class Told:
    """Reports posted, those that took a text backward, texts that did not end as they should, answers by status."""

    reports: int = 0
    backward: int = 0
    astray: int = 0
    ends: Counter[MessageState] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        return self.backward + self.astray + sum(n for status, n in self.answers.items() if status != 204)


def trial(app: Flask, settings: Settings, count: int, *, seed: int = 1) -> Told:
    """Post about so many reports to this app, whose database is empty."""
    chance, told, client = random.Random(seed), Told(), app.test_client()

    def post(path: str, fields: dict[str, str], signature: str) -> int:
        key = path.rpartition("/")[2]
        before = _state(key)
        status = client.post(path, data=fields, headers={"X-Twilio-Signature": signature}).status_code
        told.reports += 1
        told.answers[status] += 1
        told.backward += FORWARD.index(_state(key)) < FORWARD.index(before)
        return status

    with TwilioMock(settings, Habits(lost=0.02, doubled=1, is_shuffled=True, seed=seed)) as twilio:
        gateways.connect(replace(settings, gateway="twilio", twilio_api_url=twilio.url))
        _send(-(-count // REPORTS_A_TEXT))
        for text in twilio.store.texts:
            text.states = chance.choice(list(WAYS))
        twilio.post_reports(post=post)
        for text in twilio.store.texts:
            end = _state(text.fields["StatusCallback"].rpartition("/")[2])
            told.ends[end] += 1
            told.astray += end is not WAYS[text.states]
    return told


def _send(texts: int) -> None:
    now = clock.now()
    with db.begin() as session:
        for number in range(texts):
            outbox.send_answer(session, number_of(number), FACTS, language="es", key=str(number), now=now)
    while sending.send_due(now):
        pass


def _state(key: str) -> MessageState:
    with db.reading() as session:
        return session.scalars(select(Message.state).where(Message.key == outbox.read_key(key))).one()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hotline-callbacks-") as folder:
        settings = replace(settings_for(f"sqlite:///{Path(folder) / 'callbacks.db'}"), log_level="CRITICAL")
        migration.upgrade(settings.database_url)
        began = time.monotonic()
        told = trial(create_app(settings), settings, options.count, seed=options.seed)
        db.current().dispose()
    ends = ", ".join(f"{end}: {n:,}" for end, n in sorted(told.ends.items()))
    answers = ", ".join(f"{status}: {n:,}" for status, n in sorted(told.answers.items()))
    print(f"{told.reports:,} reports of {told.ends.total():,} texts, every one twice, in any order; answers {answers}")
    print(f"{told.backward} backward, {told.astray} ended elsewhere than they should; {ends}")
    print(f"in {time.monotonic() - began:.0f} s")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
