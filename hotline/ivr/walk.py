"""Walking a line: from a step and the keys that were pressed to the step that is asked next."""

from dataclasses import dataclass, replace

from hotline import answers
from hotline.ivr.menu import PERSON, Asking, Connecting, Entry, InLine, Junction, Line, Meeting, Menu, Message, Prompt
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

LONGEST_TRAIL = 20

# Translators: heard on the telephone, when the caller tried three times or did not answer; a person comes next.
ENOUGH = _("That is all right. A person can help you.")
# Translators: heard on the telephone, when we lost track of the call.
STARTING_AGAIN = _("I am sorry, we lost our place. Let us start again.")


@dataclass(frozen=True, slots=True)
class Recording:
    """A message spoken to us, kept by the telephone company: under which id, where, and how many seconds long."""

    sid: str
    url: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Over:
    """A Dial is over: the telephone company's word for it, and whether the caller has put the telephone down."""

    state: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Keys:
    """What came back from a caller: digits and whether # ended them; or words a recogniser understood; or a message.

    `queue` is what became of a wait in a queue (queueing.py), `over` of a Dial (connecting.py).
    """

    digits: str = ""
    ended: bool = False
    speech: str = ""
    recording: Recording | None = None
    queue: str = ""
    over: Over | None = None

    @property
    def is_silence(self) -> bool:
        return not (self.digits or self.ended or self.speech or self.recording)


@dataclass(frozen=True, slots=True)
class Asked:
    """The step to ask now, and what is said before its prompts; `is_known`: they were heard before."""

    step: Asking
    opening: tuple[Prompt, ...] = ()
    is_known: bool = False

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """All that is said."""
        known = _known(self.step) if self.is_known else ()
        return (*self.opening, *(known or self.step.prompts))


def _known(step: Asking) -> tuple[Prompt, ...]:
    """What of a step's prompts is said to whoever heard them before; () for all of them."""
    if isinstance(step, Menu):
        return step.choices
    return step.again if isinstance(step, Entry) else ()


def begin(line: Line, talk: Talk) -> Asked:
    """The greeting."""
    return arrive(line, talk, line.first)


def begin_again(line: Line, talk: Talk) -> Asked:
    """After we lost our place: nothing of what was typed is kept but the language and a promised call."""
    talk.notes = talk.notes.afresh()
    return arrive(line, talk, line.after_language if talk.language else line.first, STARTING_AGAIN)


def ask_again(line: Line, talk: Talk, name: str, opening: str) -> Asked:
    """The step that was asked before, as whoever heard it once hears it."""
    step = line.steps.get(name)
    if step is None or isinstance(step, Junction):
        return begin_again(line, talk)
    return Asked(step, (opening,), is_known=True)


def answer(line: Line, talk: Talk, name: str, keys: Keys) -> Asked:
    """What is asked after these keys at that step."""
    step = line.steps.get(name)
    talk.notes.was_silent = talk.notes.said_none = False
    if isinstance(step, Menu):
        return _answer_menu(line, talk, step, keys)
    if isinstance(step, Entry):
        return _answer_entry(line, talk, step, keys)
    if isinstance(step, Message):
        return _answer_message(line, talk, step, keys)
    if isinstance(step, InLine):
        return arrive(line, talk, step.left(talk, keys.queue))
    if isinstance(step, Connecting | Meeting):
        return arrive(line, talk, step.left(talk, keys.over or Over("", is_gone=False)))
    return begin_again(line, talk)


def arrive(line: Line, talk: Talk, name: str, *opening: str) -> Asked:
    """Go to a step, through junctions, and start counting anew."""
    step = line[name]
    while isinstance(step, Junction):
        step = line[step.decide(talk)]
    talk.notes.misses = talk.notes.silences = 0
    return Asked(step, opening)


def _answer_menu(line: Line, talk: Talk, step: Menu, keys: Keys) -> Asked:
    key = keys.digits[:1]
    if keys.is_silence:
        return _silence(line, talk, step)
    if keys.speech:
        return _words(line, talk, step, keys.speech)
    if key in ("9", "#", ""):
        # A # here is the end of the entry before, pressed out of habit.
        return Asked(step, is_known=key != "9")
    if key == "*":
        return _back(line, talk, step)
    if key in step.keys:
        if step.choose:
            step.choose(talk, key)
        return _go_on(line, talk, step, step.keys[key])
    if key == "0":
        return _go_on(line, talk, step, PERSON)
    return _miss(line, talk, step, step.help)


