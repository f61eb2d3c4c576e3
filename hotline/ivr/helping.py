"""A person looks where we cannot by ourselves: with too little to go by, or because the caller wants one to."""

from dataclasses import replace

from hotline.ivr import promising
from hotline.ivr.menu import PERSON, Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

LONGEST_AGE = 2  # digits

# Translators: heard on the telephone, after the caller asked for a person to call.
AGE = _(
    "This helps the person who will call you: about how old is the person you are looking for? "
    "Enter the age, then press pound. If you do not know the age, press 0, then pound."
)
# Translators: heard on the telephone, after digits that are no age.
AGE_HELP = _("I need an age in years, for example 4, 0.")
# Translators: heard on the telephone, after a second entry that is no age.
AGE_MORE_HELP = _("Enter 1 or 2 digits for the age, then the pound key. If you do not know it, press 0, then pound.")
# Translators: heard on the telephone, when a search cannot be left open with what the caller told.
TOO_LITTLE = _("With what we know so far, we cannot keep looking by ourselves. A person can help you.")
# Translators: heard on the telephone.
AFTER_TOO_LITTLE = _(
    "To have a person call you back, press 0, or stay on the line. "
    "To look again, with the A-number or the full date of birth, press 5."
)


def _help(talk: Talk) -> str:
    """A person calls, which is noted at once, and is told an age, which is no evidence but helps them."""
    if not talk.notes.promised and talk.own_number and not talk.notes.declines_own:
        promising.promise(talk, talk.own_number)
    is_known = talk.notes.query.age is not None or talk.notes.query.year is not None
    return "search_age" if talk.notes.promised and not is_known else PERSON


def _age(talk: Talk, digits: str) -> bool:
    """An age in years."""
    if len(digits) > LONGEST_AGE:
        return False
    talk.notes.query = replace(talk.notes.query, age=int(digits))
    return True


STEPS: tuple[Step, ...] = (
    Menu("too_little", (TOO_LITTLE, AFTER_TOO_LITTLE), {"0": "help", "5": "another"}, fallback="help", silences=1),
    Junction("help", _help, leads_to=("search_age", PERSON)),
    Entry("search_age", (AGE,), _age, PERSON, PERSON, help=(AGE_HELP, AGE_MORE_HELP)),
)
