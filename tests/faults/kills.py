"""`make faults`: deliver processes killed by the hundred in the middle of their work, and what became of the messages.

    python -m tests.faults.kills --kills 200

Two `flask deliver` at a time send to a stand-in of Twilio that loses 2 % of its answers and refuses 2 % with 500. Both
are killed (SIGKILL) within two seconds and two others go on. Every message must arrive once: none lost, none
sent twice. It is SQLite, or with `--postgres` a PostgreSQL of its own.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import clock, db, migration, secrets_box
from hotline.config import Settings
from hotline.domain import outbox
from hotline.domain.findings import Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.domain.outbox.due import opened
from hotline.models.messages import Message, MessageState
from tests import postgres
from tests.benchmarks import place
from tests.providers.chaos import Habits
from tests.providers.twilio_mock import TwilioMock
from tests.settings import settings_for

AT_ONCE = 2
LIVES = (0.1, 1.9)  # seconds before a process is killed
LAST_LIFE = 2.0
OWED_A_PROCESS = 10
HABITS = Habits(lost=0.02, refused=0.02, slowest=0.03)
LONG_AGO = timedelta(minutes=10)
TELL_EVERY = 10.0  # seconds
FACTS = AnswerFacts(Outcome.HELD, place="Stewart Detention Center", phone="+12295550130")
UNSENT = (MessageState.WAITING, MessageState.SENDING)
FORWARD = (*UNSENT, MessageState.SENT, MessageState.FAILED, MessageState.DELIVERED)


@dataclass(slots=True)
class Record:
    """What was counted: messages owed, processes killed, and where the kills met the messages."""

    owed: int = 0
    kills: int = 0
    unhanded: int = 0  # claimed when their process died, and the provider had them not
    unwritten: int = 0  # at the provider when their process died, which had not written it down
    reports: int = 0
    backward: int = 0  # reports after which a message was less far than before
    states: Counter[MessageState] | None = None
    arrived: Counter[str] | None = None

    @property
    def lost(self) -> int:
        return self.owed - len(self.arrived or ())

    @property
    def twice(self) -> int:
        return sum(n - 1 for n in (self.arrived or {}).values())


class Trial:
    """Owes messages, lets processes send them and kills those; the database is the process's own."""

    def __init__(self, twilio: TwilioMock, nursery: "subprocess.Popen[str]", seed: int, *, is_watched: bool) -> None:
        self.twilio, self.nursery, self.chance = twilio, nursery, random.Random(seed)
        self.record, self.is_watched = Record(), is_watched
        self._began = self._told_at = time.monotonic()

    def run(self, kills: int) -> Record:
        while self.record.kills < kills:
            processes = [self._owe_and_start() for _ in range(AT_ONCE)]
            time.sleep(self.chance.uniform(*LIVES))
            for process in processes:
                os.kill(process, signal.SIGKILL)
                self.record.kills += 1
            self._look()
            self._tell(f"{self.record.kills} of {kills} killed")
        self._finish()
        return self.record

    def _owe_and_start(self) -> int:
        """Each finds work, for one claims more at once than that."""
        with db.begin() as session:
            for number in range(self.record.owed, self.record.owed + OWED_A_PROCESS):
                outbox.send_answer(session, number_of(number), FACTS, language="es", key=str(number), now=clock.now())
        self.record.owed += OWED_A_PROCESS
        return self._start()

    def _start(self) -> int:
        assert self.nursery.stdin
        assert self.nursery.stdout
        print("another", file=self.nursery.stdin, flush=True)
        return int(self.nursery.stdout.readline())

    def _look(self) -> None:
        """Count what the dead left behind, and let it be long ago, as it will be when somebody looks for it."""
        time.sleep(2 * HABITS.slowest)  # what was on its way arrives
        arrived = self._arrived()
        with db.begin() as session:
            for row in session.scalars(select(Message).where(Message.state == MessageState.SENDING)):
                if row.claimed_at and row.claimed_at > clock.now() - LONG_AGO / 2:
                    number = opened(session, row, claimed_at=row.claimed_at).recipient.contact
                    self.record.unwritten += number in arrived
                    self.record.unhanded += number not in arrived
                    row.claimed_at -= LONG_AGO
                row.due_at -= LONG_AGO

    def _finish(self) -> None:
        self.twilio.misbehave(Habits())
        while waiting := self._waiting():
            self._tell(f"{waiting} of {self.record.owed} messages are to go yet")
            processes = [self._start() for _ in range(AT_ONCE)]
            time.sleep(LAST_LIFE)
            for process in processes:
                os.kill(process, signal.SIGKILL)
            self._look()
        self.record.arrived = self._arrived()
        self.twilio.misbehave(Habits(doubled=0.2, is_shuffled=True))
        self._tell("reports")
        self.twilio.post_reports(post=self._report)
        with db.reading() as session:
            self.record.states = Counter(session.scalars(select(Message.state)))

    def _report(self, path: str, fields: dict[str, str], _signature: str) -> int:
        """Take a report down as the webhook does, and look whether it took anything back."""
        key = path.rpartition("/")[2]
        with db.begin() as session:
            before = self._rank(session, key)
            outbox.record_report(session, key, fields["MessageSid"], fields["MessageStatus"], now=clock.now())
            session.flush()
            self.record.reports += 1
            self.record.backward += self._rank(session, key) < before
        return 204

    def _rank(self, session: Session, key: str) -> int:
        return FORWARD.index(session.scalars(select(Message.state).where(Message.key == outbox.read_key(key))).one())

    def _waiting(self) -> int:
        """How many wait; those that were refused for a moment may try at once."""
        with db.begin() as session:
            waiting = session.scalars(select(Message).where(Message.state == MessageState.WAITING)).all()
            for row in waiting:
                row.due_at = min(row.due_at, clock.now())
            return session.scalar(select(func.count()).where(Message.state.in_(UNSENT))) or 0

    def _tell(self, how_far: str) -> None:
        """Now and then, for whoever watches."""
        if self.is_watched and time.monotonic() - self._told_at > TELL_EVERY:
            self._told_at = time.monotonic()
            print(f"{self._told_at - self._began:4.0f} s: {how_far}", file=sys.stderr, flush=True)

    def _arrived(self) -> Counter[str]:
        with self.twilio.store.lock:
            return Counter(text.number for text in self.twilio.store.texts)


