"""What a call from inside a facility knows of the detained person who makes it; part of the call's notes."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(slots=True)
class Inside:
    """Who calls, from where, and whom they reach.

    `person_id` is who proved to be the person by A-number and PIN, 0 before. `facility` is the code of where the call
    comes from, or "". `a_number` and `pin` wait to be proven; one that `must_change` is to be replaced now. `tries` are
    the wrong ones of this call. `a_number` stays once it is proven: after they `have_talked` with somebody the PIN is
    asked for once more before anything changes, and `wanted` is the step that waits for it.

    `targets` are whom the call may ring, best first, as DetaineeCall.target says it; `at` is the place among them of
    the one that is rung now, `attempt` the id of that DetaineeCall, 0 before the first. `became` is what became of the
    last one (a CallResult) and `failure` why, "" before. `name` is where the name is kept that they said, once
    `name_asked`. `room` is where they talk with two relatives, once these are asked for. `typed` is a number that was
    keyed in. `seeks` is the step that waits for the state to be told. `asked_for_us`: that they asked for a person of
    ours is written down; `is_promised`: staff owe the facility a call for it.
    """

    person_id: int = 0
    facility: str = ""
    a_number: str = ""
    pin: str = ""
    must_change: bool = False
    tries: int = 0
    have_talked: bool = False
    wanted: str = ""
    targets: tuple[str, ...] = ()
    at: int = 0
    attempt: int = 0
    became: str = ""
    failure: str = ""
    room: str = ""
    name: str = ""
    name_asked: bool = False
    typed: str = ""
    seeks: str = ""
    asked_for_us: bool = False
    is_promised: bool = False

    def plain(self) -> dict[str, object]:
        """As values that JSON can carry; what is empty is left out."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name))}

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "Inside":
        """What plain() wrote down."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**values)
