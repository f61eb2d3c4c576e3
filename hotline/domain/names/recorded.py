"""A recorded name, taken apart: its tokens with the box they stand in, and neighbours run together."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hotline.domain.names import normalise
from hotline.domain.names.asked import EITHER, GIVEN, SURNAME
from hotline.domain.people import Kept


@dataclass(frozen=True, slots=True)
class Part:
    """A token, or two neighbours run together. `places` are the tokens it covers, counted through the whole name."""

    text: str
    box: str
    place: int
    places: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """All parts of one recorded name; `given` and `surnames` count its tokens."""

    parts: tuple[Part, ...]
    joined: tuple[Part, ...]
    given: int
    surnames: int


@lru_cache(maxsize=500)
def recorded(given: str, surnames: str) -> Recorded:
    """The name as it stands in the record."""
    in_given, in_surnames = normalise.tokens(given), normalise.tokens(surnames)
    boxes = (GIVEN, SURNAME) if in_given and in_surnames else (EITHER, EITHER)
    parts = [Part(text, boxes[0], n, (n,), (text,)) for n, text in enumerate(in_given)]
    start = len(parts)
    parts += [Part(text, boxes[1], n, (start + n,), (text,)) for n, text in enumerate(in_surnames)]
    joined = [
        Part(one.text + other.text, one.box, one.place, one.places + other.places, (one.text, other.text))
        for one, other in pairwise(parts)
        if one.box == other.box
    ]
    return Recorded(tuple(parts), tuple(joined), len(in_given), len(in_surnames))


def name_texts(kept: Kept, run_together: bool) -> set[str]:
    """The tokens of all recorded names, whichever box they stand in; with neighbours run together when asked to."""
    found: set[str] = set()
    for raw in kept[0].split("\t"):
        tokens = normalise.tokens(raw)
        found.update(tokens)
        if run_together:
            found.update(one + other for one, other in pairwise(tokens))
    return found
