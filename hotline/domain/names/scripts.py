"""Other scripts to Latin letters: what a general transliterator does not know about the way names are written.

Each entry is of our own making. `anyascii` does the rest. Han and Hangul are written one syllable a token, surname
first; Arabic writes no short vowels, which the skeleton (skeleton.py) does not need either.
"""

import re
import unicodedata

from anyascii import anyascii

_ARABIC = str.maketrans(
    {
        "و": "u",
        "ي": "i",
        "ى": "a",
        "ة": "a",
        "ا": "a",
        "أ": "a",
        "إ": "i",
        "آ": "a",
        "ء": "",
        "ئ": "i",
        "ؤ": "u",
        "ع": "a",
        "ث": "th",
        "ذ": "dh",
        "خ": "kh",
        "غ": "gh",
        "ش": "sh",
        "چ": "ch",
        "ژ": "zh",
        "پ": "p",
        "گ": "g",
        "ک": "k",
        "ی": "i",
        "ـ": "",
    }
)
_ARABIC_WORDS = (
    (re.compile(r"\bعبد\s*(?:ال)?"), "abd"),
    (re.compile(r"\bابو\s+|\bأبو\s+"), "abu"),
    (re.compile(r"الله"), "allah"),
    (re.compile(r"\bال(?=\w{3})"), "al "),
    (re.compile(r"\bو"), "w"),
    (re.compile(r"\bي"), "y"),
)
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670]")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_INDIC_NASAL = str.maketrans({"ं": "न", "ँ": "न", "ਂ": "ਨ", "ੰ": "ਨ"})
_SYLLABIC = re.compile("([\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3])")


def to_latin(raw: str) -> str:
    """`raw` in ASCII letters; syllabic scripts get a blank after every syllable."""
    if raw.isascii():
        return raw
    text = unicodedata.normalize("NFKC", raw)
    if _HAS_ARABIC.search(text):
        text = _ARABIC_MARKS.sub("", text)
        for pattern, latin in _ARABIC_WORDS:
            text = pattern.sub(latin, text)
        text = text.translate(_ARABIC)
    text = _SYLLABIC.sub(r"\1 ", text.translate(_INDIC_NASAL))
    return anyascii(text)


def is_syllabic(raw: str) -> bool:
    """Whether the name is written in Han or Hangul, surname first and one syllable a sign."""
    return not raw.isascii() and bool(_SYLLABIC.search(raw))
