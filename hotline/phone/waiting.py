"""What a call waits for, and what the caller can do about it; the verbs are in listening.py and legs.py.

Each answers an act with where the call goes on, or with None while it waits on. Attributes, their defaults and the
fields that are posted are those of Twilio's TwiML reference for the verb.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_OF_A_MACHINE = 30  # silences; voice mail keeps two or three minutes


class State(StrEnum):
    """What somebody at the telephone can do now."""

    IDLE = "idle"
    CALLED = "called"  # the hotline rings this telephone
    KEYS = "keys"  # press keys
    WORDS = "words"  # press keys or speak
    RECORDING = "recording"  # speak; a key ends it
    RINGING = "ringing"  # a leg rings: somebody answers it or not
    TELLING = "telling"  # who was rung answered, and is told who calls
    TALKING = "talking"  # with the one who answered
    QUEUE = "queue"  # until somebody takes the call
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GoOn:
    """Where a call goes on: at an address, with fields; without an address at the document's next verb."""

    address: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class Waiting:
    """Nothing that any act changes; each verb answers the acts it knows. `begun`: a pause now ends what was begun."""

    @property
    def state(self) -> State:
        return State.IDLE

    @property
    def begun(self) -> bool:
        return False

    def touch(self, _key: str) -> GoOn | None:
        """One key is pressed."""
        return None

    def utter(self, _words: str) -> GoOn | None:
        """Something is said."""
        return None

    def wait(self) -> GoOn | None:
        """The telephone company's patience ends."""
        return None

    def leg(self, _act: str) -> GoOn | None:
        """The one at the other end answers, does not, or hangs up. Raises ValueError where that cannot be."""
        raise ValueError("nobody is rung")

    def look(self) -> GoOn | None:
        """See what the one at the other end did meanwhile, where that is another practice telephone."""
        return None

    def hang_up(self) -> GoOn | None:
        """The caller hangs up: what is still posted to an action."""
        return None
