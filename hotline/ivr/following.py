"""What a code and its PIN open: an open search, or changes somebody asked to be told of."""

from collections.abc import Iterator

from hotline.domain import codes, openings
from hotline.ivr import entries, matters, telling
from hotline.ivr.menu import Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.models.contacts import SearchState
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone.
CODE = _("Please enter the reference code, 8 digits, then press the pound key.")
# Translators: heard on the telephone, after a reference code with a wrong digit.
CODE_HELP = _("A reference code has 8 digits. At least one of these is not right.")
# Translators: heard on the telephone, after a second reference code with a wrong digit.
CODE_MORE_HELP = _("You heard or saw the code when you asked us to keep looking. Enter its 8 digits slowly.")
# Translators: heard on the telephone.
CODE_UNKNOWN = _("I am sorry, we do not find a search with this code. It may have ended.")
# Translators: heard on the telephone, after a code that we do not know.
AFTER_UNKNOWN = _(
    "To enter a code again, press 1. To look for a person, press 5. To have a person call you back, press 0."
)
# Translators: heard on the telephone.
PIN = _("To hear more, enter your PIN, 6 digits, then press the pound key. If you do not have it, press 0, then pound.")
# Translators: heard on the telephone.
PIN_HELP = _("This PIN does not open the search. Please enter it again.")
# Translators: heard on the telephone, after a second wrong PIN.
PIN_MORE_HELP = _("This PIN does not open the search either. You were given the PIN together with the code.")

# Translators: heard on the telephone, after a PIN with too few or too many digits.
PIN_LENGTH = _("A PIN has 6 digits. Please enter all of them.")
# Translators: heard on the telephone, after a second PIN with too few or too many digits.
PIN_LENGTH_AGAIN = _("The PIN has 6 digits. You were given it together with the code.")


def pin_help(_talk: Talk, digits: str) -> tuple[str, str]:
    return (PIN_HELP, PIN_MORE_HELP) if len(digits) == codes.PIN_DIGITS else (PIN_LENGTH, PIN_LENGTH_AGAIN)


def _state_of_code(talk: Talk) -> str:
    talk.notes.pin = ""  # the code is not that of a search left in this call, or it will be entered like any other
    status = openings.status(talk.session, talk.notes.code, asker=talk.asker, now=talk.now)
    if status is None:
        return "code_unknown"
    talk.notes.search_state = status.state
    return "code_told" if status.state is SearchState.CLOSED else "pin"


def open_matter(talk: Talk, digits: str) -> bool:
    """Whether these digits are the PIN of the code; then the answer is noted."""
    if len(digits) != codes.PIN_DIGITS:
        return False
    found = matters.open_with_pin(talk, digits)
    if found:
        telling.note(talk, found)
    return found is not None


_STATES = {
    # Translators: heard on the telephone, about an open search.
    SearchState.OPEN: _("Your search is open. We keep looking."),
    # Translators: heard on the telephone, about an open search; the PIN is asked for next.
    SearchState.NEWS: _("There is news about your search."),
    # Translators: heard on the telephone, about an open search.
    SearchState.CLOSED: _("Your search is closed. A person can tell you more."),
}


def _state(talk: Talk) -> Iterator[str]:
    """As on every channel, but who has called is not told to call."""
    yield gettext(_STATES[SearchState(talk.notes.search_state)])


def _still_open(talk: Talk) -> Iterator[str]:
    """In place of the offer of an open search, which there is."""
    if talk.notes.search_state == SearchState.OPEN:
        yield from _state(talk)


STEPS: tuple[Step, ...] = (
    Entry("code", (CODE,), entries.code, "state_of_code", help=(CODE_HELP, CODE_MORE_HELP)),
    Junction("state_of_code", _state_of_code, leads_to=("code_unknown", "code_told", "pin")),
    Menu("code_unknown", (CODE_UNKNOWN, AFTER_UNKNOWN), {"1": "code", "5": "another"}),
    Entry("pin", (_state, PIN), open_matter, "opened", "code_told", help=(PIN_HELP, PIN_MORE_HELP), explain=pin_help),
    Menu("code_told", (_state, telling.AFTER_ANSWER), {"1": "code_told", "5": "another"}, on_silence="goodbye"),
    Junction("opened", telling.answer_step, leads_to=(*telling.ANSWERS, "not_confirmed", "still_not_confirmed")),
    Menu(
        "still_not_confirmed",
        (telling.answer, telling.OFFER_PERSON, _still_open, telling.OFFER_CHILDREN, telling.OFFER_MORE),
        {"1": "still_not_confirmed", "3": "children", "4": "what_else", "5": "another"},
        back="more",
        choices=(telling.OFFER_PERSON, _still_open, telling.OFFER_CHILDREN, telling.OFFER_MORE),
    ),
)
