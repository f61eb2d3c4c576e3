"""What a caller can leave: a search that stays open."""

import json
from collections.abc import Iterator
from dataclasses import replace

from hotline.domain import locator, searches
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.ivr import entries, refusals, speech, telling
from hotline.ivr.afterwards import AGAIN
from hotline.ivr.asking import BIRTH_YEAR
from hotline.ivr.menu import PERSON, Entry, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.ivr.telling import ONCE_MORE
from hotline.models.contacts import Channel
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone.
SEARCH_NUMBER = _(
    "Which telephone number should we tell when there is news? Please enter it, with its area code, then press pound."
)
# Translators: heard on the telephone, after a telephone number was read back.
SEARCH_CONFIRM = _("If that is right, press 1. To enter it again, press star.")
# Translators: heard on the telephone, after the caller's own number was read.
SEARCH_OWN = _("For us to keep looking and tell you there, press 1. For another number, press 2.")
# Translators: heard on the telephone, by a caller who wants us to keep looking and told no year of birth.
SEARCH_BIRTH = _("To keep looking, we need one more thing.")
# Translators: heard on the telephone; the caller hears a code and a PIN next, twice.
SEARCH_LEFT = _("We keep looking. You will hear a reference code and a PIN. Please write both down.")
# Translators: heard on the telephone.
KEEP_SECRET = _("The code alone tells only whether there is news. Give the PIN to nobody you do not trust.")
# Translators: heard on the telephone.
AFTER_SEARCH = _(
    "To hear this again, press 1. To hear what you can do now, press 3. To look for another person, press 5. "
    "To have a person call you back, press 0. Otherwise you can hang up now."
)
# Translators: heard on the telephone, by who asks again for a search that was left; its code and PIN come next.
ALREADY_LEFT = _("You have asked us already to keep looking for this person, and we do. Here are the code and the PIN.")
# Translators: heard on the telephone, after the question for a number to tell news to.
HAS_NONE = _("If you have no number, press 0, then pound.")
# Translators: heard on the telephone, by who has no number that we could tell news to.
WITHOUT_NUMBER = _(
    "That is all right. Without a number we cannot tell you when there is news. "
    "But we can keep looking, and you call us to ask."
)
# Translators: heard on the telephone, by who has no number that we could tell news to.
WITHOUT_NUMBER_KEYS = _(
    "For that, press 1: you will hear a code and a PIN to ask with. To enter a number of yours, or of somebody you "
    "trust, press 2."
)
# Translators: heard on the telephone, by who left no number; the caller hears a code and a PIN next, twice.
LEFT_WITHOUT_NUMBER = _(
    "We keep looking. To ask whether there is news, call us once a day: press 3 in the first menu, and enter the code "
    "and the PIN that you hear now. Please write both down."
)
# Translators: heard on the telephone, by who left a search before in this call, and wants to leave another one.
SAME_PERSON = _(
    "We are looking for somebody already, whom you told us before in this call. If this is the same person, press 1: "
    "we look with what you told us last instead. If it is another person, press 2: we look for both."
)
# Translators: heard on the telephone, by who told better whom to look for; the same code and PIN come next, twice.
SEARCH_CORRECTED = _(
    "We keep looking, now with what you told us last instead of what you told us before. The code and the PIN stay the "
    "same. Here they are again."
)


def _own_number_for_search(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "We can keep looking, and tell you by text or call when there is news. The number of this telephone is: "
        "%(number)s.",
        number=_number(talk),
    )


