"""What answers the questions of a look-up by text: read, noted, and what is asked next."""

from dataclasses import replace

from hotline import answers, country_names, reading
from hotline.country_names import folded
from hotline.domain.names import Question as Further
from hotline.domain.names import surnames
from hotline.ivr.texting import ages, naming, numbers, parts, words
from hotline.ivr.texting.state import Chat
from hotline.ivr.texting.words import Command
from hotline.reading import Birth, Unreadable

LOOK_UP = "look_up"


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


def read_a_number(chat: Chat, body: str) -> str:
    """Nobody is held up by a number: who writes a name, or twice something without a digit, has none."""
    has_none = not reading.digits(body) and bool(chat.notes.misses or naming.name(body))
    return number_asked(chat) if note_numbers(chat, body) or has_none else ""


def number_asked(chat: Chat) -> str:
    """The A-number is not asked for again in this look-up, given or not."""
    chat.notes.has_number = True
    return next_step(chat)


def read_given(chat: Chat, body: str) -> str:
    """Given names, or an A-number found meanwhile. Answers the next step, "" for what cannot be read."""
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


def read_surnames(chat: Chat, body: str) -> str:
    """Surnames, the whole name again, or that it was told whole. Answers the next step, "" for what cannot be read."""
    if _has_no_name(chat, body):
        return next_step(chat)
    told = " ".join(chat.notes.query.given)
    if _says_same(told, body):
        given, family = parts.of_two(told)
    else:
        name = _name(chat, body)
        given, family = parts.apart(told, name) if name else ("", "")
    if not family:
        return ""
    first, second = surnames.apart(family)
    second_surname = (second,) if second else ()
    chat.notes.query = replace(chat.notes.query, given=(given,), surname=(first,), second_surname=second_surname)
    return next_step(chat)


def _says_same(given: str, body: str) -> bool:
    """Whether the surnames are said to be among the first names that were told, or the whole name is told again."""
    return parts.has_more(given) and (words.command(body) is Command.SAME or folded(body) == folded(given))


def change_name(chat: Chat) -> str:
    """The names that were told are forgotten, and asked for again; what else was told stays."""
    chat.notes.query = replace(chat.notes.query, given=(), surname=(), second_surname=(), also=())
    chat.notes.has_search, chat.notes.notices_token = False, ""
    return "given"


def read_second_surname(chat: Chat, body: str) -> str:
    name = _name(chat, body)
    if name:
        chat.notes.query = replace(chat.notes.query, second_surname=(name,))
    return LOOK_UP if name else ""


def read_other_name(chat: Chat, body: str) -> str:
    name = _name(chat, body)
    if name:
        chat.notes.query = replace(chat.notes.query, also=(*chat.notes.query.also, name))
    return LOOK_UP if name else ""


def read_birth(chat: Chat, body: str) -> str:
    """A date, a year or an age. Answers the next step, "" for what cannot be read."""
    return birth_asked(chat) if _is_birth(chat, body) else ""


def read_full_birth(chat: Chat, body: str) -> str:
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


def read_country(chat: Chat, body: str) -> str:
    """A country by any of its names we know. Answers the next step, "" for what cannot be read."""
    country = country_names.written(body)
    if not country:
        return ""
    chat.notes.query = replace(chat.notes.query, country=country)
    return country_asked(chat)


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


def birth_asked(chat: Chat) -> str:
    """The date of birth is not asked for again in this look-up, given or not."""
    chat.notes.has_birth = True
    return next_step(chat)


def country_asked(chat: Chat) -> str:
    """The country is the last thing that is asked for before the first look."""
    chat.notes.has_country = True
    return LOOK_UP


def _name(chat: Chat, body: str) -> str:
    """The name that the text is; what was doubted and is written again the same is meant."""
    name = naming.name(body, was_doubted=folded(body) == chat.notes.doubted)
    chat.notes.doubted = "" if name else folded(body)
    return name
