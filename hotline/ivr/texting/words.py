"""Words that mean something to us wherever they are written, alone or politely, in any language we speak.

A command's words are one text of the catalogs: several words, the first of which our sentences name. What the carrier
acts on is not ours. By Twilio's documentation ("Opt-out keyword handling for Toll-Free SMS", "Twilio support for
opt-out keywords") a single word of the STOP family blocks our number, so that an answer would not arrive; HELP and INFO
are answered by Twilio, and posted to us as well; START, UNSTOP and YES unblock us, and are otherwise texts like any
other. So the first are left unanswered, the second are ours too where a question is open, and the third always are.
"""

import re
from enum import StrEnum
from functools import lru_cache

from hotline import answers, languages, texts
from hotline.country_names import folded
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

CARRIERS_STOPS = frozenset("stop stopall unsubscribe cancel end quit optout revoke".split())
CARRIERS_HELP = frozenset("help info".split())
MOST_WORDS = 8  # more is a story, in which a command may be told of and not given
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Command(StrEnum):
    """What a word asks for."""

    NONE = "none"
    CALL = "call"
    KEEP = "keep"
    NOTIFY = "notify"
    MORE = "more"
    AGAIN = "again"
    DIGITS = "digits"
    NAME = "name"
    SAME = "same"
    CODE = "code"
    LANGUAGE = "language"
    MENU = "menu"
    STOP = "stop"
    BYE = "bye"
    HELP = "help"


