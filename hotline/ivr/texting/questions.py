"""The questions of a look-up by text as they are put, and what helps whoever was not understood."""

from collections.abc import Callable, Iterator
from datetime import date

from hotline import answers, texts, wording
from hotline.domain.names import Question as Further
from hotline.ivr.texting import asking, numbers, parts
from hotline.ivr.texting.asking import LOOK_UP
from hotline.ivr.texting.state import Chat, Question
from hotline.texts import gettext
from hotline.texts import lazy as _

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
# Translators: a text message, after the question for the last name, to who wrote two words as the first name. SAME is a
# word of the reader's own language.
SAME = _("If you wrote it already, write SAME.")
# Translators: a text message, after the question for the last name, to who wrote three words or more as the first name.
ONLY_AGAIN = _("If you wrote it already, write only that part again.")
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


def _number_help(chat: Chat, body: str) -> str:
    is_doubtful = numbers.read(body, today=chat.now.date()).is_doubtful
    return gettext(NUMBER_DOUBTFUL if is_doubtful else A_NUMBER_HELP)


def _says(*sentences: str) -> Iterator[str]:
    return (gettext(sentence) for sentence in sentences)


def _ask_given(chat: Chat) -> Iterator[str]:
    yield gettext(GIVEN)
    if chat.notes.query.a_number:
        yield gettext(OR_NO)


def _ask_surnames(chat: Chat) -> Iterator[str]:
    yield gettext(SURNAMES)
    given = " ".join(chat.notes.query.given)
    if parts.has_more(given):
        yield gettext(SAME if any(parts.of_two(given)) else ONLY_AGAIN)
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
    Question("a_number", lambda _: _says(A_NUMBER), asking.read_a_number, _number_help, none=asking.number_asked),
    Question("given", _ask_given, asking.read_given, _GIVEN_HELP),
    Question("surnames", _ask_surnames, asking.read_surnames, _SURNAMES_HELP),
    Question("birth", _ask_birth, asking.read_birth, _BIRTH_HELP, none=asking.birth_asked),
    Question(
        "country",
        lambda _: _further(Further.COUNTRY, OR_NO),
        asking.read_country,
        _COUNTRY_HELP,
        none=asking.country_asked,
    ),
    Question(
        "full_birth",
        lambda _: _further(Further.FULL_DATE, OR_NO),
        asking.read_full_birth,
        _FULL_BIRTH_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "second_surname",
        lambda _: _further(Further.SECOND_SURNAME, OR_NONE),
        asking.read_second_surname,
        _NAME_HELP,
        none=lambda _: LOOK_UP,
    ),
    Question(
        "other_name",
        lambda _: _further(Further.OTHER_NAME, OR_NONE),
        asking.read_other_name,
        _NAME_HELP,
        none=lambda _: LOOK_UP,
    ),
)
ASKED_IN = {
    Further.FULL_NAME: "given",
    Further.FULL_DATE: "full_birth",
    Further.SECOND_SURNAME: "second_surname",
    Further.OTHER_NAME: "other_name",
    Further.COUNTRY: "country",
}
