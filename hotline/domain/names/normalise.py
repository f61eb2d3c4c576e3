"""A name as it was written, typed or heard, to the tokens that are compared.

"De la Cruz-Peña" gives cruz, pena. "Abdul Rahman", "Abd al-Rahman" and "Abdurrahman" all give abdrahman. Particles are
dropped because half of those who write a name leave them out.
"""

import re
from functools import lru_cache

from hotline.domain.names.scripts import to_latin

MOST_TOKENS = 8
LONGEST_RAW = 200
_SMALL_WORDS = """de del la las los el y e i da do dos das di du des le van von der den bin bint ibn ben al ould mint
jr sr ii iii"""
_PARTICLES = frozenset(_SMALL_WORDS.split())
_NOT_LETTERS = re.compile(r"[^a-z]+")
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bb\u02bc]")
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdoul", "abdal", "abdu"))
_JOINED_SERVANT = re.compile(r"^ab(?:d|dou|du|de|da)(?:l|r|s|n|z|)(?=[bcdfghjkmnqrswz][a-z]{3})")
_FAITH = frozenset(("uddin", "ullah", "ulla", "eddin", "eddine", "din", "deen"))


@lru_cache(maxsize=20_000)
def tokens(raw: str) -> tuple[str, ...]:
    """The tokens of a name in lower-case ASCII letters, in order, at most eight."""
    text = _APOSTROPHES.sub("", to_latin(_APOSTROPHES.sub("", raw[:LONGEST_RAW]))).lower()
    words = [word for word in _NOT_LETTERS.split(text) if word]
    kept = [word for word in words if word not in _PARTICLES] or words
    return tuple(_rejoined(kept)[:MOST_TOKENS])


def _rejoined(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and (joined[-1] == "abd" or word in _FAITH):
            joined[-1] += word
        elif word in _SERVANT:
            joined.append("abd")
        else:
            joined.append(_JOINED_SERVANT.sub("abd", word))
    return joined
