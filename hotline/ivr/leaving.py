"""What a caller can leave: a wish to be called back by a person, or a search that stays open."""

from collections.abc import Iterator

from hotline.domain import desk, searches
from hotline.domain.desk import CallbackWish
from hotline.domain.errors import Invalid
from hotline.domain.searches import SearchWish
from hotline.ivr import entries, speech
from hotline.ivr.menu import PERSON, Ending, Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.ivr.telling import ONCE_MORE
from hotline.models.contacts import Channel
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, after the caller's own number was read.
CALLBACK_STAY = _("Stay on the line, or press 1, and we note it. For another number, press 2.")
# Translators: heard on the telephone.
CALLBACK_NUMBER = _(
    "A person will call you back. Please enter the telephone number, with its area code, then press the pound key."
)
# Translators: heard on the telephone.
SEARCH_NUMBER = _(
    "Which telephone number should we call when there is news? Please enter it, with its area code, then press pound."
)
# Translators: heard on the telephone.
PHONE_HELP = _("A number in the United States has 10 digits.")
# Translators: heard on the telephone.
PHONE_MORE_HELP = _(
    "For a number in another country, begin with 0, 1, 1, then the code of the country, then the number."
)
# Translators: heard on the telephone, after a telephone number was read back.
CALLBACK_CONFIRM = _("If that is right, press 1, or stay on the line. To enter it again, press star.")
# Translators: heard on the telephone, after a telephone number was read back.
SEARCH_CONFIRM = _("If that is right, press 1. To enter it again, press star.")
# Translators: heard on the telephone, after the caller's own number was read.
SEARCH_OWN = _("To use it, press 1. For another number, press 2.")
# Translators: heard on the telephone; the caller hears a code and a PIN next, twice.
SEARCH_LEFT = _("We keep looking. You will hear a reference code and a PIN. Please write both down.")
# Translators: heard on the telephone.
KEEP_SECRET = _("The code alone tells only whether there is news. Give the PIN to nobody you do not trust.")
# Translators: heard on the telephone.
AFTER_SEARCH = _("To hear this again, press 1. For a person, press 0. Otherwise you can hang up now.")
# Translators: heard on the telephone, last words.
GOODBYE = _("Thank you for calling. You can call us again at any time. Goodbye.")
# Translators: heard on the telephone, last words, when we have no number to call back.
NO_NUMBER = _(
    "We have no number to call you back. Please call us again, from another telephone if you can, "
    "or ask a friend to call for you. You did nothing wrong. Goodbye."
)
# Translators: heard on the telephone, last words, when a call went in circles for very long.
SPENT = _("This call has become very long, so we end it here. Please call us again at any time. Goodbye.")
# Translators: heard on the telephone, last words, after something failed on our side again and again.
BROKEN = _("I am sorry. Something is wrong on our side, not yours. Please call us again in a few minutes. Goodbye.")


def _person(talk: Talk) -> str:
    return "callback" if talk.caller else "callback_number"


def _own_number_for_callback(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "A person will call you back at the number you are calling from: %(number)s.", number=speech.phone(talk.caller)
    )


def _own_number_for_search(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "We keep looking, and call you when there is news. You are calling from: %(number)s.", number=_number(talk)
    )


def _number_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("You entered: %(digits)s.", digits=_number(talk))


def _callback_made(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone, last words; the digits are read one by one.
    yield gettext("Thank you. A person will call you at %(number)s. Goodbye.", number=_number(talk))


def _number(talk: Talk) -> str:
    return speech.phone(talk.notes.typed)


def _own_number(talk: Talk) -> str:
    """To the number that the caller calls from, whatever was typed before; without one there is no callback."""
    talk.notes.typed = talk.caller
    return "make_callback" if talk.caller else "no_number"


def _make_callback(talk: Talk) -> str:
    wish = CallbackWish(talk.notes.typed, told=talk.notes.query.told(), token=talk.call_token)
    desk.request_callback(talk.session, wish, channel=Channel.PHONE, language=talk.tongue.code, now=talk.now)
    return "callback_made"


def _leave_search(talk: Talk) -> str:
    talk.notes.typed = talk.caller
    return "search_own" if talk.caller else "search_number"


def _open_search(talk: Talk) -> str:
    wish = SearchWish(talk.notes.query, talk.notes.typed, talk.call_token)
    try:
        opened = searches.leave(
            talk.session, wish, asker=talk.asker, channel=Channel.PHONE, language=talk.tongue.code, now=talk.now
        )
    except Invalid:
        # Too little is known to look for anybody; the callback carries what there is to a person.
        return PERSON
    talk.notes.code, talk.notes.pin = opened.code, opened.pin
    return "search_left"


def _code_and_pin(talk: Talk) -> Iterator[str]:
    code = speech.digits(talk.notes.code, speech.CODE_GROUPS)
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("The reference code is: %(code)s.", code=code)
    pin = speech.digits(talk.notes.pin, speech.PIN_GROUPS)
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("The PIN is: %(pin)s.", pin=pin)


STEPS: tuple[Step, ...] = (
    Junction(PERSON, _person),
    Menu(
        "callback",
        (_own_number_for_callback, CALLBACK_STAY),
        {"0": "own_number", "1": "own_number", "2": "callback_number"},
        fallback="own_number",
        silences=1,
    ),
    Entry(
        "callback_number",
        (CALLBACK_NUMBER,),
        entries.phone,
        "callback_check",
        help=(PHONE_HELP, PHONE_MORE_HELP),
        fallback="own_number",
    ),
    Menu(
        "callback_check",
        (_number_back, CALLBACK_CONFIRM),
        {"0": "make_callback", "1": "make_callback"},
        fallback="make_callback",
        silences=1,
    ),
    Junction("own_number", _own_number),
    Junction("make_callback", _make_callback),
    Ending("callback_made", (_callback_made,)),
    Junction("leave_search", _leave_search),
    Menu("search_own", (_own_number_for_search, SEARCH_OWN), {"1": "open_search", "2": "search_number"}),
    Entry("search_number", (SEARCH_NUMBER,), entries.phone, "search_check", help=(PHONE_HELP, PHONE_MORE_HELP)),
    Menu("search_check", (_number_back, SEARCH_CONFIRM), {"1": "open_search"}),
    Junction("open_search", _open_search),
    Menu(
        "search_left",
        (SEARCH_LEFT, _code_and_pin, ONCE_MORE, _code_and_pin, KEEP_SECRET, AFTER_SEARCH),
        {"1": "search_left"},
        on_silence="goodbye",
    ),
    Ending("goodbye", (GOODBYE,)),
    Ending("no_number", (NO_NUMBER,)),
    Ending("spent", (SPENT,)),
    Ending("broken", (BROKEN,)),
)