def number_of(number: int) -> str:
    """Numbers of Atlanta, each once; ten thousand neighbours have a cap of their own, so they are spread."""
    return f"+1404{220 + number % 80}{number // 80:04}"


def trial(settings: Settings, kills: int, *, seed: int = 1, is_watched: bool = False) -> Record:
    """Kill that many processes over the database of these settings, which is migrated and empty."""
    db.connect(settings.database_url, secrets_box.session_info(secrets_box.from_settings(settings)))
    with TwilioMock(settings, replace(HABITS, seed=seed)) as twilio:
        variables = place.environment(Path("unused")) | {"DATABASE_URL": settings.database_url, "GATEWAY": "twilio"}
        variables |= {"TWILIO_API_URL": twilio.url, "LOG_LEVEL": "CRITICAL"}
        variables |= {"no_proxy": "*"}  # to ask a Mac for its proxies ends a process that was forked
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, env=os.environ | variables, text=True, **pipes) as nursery:
            return Trial(twilio, nursery, seed, is_watched=is_watched).run(kills)


def table(record: Record) -> str:
    """What was counted, as it stands in docs/reliability.md."""
    rows = {
        "deliver processes killed": record.kills,
        "messages owed": record.owed,
        "claimed when their process died, the provider had them not": record.unhanded,
        "at the provider when their process died, not written down": record.unwritten,
        "lost": record.lost,
        "sent twice": record.twice,
        "reports of the provider, shuffled, one in five twice": record.reports,
        "reports that took a message backward": record.backward,
    }
    return "\n".join(f"| {what} | {n:,} |" for what, n in rows.items())


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hotline-kills-") as folder:
        yield f"sqlite:///{Path(folder) / 'kills.db'}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    options = parser.parse_args(arguments)
    with postgres.server() if options.postgres else _file() as url:
        settings = settings_for(url)
        migration.upgrade(settings.database_url)
        began = time.monotonic()
        record = trial(settings, options.kills, seed=options.seed, is_watched=True)
        db.current().dispose()
    print(table(record))
    faults = f"{record.lost} lost, {record.twice} sent twice, {record.backward} backward"
    print(f"\n{faults}, in {time.monotonic() - began:.0f} s; {dict(record.states or {})}")
    return 1 if record.lost or record.twice or record.backward else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
