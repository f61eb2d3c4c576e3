"""A telephone call as the telephone company conducts it: follows our TwiML, posts signed webhooks, hears and presses.

What a verb does when is as Twilio documents it. Nobody waits: a timeout is an act (`wait`), not a clock.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hotline.config import Settings
from hotline.phone import document, portable, transport
from hotline.phone.document import Verb
from hotline.phone.transport import Answer, Transport, Webhook

ENTRANCE = "/ivr/family"
STATUS_ADDRESS = "/ivr/ended"
MOST_DOCUMENTS = 20  # without anybody pressing a key
KEYS = frozenset("0123456789*#")


class CallFailed(Exception):
    """The telephone company would tell the caller that an application error has occurred."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the caller hears: a voice reading a text in a language ("en-US"), or a sound."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Next:
    """Where a call goes on, and the fields that come with it."""

    address: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Telephone:
    """One call. `caller` is the caller ID as it is shown to us; `heard` is all that was heard so far.

    `posted` are the webhooks that were sent. A leg that a document dials ends as `dialled_status` says.
    """

    settings: Settings
    carry: Transport
    caller: str = "+14045550123"
    dialled_status: str = "no-answer"
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    heard: list[Heard] = field(default_factory=list)
    posted: list[Webhook] = field(default_factory=list)
    is_connected: bool = False
    _address: str = ""
    _rest: list[Verb] = field(default_factory=list)
    _waiting: Verb | None = None

    def dial(self) -> None:
        """Ring the hotline."""
        self.is_connected = True
        self._fetch(self.settings.public_base_url + ENTRANCE, CallStatus="ringing")

    def press(self, keys: str) -> None:
        """Press keys, one after the other; what is pressed cuts a voice short. Raises ValueError on no key."""
        if wrong := set(keys) - KEYS:
            raise ValueError(f"a telephone has no key {', '.join(sorted(wrong))}")
        while keys and self._waiting:
            keys = self._press_into(self._waiting, keys)

    def wait(self) -> None:
        """Press nothing until the telephone company's patience ends."""
        verb = self._waiting
        if verb is None:
            return
        if verb.name == "Gather":
            self._end_gather(verb, "", "")
        else:
            self._carry_on()  # a recording of silence is thrown away, and the next verb follows

    def speak(self, words: str) -> None:
        """Say something: into a recording, or to a recogniser if the document has one."""
        verb = self._waiting
        if verb is None:
            return
        if verb.name == "Record":
            self._fetch(verb.attributes["action"], RecordingUrl="https://recordings.example/1", RecordingDuration="3")
        elif "speech" in verb.attributes.get("input", "dtmf"):
            self._fetch(verb.attributes["action"], SpeechResult=words, Confidence="0.9")
        # Speech into a gather of keys is heard by nobody.

    def hang_up(self) -> None:
        """The caller puts the receiver down."""
        if self.is_connected:
            self._end()

    def _press_into(self, verb: Verb, keys: str) -> str:
        """Feed one Gather or Record; answers the keys that are left for the next."""
        finish = verb.attributes.get("finishOnKey", "#" if verb.name == "Gather" else "0123456789*#")
        most = int(verb.attributes.get("numDigits", len(keys) + 1))
        typed = ""
        for position, key in enumerate(keys, start=1):
            if finish and key in finish:
                self._finish(verb, typed, key)
                return keys[position:]
            typed += key
            if len(typed) == most:
                self._finish(verb, typed, "")
                return keys[position:]
        self._finish(verb, typed, "")  # the timeout after the last key
        return ""

    def _finish(self, verb: Verb, typed: str, finished_on: str) -> None:
        if verb.name == "Record":
            self.speak("")
        else:
            self._end_gather(verb, typed, finished_on)

    def _end_gather(self, verb: Verb, typed: str, finished_on: str) -> None:
        if not typed and verb.attributes.get("actionOnEmptyResult", "false") != "true":
            # Also when the finishing key is the only one.
            self._carry_on()
            return
        self._fetch(verb.attributes.get("action", self._address), Digits=typed, FinishedOnKey=finished_on)

    def _fetch(self, address: str, **fields: str) -> None:
        """Post to an address and carry out what comes back, until somebody must press a key or the call is over."""
        self._waiting = None
        going_on: _Next | None = _Next(address, fields)
        for _ in range(MOST_DOCUMENTS):
            if going_on is None:
                return
            self._address = going_on.address
            self._rest = list(self._read(self._post(going_on)))
            going_on = self._run()
        raise CallFailed("documents lead to documents, and nobody is asked anything")

    def _carry_on(self) -> None:
        self._waiting = None
        if going_on := self._run():
            self._fetch(going_on.address, **going_on.fields)

    def _run(self) -> _Next | None:
        """Carry out verbs; answers where the call goes on, or None when it waits or is over."""
        while self._rest:
            verb = self._rest.pop(0)
            if verb.name == "Redirect":
                return _Next(verb.text)
            if verb.name == "Dial" and "action" in verb.attributes:
                return _Next(verb.attributes["action"], {"DialCallStatus": self.dialled_status})
            if verb.name in ("Gather", "Record"):
                self._listen(verb.inside)
                self._waiting = verb
                return None
            if verb.name in ("Hangup", "Reject"):
                break
            self._listen([verb])
        self._end()
        return None

    def _listen(self, verbs: Iterable[Verb]) -> None:
        for verb in verbs:
            if verb.name == "Say":
                self.heard.append(Heard(verb.text, verb.attributes.get("language", "")))
            elif verb.name == "Play":
                self.heard.append(Heard(f"({verb.text})"))

    def _end(self) -> None:
        self.is_connected = False
        self._waiting = None
        self._rest = []
        self._send(self.settings.public_base_url + STATUS_ADDRESS, {"CallStatus": "completed", "CallDuration": "60"})

    def _post(self, where: _Next) -> bytes:
        answer = self._send(where.address, {"CallStatus": "in-progress", **where.fields})
        if answer.status != 200 or "xml" not in answer.kind:
            raise CallFailed(f"the service answered {answer.status} {answer.kind}")
        return answer.body

    def _send(self, address: str, extra: Mapping[str, str]) -> Answer:
        fields = {
            "AccountSid": self.settings.twilio_account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "Called": self.settings.hotline_number,
            "Caller": self.caller,
            "Direction": "inbound",
            "From": self.caller,
            "To": self.settings.hotline_number,
            **extra,
        }
        webhook = transport.signed(self.settings, address, fields, secrets.token_hex(16))
        self.posted.append(webhook)
        return self.carry(webhook)

    def _read(self, body: bytes) -> tuple[Verb, ...]:
        verbs = document.read(body)
        portable.check(verbs)
        return verbs
