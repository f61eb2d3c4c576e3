"""Which state of the United States a caller means: said, or the first letters of its name on the keys."""

from collections.abc import Callable, Iterator

from hotline import state_names, texts
from hotline.ivr import states
from hotline.ivr.menu import HEARD_NO_WORD, Entry, Fixed, Junction, Listening, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

FIRST = "state"
MOST_STATES = 4  # in one menu

# Translators: heard on the telephone, by who looks for lawyers.
WHICH_STATE = _("In which state are you looking for a lawyer?")
# Translators: heard on the telephone, after a question for a state of the United States.
SAY_STATE = _(
    "Say the state, or press the keys of its first 4 letters, then pound. If you do not know it, press 0, then pound."
)
# Translators: heard on the telephone, after a question for a state of the United States.
SPELL_STATE = _("Press the keys of its first 4 letters, then pound. If you do not know it, press 0, then pound.")
# Translators: heard on the telephone, when a state that was said was not understood.
STATE_SAID_HELP = _("I did not understand the state. Please say only its name.")
# Translators: heard on the telephone, when keys spell no state.
STATE_HELP = _("No state begins with these letters. Press one key for each letter, once.")
# Translators: heard on the telephone. Texas is 8, 3, 9, 2 on the keypad; choose a state of which the same is true.
STATE_KEYS_HELP = _("For Texas, for example, press 8, 3, 9, 2, and then the pound key.")
# Translators: heard on the telephone, after a list of states.
NO_STATE_OF_THESE = _("If it is none of these, press star.")


def steps(then: str, question: str = WHICH_STATE) -> tuple[Step, ...]:
    """Ask for a state, beginning at FIRST; the call goes on at `then`, without a state for who knows none."""
    return (
        Entry(
            FIRST,
            (Fixed(_asks(question)),),
            _read_keys,
            "state_told",
            "state_unknown",
            help=(STATE_HELP, STATE_KEYS_HELP),
            on_silence="state_unknown",
            listens=Listening(_hear, "state_told", STATE_SAID_HELP, Fixed(_hints)),
            nothing=HEARD_NO_WORD,
        ),
        Junction("state_told", _told(then), leads_to=("which_state", then)),
        Junction("state_unknown", _unknown(then), leads_to=(then,)),
        Menu(
            "which_state",
            (_which, NO_STATE_OF_THESE),
            {str(key): "state_chosen" for key in range(1, MOST_STATES + 1)},
            choose=_choose,
            back=FIRST,
        ),
        Junction("state_chosen", _chosen(then), leads_to=(then, "which_state")),
    )


def _asks(question: str) -> Callable[[], Iterator[str]]:
    def ask() -> Iterator[str]:
        yield gettext(question)
        yield gettext(SAY_STATE if texts.current().gather else SPELL_STATE)

    return ask


def _hints() -> Iterator[str]:
    return (state_names.name(code) for code in state_names.NAMES)


def _hear(talk: Talk, words: str) -> bool:
    with texts.speaking(talk.tongue):
        found = states.spoken(words)
    talk.notes.states = (found,) if found else ()
    return bool(found)


def _read_keys(talk: Talk, digits: str) -> bool:
    with texts.speaking(talk.tongue):
        found = states.keyed(digits)
    talk.notes.states = found if len(found) <= MOST_STATES else ()
    return bool(talk.notes.states)


def _told(then: str) -> Callable[[Talk], str]:
    def told(talk: Talk) -> str:
        if len(talk.notes.states) > 1:
            return "which_state"
        _choose(talk, "1")
        return then

    return told


def _choose(talk: Talk, key: str) -> None:
    """A key for which no state was offered chooses none."""
    talk.notes.state, talk.notes.city = (talk.notes.states[int(key) - 1 : int(key)] or ("",))[0], ""


def _chosen(then: str) -> Callable[[Talk], str]:
    return lambda talk: then if talk.notes.state else "which_state"


def _unknown(then: str) -> Callable[[Talk], str]:
    def unknown(talk: Talk) -> str:
        talk.notes.state = talk.notes.city = ""
        return then

    return unknown


def _which(talk: Talk) -> Iterator[str]:
    for key, code in enumerate(talk.notes.states, start=1):
        # Translators: heard on the telephone; a state of the United States, and the key for it.
        yield gettext("For %(state)s, press %(key)s.", state=state_names.name(code), key=key)
