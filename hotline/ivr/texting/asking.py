"""The questions of a look-up by text: the A-number or the names, the date of birth, the country of birth."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from hotline import answers, country_names, reading, texts, wording
from hotline.country_names import folded
from hotline.domain.names import Question as Further
from hotline.domain.names import surnames
from hotline.ivr.texting import ages, naming, numbers
from hotline.ivr.texting.state import Chat, Question
from hotline.reading import Birth, Unreadable
from hotline.texts import gettext
from hotline.texts import lazy as _

LOOK_UP = "look_up"
_EXAMPLE = date(1985, 3, 12)

# Translators: a text message, at most 160 characters. CAPITALS stand for a word of the reader's own language.
A_NUMBER = _("Please write the person's A-number, 7 to 9 digits. If you do not have it, write NO.")
# Translators: a text message, after an A-number that cannot be right.
A_NUMBER_HELP = _("An A-number has 7 to 9 digits, after the letter A. It is on letters from immigration.")
# Translators: a text message, after a number that may be an A-number, a date or a telephone number.
NUMBER_DOUBTFUL = _(
    "Is this a date or a telephone number? If it is the A-number, write it with the letter A before it."
)
# Translators: a text message.
GIVEN = _("What is the person's first name, without last names? If there are several, write all of them.")
# Translators: a text message.
SURNAMES = _("What is the last name? If there are two, write both.")
# Translators: a text message, after something that is no name; choose usual first names of your language.
GIVEN_HELP = _("Please write only the name, for example: Ana Maria.")
# Translators: a text message, after something that is no name; choose usual last names of your language.
SURNAMES_HELP = _("Please write only the last names, for example: Lopez Cruz.")
# Translators: a text message, after somebody wrote that they do not know the name. CALL is a word of the reader's own
# language.
NAME_NEEDED = _("We cannot look without the name. For a person to help you and call you, write CALL.")
# Translators: a text message, after something that is no name.
NAME_HELP = _("Please write only the name, in letters of any language.")
# Translators: a text message.
BIRTH = _("What is the person's date of birth? If you know only the year or the age, write that.")
# Translators: a text message, at most 160 characters, after something that is neither a date nor an age.
BIRTH_HELP = _(
    "We do not understand this date. Please write the month in letters and the year in 4 digits, or the age, "
    "for example: 33 years old."
)
# Translators: a text message, after something that is no date, where the full date is asked for.
FULL_BIRTH_HELP = _("We do not understand this date. Please write the month in letters and the year in 4 digits.")
# Translators: a text message; a date in words.
EXAMPLE = _("For example: %(date)s.")
# Translators: a text message, after a question. NO is a word of the reader's own language.
OR_NO = _("If you do not know, write NO.")
# Translators: a text message, after a question. NO is a word of the reader's own language.
OR_NONE = _("If there is none, write NO.")
# Translators: a text message, after something that is no country.
COUNTRY_HELP = _("We do not know this country. Please write only its name.")


def note_numbers(chat: Chat, body: str) -> bool:
    """Whether there is an A-number in the text; then it is noted, and so is a date of birth beside it."""
    today = chat.now.date()
    found = numbers.read(body, today=today)
    if not found.a_number:
        return False
    chat.notes.query = replace(chat.notes.query, a_number=found.a_number)
    if born := numbers.birth_beside(found.rest, today=today):
        _note_birth(chat, born)
        chat.notes.has_birth = True
    return True


def _a_number(chat: Chat, body: str) -> str:
    """Nobody is held up by a number: who writes a name, or twice something without a digit, has none."""
    has_none = not reading.digits(body) and bool(chat.notes.misses or naming.name(body))
    return _number_asked(chat) if note_numbers(chat, body) or has_none else ""


def _number_help(chat: Chat, body: str) -> str:
    is_doubtful = numbers.read(body, today=chat.now.date()).is_doubtful
    return gettext(NUMBER_DOUBTFUL if is_doubtful else A_NUMBER_HELP)


def _number_asked(chat: Chat) -> str:
    chat.notes.has_number = True
    return next_step(chat)


def _given(chat: Chat, body: str) -> str:
    if note_numbers(chat, body):
        return next_step(chat)  # found on a letter meanwhile
    if _has_no_name(chat, body):
        return _go_without_name(chat)
    name = _name(chat, body)
    if name:
        chat.notes.query = replace(chat.notes.query, given=(name,))
    return "surnames" if name else ""


def _has_no_name(chat: Chat, body: str) -> bool:
    """Whether this says that the name is not known, where there is an A-number to look by."""
    begins = answers.begins_with_none(body) and not naming.name(body)
    return bool(chat.notes.query.a_number) and (answers.is_none(body) or begins)


def _go_without_name(chat: Chat) -> str:
    """The A-number alone is looked for; the name was asked for and is not asked for again."""
    asked = chat.notes.query.asked
    if Further.FULL_NAME not in asked:
        chat.notes.query = replace(chat.notes.query, asked=(*asked, Further.FULL_NAME))
    return LOOK_UP


def _surnames(chat: Chat, body: str) -> str:
    if _has_no_name(chat, body):
        return next_step(chat)
    name = _name(chat, body)
    if not name:
        return ""
    given, family = _apart(" ".join(chat.notes.query.given), name)
    first, second = surnames.apart(family)
    second_surname = (second,) if second else ()
    chat.notes.query = replace(chat.notes.query, given=(given,), surname=(first,), second_surname=second_surname)
    return next_step(chat)


def _apart(given: str, family: str) -> tuple[str, str]:
    """First names and surnames, where the whole name was written to one question or to both.

    "Juan Perez" and "Perez" are Juan, Perez; so are "Juan" and "Juan Perez".
    """
    first, last = given.split(), family.split()
    told, also = [[folded(word) for word in words] for words in (first, last)]
    if len(also) > len(told) and also[: len(told)] == told:
        return given, " ".join(last[len(first) :])
    if len(told) > len(also) and told[-len(also) :] == also:
        return " ".join(first[: -len(last)]), family
    return given, family


def change_name(chat: Chat) -> str:
    """The names that were told are forgotten, and asked for again; what else was told stays."""
    chat.notes.query = replace(chat.notes.query, given=(), surname=(), second_surname=(), also=())
    chat.notes.has_search = False
    return "given"


def _second_surname(chat: Chat, body: str) -> str:
    name = _name(chat, body)
    if name:
        chat.notes.query = replace(chat.notes.query, second_surname=(name,))
    return LOOK_UP if name else ""


def _other_name(chat: Chat, body: str) -> str:
    name = _name(chat, body)
    if name:
        chat.notes.query = replace(chat.notes.query, also=(*chat.notes.query.also, name))
    return LOOK_UP if name else ""


def _birth(chat: Chat, body: str) -> str:
    return _birth_asked(chat) if _is_birth(chat, body) else ""


def _full_birth(chat: Chat, body: str) -> str:
    return LOOK_UP if _is_birth(chat, body) else ""


def _is_birth(chat: Chat, body: str) -> bool:
    try:
        _note_birth(chat, reading.written_birth(body, today=chat.now.date()))
    except Unreadable:
        age = ages.written(body)
        if age is None:
            return False
        chat.notes.query = replace(chat.notes.query, age=age)
    return True


def _note_birth(chat: Chat, told: Birth) -> None:
    year = None if told.day else told.year
    chat.notes.query = replace(chat.notes.query, birth_date=told.day, birth_year=year, age=None)


def _country(chat: Chat, body: str) -> str:
    country = country_names.written(body)
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


def _name(chat: Chat, body: str) -> str:
    """The name that the text is; what was doubted and is written again the same is meant."""
    name = naming.name(body, was_doubted=folded(body) == chat.notes.doubted)
    chat.notes.doubted = "" if name else folded(body)
    return name


def _says(*sentences: str) -> Iterator[str]:
    return (gettext(sentence) for sentence in sentences)


def _ask_given(chat: Chat) -> Iterator[str]:
    yield gettext(GIVEN)
    if chat.notes.query.a_number:
        yield gettext(OR_NO)


def _ask_surnames(chat: Chat) -> Iterator[str]:
    yield gettext(SURNAMES)
    if chat.notes.query.a_number:
        yield gettext(OR_NO)


def _ask_birth(_chat: Chat) -> Iterator[str]:
    yield gettext(BIRTH)
    yield gettext(EXAMPLE, date=texts.date_words(_EXAMPLE))
    yield gettext(OR_NO)


def _further(asked: Further, *more: str) -> Iterator[str]:
    yield wording.question(asked)
    yield from _says(*more)


def _name_help(text: str) -> Callable[[Chat, str], str]:
    return lambda _chat, body: gettext(NAME_NEEDED if answers.is_none(body) else text)


def _helped_by(text: str) -> Callable[[Chat, str], str]:
    return lambda _chat, _body: gettext(text)


_GIVEN_HELP, _SURNAMES_HELP = map(_name_help, (GIVEN_HELP, SURNAMES_HELP))
_NAME_HELP, _COUNTRY_HELP = map(_helped_by, (NAME_HELP, COUNTRY_HELP))
_BIRTH_HELP, _FULL_BIRTH_HELP = map(_helped_by, (BIRTH_HELP, FULL_BIRTH_HELP))

QUESTIONS: tuple[Question, ...] = (
    Question("a_number", lambda _: _says(A_NUMBER), _a_number, _number_help, none=_number_asked),
    Question("given", _ask_given, _given, _GIVEN_HELP),
    Question("surnames", _ask_surnames, _surnames, _SURNAMES_HELP),
    Question("birth", _ask_birth, _birth, _BIRTH_HELP, none=_birth_asked),
    Question("country", lambda _: _further(Further.COUNTRY, OR_NO), _country, _COUNTRY_HELP, none=_country_asked),
    Question(
        "full_birth",
        lambda _: _further(Further.FULL_DATE, OR_NO),
        _full_birth,
        _FULL_BIRTH_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "second_surname",
        lambda _: _further(Further.SECOND_SURNAME, OR_NONE),
        _second_surname,
        _NAME_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "other_name", lambda _: _further(Further.OTHER_NAME, OR_NONE), _other_name, _NAME_HELP, none=lambda _: LOOK_UP
    ),
)
ASKED_IN = {
    Further.FULL_NAME: "given",
    Further.FULL_DATE: "full_birth",
    Further.SECOND_SURNAME: "second_surname",
    Further.OTHER_NAME: "other_name",
    Further.COUNTRY: "country",
}
