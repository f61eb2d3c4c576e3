"""The verbs that bring somebody else to the call: Dial rings a number, or takes a call out of a queue where it waits by
Enqueue.
"""

import secrets
from dataclasses import dataclass, field

from hotline.phone.document import Verb
from hotline.phone.switchboard import Bridge, Place, Switchboard
from hotline.phone.waiting import GoOn, State, Waiting

# How a leg ends before anybody talks. Who refuses a call on a mobile telephone sounds busy to the one who rings.
LEG_ENDS = {"busy": "busy", "refuse": "busy", "no-answer": "no-answer", "failed": "failed", "canceled": "canceled"}


@dataclass
class Dialling(Waiting):
    """Dial. Without an action the document's next verb follows; with one, nothing else does."""

    verb: Verb
    action: str
    answered: bool = False
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))

    @property
    def state(self) -> State:
        return State.TALKING if self.answered else State.RINGING

    @property
    def numbers(self) -> list[str]:
        """The numbers that ring, as the document writes them; the first to answer is talked with."""
        return [number for number in (self.verb.text, *(inside.text for inside in self.verb.inside)) if number]

    def touch(self, key: str) -> GoOn | None:
        is_star = key == "*" and self.verb.attributes.get("hangupOnStar") == "true"
        return self.leg("hang up") if is_star and self.answered else None

    def wait(self) -> GoOn | None:
        """Nobody answers before the timeout; who talks is let talk."""
        return None if self.answered else self.leg("no-answer")

    def leg(self, act: str) -> GoOn | None:
        if act == "answer" and not self.answered:
            self.answered = True
            return None
        if act == "hang up" and self.answered:
            return self._end("completed")
        if act in LEG_ENDS and not self.answered:
            return self._end(LEG_ENDS[act])
        raise ValueError(f"a leg that {'talks' if self.answered else 'rings'} cannot {act}")

    def hang_up(self) -> GoOn | None:
        return self._end("completed" if self.answered else "canceled") if self.action else None

    def _end(self, status: str) -> GoOn:
        if not self.action:
            return GoOn()
        seconds = "30" if self.answered else "0"
        fields = {"DialCallStatus": status, "DialCallSid": self.sid, "DialCallDuration": seconds}
        return GoOn(self.action, fields | {"DialBridged": str(self.answered).lower()})


@dataclass
class Taking(Waiting):
    """Dial with a Queue inside: waits for the first who is in it, and talks with them."""

    verb: Verb
    action: str
    queue: str
    switchboard: Switchboard
    bridge: Bridge | None = None

    @property
    def state(self) -> State:
        return State.TALKING if self.bridge else State.QUEUE

    def touch(self, key: str) -> GoOn | None:
        is_star = key == "*" and self.verb.attributes.get("hangupOnStar") == "true"
        return self._end("completed") if is_star and self.bridge else None

    def wait(self) -> GoOn | None:
        """Nobody comes into the queue before the timeout; who talks is let talk."""
        return None if self.bridge else self._end("no-answer")

    def look(self) -> GoOn | None:
        if self.bridge is None:
            self.bridge = self.switchboard.take(self.queue)
        return self._end("completed") if self.bridge and self.bridge.is_over else None

    def hang_up(self) -> GoOn | None:
        return self._end("completed" if self.bridge else "canceled")

    def _end(self, status: str) -> GoOn:
        if self.bridge:
            self.bridge.is_over = True
        return GoOn(self.action, {"DialCallStatus": status, "DialBridged": str(bool(self.bridge)).lower()})


@dataclass
class Queueing(Waiting):
    """Enqueue. `entertainment` is the address whose document is heard meanwhile, again and again ("": silence).

    `address` and `rest` are the document that led here and what stands in it after the verb.
    """

    sid: str
    action: str
    entertainment: str
    address: str
    rest: list[Verb]
    name: str
    switchboard: Switchboard
    answered: bool = False
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        self.place = self.switchboard.enter(self.name)

    @property
    def state(self) -> State:
        return State.TALKING if self.answered else State.QUEUE

    def wait(self) -> GoOn | None:
        """What is heard in the queue is heard once more."""
        if self.answered or not self.entertainment:
            return None
        fields = {"QueueSid": self.sid, "QueuePosition": "1", "QueueTime": "0", "CurrentQueueSize": "1"}
        return GoOn(self.entertainment, fields)

    def leg(self, act: str) -> GoOn | None:
        if act == "answer" and not self.answered:
            self.answered = True
            return None
        if act == "hang up" and self.answered:
            return self.end("bridged")
        raise ValueError(f"a queue cannot {act}")

    def look(self) -> GoOn | None:
        bridge = self.place.bridge
        self.answered = self.answered or bridge is not None
        return self.end("bridged") if bridge and bridge.is_over else None

    def hang_up(self) -> GoOn:
        return self.end("bridged" if self.answered else "hangup")

    def end(self, result: str) -> GoOn:
        """Out of the queue: bridged (somebody took the call), leave, hangup."""
        self.switchboard.leave(self.name, self.place)
        if self.place.bridge:
            self.place.bridge.is_over = True
        fields = {"QueueResult": result, "QueueSid": self.sid, "QueueTime": "30"}
        return GoOn(self.action, fields) if self.action else GoOn()
