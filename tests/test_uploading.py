"""A real process reads what staff sent, started by whoever works by the clock, and one at a time."""

import sys
from pathlib import Path

import pytest
from flask import Flask

from hotline import clock, db, uploading
from hotline.domain.rosters import uploads
from hotline.domain.rosters.uploads import Sent
from tests import staff
from tests.domain.rosters.sheets import other, write


@pytest.fixture
def waiting(app: Flask, tmp_path: Path) -> None:
    content = write(tmp_path / "sent.csv", [other(1)]).read_bytes()
    now = clock.now()
    with db.begin() as session:
        told = Sent("county jail", "sent.csv", content, is_snapshot=True, is_initial=True, as_of=now)
        uploads.accept(session, staff.actor(1), told, now=now)


def test_nothing_is_started_where_nothing_waits(app: Flask) -> None:
    assert uploading.Reader().start_if_due(clock.now()) == 0


def test_one_process_reads_at_a_time(waiting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "COMMAND", [sys.executable, "-c", "input()"])
    reader = uploading.Reader()

    assert [reader.start_if_due(clock.now()) for _ in range(2)] == [1, 0]

    reader.stop()
    assert reader.start_if_due(clock.now()) == 1
    reader.stop()


def test_a_process_that_failed_is_started_anew(waiting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "COMMAND", [sys.executable, "-c", "raise SystemExit(3)"])
    reader = uploading.Reader()
    reader.start_if_due(clock.now())
    reader.wait()

    assert reader.start_if_due(clock.now()) == 1
    reader.wait()
