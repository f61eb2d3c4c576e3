"""A reference code of ours in a text: whether it is one, and what the code alone tells (docs/disclosure.md).

A code has eight digits, and so may an A-number. Beside the word "code", or in two groups of four, it is a code; eight
digits alone are asked about, and nothing is looked up before that is answered. The PIN is never asked for by text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask import current_app

from hotline import phones, reading
from hotline.config import Settings
from hotline.country_names import folded
from hotline.domain import codes, openings
from hotline.ivr.texting import asking, telling, words
from hotline.ivr.texting.state import Chat, Question, Told
from hotline.ivr.texting.words import Command
from hotline.models.contacts import SearchState
from hotline.texts import gettext
from hotline.texts import lazy as _

TELL = "tell_code"  # not a step: what the code tells is told on the way
_RUN = re.compile(r"(?<!\d)\d(?:[ .-]{0,2}\d)*")
_LETTER = re.compile(r"(?<![^\W_])[AaАа]\s*[#.:-]*\s*\d")  # of an A-number
_GROUPED = re.compile(r"\d{4}[ -]\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_A_CODE = range(codes.CODE_DIGITS - 1, codes.CODE_DIGITS + 1)  # digits of a code, or of one that lost a digit

# Translators: a text message.
CODE = _("Please write the reference code, 8 digits. If you do not have it, write NO.")
# Translators: a text message, after a reference code with a wrong digit.
CODE_HELP = _("A reference code has 8 digits. At least one of these is not right.")
# Translators: a text message, at most 160 characters, after eight digits. CODE is a word of the reader's own language,
# A the letter that A-numbers begin with.
WHICH = _("Which number is this? For a reference code that we gave you, write CODE. For the A-number, write A.")
# Translators: a text message, at most 160 characters, after a reference code that we do not know.
UNKNOWN = _(
    "We do not find a search with this code. It may have ended. If it is the A-number, write it with the letter A "
    "before it."
)
# Translators: a text message, after it was said that there is news about a search; a number and a web address.
HEAR_NEWS = _("To hear the news, call %(number)s or open %(address)s. You need the code and the PIN.")
# Translators: a text message.
NO_PIN_HERE = _("Never write the PIN in a text message.")
_STATES = {
    SearchState.OPEN: _("Your search is open. We keep looking."),
    SearchState.NEWS: _("There is news about your search."),
    SearchState.CLOSED: _("Your search is closed. A person can tell you more."),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a text holds: `code` is eight digits with a right check digit, or "" for a mistyped one.

    `is_named` says that the word stands beside it, `is_sure` that it needs no question.
    """

    code: str
    is_named: bool
    is_sure: bool


def written(body: str) -> Written | None:
    """The code in a text, or None.

    Sure: "code 48271930", "mi código es 4827 1930", "4827-1930". To be asked about: "48271930".
    None: "A48271930", "my A number is 4827 1930", "48271930 born 1985", and every number without a right check digit
    that is not called a code.
    """
    text = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in body)
    said = [folded(word) for word in _WORD.findall(text)]
    runs = _RUN.findall(text)
    if not runs or _LETTER.search(text):
        return None
    fitting = [run for run in runs if codes.parse_code(run)]
    if not _names_code(said):
        is_alone = len(runs) == 1 and "a" not in said and all(map(words.is_small, said))
        return Written(reading.digits(fitting[0]), False, _is_grouped(fitting[0])) if fitting and is_alone else None
    if fitting:
        return Written(reading.digits(fitting[0]), True, True)
    return Written("", True, True) if any(len(reading.digits(run)) in _LIKE_A_CODE for run in runs) else None


def is_announced(body: str) -> bool:
    """Whether somebody has a code and has not written it yet: "I have a code", "tengo un código de referencia"."""
    said = [folded(word) for word in _WORD.findall(body)]
    return not reading.digits(body) and len(said) <= words.MOST_WORDS and _names_code(said)


def _is_grouped(run: str) -> bool:
    return bool(_GROUPED.fullmatch(run))


def _names_code(said: list[str]) -> bool:
    return not words.in_every_language(words.listed(Command.CODE)).isdisjoint(said)


def state(chat: Chat) -> Iterator[str]:
    """What the code alone tells, and how to hear more; one count against the sender, whatever it is."""
    status = openings.status(chat.session, chat.notes.eight, asker=chat.asker, now=chat.now)
    found = status.state if status else None
    yield gettext(_STATES[found] if found else UNKNOWN)
    if found is SearchState.NEWS:
        settings: Settings = current_app.extensions["settings"]
        number, address = (
            phones.readable(settings.hotline_number),
            f"{settings.public_base_url}/{chat.tongue.code}/status",
        )
        yield gettext(HEAR_NEWS, number=number, address=address)
        yield gettext(NO_PIN_HERE)


def _read_code(chat: Chat, body: str) -> str:
    code = codes.parse_code(body)
    if not code or "a" in map(folded, _WORD.findall(body)):
        return asking.next_step(chat) if asking.note_numbers(chat, body) else ""
    chat.notes.eight = code
    return TELL


def _read_which(chat: Chat, body: str) -> str:
    said = [folded(word) for word in _WORD.findall(body)]
    if _names_code(said):
        return TELL
    if "a" in said:
        chat.notes.query = replace(chat.notes.query, a_number=reading.a_number(chat.notes.eight) or "")
        return asking.next_step(chat)
    return asking.next_step(chat) if asking.note_numbers(chat, body) else ""


def _offers(_chat: Chat) -> Iterator[str]:
    yield gettext(telling.OFFER_PERSON)
    yield gettext(telling.OFFER_ANOTHER)


def _help(text: str) -> Callable[[Chat, str], str]:
    return lambda _chat, _body: gettext(text)


QUESTIONS = (
    Question("code", lambda _: iter([gettext(CODE)]), _read_code, _help(CODE_HELP), asking.next_step),
    Question("which", lambda _: iter([gettext(WHICH)]), _read_which, _help(asking.A_NUMBER_HELP), asking.next_step),
)
CODE_TOLD = Told("code_told", _offers, _offers)
