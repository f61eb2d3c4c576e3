"""Names that stand for one another though they neither look nor sound alike: nicknames and romanisations."""

from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from hotline.domain.names.skeleton import skeletons

SHORTEST_BY_SOUND = 4
SHORTEST_SPELT = 5  # a syllable of three or four letters is spelt like many others
MOST_APART = 2
_NONE: frozenset[str] = frozenset()


def of(token: str) -> frozenset[str]:
    """The other names that this one may stand for: jose for pepe, pepe for jose, chan for chen; one step."""
    return _looked_up(_table()[0], token)


def formal(token: str) -> frozenset[str]:
    """Those of them that stand in records: jose for pepe and chan for chen, not pepe for jose."""
    return _looked_up(_table()[1], token)


def _looked_up(table: dict[str, frozenset[str]], token: str) -> frozenset[str]:
    """The entry; what is spelt otherwise than any (eddy for eddie, jalloh for jallow) is known by its sound."""
    if token in table or len(token) < SHORTEST_BY_SOUND:
        return table.get(token, _NONE)
    alike = (spelt for sound in skeletons(token) for spelt in _spellings().get(sound, ()))
    return _NONE.union(*(table.get(name, _NONE) for name, apart in alike if OSA.distance(name, token) <= apart))


@cache
def _spellings() -> dict[str, list[tuple[str, int]]]:
    """By their sound the nicknames, and the names of several spellings that are long enough to be told by it.

    Beside each by how many slips it may be spelt otherwise.
    """
    spelt = {name: 1 for line in _lines("romanisations.txt") for name in line.split() if len(name) >= SHORTEST_SPELT}
    shorts = {name: MOST_APART for line in _lines("nicknames.txt") for name in line.partition(":")[2].split()}
    found: dict[str, list[tuple[str, int]]] = {}
    for name, apart in (spelt | shorts).items():
        for sound in skeletons(name):
            found.setdefault(sound, []).append((name, apart))
    return found


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    all_ways: dict[str, set[str]] = {}
    recorded: dict[str, set[str]] = {}
    for formal_names, _, shorts in (line.partition(":") for line in _lines("nicknames.txt")):
        for short in shorts.split():
            for name in formal_names.split():
                all_ways.setdefault(short, set()).add(name)
                all_ways.setdefault(name, set()).add(short)
                recorded.setdefault(short, set()).add(name)
    for line in _lines("romanisations.txt"):
        group = line.split()
        for name in group:
            all_ways.setdefault(name, set()).update(group)
            recorded.setdefault(name, set()).update(group)
    return _frozen(all_ways), _frozen(recorded)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(others - {name}) for name, others in table.items()}


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
