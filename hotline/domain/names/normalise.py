"""A name as it was written, typed or heard, to the tokens that are compared.

"De la Cruz-Peña" gives cruz, pena, and so does "Delacruz Peña". "Abdul Rahman", "Abd al-Rahman", "Abdurrahman" and
"Abdirahman" give abdrahman. Particles are dropped because half of those who write a name leave them out.
"""

import re
from functools import lru_cache

from hotline.domain.names.scripts import to_latin

MOST_TOKENS = 8
LONGEST_RAW = 200
_SMALL_WORDS = """de del la las los el y e i da do dos das di du des le van von der den bin bint ibn ben al ul ud ould
mint jr sr ii iii"""
_PARTICLES = frozenset(_SMALL_WORDS.split())
_WORDS = re.compile(r"[a-z]+")
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bb\u02bc]")
_RUN_IN = re.compile(r"^de(?:la|las|los)(?=[b-df-hj-np-tv-z][a-z]{3})")
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdoul", "abdal", "abdu"))
_SERVANT_OF_GOD = re.compile(r"^abd(?:ou|[aeiu])?l{1,2}(?:ah|a|aye|ahi|ohi|o|oh)$")
_JOINED_SERVANT = re.compile(r"^abd(?:ou|[aeiu])?(?:l|r(?=r)|s(?=s)|n(?=n)|z(?=z)|d(?=d)|)(?=[a-z]{4})")
_FAITH = frozenset(("uddin", "ullah", "ulla", "eddin", "eddine", "din", "deen"))
_SPECIAL = _PARTICLES | _SERVANT | _FAITH
_RUN_IN_STARTS = ("abd", "dela", "delo")


@lru_cache(maxsize=20_000)
def tokens(raw: str) -> tuple[str, ...]:
    """The tokens of a name in lower-case ASCII letters, in order, at most eight."""
    words = raw[:LONGEST_RAW].lower().split()
    if not all(map(_is_plain, words)):
        words = _spelled_out(raw[:LONGEST_RAW])
    if _SPECIAL.isdisjoint(words) and not any(word.startswith(_RUN_IN_STARTS) for word in words):
        return tuple(words[:MOST_TOKENS])
    kept = [word for word in words if word not in _PARTICLES] or words
    return tuple(_rejoined(kept)[:MOST_TOKENS])


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _spelled_out(raw: str) -> list[str]:
    """The words of a name that has more than plain letters in it."""
    text = to_latin(_APOSTROPHES.sub("", raw))
    return _WORDS.findall(_APOSTROPHES.sub("", text).lower())


def _rejoined(words: list[str]) -> list[str]:
    """Puts together what is one name, and takes off particles that were run into it."""
    joined: list[str] = []
    for word in words:
        if joined and (joined[-1] == "abd" or word in _FAITH):
            joined[-1] = "abdullah" if joined[-1] + word in ("abdallah", "abdullah", "abdulla") else joined[-1] + word
        elif word in _SERVANT:
            joined.append("abd")
        elif word.startswith("abd"):
            joined.append("abdullah" if _SERVANT_OF_GOD.match(word) else _JOINED_SERVANT.sub("abd", word))
        else:
            joined.append(_RUN_IN.sub("", word) if word.startswith("del") else word)
    return joined
