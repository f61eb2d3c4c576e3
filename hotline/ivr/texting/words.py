"""Words that mean something to us wherever they are written, alone, in any language we speak.

A command's words are one text of the catalogs: several words, the first of which our sentences name. What the carrier
acts on is not ours: it has answered such a text already, so we answer nothing.
"""

from enum import StrEnum
from functools import lru_cache

from hotline import answers, languages, texts
from hotline.country_names import folded
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

# Reserved on toll-free numbers: the carrier blocks, and unblocks or explains, by itself.
CARRIERS_STOPS = frozenset("stop stopall unsubscribe cancel end quit optout revoke".split())
CARRIERS_OTHERS = frozenset("start yes unstop help info".split())


class Command(StrEnum):
    """What a word asks for."""

    NONE = "none"
    CALL = "call"
    KEEP = "keep"
    MORE = "more"
    AGAIN = "again"
    LANGUAGE = "language"
    MENU = "menu"
    STOP = "stop"


# Each is words that a person may write, in capitals, without accents, separated by blanks; the first one is the one
# that our sentences ask for.
_WORDS = {
    Command.NONE: answers.NONE,
    # Translators: words, the first of which our texts name: a person should call back.
    Command.CALL: _("CALL PERSON OPERATOR"),
    # Translators: words, the first of which our texts name: we should keep looking.
    Command.KEEP: _("KEEP"),
    # Translators: words, the first of which our texts name: tell more.
    Command.MORE: _("MORE"),
    # Translators: words, the first of which our texts name: begin again, with another person.
    Command.AGAIN: _("AGAIN RESTART"),
    # Translators: words, the first of which our texts name: choose another language.
    Command.LANGUAGE: _("LANGUAGE"),
    # Translators: words, the first of which our texts name: say what one can write.
    Command.MENU: _("MENU OPTIONS"),
    # Translators: words that end a conversation by text, in your language; the English STOP works everywhere.
    Command.STOP: _("ENOUGH BYE"),
}
# Translators: words with which people begin a text in your language, by which we know it; no names of people.
_GREETINGS = _("HELLO HI HEY FIND SEARCH WHERE LOOKING PLEASE ENGLISH MY")


def blocks(body: str) -> bool:
    """Whether the carrier blocks our number for the one who writes this."""
    return folded(body) in CARRIERS_STOPS


def is_the_carriers(body: str) -> bool:
    """Whether the carrier answers this text by itself, or blocks us."""
    return folded(body) in CARRIERS_OTHERS or blocks(body)


def command(body: str) -> Command | None:
    """What the text asks for, if it is a command; the words of the current language win."""
    if body.strip() in ("?", "¿"):
        return Command.MENU
    return _commands(texts.current()).get(folded(body))


def language_of(body: str) -> Language | None:
    """The one language whose greeting the text holds, or whose name it is; None when none or several are meant."""
    words = {folded(word) for word in body.split()}
    found = [language for language in languages.offered() if words & _marks(language)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=64)
def _commands(first: Language) -> dict[str, Command]:
    known: dict[str, Command] = {}
    for language in (*languages.offered(), first):
        with texts.speaking(language):
            known |= {folded(word): meant for meant, some in _WORDS.items() for word in gettext(some).split()}
    return known


@lru_cache(maxsize=64)
def _marks(language: Language) -> frozenset[str]:
    """Greetings and commands in a language, and what the offered languages call it."""
    names = {texts.locale(each.code).languages.get(language.tag, "") for each in languages.offered()}
    with texts.speaking(language):
        some = [gettext(_GREETINGS), *(gettext(words) for meant, words in _WORDS.items() if meant != Command.NONE)]
    return frozenset(folded(word) for word in (*" ".join(some).split(), *names, language.endonym) if word)