def _answer_entry(line: Line, talk: Talk, step: Entry, keys: Keys) -> Asked:
    if keys.is_silence:
        return _silence(line, talk, step)
    if keys.speech:
        return _words(line, talk, step, keys.speech)
    digits = keys.digits.rpartition("*")[2]
    if not digits and "*" in keys.digits:
        return Asked(step, is_known=True)
    if not digits and step.is_first and not (talk.notes.misses or talk.notes.silences):
        # The end of "1#", pressed out of habit in the menu before; the second one means none.
        talk.notes.silences += 1
        return Asked(step, is_known=True)
    if digits == "0" or (step.if_none and not digits):
        return _go_on(line, talk, step, step.if_none or PERSON)
    if digits.isdecimal() and step.read(talk, digits):
        return _go_on(line, talk, step, step.then)
    if not digits and step.listens:
        # Where words are asked for, # alone is no word that could be misunderstood.
        talk.notes.was_silent = True
        return _miss(line, talk, step, (step.nothing, step.nothing))
    helps = step.explain(talk, digits) if step.explain and digits else step.help
    return _miss(line, talk, step, helps)


def _answer_message(line: Line, talk: Talk, step: Message, keys: Keys) -> Asked:
    if not keys.recording:
        return _go_on(line, talk, step, step.unheard or step.then)
    step.keep(talk, keys.recording)
    return _go_on(line, talk, step, step.then)


def _words(line: Line, talk: Talk, step: Menu | Entry, speech: str) -> Asked:
    none = (step.listens and step.listens.none) or step.if_none if isinstance(step, Entry) else ""
    talk.notes.said_none = _says_none(speech)
    if none and talk.notes.said_none:
        return _go_on(line, talk, step, none)
    if step.listens and step.listens.read(talk, speech):
        return _go_on(line, talk, step, step.listens.then)
    if step.listens and step.listens.none and talk.notes.said_none:
        return _go_on(line, talk, step, step.listens.none)
    return _miss(line, talk, step, (step.listens.help if step.listens else step.help[0], step.help[1]))


def _says_none(speech: str) -> bool:
    """Whether the words say, or begin to say, that there is none: "no sé", "I don't know where", "no tiene otro"."""
    spoken = speech.split()
    return answers.is_none(speech) or any(answers.is_none(" ".join(spoken[:n])) for n in range(2, len(spoken)))


def _go_on(line: Line, talk: Talk, step: Menu | Entry | Message, target: str, *opening: str) -> Asked:
    talk.notes.trail = (*talk.notes.trail, step.name)[-LONGEST_TRAIL:]
    asked = arrive(line, talk, target, *opening)
    if talk.notes.trail[-1:] == (asked.step.name,):
        # A step that leads to itself is no way back from it.
        talk.notes.trail = talk.notes.trail[:-1]
    return asked


def _back(line: Line, talk: Talk, step: Menu) -> Asked:
    if step.back:
        return _as_known(_back_to(line, talk, step.back))
    *earlier, last = talk.notes.trail or (step.name,)
    talk.notes.trail = tuple(earlier)
    return _as_known(arrive(line, talk, last))


def _as_known(asked: Asked) -> Asked:
    """Whoever comes back to a menu heard what it tells; what is to be entered anew is asked in full."""
    return replace(asked, is_known=isinstance(asked.step, Menu))


def _back_to(line: Line, talk: Talk, target: str) -> Asked:
    """A step that was passed before stands on the trail; the next star leads on to what was before it."""
    asked = arrive(line, talk, target)
    if asked.step.name in talk.notes.trail:
        talk.notes.trail = talk.notes.trail[: talk.notes.trail.index(asked.step.name)]
    return asked


def _miss(line: Line, talk: Talk, step: Menu | Entry, helps: tuple[Prompt, Prompt]) -> Asked:
    talk.notes.misses += 1
    if talk.notes.misses >= step.misses:
        return _give_up(line, talk, step, step.fallback)
    return Asked(step, (helps[min(talk.notes.misses, len(helps)) - 1],), is_known=True)


def _silence(line: Line, talk: Talk, step: Menu | Entry) -> Asked:
    talk.notes.silences += 1
    if talk.notes.silences < step.silences:
        return Asked(step, (step.nothing,), is_known=True)
    talk.notes.was_silent = True
    return _give_up(line, talk, step, step.on_silence or step.fallback)


def _give_up(line: Line, talk: Talk, step: Menu | Entry, target: str) -> Asked:
    leads = line[target]
    if isinstance(leads, Junction) and PERSON in leads.leads_to:
        target = leads.decide(talk)
    return _go_on(line, talk, step, target, *((ENOUGH,) if target == PERSON else ()))
