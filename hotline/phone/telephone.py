"""A telephone in somebody's hand: rings the hotline, or is rung by it; hears, presses keys, speaks, hangs up.

Nobody waits: a timeout is an act (`wait`), not a clock.
"""

from dataclasses import dataclass, field

from hotline.config import Settings
from hotline.gateways import practice
from hotline.gateways.practice import PracticeCall, PracticeOrder
from hotline.phone.conductor import CallFailed, Conductor, Heard
from hotline.phone.listening import Recording
from hotline.phone.switchboard import Switchboard
from hotline.phone.transport import Transport, Webhook
from hotline.phone.waiting import MOST_OF_A_MACHINE, State, Waiting
from hotline.phone.wire import Wire

__all__ = ["ENTRANCE", "INSIDE", "KEYS", "CallFailed", "Heard", "Telephone"]

ENTRANCE, INSIDE = "/ivr/family", "/ivr/detainee"
OF_A_FACILITY = "+14785550160"  # of the demonstration: from there the free-call line is dialled
KEYS = frozenset("0123456789*#")
ANSWERED, BUSY, NO_ANSWER = "in-progress", "busy", "no-answer"


@dataclass
class Telephone:
    """One call. `caller` is the number of this telephone, as a caller ID shows it.

    `entrance` is the line that it dials: ENTRANCE, or INSIDE for the free-call line.

    `placed` is the call that the hotline places to it, which rings until somebody takes it or turns it away.

    Those that share a `switchboard` can be connected with each other.

    With `is_portable` a document outside the portable profile fails; without, everything that is understood goes.
    """

    settings: Settings
    carry: Transport
    caller: str = "+14045550123"
    entrance: str = ENTRANCE
    is_portable: bool = True
    placed: PracticeCall | None = None
    switchboard: Switchboard = field(default_factory=Switchboard)
    _call: Conductor = field(init=False)
    _obeyed: int = 0

    def __post_init__(self) -> None:
        wire = Wire(self.settings, self.carry, self.caller)
        if self.placed:
            wire = Wire(self.settings, self.carry, self.caller, self.placed.sid, self.placed.report_url)
        self._call = Conductor(wire, self.is_portable, self.switchboard)

    @property
    def sid(self) -> str:
        return self._call.wire.sid

    @property
    def posted(self) -> list[Webhook]:
        """The webhooks that were sent."""
        return self._call.wire.posted

    @property
    def heard(self) -> list[Heard]:
        """All that was heard so far."""
        return self._call.heard

    @property
    def told(self) -> list[Heard]:
        """All that was said so far to who was called, before anybody talked with them."""
        return [one for end in self._call.callees for one in end.heard]

    @property
    def recordings(self) -> list[Recording]:
        """The messages that were left."""
        return self._call.recordings

    @property
    def is_connected(self) -> bool:
        return self._call.is_connected

    @property
    def waits_for(self) -> Waiting | None:
        """The verb that waits for somebody, with what was begun."""
        return self._call.waiting

    @property
    def state(self) -> State:
        """What the caller can do now."""
        if self.waits_for:
            return self.waits_for.state
        if self.posted:
            return State.OVER
        return State.CALLED if self.placed else State.IDLE

    def answer(self) -> None:
        """Take the call that rings. Raises ValueError where none does."""
        placed = self._ringing()
        self._call.wire.report(ANSWERED)
        self._call.begin(placed.url, ANSWERED)

    def turn_away(self, status: str) -> None:
        """Do not take the call that rings: BUSY or NO_ANSWER. Raises ValueError where none does."""
        self._ringing()
        self._call.wire.report(status)

    def let_machine_answer(self) -> None:
        """Voice mail takes the call that rings, says nothing and presses nothing. Raises ValueError where none does."""
        self.answer()
        for _ in range(MOST_OF_A_MACHINE):
            if self.is_connected:
                self.wait()
        self.hang_up()

    def _ringing(self) -> PracticeCall:
        if self.placed is None or self.posted:
            raise ValueError("nobody rings")
        return self.placed

    def dial(self) -> None:
        """Ring the hotline."""
        self._call.begin(self.settings.public_base_url + self.entrance)

    def press(self, keys: str) -> None:
        """Press keys, one after the other, then nothing more; what is pressed cuts a voice short.

        Raises ValueError on no key.
        """
        for key in keys:
            self.touch(key)
        self.pause()

    def speak(self, words: str) -> None:
        """Say something, then nothing more: into a recording, or to a recogniser if the document has one."""
        self.utter(words)
        self.pause()

    def touch(self, key: str) -> None:
        """Press one key; more may follow. Raises ValueError on no key."""
        if key not in KEYS:
            raise ValueError(f"a telephone has no key {key}")
        self.look()
        if waiting := self.waits_for:
            self._call.go_on(waiting.touch(key))

    def utter(self, words: str) -> None:
        """Say something; into a recording more may follow."""
        if waiting := self.waits_for:
            self._call.go_on(waiting.utter(words))

    def pause(self) -> None:
        """Nothing more comes: an entry or a message that was begun ends; what was not begun goes on waiting."""
        if self.waits_for and self.waits_for.begun:
            self.wait()

    def wait(self) -> None:
        """Do nothing until the telephone company's patience ends."""
        self.look()
        if waiting := self.waits_for:
            self._call.go_on(waiting.wait())

    def look(self) -> None:
        """See whether another telephone was connected with this one, or put down, or the service orders something."""
        self._obey()
        self._call.look()

    @property
    def is_ordered(self) -> bool:
        """Whether the service has the call do something that it has not done yet."""
        return bool(self._orders())

    def _orders(self) -> list[PracticeOrder]:
        if not self.settings.three_way_calls:
            return []
        return [order for order in practice.orders(self.settings) if order.sid == self.sid][self._obeyed :]

    def _obey(self) -> None:
        """The service leads a call elsewhere, or ends it, by the practice gateway."""
        new = self._orders()
        self._obeyed += len(new)
        for order in new:
            if order.url:
                self._call.lead(order.url)
            elif self.is_connected or self.state is State.CALLED:
                self._call.end("completed" if self.is_connected else "canceled")

    def leg(self, act: str) -> None:
        """What the other end does: answer, hang up, busy, refuse, no-answer, failed, canceled, voice-mail; a key or
        "silence" while it is told who calls.

        Raises ValueError where it cannot.
        """
        self._call.leg(act)

    def hang_up(self) -> None:
        """The caller puts the receiver down."""
        self.look()
        self._call.hang_up()
