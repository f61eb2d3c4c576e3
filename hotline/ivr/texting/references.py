"""A reference code of ours in a text: whether it is one, and what the code alone tells (docs/disclosure.md).

A code has eight digits, and so may an A-number. Beside the word "code", or in two groups of four, it is a code; eight
digits alone are asked about, and nothing is looked up before that is answered. The PIN is never asked for by text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask import current_app

from hotline import phones, reading, texts
from hotline.config import Settings
from hotline.country_names import folded
from hotline.domain import codes, openings, subscriptions
from hotline.domain.openings import Status
from hotline.ivr.texting import asking, offering, questions, words
from hotline.ivr.texting.state import Chat, Question, Told
from hotline.ivr.texting.words import Command
from hotline.models.contacts import ReferenceKind, SearchState
from hotline.texts import gettext
from hotline.texts import lazy as _

TELL = "tell_code"  # not a step: what the code tells is told on the way
_RUN = re.compile(r"(?<!\d)\d(?:[ .-]{0,2}\d)*")
_LETTER = re.compile(r"(?<![^\W_])[AaАа]\s*[#.:-]*\s*\d")  # of an A-number
_GROUPED = re.compile(r"\d{4}[ -]\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_SIX = re.compile(r"(?<!\d)\d{6}(?!\d)")
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
    "We find nothing with this code. It may have ended. If it is the A-number, write it with the letter A before it."
)
# Translators: a text message, where there may be news; a number and a web address.
HEAR_NEWS = _("To hear news, call %(number)s or open %(address)s. You need the code and the PIN.")
# Translators: a text message.
NO_PIN_HERE = _("Never write the PIN in a text message.")
# Translators: words for a PIN; in capitals, separated by blanks.
_PIN_WORDS = _("PIN")
# Translators: a text message, after the code of notices that may not be confirmed yet; a number and a web address.
HOW_TO_CONFIRM = _(
    "To see whether these notices are confirmed, call %(number)s or open %(address)s with the code and the PIN."
)
# Translators: a text message, at most 160 characters, after the code of notices. DIGITS is a word of the reader's own
# language.
WAITS = _(
    "These notices are not confirmed yet. Write here the six digits that we sent to this number. For new ones, write "
    "DIGITS."
)
_STATES = {
    ReferenceKind.SEARCH: {
        SearchState.OPEN: _("Your search is open. We keep looking."),
        SearchState.NEWS: _("There is news about your search."),
        SearchState.CLOSED: _("Your search is closed. A person can tell you more."),
    },
    ReferenceKind.SUBSCRIPTION: {
        SearchState.OPEN: _(
            "There is no news for this code yet. When there is, we tell whoever has confirmed that our messages arrive."
        ),
        SearchState.NEWS: _("There is news for this code."),
        SearchState.CLOSED: _("The notices for this code have ended. A person can tell you more."),
    },
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


def has_letter(text: str) -> bool:
    """Whether the letter of an A-number stands before digits."""
    return bool(_LETTER.search(text))


def names_pin(body: str) -> bool:
    """Whether a word of the text says that a PIN stands in it."""
    return not words.in_every_language(_PIN_WORDS).isdisjoint(map(folded, _WORD.findall(body)))


def without_pin(body: str) -> str:
    """The text without the six digits beside a code of ours; the same text where there is no such PIN.

    "4827 1930 123456" and "PIN 123456, code 48271930" become a code alone; "98765432 031285" stays as it is.
    """
    rest = _SIX.sub("", body, count=1)
    if rest == body:
        return body
    code = written(rest) or written(" ".join(re.findall(r"[\d -]+", rest)))
    is_ours = code is not None and bool(code.code) and (code.is_sure or names_pin(body))
    named = gettext(words.listed(Command.CODE)).split()[0]
    return f"{named} {code.code}" if code and is_ours else body


def state(chat: Chat) -> Iterator[str]:
    """What the code alone tells, and how to hear more; one count against the sender, whatever it is."""
    status = openings.status(chat.session, chat.notes.eight, asker=chat.asker, now=chat.now)
    has_news = status is not None and status.state is SearchState.NEWS
    yield from _known(chat, status) if status else (gettext(UNKNOWN),)
    if has_news or chat.has_pin:
        yield hear_news()
        yield gettext(NO_PIN_HERE)


def _known(chat: Chat, status: Status) -> Iterator[str]:
    """Whether notices wait for digits is told to the number alone to which those went, and to whoever has the PIN."""
    may_wait = status.kind is ReferenceKind.SUBSCRIPTION and status.state is SearchState.OPEN
    if may_wait and subscriptions.waits_for_digits(chat.session, status.matter_id, chat.number, now=chat.now):
        yield gettext(WAITS)
        return
    yield gettext(_STATES[status.kind][status.state])
    if may_wait:
        yield _where_the_pin_opens(HOW_TO_CONFIRM)


def hear_news() -> str:
    """Where code and PIN open what there is."""
    return _where_the_pin_opens(HEAR_NEWS)


def _where_the_pin_opens(sentence: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    address = f"{settings.public_base_url}/{texts.current().code}/status"
    return gettext(sentence, number=phones.readable(settings.hotline_number), address=address)


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
    yield gettext(offering.OFFER_PERSON)
    yield gettext(offering.OFFER_ANOTHER)


def _help(text: str) -> Callable[[Chat, str], str]:
    return lambda _chat, _body: gettext(text)


QUESTIONS = (
    Question("code", lambda _: iter([gettext(CODE)]), _read_code, _help(CODE_HELP), asking.next_step),
    Question("which", lambda _: iter([gettext(WHICH)]), _read_which, _help(questions.A_NUMBER_HELP), asking.next_step),
)
CODE_TOLD = Told("code_told", _offers, _offers)
