"""Logs are one event a line and hold nothing personal."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from hotline import logs
from hotline.app import create_app
from hotline.config import Settings
from tests import canaries
from tests.tools import ROOT


class Lines(logging.Handler):
    """What was logged, as the lines that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logs.LineFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def lines(app: Flask) -> Iterator[list[str]]:
    listener = Lines()
    logging.getLogger().addHandler(listener)
    yield listener.lines
    logging.getLogger().removeHandler(listener)


def test_a_request_is_logged_by_its_route_and_never_by_its_url(app: Flask, lines: list[str]) -> None:
    app.test_client().get("/health?name=Guadalupe")
    app.test_client().get("/Guadalupe/1981")

    events = [json.loads(line) for line in lines]
    assert [(event["route"], event["status"]) for event in events] == [("/health", 200), ("unknown", 404)]
    assert not any("Guadalupe" in line or "127.0.0.1" in line for line in lines)


def test_an_error_is_logged_without_its_text(lines: list[str]) -> None:
    try:
        int("A 098 765 432")
    except ValueError as error:
        logs.log.error("something failed", exc_info=error)

    event = json.loads(lines[0])
    assert event["error"] == "ValueError"
    assert "test_logs.py" in event["frames"][0]
    assert "098 765" not in lines[0]


def test_an_error_that_a_library_logs_is_without_its_text_too(lines: list[str]) -> None:
    try:
        int("A 098 765 432")
    except ValueError:
        logging.getLogger("some.library").exception("it failed")

    assert json.loads(lines[0])["error"] == "ValueError"
    assert "098 765" not in lines[0]


def test_a_failing_page_is_logged_once_with_its_route(settings: Settings, lines: list[str]) -> None:
    app = create_app(settings)

    def fail(name: str) -> str:
        raise RuntimeError(name)

    app.add_url_rule("/fail/<name>", view_func=fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    app.test_client().get("/fail/Guadalupe")

    events = [json.loads(line)["event"] for line in lines]
    assert events == ["request failed", "request"]
    assert not any("Guadalupe" in line for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "found A098765432"}',
        '{"event": "found", "number": "098765432"}',
        '{"event": "rings", "to": "+18005550100"}',
        '{"event": "asked", "born": "1981-05-04"}',
        '{"event": "from", "peer": "203.0.113.9"}',
        '{"event": "found GUADALUPE"}',
    ],
)
def test_the_suite_would_find_what_a_line_gives_away(line: str) -> None:
    assert canaries.found_in(line, ["Guadalupe"])


def test_an_everyday_line_gives_nothing_away() -> None:
    line = '{"event": "request", "route": "/<lang>/find", "status": 200, "ms": 3.1, "at": "2006-11-22T07:00:00Z"}'

    assert canaries.found_in(line, ["Guadalupe"]) == []


def test_a_worker_writes_everyday_lines_together_and_a_warning_at_once(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(settings)
    logs.write_together()

    logs.log.info("first")
    before = capsys.readouterr().err
    logs.log.warning("second")
    after = capsys.readouterr().err
    logs.configure(settings)

    assert before == ""
    assert [json.loads(line)["event"] for line in after.splitlines()] == ["first", "second"]


def test_what_waits_is_written_when_the_process_ends() -> None:
    program = """
from hotline import logs
from hotline.config import Settings
from tests.settings import settings_for
logs.configure(settings_for("sqlite://"))
logs.write_together()
logs.log.info("last words")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert json.loads(ended.stderr)["event"] == "last words"
