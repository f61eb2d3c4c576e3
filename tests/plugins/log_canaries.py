"""Reads every line the suite logs; the run fails when one holds a name, a number or a date of somebody.

Where the suite runs in several processes, each reads its own lines and hands what it found to the one that reports.
"""

import logging

import pytest

from hotline import logs
from hotline.demo.load import cast
from tests import canaries
from tests.plugins import workers

MOST_SHOWN = 20


class _Listener(logging.Handler):
    """Keeps the lines that give something away, and counts all."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logs.LineFormatter())
        self.lines: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.add(self.format(record))


class LogCanaries:
    """The canaries are known only when every test has run, so the lines are read at the end."""

    def __init__(self) -> None:
        self._listener = _Listener()
        self._leaks: list[str] = []
        self._read = 0
        logging.getLogger().addHandler(self._listener)
        for person in cast():
            canaries.register_person(person.details)
            canaries.register(*person.name.split())

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._read += len(self._listener.lines)
        for line in sorted(self._listener.lines):
            if hits := canaries.found_in(line):
                self._leaks.append(f"{', '.join(hits)}: {line}")
        if workers.is_worker(session.config):
            workers.hand_over(session.config, log_lines_read=self._read, log_leaks=self._leaks)
        elif self._leaks and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: workers.Node) -> None:
        handed_over = workers.handed_over(node)
        self._read += handed_over.get("log_lines_read", 0)
        self._leaks += handed_over.get("log_leaks", [])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._leaks:
            terminalreporter.section("log lines that hold something personal", red=True)
            for leak in self._leaks[:MOST_SHOWN]:
                terminalreporter.line(leak)
        else:
            terminalreporter.line(f"{self._read} different log lines, none with anything personal")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LogCanaries())
