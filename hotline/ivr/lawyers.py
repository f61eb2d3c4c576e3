"""Free legal help: near the place that holds the person, else in the state that the caller names."""

from collections.abc import Iterable, Iterator

from hotline import advice, state_names, texts
from hotline.advice import Topic
from hotline.domain import directory
from hotline.domain.directory import LegalHelp
from hotline.ivr import places, speech, states
from hotline.ivr.advising import QUIET
from hotline.ivr.menu import HEARD_NO_WORD, Entry, Fixed, Junction, Listening, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

NEAR = "lawyers_near"
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
# Translators: heard on the telephone, after the names of lawyers.
NO_NUMBERS = _("Nobody has checked their telephone numbers yet. Press 0, and a person will help you reach them.")
# Translators: heard on the telephone, where the caller named no state.
NO_STATE = _("Press 0, and a person will help you find a lawyer.")
# Translators: heard on the telephone, after the names of lawyers.
AFTER_LAWYERS = _(
    "To hear this again, press 9. For another state, press 1. To go back, press star. "
    "To have a person call you back, press 0."
)


def _lawyers(talk: Talk) -> str:
    return NEAR if talk.notes.state else "state"


def _ask_state() -> Iterator[str]:
    yield gettext(WHICH_STATE)
    yield gettext(SAY_STATE if texts.current().gather else SPELL_STATE)


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


def _told(talk: Talk) -> str:
    if len(talk.notes.states) > 1:
        return "which_state"
    _choose(talk, "1")
    return NEAR


def _choose(talk: Talk, key: str) -> None:
    """A key for which no state was offered chooses none."""
    talk.notes.state, talk.notes.city = (talk.notes.states[int(key) - 1 : int(key)] or ("",))[0], ""


def _chosen(talk: Talk) -> str:
    return NEAR if talk.notes.state else "which_state"


def _unknown(talk: Talk) -> str:
    talk.notes.state = talk.notes.city = ""
    return NEAR


def _which(talk: Talk) -> Iterator[str]:
    for key, code in enumerate(talk.notes.states, start=1):
        # Translators: heard on the telephone; a state of the United States, and the key for it.
        yield gettext("For %(state)s, press %(key)s.", state=state_names.name(code), key=key)


def _advice(talk: Talk) -> Iterable[str]:
    """Once; who goes on to another state has heard it."""
    return () if NEAR in talk.notes.trail else advice.about(Topic.LAWYERS)


def _near(talk: Talk) -> Iterator[str]:
    if not talk.notes.state:
        yield gettext(NO_STATE)
        return
    found = directory.legal_help(talk.session, talk.notes.state, city=talk.notes.city)
    with_number = tuple(provider for provider in found if provider.phone)
    yield _heading(found, state_names.name(talk.notes.state))
    for provider in with_number or found:
        yield from _provider(provider, talk)
    if found and not with_number:
        yield gettext(NO_NUMBERS)


def _heading(found: tuple[LegalHelp, ...], state: str) -> str:
    if not found:
        # Translators: heard on the telephone, where we have no lawyers to name.
        return gettext("We have no list for %(state)s. Press 0, and a person will help you find a lawyer.", state=state)
    if edition := max((provider.edition for provider in found if provider.edition), default=None):
        # Translators: heard on the telephone, before the names of lawyers; a state, and a date in words.
        return gettext(
            "From the government's list of free legal help in %(state)s, of %(date)s:",
            state=state,
            date=texts.date_words(edition),
        )
    # Translators: heard on the telephone, before the names of lawyers.
    return gettext("Free legal help in %(state)s:", state=state)


def _provider(provider: LegalHelp, talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; an organisation of lawyers and its town.
    yield gettext(
        "%(name)s, in %(city)s.", name=places.name(provider.name), city=places.city(provider.city, talk.notes.state)
    )
    if provider.phone:
        # Translators: heard on the telephone; the digits are read one by one.
        number = speech.phone(provider.phone, is_from_abroad=talk.is_from_abroad)
        yield gettext("Their telephone number is: %(number)s.", number=number)


STEPS: tuple[Step, ...] = (
    Junction(Topic.LAWYERS.value, _lawyers, leads_to=(NEAR, "state")),
    Entry(
        "state",
        (Fixed(_ask_state),),
        _read_keys,
        "state_told",
        "state_unknown",
        help=(STATE_HELP, STATE_KEYS_HELP),
        on_silence="state_unknown",
        listens=Listening(_hear, "state_told", STATE_SAID_HELP, Fixed(_hints)),
        nothing=HEARD_NO_WORD,
    ),
    Junction("state_told", _told, leads_to=("which_state", NEAR)),
    Junction("state_unknown", _unknown, leads_to=(NEAR,)),
    Menu(
        "which_state",
        (_which, NO_STATE_OF_THESE),
        {str(key): "state_chosen" for key in range(1, MOST_STATES + 1)},
        choose=_choose,
        back="state",
    ),
    Junction("state_chosen", _chosen, leads_to=(NEAR, "which_state")),
    Menu(
        NEAR,
        (_advice, _near, AFTER_LAWYERS),
        {"1": "state"},
        back="now",
        on_silence=QUIET,
        choices=(AFTER_LAWYERS,),
    ),
)
