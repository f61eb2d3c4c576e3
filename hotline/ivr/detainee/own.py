"""What is the person's own, once their A-number and PIN opened it."""

from hotline.ivr.detainee import family, one_word, pin, three_way, told
from hotline.ivr.menu import Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

FIRST = "own"

# Translators: heard on the telephone by a detained person, whose PIN is changed now.
CHANGED = _(
    "Your new PIN is kept. Use it from now on. When you call again, you can press star right after the first words: "
    "then I ask for your A-number and PIN at once, and speak your language."
)
# Translators: heard on the telephone by a detained person, the first choices.
OWN_CALLS = _("For your own lawyer, press 1. For your family, press 2.")
# Translators: heard on the telephone by a detained person, a choice among others.
WHO_MAY_BE_TOLD = _("To say who may be told where you are, press 3.")
# Translators: heard on the telephone by a detained person, a choice among others.
CHANGE_PIN = _("To change your PIN, press 4.")
# Translators: heard on the telephone by a detained person, after other choices.
OTHER_CALLS = _("For other calls, press star. For a person, press 0, or stay on the line.")

# Translators: heard on the telephone, when what was said is none of the choices.
SAID_NONE = _("I did not understand. Please press a key, or say one word: lawyer, family, told, PIN.")

_CHOICES = (OWN_CALLS, WHO_MAY_BE_TOLD, CHANGE_PIN, OTHER_CALLS, one_word.OFFER)
# What somebody may say instead of a key, each in one word.
_WORDS = {
    # Translators: words that a detained person may say to reach their own lawyer, in capitals, with blanks between.
    "1": _("LAWYER ATTORNEY COUNSEL"),
    # Translators: words that a detained person may say to reach their family, in capitals, with blanks between.
    "2": _("FAMILY RELATIVE RELATIVES MOTHER FATHER WIFE HUSBAND"),
    # Translators: words that a detained person may say to decide who may be told where they are, in capitals.
    "3": _("TOLD TELL WHERE WHO"),
    # Translators: words that a detained person may say to change their PIN, in capitals, with blanks between.
    "4": _("PIN CHANGE"),
}
_WAYS = {"1": family.COUNSEL, "2": family.FIRST, "3": "to_told", "4": "to_new_pin"}


_listening = one_word.listening("own_choices", _WORDS, SAID_NONE)


def _opened(_talk: Talk) -> str:
    return "own_choices"


def _steps(*of_family: Step) -> tuple[Step, ...]:
    return (
        *pin.steps(_opened, ("own_choices",), (told.FIRST, pin.CHANGE)),
        pin.once_again("to_told", told.FIRST),
        pin.once_again("to_new_pin", pin.CHANGE),
        Menu("own_choices", _CHOICES, _WAYS, back="choices", listens=_listening),
        one_word.said("own_choices", _WAYS),
        *of_family,
        *told.STEPS,
        Menu("pin_changed", (CHANGED, *_CHOICES), _WAYS, back="choices", choices=_CHOICES, listens=_listening),
    )


STEPS = _steps(*family.STEPS)
WITH_THREE_WAY = _steps(*three_way.FAMILY, *three_way.STEPS)