def number_back(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    """The number that was keyed, said back to be confirmed."""
    yield gettext("You entered: %(digits)s.", digits=_number(talk))


def _number(talk: Talk) -> str:
    return speech.phone(talk.notes.typed)


def _leave_search(talk: Talk) -> str:
    """What cannot end in news is not promised: the year is asked for, and where that is not enough a person helps."""
    query = talk.notes.query
    if talk.notes.pin and talk.notes.left_for == _facts(talk):
        return "search_already"
    if not searches.can_bring_news(talk.session, query):
        return "search_birth" if query.year is None and query.age is None else "too_little"
    return "search_same" if talk.notes.search_token else _ask_number(talk)


def _ask_number(talk: Talk) -> str:
    talk.notes.typed = talk.own_number
    return "search_own" if talk.own_number else "search_number"


def _note_same(talk: Talk, key: str) -> None:
    talk.notes.corrects = key == "1"


def _facts(talk: Talk) -> dict[str, object]:
    """What was told of the person, as it is kept with the call."""
    told: dict[str, object] = json.loads(json.dumps(replace(talk.notes.query, asked=()).told()))
    return told


def _look_again(talk: Talk) -> str:
    """With the year there may be an answer at once; else the search is left."""
    if talk.notes.query.year is not None:
        found = locator.find(talk.session, talk.notes.query, asker=talk.asker, now=talk.now)
        if found.outcome is not Outcome.NOT_CONFIRMED:
            telling.note(talk, found)
            return telling.answer_step(talk)
    return _leave_search(talk)


def _without_number(talk: Talk) -> str:
    talk.notes.typed = ""
    return _open_search(talk)


def _open_search(talk: Talk) -> str:
    notes = talk.notes
    token = notes.search_token if notes.corrects else talk.turn_token
    told = Outcome(notes.outcome)
    wish = SearchWish(notes.query, notes.typed or None, token, told=told, is_relayed=notes.is_relayed)
    try:
        opened = _keep(talk, wish)
    except Invalid:
        # This caller may leave no more searches; the callback carries what there is to a person.
        return PERSON
    notes.code, notes.pin, notes.left_for, notes.search_token = opened.code, opened.pin, _facts(talk), token
    if not notes.typed:
        return "search_left_unreached"
    return "search_corrected" if notes.corrects else "search_left"


def _keep(talk: Talk, wish: SearchWish) -> OpenedSearch:
    """A correction keeps one search for one person, as by text (hotline/ivr/texting/keeping.py)."""
    if talk.notes.corrects:
        return searches.correct(talk.session, wish, asker=talk.asker, channel=Channel.PHONE, now=talk.now)
    return searches.leave(
        talk.session, wish, asker=talk.asker, channel=Channel.PHONE, language=talk.tongue.code, now=talk.now
    )


def _code_and_pin(talk: Talk) -> Iterator[str]:
    yield from code_and_pin(talk.notes.code, talk.notes.pin)


def code_and_pin(code: str, pin: str) -> Iterator[str]:
    """Both, slowly."""
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("The reference code is: %(code)s.", code=speech.digits(code, speech.CODE_GROUPS))
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext("The PIN is: %(pin)s.", pin=speech.digits(pin, speech.PIN_GROUPS))


def _from_abroad(talk: Talk) -> Iterator[str]:
    """Whom to dial from where a toll-free number cannot be dialled; the whole number, with the country's code."""
    if talk.is_from_abroad and talk.ordinary_number:
        # Translators: heard on the telephone by callers abroad; the digits are read one by one.
        yield gettext("To call us from abroad, dial: %(number)s.", number=speech.digits(talk.ordinary_number[1:]))


_LEAVING = ("search_birth", "too_little", "search_same", "search_own", "search_number", "search_already")
_LEFT = ("search_left", "search_corrected", "search_left_unreached", PERSON)


def _left(name: str, opening: str) -> Menu:
    """A search is left, and star leads to the answer, never to leaving it another time."""
    return Menu(
        name,
        (opening, _code_and_pin, ONCE_MORE, _code_and_pin, KEEP_SECRET, _from_abroad, AFTER_SEARCH),
        {"1": name, "3": "now", "5": "another"},
        back=AGAIN,
        on_silence="goodbye",
        choices=(AFTER_SEARCH,),
    )


STEPS: tuple[Step, ...] = (
    Junction("leave_search", _leave_search, leads_to=_LEAVING),
    Entry(
        "search_birth",
        (SEARCH_BIRTH, BIRTH_YEAR),
        entries.birth_year,
        "search_look",
        "too_little",
        help=refusals.YEAR_HELP,
        explain=refusals.birth_year,
        fallback="too_little",
        on_silence="too_little",
    ),
    Junction("search_look", _look_again, leads_to=(*telling.ANSWERS, *_LEAVING)),
    Menu(
        "search_same",
        (SAME_PERSON,),
        dict.fromkeys("12", "search_where"),
        choose=_note_same,
        fallback="search_where",
    ),
    Junction("search_where", _ask_number, leads_to=("search_own", "search_number")),
    Menu("search_own", (_own_number_for_search, SEARCH_OWN), {"1": "open_search", "2": "search_number"}),
    Entry(
        "search_number",
        (SEARCH_NUMBER, HAS_NONE),
        entries.phone,
        "search_check",
        "search_without",
        help=refusals.PHONE_HELP,
        explain=refusals.phone,
    ),
    Menu("search_check", (number_back, SEARCH_CONFIRM), {"1": "open_search"}),
    Menu(
        "search_without",
        (WITHOUT_NUMBER, WITHOUT_NUMBER_KEYS),
        {"1": "open_without", "2": "search_number"},
        choices=(WITHOUT_NUMBER_KEYS,),
    ),
    Junction("open_without", _without_number, leads_to=_LEFT),
    Junction("open_search", _open_search, leads_to=_LEFT),
    _left("search_left", SEARCH_LEFT),
    _left("search_corrected", SEARCH_CORRECTED),
    _left("search_left_unreached", LEFT_WITHOUT_NUMBER),
    _left("search_already", ALREADY_LEFT),
)
