"""The verbs that bring somebody else to the call: Dial rings a number, takes a call out of a queue where it waits by
Enqueue, or goes into a room where others come.

Who is rung may be told something first, on their end alone, by the document at the Number's url; where that ends the
two are connected, and where it hangs up they are not.
"""

import secrets
from dataclasses import dataclass, field
from typing import Protocol

from hotline.phone.document import Verb
from hotline.phone.listening import EVERY_KEY
from hotline.phone.switchboard import Bridge, Place, Switchboard
from hotline.phone.waiting import MOST_OF_A_MACHINE, GoOn, State, Waiting
from hotline.phone.wire import TALKED

# How a leg ends before anybody talks. Who refuses a call on a mobile telephone sounds busy to the one who rings.
LEG_ENDS = {"busy": "busy", "refuse": "busy", "no-answer": "no-answer", "failed": "failed", "canceled": "canceled"}


class OtherEnd(Protocol):
    """The telephone of who is rung; `is_through` once all was said to them, and they are connected."""

    @property
    def sid(self) -> str: ...
    @property
    def is_through(self) -> bool: ...
    @property
    def is_connected(self) -> bool: ...
    def report(self, status: str) -> None: ...
    def pick_up(self) -> None: ...
    def touch(self, key: str) -> None: ...
    def stay_silent(self) -> None: ...
    def put_down(self) -> None: ...


@dataclass
class Dialling(Waiting):
    """Dial. Without an action the document's next verb follows; with one, nothing else does.

    `end` is the other end where it is told something before anybody talks, or its states are posted.
    """

    verb: Verb
    action: str
    end: OtherEnd | None = None
    answered: bool = False
    is_told: bool = False
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))

    def __post_init__(self) -> None:
        if self.end:
            self.sid = self.end.sid
            self.end.report("initiated")
            self.end.report("ringing")

    @property
    def state(self) -> State:
        if self.answered:
            return State.TALKING
        return State.TELLING if self.is_told else State.RINGING

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
        if self.end and self.is_told and not self.answered:
            return self._while_told(self.end, act)
        if act == "answer" and not self.answered:
            return self._answer()
        if act == "voice-mail" and not self.answered:
            return self._leave_to_machine()
        if act == "hang up" and self.answered:
            return self._over("completed")
        if act in LEG_ENDS and not self.answered:
            return self._over(LEG_ENDS[act])
        raise ValueError(f"a leg that {'talks' if self.answered else 'rings'} cannot {act}")

    def hang_up(self) -> GoOn | None:
        if self.end and self.is_told and not self.answered:
            self.end.put_down()
            return self._end("canceled")
        ended = self._over("completed" if self.answered else "canceled")
        return ended if self.action else None

    def _answer(self) -> GoOn | None:
        if self.end is None:
            self.answered = True
            return None
        self.is_told = True
        self.end.report("in-progress")
        self.end.pick_up()
        return self._see(self.end)

    def _leave_to_machine(self) -> GoOn | None:
        """Voice mail answers, and presses nothing; where no key is asked for, it is talked with."""
        step = self._answer()
        for _ in range(MOST_OF_A_MACHINE):
            if step or self.answered or self.end is None:
                return step
            step = self._while_told(self.end, "silence")
        return step or self.leg("hang up")

    def _while_told(self, end: OtherEnd, act: str) -> GoOn | None:
        """What who was called does while they are told who calls: keys, silence, or they hang up."""
        if act in EVERY_KEY:
            end.touch(act)
        elif act == "silence":
            end.stay_silent()
        elif act == "hang up":
            end.put_down()
        else:
            raise ValueError(f"who is told who calls cannot {act}")
        return self._see(end)

    def _see(self, end: OtherEnd) -> GoOn | None:
        """Connected, hung up by what was said to them, or still listening."""
        if end.is_through:
            self.answered = True
            return None
        return None if end.is_connected else self._end("completed")

    def _over(self, status: str) -> GoOn:
        if self.end:
            self.end.report(status)
        return self._end(status)

    def _end(self, status: str) -> GoOn:
        if not self.action:
            return GoOn()
        seconds = TALKED if self.answered or self.is_told else "0"
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
class Conferring(Waiting):
    """Dial with a Conference inside: whoever comes is talked with, until this end leaves or is led out.

    Who else is there is the other telephones' business: what they do comes as orders of the service.
    """

    verb: Verb
    action: str

    @property
    def state(self) -> State:
        return State.TALKING

    def touch(self, key: str) -> GoOn | None:
        return self.hang_up() if key == "*" and self.verb.attributes.get("hangupOnStar") == "true" else None

    def leg(self, act: str) -> GoOn | None:
        raise ValueError(f"who is in the room has a telephone of their own: {act} is done there")

    def hang_up(self) -> GoOn:
        return GoOn(self.action, {"DialCallStatus": "completed", "DialBridged": "true"})


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
