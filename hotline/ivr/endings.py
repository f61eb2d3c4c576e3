"""The last words of a call, where they are the same whatever was promised."""

from hotline.ivr.menu import Ending, Step
from hotline.texts import lazy as _

# Translators: heard on the telephone, last words.
GOODBYE = _("Thank you for calling. You can call us again at any time. Goodbye.")
# Translators: heard on the telephone, last words, when a call went in circles for very long.
SPENT = _("This call has become very long, so we end it here. Please call us again at any time. Goodbye.")
# Translators: heard on the telephone, last words, after something failed on our side again and again.
BROKEN = _("I am sorry. Something is wrong on our side, not yours. Please call us again in a few minutes. Goodbye.")

STEPS: tuple[Step, ...] = (
    Ending("goodbye", (GOODBYE,)),
    Ending("spent", (SPENT,)),
    Ending("broken", (BROKEN,)),
)
