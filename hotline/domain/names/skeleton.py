"""The sound of a token as classes of consonants, and its spelling on a telephone keypad.

Match: Hernandez and Ernandes, Xi and Hsi, Zhang and Cheung, Qaddafi and Gadhafi, Garcia and Garsia,
Castillo and Castiyo.
Do not match: Lopez and Lozano, Maria and Marta.
"""

import re
from functools import lru_cache

_REWRITES = (
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"^ou(?=[aei])"), "w"),
    (re.compile(r"tsch|tch|shch|sch"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[eo]ff$"), "ov"),
    (re.compile(r"ch"), "s"),
    (re.compile(r"gh|kh"), "k"),
    (re.compile(r"[sz]h|t[sz]|hs(?=[iu])"), "s"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"^h(?=[^aeiou])"), "a"),
    (re.compile(r"(?<=.)h|h(?=.)"), ""),
    (re.compile(r"^i(?=[aou])"), "j"),
    (re.compile(r"(?<=.)(?:y|w(?![aeiou]))"), "i"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"([a-z])\1"), r"\1"),
)
_CLASSES = str.maketrans(
    "bpvwckgqdtszxjyfmnlraeiou",
    "PPPPKKKKTTSSSJJFMNLRAEEOO",
)
_VOWELS = re.compile("[AEO]+")
_KEYPAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")


@lru_cache(maxsize=20_000)
def skeletons(token: str) -> tuple[str, ...]:
    """One skeleton, or two where the spelling leaves the sound open (`ll`, `kh`, an initial `x`)."""
    found = [_skeleton(token)]
    if "ll" in token:
        found.append(_skeleton(token.replace("ll", "y")))
    if "kh" in token:
        found.append(_skeleton(token.replace("kh", "h")))
    if token[0] == "x":
        found.append(_skeleton("h" + token[1:]))
    return tuple(dict.fromkeys(found))


def _skeleton(token: str) -> str:
    for pattern, sound in _REWRITES:
        token = pattern.sub(sound, token)
    classes = token.translate(_CLASSES)
    bare = _VOWELS.sub("", classes)
    if len(bare) < 2:
        vowel = _VOWELS.search(classes)
        return (classes[:1] if classes[:1] in "AEO" else "") + bare + (vowel.group()[0] if vowel and bare else "")
    return ("A" if classes[0] in "AEO" else "") + bare


@lru_cache(maxsize=20_000)
def keypad(token: str) -> str:
    """The token as keypad digits: lopez is 56739."""
    return token.translate(_KEYPAD)
