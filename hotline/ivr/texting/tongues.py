"""Which language a conversation by text is held in, and which one a person calls back in where we lack it."""

from collections.abc import Iterator

from hotline import languages, reading, texts
from hotline.ivr.texting import calling, words
from hotline.ivr.texting.state import Chat
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

LANGUAGE, SPEAKS = "language", "speaks"
LONGEST_LANGUAGE = 60  # characters that a language is called by

# Translators: a text message; the language by its own name, and a digit.
CHOOSE = _("Family hotline. For %(language)s, write %(key)s.")
# Translators: a text message, after the languages that we answer in. CALL is a word of the reader's own language.
CHOOSE_OTHER = _("For another language, write CALL.")
# Translators: a text message, after a call was promised to somebody who speaks none of our languages.
ASK_SPEAKS = _("Which language do you speak? Please write its name.")
# Translators: a text message, after the name of a language.
SPEAKS_NOTED = _("Thank you. We have noted your language for the call.")


def choices(*before: str) -> Iterator[str]:
    """Each of our languages in its own words, and that there is help in others too."""
    for language in languages.offered():
        with texts.speaking(language):
            yield from map(gettext, before)
            yield gettext(CHOOSE, language=language.endonym, key=language.key)
            yield gettext(CHOOSE_OTHER)


def chosen(body: str) -> Language | None:
    """The language whose digit this is, or that is named or greeted in."""
    by_key = next((row for row in languages.offered() if row.key == reading.digits(body)), None)
    return by_key or words.language_of(body)


def promise_interpreter(chat: Chat) -> tuple[str, list[str]]:
    """A person calls who chose none of our languages; which one it is is asked for once."""
    chat.notes.speaks_other = True
    promised = list(calling.promise_call(chat))
    return (LANGUAGE, promised) if chat.notes.speaks else (SPEAKS, [*promised, gettext(ASK_SPEAKS)])


def note_spoken(chat: Chat, body: str) -> tuple[str, list[str]]:
    """Keep the name of a language beside the call that was promised."""
    chat.notes.speaks = body[:LONGEST_LANGUAGE]
    calling.leave_wish(chat)
    return LANGUAGE, [gettext(SPEAKS_NOTED)]
