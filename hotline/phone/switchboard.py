"""The telephone company's queues, where one practice telephone is connected with another.

Each end does its own part: what the other did is seen when somebody looks (Telephone.look), as news travels.
"""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Bridge:
    """Two who talk with each other, until either puts the telephone down."""

    is_over: bool = False


@dataclass(eq=False)
class Place:
    """A call that waits in a queue; `bridge` once somebody took it."""

    bridge: Bridge | None = None


@dataclass
class Switchboard:
    """Who waits in which queue, by its name, who came first before the others."""

    _queues: dict[str, deque[Place]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def enter(self, name: str) -> Place:
        place = Place()
        with self._lock:
            self._queues.setdefault(name, deque()).append(place)
        return place

    def leave(self, name: str, place: Place) -> None:
        """One that was taken, or left before, stands in no queue any more."""
        with self._lock:
            if place in (queue := self._queues.get(name, deque())):
                queue.remove(place)

    def take(self, name: str) -> Bridge | None:
        """Connect with the first of that queue; None where nobody waits."""
        with self._lock:
            if not (queue := self._queues.get(name)):
                return None
            place = queue.popleft()
            place.bridge = Bridge()
            return place.bridge
