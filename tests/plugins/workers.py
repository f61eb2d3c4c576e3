"""The suite may run in several processes (`pytest -n`): what one of them hands to the one that reports."""

from typing import Any, Protocol

import pytest


class Node(Protocol):
    """A worker process as the reporting one sees it (pytest-xdist)."""

    workeroutput: dict[str, Any]


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workeroutput")


def hand_over(config: pytest.Config, **what: Any) -> None:
    """Send plain lists, numbers and strings to the reporting process; only in a worker."""
    config.workeroutput.update(what)  # type: ignore[attr-defined]  # pytest-xdist puts it there


def handed_over(node: Node) -> dict[str, Any]:
    """What a worker handed over; nothing when it crashed."""
    return getattr(node, "workeroutput", {})
