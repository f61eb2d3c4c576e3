"""How a provider misbehaves: the same for the same seed."""

import random
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import TypeVar

Thing = TypeVar("Thing")


class Fate(StrEnum):
    """What happens to one request."""

    DONE = "done"
    REFUSED = "refused"  # answered 500, and nothing was done
    BROKEN = "broken"  # done, and answered 500
    LOST = "lost"  # done, and the connection ends without an answer


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares from 0 to 1 of requests that are refused, broken or lost, and the most seconds that one waits.

    `doubled` is the share of reports posted twice; with `is_shuffled` the reports about all messages are posted in any
    order, otherwise in theirs.
    """

    refused: float = 0.0
    broken: float = 0.0
    lost: float = 0.0
    slowest: float = 0.0
    doubled: float = 0.0
    is_shuffled: bool = False
    seed: int = 1


class Chaos:
    """Decides, one thread at a time."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self._random = random.Random(habits.seed)
        self._waits = random.Random(habits.seed)  # apart: how many fail is the same however threads take turns
        self._lock = Lock()

    def fate(self) -> Fate:
        with self._lock:
            drawn = self._random.random()
        for fate, share in (
            (Fate.REFUSED, self.habits.refused),
            (Fate.BROKEN, self.habits.broken),
            (Fate.LOST, self.habits.lost),
        ):
            if drawn < share:
                return fate
            drawn -= share
        return Fate.DONE

    def wait(self) -> float:
        """Seconds to wait before a request is answered."""
        with self._lock:
            return self._waits.random() * self.habits.slowest

    def posted(self, reports: list[Thing]) -> list[Thing]:
        """The reports in the order in which they are posted, some of them twice."""
        with self._lock:
            again = [report for report in reports if self._random.random() < self.habits.doubled]
            posted = [*reports, *again]
            if self.habits.is_shuffled:
                self._random.shuffle(posted)
        return posted