_ENDINGS = (Command.STOP, Command.BYE)
# Each is words that a person may write, in capitals, without accents, separated by blanks; the first one is the one
# that our sentences ask for.
_WORDS = {
    Command.NONE: answers.NONE,
    # Translators: words, the first of which our texts name: a person should call back. Words that belong together
    # ("talk to someone") are run together, without the small words that are translated beside them.
    Command.CALL: _(
        "CALL CALLBACK PERSON REALPERSON HUMAN OPERATOR AGENT TALK TALKPERSON TALKREALPERSON TALKHUMAN PERSONCALL"
    ),
    # Translators: words, the first of which our texts name: we should keep looking. Words that belong together are
    # run together.
    Command.KEEP: _("KEEP KEEPLOOKING KEEPSEARCHING KEEPTRYING CONTINUELOOKING KEEPSEARCH"),
    # Translators: words, the first of which our texts name: tell me when something changes. Words that belong together
    # are run together, without the small words that are translated beside them.
    Command.NOTIFY: _("NOTIFY NOTICE NOTICES NOTIFICATION NOTIFICATIONS ALERT ALERTS UPDATES LETKNOW KEEPPOSTED"),
    # Translators: words, the first of which our texts name: tell more.
    Command.MORE: _("MORE MOREINFO MOREINFORMATION TELLMORE"),
    # Translators: words, the first of which our texts name: begin again, with another person. Words that belong
    # together are run together.
    Command.AGAIN: _("AGAIN RESTART STARTOVER STARTAGAIN BEGINAGAIN TRYAGAIN NEWSEARCH ANOTHERPERSON"),
    # Translators: words, the first of which our texts name: send the six digits again that confirm a number. Words
    # that belong together ("send the digits again") are run together, without the small words that are translated
    # beside them.
    Command.DIGITS: _(
        "DIGITS NEWDIGITS MOREDIGITS SIXDIGITS SENDDIGITS SENDNEWDIGITS SENDDIGITSAGAIN DIGITSAGAIN NODIGITS RESEND "
        "RESENDDIGITS SENDAGAIN SENDCODEAGAIN"
    ),
    # Translators: words, the first of which our texts name: the name that was told should be changed.
    Command.NAME: _("NAME CHANGENAME WRONGNAME NAMEWRONG NAMEISWRONG CORRECTNAME"),
    # Translators: words, the first of which our texts name: what is asked was written before. Words that belong
    # together are run together, without the small words that are translated beside them.
    Command.SAME: _(
        "SAME ALREADY ALREADYDID ALREADYTOLD ALREADYWROTE ALREADYSAID ALREADYSENT TOLDALREADY WROTEALREADY"
    ),
    # Translators: words, the first of which our texts name: a number is a reference code that we gave. Each says so by
    # itself, beside the number too.
    Command.CODE: _("CODE REFERENCE REFERENCECODE"),
    # Translators: words, the first of which our texts name: choose another language. Words that belong together
    # ("I do not speak English") are run together.
    Command.LANGUAGE: _("LANGUAGE CHANGELANGUAGE OTHERLANGUAGE IDONTSPEAKENGLISH DONTSPEAKENGLISH NOENGLISH"),
    # Translators: words, the first of which our texts name: say what one can write.
    Command.MENU: _("MENU OPTIONS"),
    # Translators: words, the first of which our texts name, with which somebody wants no more texts from us; the
    # English STOP works everywhere.
    Command.STOP: _("ENOUGH STOPIT STOPPLEASE"),
    # Translators: words with which somebody ends this conversation, and nothing else.
    Command.BYE: _("BYE GOODBYE NEVERMIND FORGETIT"),
}
# Translators: what people write who want no more texts from us, each closed by a stroke; more may follow it. In
# capitals, without accents and apostrophes.
_WANTS_NO_MORE = _(
    "STOP TEXTING|STOP MESSAGING|STOP WRITING|STOP CONTACTING|STOP SENDING|STOP BOTHERING|STOP ALL|STOP MESSAGES|"
    "STOP THE TEXTS|STOP THE MESSAGES|STOP THESE|STOP THIS|QUIT TEXTING|QUIT MESSAGING|NO MORE TEXTS|NO MORE MESSAGES|"
    "NO MORE MESSAGING|NO MORE TEXTING|DONT TEXT ME|DONT WRITE ME|DONT MESSAGE ME|DONT CONTACT ME|DO NOT TEXT ME|"
    "DO NOT WRITE ME|DO NOT MESSAGE ME|DO NOT CONTACT ME|NEVER TEXT ME|LEAVE ME ALONE|LEAVE US ALONE|UNSUBSCRIBE ME|"
    "TAKE ME OFF|REMOVE ME|REMOVE MY NUMBER|DELETE MY NUMBER"
)
# Translators: words around those with which somebody ends a conversation ("can you stop please"); in capitals, without
# accents, separated by blanks. No word that gives it another sense.
_COURTEOUS = _("PLEASE PLS PLZ CAN COULD WILL WOULD YOU I WANT TO NOW OK OKAY SORRY THANKS THANK JUST HEY SIR MAAM")
# Translators: words with which people thank, one of which is enough to know it; in capitals, separated by blanks.
_THANKS = _("THANK THANKS THX TY BLESS APPRECIATE")
# Translators: words with which people begin a text in your language, by which we know it; no names of people.
_GREETINGS = _("HELLO HI HEY FIND SEARCH WHERE LOOKING PLEASE ENGLISH MY")
# Translators: words for the six digits that confirm a number, in capitals, separated by blanks.
_DIGITS = _("DIGITS DIGIT")
# Translators: small words around what a person wants ("can you please call me"), and with which a language is asked
# for ("do you speak Spanish", "in Spanish please"); in capitals, separated by blanks. No word that says no.
_AROUND = _(
    "PLEASE CAN COULD WILL YOU YOUR ME I ID IM WE US WANT WOULD LIKE TO A AN THE NEED YES YEAH OK OKAY FOR "
    "BACK NOW IN SPEAK DO DOES ANYONE SOMEONE SOMEBODY AND THANKS THANK SORRY HELLO HI WITH ON ONLY PLS PLZ"
)


def listed(meant: Command) -> str:
    """The text of the catalogs that holds the words of a command."""
    return _WORDS[meant]


def blocks(body: str) -> bool:
    """Whether the carrier blocks our number for the one who writes this."""
    return folded(body) in CARRIERS_STOPS


def command(body: str) -> Command | None:
    """What the text asks for, if it is a command, alone or among small words; those of the current language win.

    Reads: "CALL", "can you please call me", "Llámenme por favor", "keep looking pls", "no lo tengo, gracias", "please
    stop", "stop texting me, I found him".
    Reads not: "don't call me", "call my sister", "he was at a stop sign", a story.
    """
    if body.strip() in ("?", "¿"):
        return Command.MENU
    alone = folded(body)
    if alone in CARRIERS_HELP:
        return Command.HELP
    known = _commands(texts.current())
    if alone in known:
        return known[alone]
    if ending := _ending(body, known):
        return ending
    wanted = _without_small_words(body)
    if answers.is_none(body) or answers.is_none(wanted):
        return Command.NONE
    among = known.get(folded(wanted))
    return None if among in _ENDINGS else among


