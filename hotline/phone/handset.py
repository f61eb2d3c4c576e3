"""A telephone as it lies on the page: its number, the call it is in, what was heard and done, its texts.

One lives in the web process's memory for as long as somebody practises; nothing of it is stored.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from threading import Lock

from hotline import countries, languages, reading, texts
from hotline.config import Settings
from hotline.gateways.practice import PracticeCall
from hotline.languages import Language
from hotline.phone import keypad, pace
from hotline.phone.bell import Bell
from hotline.phone.breaking import Breakable
from hotline.phone.document import BadDocument
from hotline.phone.listening import Recorder, Recording
from hotline.phone.switchboard import Switchboard
from hotline.phone.telephone import BUSY, ENTRANCE, NO_ANSWER, CallFailed, Telephone
from hotline.phone.texting import Thread
from hotline.phone.transport import Transport, Witness
from hotline.phone.waiting import State

MOST_HANDSETS = 30  # the one used longest ago is put away
_DIGITS = {"day": "%d", "month": "%m", "year": "%Y"}


class NoCall(Exception):
    """Nobody is on the line."""


class Done(StrEnum):
    """What the person at the telephone did, or what happened to it."""

    DIALLED = "dialled"
    PRESSED = "pressed"
    SAID = "said"
    SILENT = "silent"
    HUNG_UP = "hung_up"
    OTHER_END = "other_end"
    CALL_OVER = "call_over"
    FAILED = "failed"
    HEARD = "heard"
    SOUND = "sound"
    TONE = "tone"
    RUNG = "rung"
    ANSWERED = "answered"
    DECLINED = "declined"
    RANG_OUT = "rang_out"
    MACHINE = "machine"
    ANOTHER_RINGS = "another_rings"
    TOLD = "told"
    TOLD_SOUND = "told_sound"


# Seconds that nothing is heard or pressed: a question's patience, as the hotline's own questions have it; a tone.
_PATIENCE = {Done.SILENT: 8.0, Done.TONE: 1.0}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a call: what was done, or heard in a language ("en-US"); `seconds` at a normal pace."""

    done: Done
    text: str = ""
    language: str = ""

    @property
    def seconds(self) -> float:
        if self.done in (Done.HEARD, Done.SAID):
            return pace.saying(self.text)
        return pace.pressing(self.text) if self.done is Done.PRESSED else _PATIENCE.get(self.done, 0.0)


