"""A-number and PIN: what is the person's own opens, a PIN that was given is changed, and no lock closes anything else.

Whatever does not open is answered in the same words: the telephone tells nobody whose number is in the records, nor
whether a PIN is locked (docs/disclosure.md).
"""

from collections.abc import Callable

from hotline import languages
from hotline.domain import free_calls, pins
from hotline.domain.codes import PIN_DIGITS
from hotline.domain.errors import Invalid
from hotline.domain.pins import Line, Tried
from hotline.ivr import entries
from hotline.ivr.asking import A_NUMBER_HELP
from hotline.ivr.menu import Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

FIRST = "own_number"
CHANGE = "new_pin"
ONCE_AGAIN = "own_pin_again"

# Translators: heard on the telephone by a detained person.
OWN_NUMBER = _(
    "Please enter your own A-number, 7 to 9 digits, then press the pound key. If you do not have it, press 0, then "
    "pound."
)
# Translators: heard on the telephone by a detained person.
OWN_PIN = _("Please enter your PIN, 6 digits, then press the pound key. If you have none, press 0, then pound.")
# Translators: heard on the telephone by a detained person who has talked with somebody in this call, and may have
# handed the telephone on since.
OWN_PIN_ONCE_AGAIN = _(
    "You have talked with somebody in this call. So that nobody but you can change this, please enter your PIN once "
    "more, 6 digits, then press the pound key. If this is not your A-number, press pound alone."
)
# Translators: heard on the telephone by a detained person, after a PIN with too few or too many digits.
PIN_HELP = _("A PIN has 6 digits. It is on the paper that you got with the notice of your rights.")
# Translators: heard on the telephone by a detained person; which of the two was wrong is never said.
WRONG = _(
    "This A-number and this PIN do not belong together. After five wrong tries a PIN is locked, and an officer gives "
    "you another one."
)
# Translators: heard on the telephone by a detained person, after five tries.
ENOUGH_TRIES = _("That did not open either. Your PIN may be locked now. Ask an officer to give you another one.")
# Translators: heard on the telephone by a detained person, where too many wrong PINs were tried on one telephone.
LINE_LOCKED = _("There were too many wrong tries on this telephone. For up to an hour no PIN can be used on it.")
# Translators: heard on the telephone by somebody whose A-number and PIN are right, and who was released.
NOT_HELD = _(
    "The records say that you are not in custody any more. The calls to family on this line are for people who are "
    "held. If the records are wrong, press 0 and tell a person."
)
# Translators: heard on the telephone by a detained person who cannot use a PIN now.
OPEN_TO_YOU = _(
    "Lawyers, consulates and this hotline are open to you without a PIN. To call them, press 1. For a person, press 0, "
    "or stay on the line."
)
# Translators: heard on the telephone by a detained person who has no A-number or no PIN.
ASK_FOR_ONE = _("If you have no PIN, or forgot it, ask an officer to give you one.")
# Translators: heard on the telephone by a detained person, after a wrong PIN.
ONCE_MORE = _(
    "To try again, press 1. For lawyers, consulates and other calls that need no PIN, press 2. For a person, press 0, "
    "or stay on the line."
)
# Translators: heard on the telephone by a detained person, on the first call with a PIN that an officer gave them.
CHOOSE = _("Now choose a PIN of your own, which nobody else knows.")
# Translators: heard on the telephone by a detained person.
NEW_PIN = _(
    "Enter 6 digits that nobody can guess: not your birth date, and no digits in a row. Then press the pound key."
)
# Translators: heard on the telephone by a detained person.
NEW_PIN_AGAIN = _("Please enter the same 6 digits once more, then press the pound key.")
# Translators: heard on the telephone by a detained person.
DIFFERENT = _("The two were not the same. Your PIN has not changed yet.")
# Translators: heard on the telephone by a detained person.
EASY = _("That one is easy to guess, or it is your old one. Please choose another.")
# Translators: heard on the telephone by a detained person, after a PIN with too few or too many digits.
SIX_DIGITS = _("Please enter exactly 6 digits, then press the pound key.")


def _read_number(talk: Talk, digits: str) -> bool:
    """Seven to nine digits, tried together with the PIN."""
    if len(digits) not in entries.A_NUMBER_DIGITS:
        return False
    talk.notes.inside.a_number = digits.zfill(9)
    return True


def _read_pin(talk: Talk, digits: str) -> bool:
    if len(digits) != PIN_DIGITS:
        return False
    talk.notes.inside.pin = digits
    return True


def _read_again(talk: Talk, digits: str) -> bool:
    talk.notes.inside.typed = digits
    return True