def thanks(body: str) -> bool:
    """Whether somebody thanks us, in any language we write."""
    return any(_plain(word) in in_every_language(_THANKS) for word in _WORD.findall(body))


def names_digits(body: str) -> bool:
    """Whether a short text without a number speaks of digits: "I did not get any digits", "mándenme otras cifras"."""
    said = [_plain(word) for word in _WORD.findall(body)]
    is_short = len(said) <= MOST_WORDS and not any(map(str.isdecimal, body))
    return is_short and not in_every_language(_DIGITS).isdisjoint(said)


def is_small(word: str) -> bool:
    """Whether a word, folded, may stand around what a person wants."""
    return word in in_every_language(_AROUND)


def language_of(body: str) -> Language | None:
    """The one language whose greeting the text holds, or whose name it is; None when none or several are meant."""
    words = {folded(word) for word in body.split()}
    found = [language for language in languages.offered() if words & _marks(language)]
    return found[0] if len(found) == 1 else None


def language_named(body: str) -> Language | None:
    """The language that is asked for, by name: "español", "in Spanish please", "¿habla inglés?"; None else."""
    words = _WORD.findall(body)
    rest = [word for word in map(_plain, words) if not is_small(word)]
    named = [language for language in languages.offered() if len(rest) == 1 and rest[0] in _names(language)]
    return named[0] if named and len(words) <= MOST_WORDS else None


def _ending(body: str, known: dict[str, Command]) -> Command | None:
    """STOP for who wants no more texts, BYE for who ends a conversation, CALL for who wants to be called instead."""
    courteous = in_every_language(_COURTEOUS)
    said = [word for word in map(_plain, _WORD.findall(body)) if word not in courteous]
    if len(said) == 1 and (known.get(said[0]) in _ENDINGS or said[0] in CARRIERS_STOPS):
        return known.get(said[0], Command.STOP)
    phrase = next((lead for lead in phrases(_WANTS_NO_MORE) if tuple(said[: len(lead)]) == lead), None)
    if phrase is None:
        return None
    among = known.get("".join(word for word in said[len(phrase) :] if not is_small(word)))
    return Command.CALL if among is Command.CALL else Command.STOP


def _without_small_words(body: str) -> str:
    words = _WORD.findall(body)
    kept = [word for word in map(_plain, words) if not is_small(word)]
    return " ".join(kept) if len(words) <= MOST_WORDS else ""


@lru_cache(maxsize=512)
def _plain(word: str) -> str:
    return folded(word)


@lru_cache(maxsize=64)
def _commands(first: Language) -> dict[str, Command]:
    known: dict[str, Command] = {}
    for language in (*languages.offered(), first):
        with texts.speaking(language):
            known |= {folded(word): meant for meant, some in _WORDS.items() for word in gettext(some).split()}
    return known


@lru_cache(maxsize=16)
def in_every_language(listed: str) -> frozenset[str]:
    """The words of such a text in every language we speak: people mix them."""
    known: set[str] = set()
    for language in languages.offered():
        with texts.speaking(language):
            known |= {folded(word) for word in gettext(listed).split()}
    return frozenset(known)


@lru_cache(maxsize=8)
def phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    """A text of phrases, each closed by a stroke, as tuples of words, in every language we speak, the longest first."""
    known = set()
    for language in languages.offered():
        with texts.speaking(language):
            known |= {tuple(map(folded, phrase.split())) for phrase in gettext(listed).split("|")}
    return tuple(sorted(known, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=64)
def _marks(language: Language) -> frozenset[str]:
    """Greetings and commands in a language, and what it is called."""
    with texts.speaking(language):
        some = [gettext(_GREETINGS), *(gettext(words) for meant, words in _WORDS.items() if meant != Command.NONE)]
    return frozenset(folded(word) for word in " ".join(some).split()) | _names(language)


@lru_cache(maxsize=64)
def _names(language: Language) -> frozenset[str]:
    """What a language is called, by itself and in the offered languages."""
    names = {texts.locale(each.code).languages.get(language.tag, "") for each in languages.offered()}
    return frozenset(folded(name) for name in (*names, language.endonym) if name)