@dataclass
class Handset:
    """`number` is the caller ID as the hotline is shown it; `fallback` the document for when the service is broken.

    `entrance` is the line that it dials, as Telephone says it.
    """

    settings: Settings
    carry: Transport
    number: str
    fallback: str = ""
    entrance: str = ENTRANCE
    switchboard: Switchboard = field(default_factory=Switchboard)
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    lines: list[Line] = field(default_factory=list)
    messages: list[Recording] = field(default_factory=list)
    trouble: str = ""
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.witness = Witness(self.carry)
        self.service = Breakable(self.witness, self.fallback)
        self.thread = Thread(self.settings, self.service, self.number)
        self.bell = Bell(self.settings, self.number)
        self.call = self._telephone()
        self._shown = self._told = 0

    @property
    def state(self) -> State:
        return State.OVER if self.trouble else self.call.state

    @property
    def seconds(self) -> float:
        """How long the call would last so far, if all of it were heard."""
        return sum(line.seconds for line in self.lines)

    def dial(self) -> None:
        """Ring the hotline anew; a call that goes on is hung up first."""
        self.hang_up()
        self._take_up(self._telephone())
        self._act(Line(Done.DIALLED), self.call.dial)

    def look(self) -> None:
        """See what has come: texts; who is connected; a call, which rings once the call at hand is over."""
        self.thread.look()
        self._look_across()
        placed = self.bell.waiting
        if placed is None:
            return
        if self.call.is_connected:
            self._say_once(Line(Done.ANOTHER_RINGS))
        elif self.state is not State.CALLED:
            self.bell.quiet(placed)
            self._take_up(self._telephone(placed))
            self.lines.append(Line(Done.RUNG))

    def answer(self) -> None:
        """Raises ValueError where nothing rings, as the next three do."""
        self._act(Line(Done.ANSWERED), self.call.answer)

    def decline(self) -> None:
        self._act(Line(Done.DECLINED), lambda: self.call.turn_away(BUSY))

    def ring_out(self) -> None:
        self._act(Line(Done.RANG_OUT), lambda: self.call.turn_away(NO_ANSWER))

    def leave_to_machine(self) -> None:
        """Voice mail answers, and keeps what it hears."""
        self._act(Line(Done.MACHINE), self.call.let_machine_answer)

    def _telephone(self, placed: PracticeCall | None = None) -> Telephone:
        return Telephone(
            self.settings, self.service, self.number, self.entrance, placed=placed, switchboard=self.switchboard
        )

    def _look_across(self) -> None:
        """Another telephone took the call, or was put down."""
        was_talking = self.state is State.TALKING
        self._act(None, self.call.look)
        if self.state is State.TALKING and not was_talking:
            self.lines.append(Line(Done.OTHER_END, "answer"))
        elif was_talking and self.state is not State.TALKING:
            self._say_once(Line(Done.OTHER_END, "hang up"))

    def _take_up(self, call: Telephone) -> None:
        self.call = call
        self.lines, self.trouble, self._shown, self._told = [], "", 0, 0

    def _say_once(self, line: Line) -> None:
        if line not in self.lines:
            self.lines.append(line)

    def press(self, key: str) -> None:
        """Raises ValueError on no key, NoCall without a call."""
        self._require_call()
        earlier = self.lines.pop() if self.lines and self.lines[-1].done is Done.PRESSED else Line(Done.PRESSED)
        self._act(Line(Done.PRESSED, earlier.text + key), lambda: self.call.touch(key))

    def press_all(self, keys: str) -> None:
        """Press one key after the other, as long as there is a call."""
        self._require_call()
        for key in keys:
            if self.call.is_connected:
                self.press(key)

    def spell(self, name: str) -> None:
        """Press the keys that spell a name, with # at the end."""
        self.press_all(f"{keypad.spell(name)}#")

    def tell(self, name: str) -> None:
        """Say a name where somebody listens to words, else spell it."""
        if self.state is State.WORDS:
            self.say(name)
        else:
            self.spell(name)

    def tell_country(self, code: str) -> None:
        """Say or spell a country (alpha-3) in the language that was heard last."""
        with texts.speaking(self._heard_language):
            self.tell(countries.name(code))

    def key_date(self, day: date) -> None:
        """Press the eight digits of a date in the order of the language that was heard last, with # at the end."""
        parts = reading.date_order(self._heard_language)
        self.press_all("".join(format(day, _DIGITS[part]) for part in parts) + "#")

    @property
    def _heard_language(self) -> Language:
        spoken = {language.say: language for language in languages.spoken()}
        last = next((line.language for line in reversed(self.lines) if line.language), "")
        return spoken.get(last, texts.current())

    def say(self, words: str) -> None:
        self._require_call()
        self._act(Line(Done.SAID, words), lambda: self.call.utter(words))

    def wait(self) -> None:
        """Do nothing until the telephone company's patience ends."""
        self._require_call()
        is_silent = self.call.waits_for is None or not self.call.waits_for.begun
        self._act(Line(Done.SILENT) if is_silent else None, self.call.wait)

    def other_end(self, act: str) -> None:
        """Raises ValueError where the other end cannot do that."""
        self._act(Line(Done.OTHER_END, act), lambda: self.call.leg(act))

    def hang_up(self) -> None:
        if self.state is State.CALLED:
            self.decline()
        elif self.call.is_connected:
            self._act(Line(Done.HUNG_UP), self.call.hang_up)

    def write(self, body: str) -> None:
        """Write a text to the hotline. Raises CallFailed and BadDocument: a call that goes on is not touched by it."""
        self.thread.write(body)

    def _require_call(self) -> None:
        if not self.call.is_connected:
            raise NoCall

    def _act(self, line: Line | None, act: Callable[[], None]) -> None:
        """Do something, and note it with what is heard then. What fails is shown; there is nobody else to tell."""
        was_connected, asked_before = self.call.is_connected, self.call.waits_for
        if line:
            self.lines.append(line)
        try:
            act()
        except (CallFailed, BadDocument) as error:
            self.trouble = str(error)
            self.lines.append(Line(Done.FAILED, self.trouble))
        for told in self.call.told[self._told :]:
            self.lines.append(Line(Done.TOLD_SOUND if told.is_sound else Done.TOLD, told.text, told.language))
        self._told = len(self.call.told)
        for heard in self.call.heard[self._shown :]:
            self.lines.append(Line(Done.SOUND if heard.is_sound else Done.HEARD, heard.text, heard.language))
        self._shown = len(self.call.heard)
        asks = self.call.waits_for
        if isinstance(asks, Recorder) and asks is not asked_before and asks.beeps:
            self.lines.append(Line(Done.TONE))
        self.messages += [left for left in self.call.recordings if left not in self.messages]
        begins = line is not None and line.done in (Done.DIALLED, Done.ANSWERED)
        is_over = not self.call.is_connected and (was_connected or begins)
        if is_over and not (line and line.done is Done.HUNG_UP):
            self.lines.append(Line(Done.CALL_OVER))


class Handsets:
    """The telephones that people practise with, by their random ids."""

    def __init__(self) -> None:
        self._handsets: OrderedDict[str, Handset] = OrderedDict()
        self._lock = Lock()

    def add(self, handset: Handset) -> None:
        with self._lock:
            self._handsets[handset.id] = handset
            while len(self._handsets) > MOST_HANDSETS:
                self._handsets.popitem(last=False)

    def get(self, handset_id: str) -> Handset | None:
        with self._lock:
            if found := self._handsets.get(handset_id):
                self._handsets.move_to_end(handset_id)
            return found
