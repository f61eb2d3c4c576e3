"""The line's choices: what needs no PIN first, for who was just arrested has none, and a lock must never close it."""

from collections.abc import Mapping

from hotline.ivr import endings, greeting
from hotline.ivr.detainee import consul, lawyers, one_word, own, person, rights, ringing, services, where_held
from hotline.ivr.menu import Line, Menu, Step, by_name
from hotline.texts import lazy as _

# Translators: heard on the telephone, the first words, in the language that comes first; short, and as a person
# begins, so that no jail's telephone takes them for voice mail.
GREETING = _("Hello, free calls.")
# Translators: heard on the telephone, in each language that the line has, when what was said is none of them; short.
SAID_NO_LANGUAGE = _("I did not understand.")
# Translators: heard on the telephone by a detained person.
CHOICES = _(
    "For a lawyer, press 1. For your consulate, press 2. With your A-number and PIN, for your family and your own "
    "lawyer, press 3. For children or social services, press 4. "
    "To hear your rights, press 5. For a person, press 0, or stay on the line."
)
# Translators: heard on the telephone, when what was said is none of the choices.
SAID_NONE = _("I did not understand. Please press a key, or say one word: lawyer, consulate, children.")

_WAYS = {"1": "lawyers", "2": "country", "3": own.FIRST, "4": "services", "5": rights.FIRST}
# What somebody may say instead of a key, each in one word.
_WORDS: Mapping[str, str] = {
    # Translators: words that a detained person may say to reach a lawyer, in capitals, with blanks between.
    "1": _("LAWYER LAWYERS ATTORNEY LEGAL"),
    # Translators: words that a detained person may say to reach their consulate, in capitals, with blanks between.
    "2": _("CONSULATE CONSUL EMBASSY"),
    # Translators: words that a detained person may say to reach their family, in capitals, with blanks between.
    "3": _("FAMILY MOTHER FATHER WIFE HUSBAND PIN"),
    # Translators: words that a detained person may say to reach children's or social services, in capitals.
    "4": _("CHILDREN CHILD SON DAUGHTER BABY SICK SOCIAL"),
    # Translators: words that a detained person may say to hear their rights, in capitals, with blanks between.
    "5": _("RIGHTS NOTICE"),
}


def _line(*own_steps: Step) -> Line:
    steps = by_name(
        greeting.menu(GREETING, "choices", star=own.FIRST, said_none=SAID_NO_LANGUAGE),
        Menu("choices", (CHOICES, one_word.OFFER), _WAYS, listens=one_word.listening("choices", _WORDS, SAID_NONE)),
        one_word.said("choices", _WAYS),
        *lawyers.STEPS,
        *consul.STEPS,
        *services.STEPS,
        *where_held.STEPS,
        *rights.STEPS,
        *own_steps,
        *ringing.STEPS,
        *person.STEPS,
        *endings.STEPS,
    )
    return Line("detainee", steps, first=greeting.FIRST, after_language="choices", spent="spent", broken="broken")


LINE = _line(*own.STEPS)
WITH_THREE_WAY = _line(*own.WITH_THREE_WAY)  # where the operator allows it; one address, and the same steps besides
