"""A menu is data: what a step asks, which keys it takes, where they lead, and what helps when they do not.

Eight kinds of step make a line. A Menu takes one key, an Entry takes digits up to #, and either may listen to words
too; a Message is recorded after a tone; in an InLine a caller waits for a person; a Connecting rings somebody; in a
Meeting a caller talks with those who come; a Junction says nothing and decides where the call goes on; an Ending is
said before we hang up. In every Menu 0 is a person, 9 repeats and * goes back; in an Entry * starts over and # ends. No
key is mandatory: silence and the last miss lead to `fallback`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hotline.ivr.state import Talk
from hotline.texts import lazy as _


@dataclass(frozen=True, slots=True)
class Fixed:
    """Sentences that depend on the language alone, which is then spoken; they are made once."""

    sentences: Callable[[], Iterable[str]]


# The id of a text, sentences of the language alone, or sentences of this call's facts.
Prompt = str | Fixed | Callable[[Talk], Iterable[str]]

PERSON = "person"
MENU_SECONDS = 8
NUMBER_SECONDS = 15
RECORD_SECONDS = 6  # of silence
MISSES = 3
SILENCES = 2

# Translators: heard on the telephone, after a key that the menu does not have.
WRONG_KEY = _("That key is not one of the choices. Please listen again.")
# Translators: heard on the telephone, after a second wrong key.
WRONG_KEY_AGAIN = _(
    "Let us try once more. Wait for the choice you want, then press its key. To have a person call you back, press 0."
)
# Translators: heard on the telephone, after eight seconds without a key.
HEARD_NOTHING = _("I did not hear a key.")
# Translators: heard on the telephone, after a time without any word or key.
HEARD_NO_WORD = _("I did not hear anything.")
# Translators: heard on the telephone, when the keys of a number or a name could not be used.
UNUSABLE = _("I could not use that. Please try again.")


class Recorded(Protocol):
    """A message spoken to us: the telephone company's id and address of it, and how many seconds long it is."""

    @property
    def sid(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def seconds(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Listening:
    """Words besides keys, where the caller's language has a recogniser.

    `read` notes what was said and says whether it can be used; then the call goes on at `then`. `help` is said when it
    could not the first time. `hints` are words that are likely to be said. `none` is where the call goes on for whoever
    says that they do not know; an Entry without it goes on as if # alone were pressed.
    """

    read: Callable[[Talk, str], bool]
    then: str
    help: str
    hints: Fixed | None = None
    none: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One key of several. `keys` names the next step for each; `choose` notes what the key means before we go on.

    `back`: where star leads, if not to the step before. `choices`: what of the prompts is said to whoever comes back by
    star or pressed a key that is none: an answer that was heard is not read out again.

    `in_every_language`: said in all languages of the greeting even when one was chosen, so that it can be changed.
    """

    name: str
    prompts: tuple[Prompt, ...]
    keys: Mapping[str, str] = field(hash=False)  # a dict; the rest tells steps apart
    choose: Callable[[Talk, str], None] | None = None
    help: tuple[str, str] = (WRONG_KEY, WRONG_KEY_AGAIN)
    fallback: str = PERSON
    back: str = ""
    on_silence: str = ""
    silences: int = SILENCES
    seconds: int = MENU_SECONDS
    in_every_language: bool = False
    listens: Listening | None = None
    misses: int = MISSES
    nothing: str = HEARD_NOTHING
    choices: tuple[Prompt, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Digits up to #. `read` notes them and says whether they can be used; # alone leads to `if_none`, if there is one.
    So does 0 and then #, which leads to a person where there is none. In one that `is_first` after the menu of what
    to do, # alone only repeats it the first time.

    `help` is said after the first and after the second entry that could not be used; `explain` says what helps better
    after just these digits. `again`: what of the prompts is said when the same is asked another time, if not all of it.
    """

    name: str
    prompts: tuple[Prompt, ...]
    read: Callable[[Talk, str], bool]
    then: str
    if_none: str = ""
    help: tuple[str, str] = (UNUSABLE, UNUSABLE)
    fallback: str = PERSON
    on_silence: str = ""
    silences: int = SILENCES
    seconds: int = NUMBER_SECONDS
    listens: Listening | None = None
    misses: int = MISSES
    nothing: str = HEARD_NOTHING
    again: tuple[Prompt, ...] = ()
    explain: Callable[[Talk, str], tuple[Prompt, Prompt]] | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """Words that are recorded after a tone, at most `longest` seconds of them. `keep` notes the recording.

    Who says nothing goes on all the same, or to `unheard` where what they say matters.
    """

    name: str
    prompts: tuple[Prompt, ...]
    keep: Callable[[Talk, Recorded], None]
    then: str
    longest: int
    seconds: int = RECORD_SECONDS
    unheard: str = ""


@dataclass(frozen=True, slots=True)
class Junction:
    """Says nothing: does what is to be done and names the next step, which is one of `leads_to`."""

    name: str
    decide: Callable[[Talk], str]
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InLine:
    """A wait in a queue until a person takes the call. `left` names the next step, which is one of `leads_to`, by what
    became of the wait, in the telephone company's word.
    """

    name: str
    prompts: tuple[Prompt, ...]
    left: Callable[[Talk, str], str]
    leads_to: tuple[str, ...]


class Dialled(Protocol):
    """What became of a Dial, in the telephone company's word; `is_gone` once the caller has put the telephone down."""

    @property
    def state(self) -> str: ...
    @property
    def is_gone(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Connecting:
    """Somebody is rung and, where they want to talk, connected. `left` names the next step, one of `leads_to`."""

    name: str
    prompts: tuple[Prompt, ...]
    left: Callable[[Talk, Dialled], str]
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The caller talks with those who come into the room of the call. `left` names the next step, one of `leads_to`."""

    name: str
    prompts: tuple[Prompt, ...]
    left: Callable[[Talk, Dialled], str]
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The last words before we hang up."""

    name: str
    prompts: tuple[Prompt, ...]


Asking = Menu | Entry | Message | InLine | Connecting | Meeting | Ending
Step = Asking | Junction


@dataclass(frozen=True, slots=True)
class Line:
    """All steps of one telephone line, by name.

    `first` greets; `after_language` is where a call begins again whose language we know; `spent` is where one ends
    that went round in circles, `broken` where one ends that we failed again and again (both are Endings).
    """

    name: str
    steps: Mapping[str, Step]
    first: str
    after_language: str
    spent: str
    broken: str

    def __post_init__(self) -> None:
        """Raises ValueError when a step leads nowhere."""
        named = {self.first, self.after_language, self.spent, self.broken, PERSON}
        named |= {target for step in self.steps.values() for target in targets(step)}
        if missing := named - set(self.steps):
            raise ValueError(f"no such step: {', '.join(sorted(missing))}")

    def __getitem__(self, name: str) -> Step:
        return self.steps[name]


def by_name(*steps: Step) -> dict[str, Step]:
    """The steps of a line. Raises ValueError when two share a name."""
    named = {step.name: step for step in steps}
    if len(named) != len(steps):
        raise ValueError("two steps have the same name")
    return named


def targets(step: Step) -> set[str]:
    """The steps that a call can go to from this one by a key, by silence, by misses or by what a Junction decides.

    `*` leads to the step before and is not among them, unless the step names another.
    """
    if isinstance(step, Junction | InLine | Connecting | Meeting):
        return set(step.leads_to)
    if isinstance(step, Message):
        return {step.then, step.unheard or step.then}
    if isinstance(step, Ending):
        return set()
    heard = {step.listens.then, step.listens.none or step.listens.then} if step.listens else set()
    silent = step.on_silence or step.fallback
    if isinstance(step, Entry):
        return heard | {step.then, step.if_none or PERSON, step.fallback, silent}
    zero = step.keys.get("0", PERSON)
    return heard | {*step.keys.values(), zero, step.fallback, step.back or step.fallback, silent}
