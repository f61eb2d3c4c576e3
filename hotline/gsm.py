"""How a text is counted and cut: 160 characters of the plain alphabet (GSM 03.38), 70 when it holds any other.

Some letters of the languages we write have no place in that alphabet, and one of them would more than double what a
text costs and how often it is torn apart. Where the plain letter is read as well, it is used: "mas" for "más". A text
in another script stays as it is.
"""

import re
from collections.abc import Iterable, Iterator

PLAIN_LIMIT, OTHER_LIMIT = 160, 70

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ENDS = re.compile(r"\S*(?:[^.\W]{3,}[.]|[?!]) [A-Z¿¡Ñ]")  # an end of a sentence; "Dr." and "p.m." are none
_TWICE = frozenset("^{}\\[~]|€")  # they count as two
_PLAINER = str.maketrans(
    {
        **dict(zip("áâãÁÂÃÀêëÊËÈíîïÍÎÏÌóôõÓÔÕÒúûÚÛÙçÿ", "aaaAAAAeeEEEiiiIIIIoooOOOOuuUUUcy", strict=True)),
        **dict.fromkeys("’‘‚ʼ´`", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‐‑−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\t", " "),
        "…": "...",
        "º": "o",
        "ª": "a",
        "œ": "oe",
        "Œ": "OE",
    }
)


def plain(text: str) -> str:
    """The text in the plain alphabet, if all of it can be read so; else the text itself.

    "Oprima número" becomes "Oprima numero"; "¿Año?" has all its letters already; "Юсупов" stays, and so does an accent
    beside it, which costs nothing more then.
    """
    folded = text.translate(_PLAINER)
    return folded if is_plain(folded) else text


def is_plain(text: str) -> bool:
    """Whether each of its marks is in the plain alphabet, those that count as two among them."""
    return all(mark in _BASIC or mark in _TWICE for mark in text)


def fits(text: str) -> bool:
    """Whether the text goes out in one piece."""
    if is_plain(text):
        return len(text) + sum(mark in _TWICE for mark in text) <= PLAIN_LIMIT
    return len(text.encode("utf-16-le")) // 2 <= OTHER_LIMIT


def together(*sentences: str) -> str:
    """Sentences that need each other as one text; "" where one text cannot hold them."""
    joined = plain(" ".join(sentences))
    return joined if fits(joined) else ""


def texts(sentences: Iterable[str]) -> list[str]:
    """Sentences as texts of one piece each, plain where they can be, as few as whole sentences allow.

    Only a sentence that fits into no text is cut, between two words.
    """
    made: list[str] = []
    for piece in _pieces(sentences):
        joined = f"{made[-1]} {piece}" if made else piece
        if made and fits(joined):
            made[-1] = joined
        else:
            made.append(piece)
    return made


def _pieces(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in map(plain, sentences):
        if fits(sentence):
            yield sentence
        else:
            yield from _cut(sentence)


def _cut(sentence: str) -> Iterator[str]:
    """What is too long: behind the end of a sentence, else between words; a word that is too long, where it must be."""
    words = sentence.split()
    while words:
        counts = [n for n in range(1, len(words) + 1) if fits(" ".join(words[:n]))]
        ends = [n for n in counts if n == len(words) or _ENDS.match(f"{words[n - 1]} {words[n]}")]
        count = max(ends or counts, default=0)
        if count:
            yield " ".join(words[:count])
            words = words[count:]
        else:
            yield words[0][: OTHER_LIMIT // 2]
            words[0] = words[0][OTHER_LIMIT // 2 :]
