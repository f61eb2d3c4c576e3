"""The questions of a look-up by text: the A-number or the names, the date of birth, the country of birth."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hotline import country_names, reading, texts, wording
from hotline.domain.names import Question as Further
from hotline.domain.names import normalise, surnames
from hotline.ivr.texting.state import Chat, Question
from hotline.reading import Unreadable
from hotline.texts import gettext
from hotline.texts import lazy as _

LONGEST_NAME = 120  # letters
SHORTEST_NAME = 2
LOOK_UP = "look_up"
_EXAMPLE = date(1985, 3, 12)
_DATE = re.compile(r"\b\d{1,2}([/.-])\d{1,2}\1\d{4}\b|\b\d{4}([/.-])\d{1,2}\2\d{1,2}\b")
_IN_NAMES = "'’-. \u200c\u200d"

# Translators: a text message, at most 160 characters. CAPITALS stand for a word of the reader's own language.
A_NUMBER = _("Please write the person's A-number, 7 to 9 digits. If you do not have it, write NO.")
# Translators: a text message, after an A-number that cannot be right.
A_NUMBER_HELP = _("An A-number has 7 to 9 digits, after the letter A. It is on letters from immigration.")
# Translators: a text message.
GIVEN = _("What is the person's first name, without last names? If there are several, write all of them.")
# Translators: a text message.
SURNAMES = _("What is the last name? If there are two, write both.")
# Translators: a text message, after something that is no name.
NAME_HELP = _("Please write only the name, in letters of any language.")
# Translators: a text message.
BIRTH = _("What is the person's date of birth? If you know only the year, write the year.")
# Translators: a text message, after something that is no date.
BIRTH_HELP = _("We do not understand this date. Please write the month in letters and the year in 4 digits.")
# Translators: a text message; a date in words.
EXAMPLE = _("For example: %(date)s.")
# Translators: a text message, after a question. NO is a word of the reader's own language.
OR_NO = _("If you do not know, write NO.")
# Translators: a text message, after a question. NO is a word of the reader's own language.
OR_NONE = _("If there is none, write NO.")
# Translators: a text message, after something that is no country.
COUNTRY_HELP = _("We do not know this country. Please write only its name.")


def note_a_number(chat: Chat, body: str) -> bool:
    """Whether the text is an A-number; then it is noted. A date, 14/05/1991, is none, though it has eight digits."""
    may_be = len(body) <= LONGEST_NAME and not _DATE.search(body)
    number = reading.a_number(body) if may_be else None
    if number:
        chat.notes.query = replace(chat.notes.query, a_number=number)
    return number is not None


def _a_number(chat: Chat, body: str) -> str:
    return _number_asked(chat) if note_a_number(chat, body) else ""


def _number_asked(chat: Chat) -> str:
    chat.notes.has_number = True
    return next_step(chat)


def _given(chat: Chat, body: str) -> str:
    if note_a_number(chat, body):
        return next_step(chat)  # found on a letter meanwhile
    name = _name(body)
    if name:
        chat.notes.query = replace(chat.notes.query, given=(name,))
    return "surnames" if name else ""


def _surnames(chat: Chat, body: str) -> str:
    name = _name(body)
    if not name:
        return ""
    first, second = surnames.apart(name)
    chat.notes.query = replace(chat.notes.query, surname=(first,), second_surname=(second,) if second else ())
    return next_step(chat)


def _second_surname(chat: Chat, body: str) -> str:
    name = _name(body)
    if name:
        chat.notes.query = replace(chat.notes.query, second_surname=(name,))
    return LOOK_UP if name else ""


def _other_name(chat: Chat, body: str) -> str:
    name = _name(body)
    if name:
        chat.notes.query = replace(chat.notes.query, also=(*chat.notes.query.also, name))
    return LOOK_UP if name else ""


def _birth(chat: Chat, body: str) -> str:
    return _birth_asked(chat) if _is_birth(chat, body) else ""


def _full_birth(chat: Chat, body: str) -> str:
    return LOOK_UP if _is_birth(chat, body) else ""


def _is_birth(chat: Chat, body: str) -> bool:
    try:
        told = reading.written_birth(body, today=chat.now.date())
    except Unreadable:
        return False
    chat.notes.query = replace(chat.notes.query, birth_date=told.day, birth_year=None if told.day else told.year)
    return True


def _country(chat: Chat, body: str) -> str:
    country = country_names.parse(body)
    if not country and (near := country_names.nearest(body)):
        country = country_names.parse(near)
    if not country:
        return ""
    chat.notes.query = replace(chat.notes.query, country=country)
    return _country_asked(chat)


def next_step(chat: Chat) -> str:
    """What is asked now, or that it is time to look; depends on what was asked and told alone."""
    notes, query = chat.notes, chat.notes.query
    if query.a_number and not query.has_name and not notes.has_birth:
        return "birth"
    if query.a_number and not query.has_name and query.year:
        return LOOK_UP
    if not query.has_name:
        return "given" if notes.has_number else "a_number"
    if not notes.has_birth:
        return "birth"
    return LOOK_UP if notes.has_country else "country"


def _birth_asked(chat: Chat) -> str:
    chat.notes.has_birth = True
    return next_step(chat)


def _country_asked(chat: Chat) -> str:
    chat.notes.has_country = True
    return LOOK_UP


def _name(body: str) -> str:
    """The name that a text is, without what stands around it; "" when it is none.

    Reads: "Xóchitl", "O'Brien-Ortiz", "de la Cruz", "Мария 🙏", "王".
    Reads not: "???", "1985", a whole letter.
    """
    kept = "".join(mark for mark in body if unicodedata.category(mark)[0] in "LM" or mark in _IN_NAMES)
    name = " ".join(kept.split()).strip(_IN_NAMES)
    if len(name) > LONGEST_NAME or any(mark.isdecimal() for mark in body):
        return ""
    is_long_enough = len(name) >= SHORTEST_NAME or not name.isascii()
    return name if is_long_enough and normalise.tokens(name) else ""


def _says(*sentences: str) -> Iterator[str]:
    return (gettext(sentence) for sentence in sentences)


def _ask_birth(_chat: Chat) -> Iterator[str]:
    yield gettext(BIRTH)
    yield gettext(EXAMPLE, date=texts.date_words(_EXAMPLE))
    yield gettext(OR_NO)


def _further(asked: Further, *more: str) -> Iterator[str]:
    yield wording.question(asked)
    yield from _says(*more)


QUESTIONS: tuple[Question, ...] = (
    Question("a_number", lambda _: _says(A_NUMBER), _a_number, A_NUMBER_HELP, none=_number_asked),
    Question("given", lambda _: _says(GIVEN), _given, NAME_HELP),
    Question("surnames", lambda _: _says(SURNAMES), _surnames, NAME_HELP),
    Question("birth", _ask_birth, _birth, BIRTH_HELP, none=_birth_asked),
    Question("country", lambda _: _further(Further.COUNTRY, OR_NO), _country, COUNTRY_HELP, none=_country_asked),
    Question(
        "full_birth",
        lambda _: _further(Further.FULL_DATE, OR_NO),
        _full_birth,
        BIRTH_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "second_surname",
        lambda _: _further(Further.SECOND_SURNAME, OR_NONE),
        _second_surname,
        NAME_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "other_name", lambda _: _further(Further.OTHER_NAME, OR_NONE), _other_name, NAME_HELP, none=lambda _: LOOK_UP
    ),
)
ASKED_IN = {
    Further.FULL_NAME: "given",
    Further.FULL_DATE: "full_birth",
    Further.SECOND_SURNAME: "second_surname",
    Further.OTHER_NAME: "other_name",
    Further.COUNTRY: "country",
}
