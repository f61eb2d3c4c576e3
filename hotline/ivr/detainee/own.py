"""What is the person's own, once their A-number and PIN opened it."""

from hotline.ivr.detainee import family, pin, told
from hotline.ivr.menu import Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

FIRST = "own"

# Translators: heard on the telephone by a detained person, whose PIN is changed now.
CHANGED = _("Your new PIN is kept. Use it from now on.")
# Translators: heard on the telephone by a detained person, the first choices.
OWN_CALLS = _("For your own lawyer, press 1. For your family, press 2.")
# Translators: heard on the telephone by a detained person, a choice among others.
WHO_MAY_BE_TOLD = _("To say who may be told where you are, press 3.")
# Translators: heard on the telephone by a detained person, a choice among others.
CHANGE_PIN = _("To change your PIN, press 4.")
# Translators: heard on the telephone by a detained person, after other choices.
OTHER_CALLS = _("For other calls, press star. For a person, press 0, or stay on the line.")

_CHOICES = (OWN_CALLS, WHO_MAY_BE_TOLD, CHANGE_PIN, OTHER_CALLS)
_WAYS = {"1": family.COUNSEL, "2": family.FIRST, "3": told.FIRST, "4": pin.CHANGE}


def _opened(_talk: Talk) -> str:
    return "own_choices"


STEPS: tuple[Step, ...] = (
    *pin.steps(_opened, ("own_choices",)),
    Menu("own_choices", _CHOICES, _WAYS, back="choices"),
    *family.STEPS,
    *told.STEPS,
    Menu("pin_changed", (CHANGED, *_CHOICES), _WAYS, back="choices", choices=_CHOICES),
)
