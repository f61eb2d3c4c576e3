"""The telephone company's part of a call: fetches documents and carries out their verbs, as Twilio documents them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from hotline.phone import carried, document, portable
from hotline.phone.document import BadDocument, Verb
from hotline.phone.legs import Conferring, Dialling, Queueing, Taking
from hotline.phone.listening import Gathering, Recorder, Recording
from hotline.phone.switchboard import Switchboard
from hotline.phone.waiting import GoOn, Waiting
from hotline.phone.wire import CallFailed, Wire

__all__ = ["CallFailed", "Conductor", "Heard"]

MOST_DOCUMENTS = 20  # without anybody pressing a key
MOST_REPEATS = 3  # of a sentence that a document repeats more often than anybody listens
_ENDINGS = {"busy": "busy", "rejected": "no-answer"}  # what a call that was turned away is reported as, by its reason


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard: a voice reading a text in a language ("en-US"), a sound, whose address the text is, or what
    somebody said into a recording of this call, in no language that is known.
    """

    text: str
    language: str = ""
    is_sound: bool = False


@dataclass
class Conductor:
    """One call; `waiting` is the verb that waits for somebody.

    One that `announces` is the end of somebody who is called, before anybody talks: it `is_through` at the end of its
    document.
    """

    wire: Wire
    is_portable: bool = True
    switchboard: Switchboard = field(default_factory=Switchboard)
    is_connected: bool = False
    heard: list[Heard] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    callees: list["Callee"] = field(default_factory=list)
    waiting: Waiting | None = None
    announces: bool = False
    is_through: bool = False
    _address: str = ""
    _rest: list[Verb] = field(default_factory=list)
    _queue: Queueing | None = None

    def begin(self, address: str, status: str = "ringing") -> None:
        """Fetch a call's first document; `status` is the call's then."""
        self.is_connected = True
        self.go_on(GoOn(address, {"CallStatus": status}))

    def go_on(self, step: GoOn | None) -> None:
        """Carry out what comes next, until somebody must act or the call is over. None: it waits on.

        Raises CallFailed and BadDocument, where the telephone company apologises and hangs up: the call is over then.
        """
        if step is None:
            return
        try:
            self._carry_on(step)
        except (CallFailed, BadDocument):
            self._end("completed")
            raise

    def _carry_on(self, step: GoOn) -> None:
        self.waiting = None
        for _ in range(MOST_DOCUMENTS):
            if step.address:
                self._address = step.address
                self._rest = list(self._read(self.wire.fetch(step.address, step.fields)))
            going_on = self._run()
            if going_on is None:
                return
            step = going_on
        raise CallFailed("documents lead to documents, and nobody is asked anything")

    def leg(self, act: str) -> None:
        """Raises ValueError where the other end cannot do that."""
        other_end = self._queue or self.waiting
        if other_end is None:
            raise ValueError("nobody is rung")
        step = other_end.leg(act)
        if other_end is self._queue:
            self.waiting = other_end
            if step:
                self._out_of_queue(self._queue)
        self.go_on(step)

    def look(self) -> None:
        """See what another telephone did that this one is, or is to be, connected with."""
        if self._queue is None:
            self.go_on(self.waiting.look() if self.waiting else None)
            return
        queue = self._queue
        step = queue.look()
        if queue.answered:
            self.waiting = queue
        if step:
            self._out_of_queue(queue)
        self.go_on(step)

    def lead(self, address: str) -> None:
        """The service has the call go on elsewhere, whatever it is at; what it was at is told nothing."""
        if self.is_connected:
            self.go_on(GoOn(address))

    def end(self, status: str) -> None:
        """The service ends the call."""
        self._end(status)

    def hang_up(self) -> None:
        if not self.is_connected:
            return
        leaving = self._queue or self.waiting
        if leaving and (last := leaving.hang_up()) and last.address:
            self.wire.post_last(last.address, last.fields)
        self._end("completed")

    def _run(self) -> GoOn | None:
        """Carry out verbs; answers where the call goes on, or None when it waits or is over."""
        while self._rest:
            verb = self._rest.pop(0)
            carried.check(verb, is_in_a_queue=self._queue is not None, announces=self.announces)
            if verb.name in ("Hangup", "Reject"):
                self._end(self._ending(verb))
                return None
            if verb.name in ("Redirect", "Enqueue", "Leave"):
                return self._lead(verb)
            self._hear(verb.inside if verb.name == "Gather" else [verb])
            self.waiting = self._asks(verb)
            if self.waiting:
                return None
        if self._queue:
            self.waiting = self._queue
        elif self.announces:
            self.is_through = True
        else:
            self._end("completed")
        return None

    def _lead(self, verb: Verb) -> GoOn:
        """The verbs that lead elsewhere at once."""
        if verb.name == "Redirect":
            return GoOn(self._absolute(verb.text))
        if verb.name == "Enqueue":
            self._queue = self._queue_of(verb)
            self._rest = []
            return self._queue.wait() or GoOn()
        if self._queue is None:
            raise CallFailed("<Leave> outside a queue")
        queue = self._queue
        self._out_of_queue(queue)
        return queue.end("leave")

    def _queue_of(self, verb: Verb) -> Queueing:
        action, entertainment = (verb.attributes.get(name, "") for name in ("action", "waitUrl"))
        return Queueing(
            sid="QU" + secrets.token_hex(16),
            action=self._absolute(action) if action else "",
            entertainment=self._absolute(entertainment) if entertainment else "",
            address=self._address,
            rest=self._rest,
            name=verb.text,
            switchboard=self.switchboard,
        )

    def _out_of_queue(self, queue: Queueing) -> None:
        """Back to the document that led into the queue."""
        self._queue = None
        self._address, self._rest = queue.address, queue.rest

    def _asks(self, verb: Verb) -> Waiting | None:
        """What a verb waits for; None for one that is over when it was heard."""
        action = self._absolute(verb.attributes.get("action", ""))
        if verb.name == "Gather":
            return Gathering(verb, action)
        if verb.name == "Record":
            return Recorder(verb, action, self.wire.settings.twilio_account_sid, self.recordings)
        if verb.name == "Dial" and (queue := [inside.text for inside in verb.inside if inside.name == "Queue"]):
            return Taking(verb, action, queue[0], self.switchboard)
        if verb.name == "Dial" and any(inside.name == "Conference" for inside in verb.inside):
            return Conferring(verb, action)
        if verb.name == "Dial":
            return Dialling(verb, action if "action" in verb.attributes else "", self._other_end(verb))
        return None

    def _other_end(self, dial: Verb) -> "Callee | None":
        """The end of who is rung, where the document says something about it."""
        number = next((part for part in dial.inside if part.attributes), None)
        if number is None:
            return None
        attributes = number.attributes
        events = attributes.get("statusCallbackEvent", "completed") if "statusCallback" in attributes else ""
        wire = Wire(
            self.wire.settings,
            self.wire.carry,
            number.text,
            report_url=self._absolute(attributes.get("statusCallback", "")),
            parent=self.wire.sid,
            caller_id=dial.attributes.get("callerId", self.wire.caller),
            events=frozenset(events.split()),
        )
        address = self._absolute(attributes["url"]) if "url" in attributes else ""
        call = Conductor(wire, self.is_portable, recordings=self.recordings, announces=True)
        self.callees.append(Callee(call, address))
        return self.callees[-1]

    def _absolute(self, address: str) -> str:
        """An address as the document at hand means it; none is the document's own."""
        return urljoin(self._address, address)

    def _hear(self, verbs: Iterable[Verb]) -> None:
        for verb in verbs:
            times = min(int(verb.attributes.get("loop", "1")) or MOST_REPEATS, MOST_REPEATS)
            if verb.name == "Say":
                self.heard += [Heard(verb.text, verb.attributes.get("language", ""))] * times
            elif verb.name == "Play" and verb.text:
                self.heard += [self._sound(self._absolute(verb.text))] * times

    def _sound(self, address: str) -> Heard:
        own = next((left for left in self.recordings if left.sid in address), None)
        return Heard(own.words) if own else Heard(address, is_sound=True)

    def _ending(self, verb: Verb) -> str:
        """A call that is turned away before anything else was never answered; later it is simply over."""
        is_turned_away = verb.name == "Reject" and len(self.wire.posted) == 1 and not self.heard
        return _ENDINGS[verb.attributes.get("reason", "rejected")] if is_turned_away else "completed"

    def _end(self, status: str) -> None:
        self.is_connected = False
        self.waiting = self._queue = None
        self._rest = []
        self.wire.report(status)

    def _read(self, body: bytes) -> tuple[Verb, ...]:
        verbs = document.read(body)
        portable.check_between_two(verbs, may_meet=self.wire.settings.three_way_calls)
        if self.is_portable:
            portable.check(verbs)
        return verbs


@dataclass
class Callee:
    """The end of who is rung: what is said to them at `address` before they are connected, "" for nothing."""

    call: Conductor
    address: str

    @property
    def sid(self) -> str:
        return self.call.wire.sid

    @property
    def is_connected(self) -> bool:
        return self.call.is_connected

    @property
    def is_through(self) -> bool:
        return self.call.is_through

    @property
    def heard(self) -> list[Heard]:
        return self.call.heard

    def report(self, status: str) -> None:
        """Post a state of the leg."""
        self.call.wire.report(status)

    def pick_up(self) -> None:
        """Hear what there is to hear, or be connected at once."""
        if self.address:
            self.call.begin(self.address, "in-progress")
        else:
            self.call.is_connected = self.call.is_through = True

    def touch(self, key: str) -> None:
        if self.call.waiting:
            self.call.go_on(self.call.waiting.touch(key))

    def stay_silent(self) -> None:
        if self.call.waiting:
            self.call.go_on(self.call.waiting.wait())

    def put_down(self) -> None:
        self.call.hang_up()
