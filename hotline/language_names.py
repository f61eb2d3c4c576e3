"""A language by its code, or as callers and staff write it in English or Spanish; far more than those we answer in."""

import re
from functools import cache

from anyascii import anyascii

# What CLDR has no name for.
_SPELLINGS = {
    "acr": "achi",
    "cab": "garifuna garínagu",
    "cak": "kaqchikel cakchiquel",
    "ixl": "ixil",
    "kek": "q'eqchi' kekchi ketchi",
    "kjb": "q'anjob'al kanjobal",
    "mam": "mam",
    "mix": "mixtec mixteco",
    "quc": "k'iche' quiche kiche",
    "zap": "zapotec zapoteco",
}


def code_of(said: str) -> str:
    """The code of a language ("quc") that was said by it or in words; "" for what is no language we know."""
    code = said.strip().lower().partition("@")[0].partition("-")[0]
    if code in _codes().values():
        return code
    return _codes().get(_folded(said), "")


@cache
def _codes() -> dict[str, str]:
    """Codes by folded name."""
    from babel import Locale

    named = {
        _folded(name): code
        for locale in ("es", "en")
        for code, name in Locale(locale).languages.items()
        if code.isalpha() and _folded(name)
    }
    ours = {_folded(word): code for code, words in _SPELLINGS.items() for word in words.split()}
    return named | ours


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", anyascii(name).lower())
