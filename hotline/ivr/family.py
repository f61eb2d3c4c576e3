"""The relatives' line: a language, a person to find, an answer, and always a way to a person (product, section 4)."""

from hotline.ivr import (
    advising,
    afterwards,
    asking,
    callback,
    endings,
    following,
    greeting,
    helping,
    lawyers,
    leaving,
    looking_up,
    message,
    promising,
    spelling,
    subscribing,
    telling,
    waiting,
)
from hotline.ivr.menu import PERSON, Junction, Line, Menu, by_name
from hotline.ivr.state import Talk
from hotline.texts import lazy as _

# Translators: heard on the telephone, the first words, in the language that comes first; short, and as a person
# begins, so that no jail's telephone takes them for voice mail.
GREETING = _("Hello, Family Hotline.")
# Translators: heard on the telephone.
HOW = _(
    "To find a person by A-number, press 1. To find a person by name, press 2. "
    "If you have a reference code, press 3. To report a child or a sick person left without care, press 4. "
    "To have a person call you back, press 0."
)

# Translators: heard on the telephone, when no key came in time. Relay services (711) let deaf people telephone:
# somebody types what is said, and takes longer.
OFFER_RELAY = _("I did not hear a key. If you use a relay service, press 7.")
# Translators: heard on the telephone, by who types it for a deaf person.
RELAYED = _("We speak slowly now, and wait longer for your keys.")

RELAY_KEY = "7"
SLOW_SILENCES = 3  # the first tells a relay service its key
_WAYS = {"1": "a_number", "2": "given", "3": "code", "4": "care"}


def _other_language(talk: Talk) -> str:
    """An interpreter calls back: to this number, which is noted at once, or to the one that is asked for."""
    talk.language = None
    talk.notes.speaks_other = True
    if not talk.own_number or talk.notes.declines_own:
        return PERSON
    promising.promise(talk, talk.own_number)
    return "say_language"


def _relay(talk: Talk) -> str:
    talk.notes.is_relayed = True
    promising.renew(talk)
    return "how_relayed"


LINE = Line(
    "family",
    by_name(
        greeting.menu(GREETING, "how"),
        Junction("other_language", _other_language, leads_to=(PERSON, "say_language")),
        Menu("how", (HOW,), _WAYS | {RELAY_KEY: "relay"}, silences=SLOW_SILENCES, nothing=OFFER_RELAY),
        Junction("relay", _relay, leads_to=("how_relayed",)),
        Menu("how_relayed", (RELAYED, HOW), _WAYS),
        *advising.STEPS,
        *lawyers.STEPS,
        *afterwards.STEPS,
        *spelling.STEPS,
        *asking.STEPS,
        *looking_up.STEPS,
        *telling.STEPS,
        *leaving.STEPS,
        *helping.STEPS,
        *endings.STEPS,
        *subscribing.STEPS,
        *following.STEPS,
        *callback.STEPS,
        *waiting.STEPS,
        *message.STEPS,
    ),
    first=greeting.FIRST,
    after_language="how",
    spent="spent",
    broken="broken",
)
