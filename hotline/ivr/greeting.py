"""The first words of a line, in each of its languages, and the key for each.

Short, and as a person begins, so that no jail's telephone takes them for voice mail.
"""

from collections.abc import Callable, Iterator

from hotline import languages, texts
from hotline.country_names import folded
from hotline.ivr.menu import Fixed, Listening, Menu
from hotline.ivr.state import Talk
from hotline.texts import gettext

FIRST = "language"
OTHER_KEY = "8"
_BY_KEY = {row.key: row for row in languages.spoken()}


def menu(words: str, then: str, *, silences: int = 2, star: str = "", said_none: str = "") -> Menu:
    """The greeting; who chose a language goes on at `then`, who wants another one at "other_language".

    Star leads to `star`, where there is one. With `said_none`, what is said to whoever names none of the languages, a
    language may be named aloud: for a telephone that swallows keys.
    """
    return Menu(
        FIRST,
        (Fixed(_greets(words)),),
        dict.fromkeys(_BY_KEY, then) | {OTHER_KEY: "other_language"},
        choose=_choose_language,
        in_every_language=True,
        silences=silences,
        back=star,
        listens=Listening(_hear_language, then, said_none, _NAMES) if said_none else None,
    )


def _greets(words: str) -> Callable[[], Iterator[str]]:
    def greet() -> Iterator[str]:
        """Under ten seconds in all languages together, so the name of the line is said in the first alone."""
        language = texts.current()
        if language == languages.spoken()[0]:
            yield gettext(words)
        # Translators: heard on the telephone, right after the greeting, in each language that the line has. All of them
        # together take less than ten seconds, so keep it very short.
        yield gettext(
            "For %(language)s, press %(key)s; other languages, %(other)s.",
            language=language.endonym,
            key=language.key,
            other=OTHER_KEY,
        )

    return greet


def _names() -> Iterator[str]:
    """What each language is called in each of them."""
    return (texts.language_name(row.code) for row in languages.spoken())


_NAMES = Fixed(_names)


def _hear_language(talk: Talk, words: str) -> bool:
    """The language that one of the words names, in any of ours."""
    said = {folded(word) for word in words.split()}
    for language in languages.spoken():
        with texts.speaking(language):
            known = {folded(texts.language_name(row.code)): row for row in languages.spoken()}
        known |= {folded(row.endonym): row for row in languages.spoken()}
        if named := said & known.keys():
            talk.language = known[named.pop()]
            talk.notes.speaks_other = False
            return True
    return False


def _choose_language(talk: Talk, key: str) -> None:
    if key != OTHER_KEY:
        talk.language = _BY_KEY[key]
        talk.notes.speaks_other = False