def _try(talk: Talk) -> str:
    """Where A-number and PIN lead; the PIN is not kept any longer, nor is a number that did not open."""
    inside = talk.notes.inside
    line = Line(talk.came_from, free_calls.calling_from(talk.session, talk.came_from))
    opened = pins.opens(talk.session, inside.a_number, inside.pin, line=line, now=talk.now)
    number, wanted = inside.a_number, inside.wanted
    inside.a_number = inside.pin = inside.wanted = ""
    if opened.tried is Tried.LINE_LOCKED:
        return "line_locked"
    if opened.person_id is None:
        inside.tries += 1
        return "pin_wrong" if inside.tries < pins.TRIES else "pin_enough"
    if free_calls.has_left(talk.session, opened.person_id, now=talk.now):
        return "not_held"
    if inside.person_id != opened.person_id:
        inside.name, inside.name_asked = "", False
    inside.a_number, inside.have_talked = number, False
    inside.person_id, inside.must_change, inside.tries = opened.person_id, opened.must_change, 0
    free_calls.made_by(talk.session, talk.call_token, opened.person_id)
    _remember_language(talk, opened.language)
    return "own" if opened.must_change or not wanted else wanted


def once_again(name: str, step: str) -> Junction:
    """Leads to what changes something of the person; the PIN comes first where the telephone may be in other hands."""

    def decide(talk: Talk) -> str:
        inside = talk.notes.inside
        if not inside.have_talked:
            return step
        inside.wanted = step
        return ONCE_AGAIN

    return Junction(name, decide, leads_to=(step, ONCE_AGAIN))


def _other_number(talk: Talk) -> str:
    talk.notes.inside.wanted = ""
    return FIRST


def _remember_language(talk: Talk, before: str) -> None:
    """What is chosen in this call counts for the next; who chose nothing goes on in the language of the last."""
    if talk.language is None:
        talk.language = languages.get(before)
    elif talk.language.code != before:
        pins.remember_language(talk.session, talk.notes.inside.person_id, talk.language.code)


def _choose(talk: Talk) -> str:
    """The PIN that was entered twice becomes the person's."""
    inside = talk.notes.inside
    new, again = inside.pin, inside.typed
    inside.pin = inside.typed = ""
    if new != again:
        return "new_pin_different"
    try:
        pins.change(talk.session, inside.person_id, new, now=talk.now)
    except Invalid:
        return "new_pin_easy"
    inside.must_change = False
    return "pin_changed"


def _new_pin(name: str, *opening: str) -> Entry:
    prompts = (*opening, NEW_PIN)
    return Entry(name, prompts, _read_pin, "new_pin_again", help=(SIX_DIGITS, SIX_DIGITS))


def steps(then: Callable[[Talk], str], leads_to: tuple[str, ...], guarded: tuple[str, ...]) -> tuple[Step, ...]:
    """What opens the person's own, and how a PIN is changed; `then` leads on once it is open, to "pin_changed" too.

    `guarded` are the steps that once_again() leads to.
    """

    def own(talk: Talk) -> str:
        inside = talk.notes.inside
        if not inside.person_id:
            return FIRST
        return "new_pin_first" if inside.must_change else then(talk)

    return (
        Junction("own", own, leads_to=(FIRST, "new_pin_first", *leads_to)),
        Entry(
            FIRST,
            (OWN_NUMBER,),
            _read_number,
            "own_pin",
            "without_pin",
            help=(A_NUMBER_HELP, A_NUMBER_HELP),
            is_first=True,
        ),
        Entry("own_pin", (OWN_PIN,), _read_pin, "pin_tried", "without_pin", help=(PIN_HELP, PIN_HELP)),
        Entry(ONCE_AGAIN, (OWN_PIN_ONCE_AGAIN,), _read_pin, "pin_tried", "other_number", help=(PIN_HELP, PIN_HELP)),
        Junction("other_number", _other_number, leads_to=(FIRST,)),
        Junction("pin_tried", _try, leads_to=("own", "pin_wrong", "pin_enough", "line_locked", "not_held", *guarded)),
        Menu("pin_wrong", (WRONG, ONCE_MORE), {"1": FIRST, "2": "choices"}, back="choices", choices=(ONCE_MORE,)),
        _open_to_you("pin_enough", ENOUGH_TRIES),
        _open_to_you("line_locked", LINE_LOCKED, ASK_FOR_ONE),
        _open_to_you("not_held", NOT_HELD),
        _open_to_you("without_pin", ASK_FOR_ONE),
        _new_pin("new_pin_first", CHOOSE),
        _new_pin(CHANGE),
        _new_pin("new_pin_different", DIFFERENT),
        _new_pin("new_pin_easy", EASY),
        Entry("new_pin_again", (NEW_PIN_AGAIN,), _read_again, "pin_chosen"),
        Junction("pin_chosen", _choose, leads_to=("new_pin_different", "new_pin_easy", "pin_changed")),
    )


def _open_to_you(name: str, *why: str) -> Menu:
    return Menu(name, (*why, OPEN_TO_YOU), {"1": "choices"}, back="choices", choices=(OPEN_TO_YOU,))
