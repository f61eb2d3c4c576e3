"""How soon and how fast messages leave: handed to the memory gateway, out of SQLite and out of PostgreSQL."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psutil  # type: ignore[import-untyped]  # it ships no types
from sqlalchemy import func, select

from hotline import clock, db, delivery, gateways, migration, secrets_box, sending
from hotline.config import Settings
from hotline.domain import outbox
from hotline.gateways.memory import MemoryGateway
from hotline.models.messages import Message, MessageState
from tests import postgres
from tests.benchmarks import place
from tests.benchmarks.figures import Figure, percentile
from tests.faults.kills import FACTS, number_of
from tests.settings import settings_for

MESSAGES = 2_000
SINGLE = 60  # one after another, to an idle process
PROCESSES = 2
IDLE_SECONDS = 20
WARM_SECONDS = 5
SEED = 20261122


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="hotline-outbox-") as folder:
        settings = settings_for(f"sqlite:///{Path(folder) / 'outbox.db'}")
        _connect(settings)
        idle = _idle_seconds_a_minute(settings)
        waits = _waits()
        rate = _rate_alone()
        db.current().dispose()
    return [
        Figure("event committed to handed over, one idle process, p99", percentile(waits, 0.99), 5, "s"),
        Figure("messages a second, SQLite, one process", rate, 100, at_least=True),
        Figure(f"messages a second, PostgreSQL, {PROCESSES} processes", _rate_on_a_server(), 300, at_least=True),
        Figure("CPU of an idle deliver process in a minute", idle, 1.5, "s"),
    ]


def _connect(settings: Settings) -> None:
    migration.upgrade(settings.database_url)
    gateways.connect(settings)
    db.connect(settings.database_url, secrets_box.session_info(secrets_box.from_settings(settings)))


def _owe(first: int, count: int) -> None:
    with db.begin() as session:
        for number in range(first, first + count):
            outbox.send_answer(session, number_of(number), FACTS, language="es", key=str(number), now=clock.now())


def _waits() -> list[float]:
    """Seconds from the commit that owes a message until the gateway has it, for messages that come one at a time."""
    gateway, rng, stop = gateways.current(), Random(SEED), threading.Event()
    assert isinstance(gateway, MemoryGateway)
    worker = threading.Thread(target=delivery.run_until, args=(stop,))
    worker.start()
    committed = []
    for number in range(SINGLE):
        time.sleep(rng.uniform(0, 1))
        _owe(number, 1)
        committed.append(clock.now())
    while len(gateway.texts) < SINGLE:
        time.sleep(0.1)
    stop.set()
    worker.join()
    made = {text.number: text.made_at for text in gateway.texts}
    return [(made[number_of(number)] - moment).total_seconds() for number, moment in enumerate(committed)]


def _rate_alone() -> float:
    _owe(SINGLE, MESSAGES)
    began, sent = time.perf_counter(), 0
    while sent < MESSAGES:
        sent += sending.send_due(clock.now())
    return MESSAGES / (time.perf_counter() - began)


def _rate_on_a_server() -> float:
    """From the first message that is taken until the last."""
    with postgres.server() as url:
        settings = settings_for(url)
        _connect(settings)
        _owe(0, 2 * MESSAGES)
        rate = _rate_of_two(settings)
        db.current().dispose()
    return rate


def _rate_of_two(settings: Settings) -> float:
    with _nursery(settings) as nursery:
        for _ in range(PROCESSES):
            print("another", file=nursery.stdin, flush=True)
        processes = [psutil.Process(int(nursery.stdout.readline())) for _ in range(PROCESSES)]  # type: ignore[union-attr]
        began = time.perf_counter()
        while _left():
            time.sleep(0.1)
        took = time.perf_counter() - began
        for process in processes:
            process.kill()
    return 2 * MESSAGES / took


def _left() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).where(Message.state != MessageState.SENT)) or 0


@contextmanager
def _nursery(settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.faults.nursery"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=_environment(settings), text=True, **pipes) as process:
        yield process


def _idle_seconds_a_minute(settings: Settings) -> float:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "deliver"]
    with subprocess.Popen(command, env=_environment(settings)) as process:
        time.sleep(WARM_SECONDS)
        before = _cpu(process.pid)
        time.sleep(IDLE_SECONDS)
        used = _cpu(process.pid) - before
        process.terminate()
    return used * 60 / IDLE_SECONDS


def _cpu(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


def _environment(settings: Settings) -> dict[str, str]:
    of_ours = {"DATABASE_URL": settings.database_url, "GATEWAY": "memory", "LOG_LEVEL": "ERROR"}
    return {**os.environ, **place.environment(Path("unused")), **of_ours}
