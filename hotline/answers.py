"""What people answer when they have no answer, "no" or "I don't know it", written or said, in any language we speak."""

from functools import lru_cache

from hotline import languages, texts
from hotline.country_names import folded
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: words, the first of which our texts name: what is asked is not known, or there is none. Several
# words that belong together ("I don't know") are run together.
NONE = _(
    "NO NONE NOPE UNKNOWN IDONTKNOW DONTKNOW NOTSURE IDK DONTHAVE DONTHAVEIT IDONTHAVE IDONTHAVEIT IDONTHAVEONE "
    "NOIDONT THEREISNONE IDONTREMEMBER DONOTKNOW IDONOTKNOW DONOTHAVE DONOTHAVEIT IDONOTHAVEIT IDONOTHAVEONE NOTKNOW "
    "NOTHAVEIT DONTHAVEONE NOTHAVEONE DONTREMEMBER NOIDEA IHAVENOIDEA HAVENOIDEA NOCLUE "
    "IDONTKNOWIT DONTKNOWIT DONOTKNOWIT IDONOTKNOWIT DONTKNOWTHENAME IDONTKNOWTHENAME IDONTKNOWHISNAME IDONTKNOWHERNAME"
)


def is_none(text: str) -> bool:
    """Whether this says that there is none, or that it is not known.

    Reads: "No.", "I don't have it", "NO LO TENGO", "no sé", "no, I don't know".
    Reads not: "", "Noel", "no, it is 1985".
    """
    first, _blank, rest = text.strip().partition(" ")
    return folded(text) in _nones() or (folded(first) in _nones() and folded(rest) in _nones())


def begins_with_none(text: str) -> bool:
    """Whether this begins as if there were none, and holds no digit: "no ce", "No, they took the letter"."""
    first, _blank, _rest = text.strip().partition(" ")
    return folded(first) in _nones() and not any(mark.isdecimal() for mark in text)


@lru_cache(maxsize=1)
def _nones() -> frozenset[str]:
    known: set[str] = set()
    for language in languages.offered():
        with texts.speaking(language):
            known |= {folded(words) for words in gettext(NONE).split()}
    return frozenset(known)
