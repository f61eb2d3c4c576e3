"""The verbs that listen to the caller: Gather hears keys and words, Record keeps a message."""

import secrets
from dataclasses import dataclass

from hotline.phone.document import Verb
from hotline.phone.waiting import GoOn, State, Waiting

ACCOUNTS = "https://api.twilio.com/2010-04-01/Accounts"
WORDS_A_SECOND = 2.5
EVERY_KEY = "0123456789*#"


@dataclass(frozen=True, slots=True)
class Recording:
    """A message somebody left: what they said, and what the telephone company calls it."""

    sid: str
    words: str
    seconds: int


@dataclass
class Gathering(Waiting):
    """Gather. `action` is the absolute address to post to; `typed` the keys so far."""

    verb: Verb
    action: str
    typed: str = ""

    @property
    def state(self) -> State:
        return State.WORDS if "speech" in self._inputs else State.KEYS

    @property
    def begun(self) -> bool:
        return bool(self.typed)

    @property
    def _inputs(self) -> list[str]:
        return self.verb.attributes.get("input", "dtmf").split()

    def touch(self, key: str) -> GoOn | None:
        if "dtmf" not in self._inputs:
            return None
        finish = self.verb.attributes.get("finishOnKey", "#")
        if finish and key in finish:
            return self._finish(key)
        self.typed += key
        is_full = len(self.typed) == int(self.verb.attributes.get("numDigits", "0"))
        return self._finish("") if is_full else None

    def utter(self, words: str) -> GoOn | None:
        """A recogniser listens until somebody presses a key; into a Gather of keys nobody listens."""
        if "speech" not in self._inputs or self.typed or not words.strip():
            return None
        return GoOn(self.action, {"SpeechResult": words.strip(), "Confidence": "0.9"})

    def wait(self) -> GoOn:
        return self._finish("")

    def _finish(self, finished_on: str) -> GoOn:
        """Without a key the next verb follows, also when the finishing key is the only one, unless the action is asked
        for empty results too."""
        if not self.typed and self.verb.attributes.get("actionOnEmptyResult", "false") != "true":
            return GoOn()
        return GoOn(self.action, {"Digits": self.typed, "FinishedOnKey": finished_on})


@dataclass
class Recorder(Waiting):
    """Record. Silence leaves no recording: the next verb follows. A key or a pause after words ends one."""

    verb: Verb
    action: str
    account: str
    kept: list[Recording]
    words: str = ""

    @property
    def state(self) -> State:
        return State.RECORDING

    @property
    def begun(self) -> bool:
        return bool(self.words)

    @property
    def beeps(self) -> bool:
        """Whether a tone is heard before it records."""
        return self.verb.attributes.get("playBeep", "true") == "true"

    def touch(self, key: str) -> GoOn | None:
        return self._finish(key) if key in self.verb.attributes.get("finishOnKey", EVERY_KEY) else None

    def utter(self, words: str) -> GoOn | None:
        self.words = " ".join(f"{self.words} {words}".split())
        return None

    def wait(self) -> GoOn:
        return self._finish("")

    def hang_up(self) -> GoOn | None:
        return self._finish("hangup") if self.words else None

    def _finish(self, digits: str) -> GoOn:
        if not self.words:
            return GoOn()
        longest = int(self.verb.attributes.get("maxLength", "3600"))
        seconds = min(longest, max(1, round(len(self.words.split()) / WORDS_A_SECOND)))
        recording = Recording("RE" + secrets.token_hex(16), self.words, seconds)
        self.kept.append(recording)
        fields = {
            "RecordingUrl": f"{ACCOUNTS}/{self.account}/Recordings/{recording.sid}",
            "RecordingSid": recording.sid,
            "RecordingDuration": str(seconds),
        }
        return GoOn(self.action, fields | ({"Digits": digits} if digits else {}))
