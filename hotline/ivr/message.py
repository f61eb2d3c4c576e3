"""What goes along with a promised call: when it suits, on which clock, and a message after the tone."""

from collections.abc import Iterator

from hotline import phones
from hotline.domain.callbacks import CARE, DayPart
from hotline.ivr import promising
from hotline.ivr.menu import HEARD_NO_WORD, PERSON, Junction, Menu, Message, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

LONGEST_MESSAGE = 120  # seconds
LONGEST_LANGUAGE = 10

# Translators: heard on the telephone, after a call back was promised.
BEST_TIME = _(
    "When should we call? For the morning, press 1. For the afternoon, press 2. For the evening, press 3. "
    "For any time, press 4."
)
# Translators: heard on the telephone; the zones are those of the United States.
ZONE = _("Which time do your clocks show? For Eastern, press 1. Central, 2. Mountain, 3. Pacific, 4.")
# Translators: heard on the telephone, before a tone.
MESSAGE = _(
    "Is there anything we should know before we call? Say it after the tone, then press pound. "
    "If there is nothing, you can hang up."
)
# Translators: heard on the telephone, before a tone, by people who may not understand it well.
INTERPRETER = _("An interpreter will call you. After the tone, please say the name of your language.")
# Translators: heard on the telephone, by who reports a child or a sick person without care.
CARE_CALLED = _("A person will call you within 2 hours.")
# Translators: heard on the telephone, by who reports a child or a sick person without care; there is no number to call.
CARE_LISTENED = _("A person will listen to your message within 2 hours.")
# Translators: heard on the telephone, before a tone, by who reports a child or a sick person without care.
CARE_MESSAGE = _("After the tone, please say who needs care, and where. Then press pound.")

_PARTS = {"1": DayPart.MORNING, "2": DayPart.AFTERNOON, "3": DayPart.EVENING, "4": DayPart.ANY}
_ZONES = {"1": "America/New_York", "2": "America/Chicago", "3": "America/Denver", "4": "America/Los_Angeles"}


def _after_promise(talk: Talk) -> str:
    """What is still missing: the language, what a report is about, or when to call."""
    if talk.notes.speaks_other:
        return _asked_once(talk, "say_language")
    if talk.notes.about == CARE:
        return _asked_once(talk, "care_message")
    return "best_time"


def _asked_once(talk: Talk, step: str) -> str:
    """Who said nothing when asked before is not asked again."""
    return "callback_made" if talk.notes.messages or step in talk.notes.trail else step


def _note_part(talk: Talk, key: str) -> None:
    talk.notes.best_time = _PARTS[key]
    talk.notes.time_zone = phones.time_zone(talk.notes.promised)


def _time_noted(talk: Talk) -> str:
    """Nobody is asked for a clock whose number tells it, or who can be called at any time, or who lives abroad."""
    promising.renew(talk)
    is_clear = talk.notes.time_zone or talk.notes.best_time == DayPart.ANY
    return "message" if is_clear or phones.region(talk.notes.promised) != phones.HOME_REGION else "zone"


def _note_zone(talk: Talk, key: str) -> None:
    talk.notes.time_zone = _ZONES[key]


def _zone_noted(talk: Talk) -> str:
    promising.renew(talk)
    return "message"


def _care_promise(talk: Talk) -> Iterator[str]:
    yield gettext(CARE_CALLED if talk.notes.promised else CARE_LISTENED)
    yield from promising.counted(talk)


def _recorded(talk: Talk) -> str:
    """Who was asked for a number has confirmed it before; who reports without one is asked for it now."""
    if not talk.notes.promised:
        return PERSON
    return "callback" if talk.notes.promised == talk.own_number else "callback_made"


STEPS: tuple[Step, ...] = (
    Junction("after_promise", _after_promise, leads_to=("say_language", "care_message", "best_time", "callback_made")),
    Menu(
        "best_time",
        (BEST_TIME,),
        dict.fromkeys(_PARTS, "time_noted"),
        choose=_note_part,
        fallback="message",
        silences=1,
    ),
    Junction("time_noted", _time_noted, leads_to=("zone", "message")),
    Menu("zone", (ZONE,), dict.fromkeys(_ZONES, "zone_noted"), choose=_note_zone, fallback="message", silences=1),
    Junction("zone_noted", _zone_noted, leads_to=("message",)),
    Message("message", (MESSAGE,), promising.keep_message, "callback_made", LONGEST_MESSAGE),
    Message("say_language", (INTERPRETER,), promising.keep_message, "recorded", LONGEST_LANGUAGE),
    Message(
        "care_message",
        (_care_promise, CARE_MESSAGE),
        promising.keep_message,
        "recorded",
        LONGEST_MESSAGE,
        unheard="care_once_more",
    ),
    # A pound key from habit ends a recording before a word is said, and a report without words says of nobody where.
    Message("care_once_more", (HEARD_NO_WORD, CARE_MESSAGE), promising.keep_message, "recorded", LONGEST_MESSAGE),
    Junction("recorded", _recorded, leads_to=("callback", "callback_made", PERSON)),
)
