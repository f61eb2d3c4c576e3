"""What a code and its PIN open: an open search, or changes somebody asked to be told of."""

from collections.abc import Iterator

from hotline import texts, wording
from hotline.domain import codes, openings
from hotline.domain.openings import Opened
from hotline.ivr import entries, telling
from hotline.ivr.menu import Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.models.contacts import ReferenceKind, SearchState
from hotline.models.messages import Means
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
PIN_HELP = _("This PIN is not right. Please enter it again.")
# Translators: heard on the telephone, after a second wrong PIN.
PIN_MORE_HELP = _("This PIN is not right either. You were given the PIN together with the code.")

# Translators: heard on the telephone, after a PIN with too few or too many digits.
PIN_LENGTH = _("A PIN has 6 digits. Please enter all of them.")
# Translators: heard on the telephone, after a second PIN with too few or too many digits.
PIN_LENGTH_AGAIN = _("The PIN has 6 digits. You were given it together with the code.")


def pin_help(_talk: Talk, digits: str) -> tuple[str, str]:
    """What is said of a first and of a second PIN that opens nothing: wrong, or not six digits."""
    return (PIN_HELP, PIN_MORE_HELP) if len(digits) == codes.PIN_DIGITS else (PIN_LENGTH, PIN_LENGTH_AGAIN)


def _state_of_code(talk: Talk) -> str:
    talk.notes.pin = ""  # the code is not that of a search left in this call, or it will be entered like any other
    found = openings.status(talk.session, talk.notes.code, asker=talk.asker, now=talk.now)
    if found is None:
        return "code_unknown"
    talk.notes.search_state, talk.notes.opens, talk.notes.is_opened = found.state, found.kind, False
    return "code_told" if found.state is SearchState.CLOSED else "pin"


def _open(talk: Talk, digits: str) -> bool:
    """Whether these digits are the PIN of the code; then the answer is noted."""
    if len(digits) != codes.PIN_DIGITS:
        return False
    return note(talk, openings.open_with_pin(talk.session, talk.notes.code, digits, asker=talk.asker, now=talk.now))


def note(talk: Talk, opened: Opened | None, *before: str) -> bool:
    """Note what a PIN opened, if it did; `before` are texts of ours that are said before it, then what changed."""
    if opened is None:
        return False
    notes = talk.notes
    notes.matter_id, notes.opens, notes.is_opened = opened.matter_id, opened.kind, True
    notes.is_unconfirmed = not opened.is_confirmed
    if notes.is_unconfirmed:
        notes.means = Means.CALL if opened.means is Means.CALL else Means.TEXT
    with texts.speaking(talk.tongue):
        telling.note(talk, opened.finding, *map(gettext, before), *_changed(opened))
    return True


def _changed(opened: Opened) -> Iterator[str]:
    """What changed since the PIN was last used, and why, before where the person is now."""
    if opened.changes:
        yield gettext(CHANGED)
    yield from wording.noticed(opened.changes, opened.reason, opened.finding)


def _opened(talk: Talk) -> str:
    """Where what was opened is told; a number that is not confirmed is confirmed first."""
    if not talk.notes.is_unconfirmed:
        return telling.answer_step(talk)
    return "notices_uncalled" if talk.notes.means == Means.CALL else "notices_unconfirmed"


# Translators: heard on the telephone, before an answer, by who asked to be told of changes.
CHANGED = _("Something has changed since you last heard from us.")
_NOTICES = {
    # Translators: heard on the telephone, by who asked to be told of changes, whether they confirmed it or not; the PIN
    # is asked for next.
    SearchState.OPEN: _(
        "You asked us to tell you of changes. We tell you of none before your wish is confirmed: "
        "your PIN shows whether it is, and how to confirm it."
    ),
    # Translators: heard on the telephone, by who asked to be told of changes; the PIN is asked for next.
    SearchState.NEWS: _("You asked us to tell you of changes, and there is news."),
    # Translators: heard on the telephone, by who asked to be told of changes.
    SearchState.CLOSED: _("You are told of no more changes under this code. A person can tell you more."),
}
_SEARCHES = {
    # Translators: heard on the telephone, about an open search.
    SearchState.OPEN: _("Your search is open. We keep looking."),
    # Translators: heard on the telephone, about an open search; the PIN is asked for next.
    SearchState.NEWS: _("There is news about your search."),
    # Translators: heard on the telephone, about an open search.
    SearchState.CLOSED: _("Your search is closed. A person can tell you more."),
}


def _state(talk: Talk) -> Iterator[str]:
    """As on every channel, but who has called is not told to call."""
    states = _NOTICES if talk.notes.opens == ReferenceKind.SUBSCRIPTION else _SEARCHES
    yield gettext(states[SearchState(talk.notes.search_state)])


def _still_open(talk: Talk) -> Iterator[str]:
    """In place of the offer of an open search, which there is; notices can be stopped whatever there is to tell."""
    if talk.notes.is_opened and talk.notes.opens == ReferenceKind.SUBSCRIPTION:
        yield gettext(telling.OFFER_NO_NOTICES)
    elif talk.notes.search_state == SearchState.OPEN and talk.notes.opens != ReferenceKind.SUBSCRIPTION:
        yield from _state(talk)


STEPS: tuple[Step, ...] = (
    Entry("code", (CODE,), entries.code, "state_of_code", help=(CODE_HELP, CODE_MORE_HELP)),
    Junction("state_of_code", _state_of_code, leads_to=("code_unknown", "code_told", "pin")),
    Menu("code_unknown", (CODE_UNKNOWN, AFTER_UNKNOWN), {"1": "code", "5": "another"}),
    Entry("pin", (_state, PIN), _open, "opened", "code_told", help=(PIN_HELP, PIN_MORE_HELP), explain=pin_help),
    Menu("code_told", (_state, telling.AFTER_ANSWER), {"1": "code_told", "5": "another"}, on_silence="goodbye"),
    Junction(
        "opened",
        _opened,
        leads_to=(
            *telling.ANSWERS,
            *("not_confirmed", "still_not_confirmed", "notices_unconfirmed", "notices_uncalled"),
        ),
    ),
    Menu(
        "still_not_confirmed",
        (telling.answer, telling.OFFER_PERSON, _still_open, telling.OFFER_CHILDREN, telling.OFFER_MORE),
        {"1": "still_not_confirmed", "3": "children", "4": "what_else", "5": "another", "7": "notices"},
        back="more",
        choices=(telling.OFFER_PERSON, _still_open, telling.OFFER_CHILDREN, telling.OFFER_MORE),
    ),
)
