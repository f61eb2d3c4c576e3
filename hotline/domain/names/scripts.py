"""Other scripts to Latin letters: what a general transliterator does not know about the way names are written.

Each entry is of our own making; `anyascii` does the rest. Han and Hangul are written one syllable a token, surname
first. Arabic and the scripts of India leave vowels unwritten, which the skeleton (skeleton.py) does not need; an "a"
stands in for them so that consonants do not run together.
"""

import re
import unicodedata

from anyascii import anyascii

_ARABIC_SIGNS: dict[int, str | int] = {
    **str.maketrans("ويىةاأإآئؤعپگکی", "uiaaaaiaiuapgki"),
    **{ord(sign): latin for sign, latin in zip("ثذخغشچژ", ("th", "dh", "kh", "gh", "sh", "ch", "zh"), strict=True)},
    **{ord(sign): "" for sign in "ءـ"},
}
_ARABIC_WORDS = (
    (re.compile(r"\bعبد\s*(?:ال)?"), "abd"),
    (re.compile(r"\b[اأ]بو\s+"), "abu"),
    (re.compile(r"الله"), "allah"),
    (re.compile(r"\bال(?=\w{3})"), "al "),
    (re.compile(r"\bو|و(?=ا)"), "w"),
    (re.compile(r"\bي"), "y"),
)
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670]")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_HAS_INDIC = re.compile("[\u0900-\u0d7f]")
_INDIC_SIGNS = str.maketrans({"ं": "न", "ँ": "न", "ਂ": "ਨ", "ੰ": "ਨ", "ੱ": ""})
_LION = ("सिंह", "सिंघ")  # Singh is written with an h and spoken with a g
_CONSONANT = r"([kstgdczbpj]h|(?![kstgdczbpj]h)[b-df-hj-np-tv-z])(?=[b-df-hj-np-tv-z])"
_CONSONANTS = re.compile(rf"(?<!\ba)(?<!\bab){_CONSONANT}")
_FIRST_CONSONANTS = re.compile(rf"\b{_CONSONANT}")
_SYLLABIC = re.compile("([\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3])")


def to_latin(raw: str) -> str:
    """`raw` in ASCII letters; syllabic scripts get a blank after every syllable."""
    if raw.isascii():
        return raw
    text = unicodedata.normalize("NFKC", raw)
    if _HAS_ARABIC.search(text):
        return _CONSONANTS.sub(r"\1a", _from_arabic(text))
    if _HAS_INDIC.search(text):
        return _FIRST_CONSONANTS.sub(r"\1a", anyascii(text.replace(*_LION).translate(_INDIC_SIGNS)).lower())
    return anyascii(_SYLLABIC.sub(r"\1 ", text))


def is_syllabic(raw: str) -> bool:
    """Whether the name is written in Han or Hangul, surname first and one syllable a sign."""
    return not raw.isascii() and bool(_SYLLABIC.search(raw))


def _from_arabic(text: str) -> str:
    text = _ARABIC_MARKS.sub("", text)
    for pattern, latin in _ARABIC_WORDS:
        text = pattern.sub(latin, text)
    return anyascii(text.translate(_ARABIC_SIGNS)).lower().replace("`", "").replace("'", "")
