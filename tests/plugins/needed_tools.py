"""Leaves out the tests whose tools this machine lacks, and says so; under REQUIRE_TOOLS nothing may be left out."""

import os

import pytest

from tests.plugins import workers
from tests.tools import REFERENCE, TOOLS, Tool

MARK = "needs(*tools): the test is left out where one of these tools is missing (tests/tools.py)"


class NeededTools:
    def __init__(self) -> None:
        self._is_strict = bool(os.environ.get("REQUIRE_TOOLS"))
        self._missing: dict[str, int] = {}
        self._skipped: list[str] = []
        self._without_reference = 0

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        left_out = [item for item in items if self._note(item)]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if item not in set(left_out)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            self._skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if workers.is_worker(session.config):
            workers.hand_over(session.config, missing=self._missing, without_reference=self._without_reference)
        elif self._is_strict and (self._missing or self._skipped) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: workers.Node) -> None:
        # Every process collects every test, so that what one left out all left out.
        handed_over = workers.handed_over(node)
        self._missing |= handed_over.get("missing", {})
        self._without_reference = max(self._without_reference, handed_over.get("without_reference", 0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, count in sorted(self._missing.items()):
            line = f"{count} tests left out for want of {name}. To install it: {TOOLS[name].install}"
            terminalreporter.line(line, red=self._is_strict, yellow=not self._is_strict)
        if self._without_reference:
            line = f"{self._without_reference} tests read lists that are no part of this repository and were left out"
            terminalreporter.line(line)
        if self._is_strict:
            for test in self._skipped:
                terminalreporter.line(f"skipped, where nothing may be: {test}", red=True)

    def _note(self, item: pytest.Item) -> bool:
        if "shared_data" in getattr(item, "fixturenames", ()) and not REFERENCE.is_dir():
            self._without_reference += 1
            return True
        missing = [tool for tool in _needed(item) if not tool.is_found()]
        for tool in missing:
            self._missing[tool.name] = self._missing.get(tool.name, 0) + 1
        return bool(missing)


def _needed(item: pytest.Item) -> list[Tool]:
    return [TOOLS[name] for mark in item.iter_markers("needs") for name in mark.args]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARK)
    config.pluginmanager.register(NeededTools())
