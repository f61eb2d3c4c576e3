"""Where made-up people get their names: lists of our own making, weighted as names are in life.

A list (data/names/*.txt) holds the commonest names of a country first. The weight of a name follows its rank
(Zipf-Mandelbrot), and a share of every draw is put together from syllables of the country instead, because real rolls
have a long tail of names that occur once. Names are in Latin letters without accents, as the authorities record them.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

LISTS = Path(__file__).parent / "data" / "names"
RANK_OFFSET = 4.0  # flattens the head: the commonest name has about a twentieth of all
LEADING = 20  # so many names of a country's own list stand before all that it shares with its neighbours
SHARED_PER_OWN = 3  # behind those, its further names are strewn among the shared ones
GIVEN_TAIL = 0.06
SURNAME_TAIL = 0.14


@dataclass(frozen=True, slots=True)
class Tail:
    """Rare names put together: a beginning, one of the middles half of the time, an end."""

    beginnings: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]

    def draw(self, random: float) -> str:
        """The name that a number from 0 up to 1 stands for."""
        rest, beginning = _split(random, self.beginnings)
        rest, end = _split(rest, self.ends)
        if rest < 0.5:
            return beginning + end
        return beginning + _split((rest - 0.5) * 2, self.middles)[1] + end


def _split(random: float, parts: Sequence[str]) -> tuple[float, str]:
    """A part, and what is left of the randomness."""
    scaled = random * len(parts)
    place = int(scaled)
    return scaled - place, parts[place]


class NameTable:
    """One weighted list of names and its tail."""

    def __init__(self, ranked: Sequence[str], tail: Tail | None, tail_share: float) -> None:
        self.ranked = tuple(dict.fromkeys(ranked))
        self._tail = tail
        weights = [1 / (rank + RANK_OFFSET) for rank in range(1, len(self.ranked) + 1)]
        head = 1 - tail_share if tail else 1.0
        scale = head / sum(weights)
        self._bounds = [bound * scale for bound in accumulate(weights)]
        self._bounds[-1] = head
        self._tail_share = 1 - head

    def draw(self, rng: Random) -> str:
        """A name, as often as its weight says."""
        random = rng.random()
        place = bisect(self._bounds, random)
        if place < len(self.ranked):
            return self.ranked[place]
        assert self._tail is not None  # noqa: S101  # without a tail the bounds end at one
        return self._tail.draw((random - self._bounds[-1]) / self._tail_share)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one country, by sex and surname."""

    male: NameTable
    female: NameTable
    surnames: NameTable

    def given(self, is_female: bool) -> NameTable:
        return self.female if is_female else self.male


@cache
def of(list_name: str) -> Names:
    """The lists in data/names/`list_name`.txt. Raises FileNotFoundError."""
    return Names(
        male=NameTable(_ranked(list_name, "male"), _tail(list_name, "male tail"), GIVEN_TAIL),
        female=NameTable(_ranked(list_name, "female"), _tail(list_name, "female tail"), GIVEN_TAIL),
        surnames=NameTable(_ranked(list_name, "surnames"), _tail(list_name, "surname tail"), SURNAME_TAIL),
    )


@cache
def _sections(list_name: str) -> dict[str, str]:
    """`heading: names with blanks between` a line; a blank inside a name is written _."""
    lines = (LISTS / f"{list_name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {heading: rest for heading, _, rest in pairs}


def _ranked(list_name: str, heading: str) -> list[str]:
    own = _words(_sections(list_name)[heading])
    base = _sections(list_name).get("base")
    if base is None:
        return own
    ranked, own = own[:LEADING], own[LEADING:]
    for place, name in enumerate(_words(_sections(base)[heading])):
        ranked.append(name)
        if own and place % SHARED_PER_OWN == 0:
            ranked.append(own.pop(0))
    return ranked + own


def _words(line: str) -> list[str]:
    return [word.replace("_", " ") for word in line.split()]


def _tail(list_name: str, heading: str) -> Tail | None:
    line = _sections(list_name).get(heading)
    if line is None:
        base = _sections(list_name).get("base")
        return _tail(base, heading) if base else None
    beginnings, middles, ends = (tuple(part.split()) for part in line.split(" / "))
    return Tail(beginnings, middles, ends)
