"""Names that stand for one another though they neither look nor sound alike: nicknames and romanisations."""

from functools import cache

from hotline.domain.names.nicknames import NICKNAMES
from hotline.domain.names.romanisations import ROMANISATIONS

_NONE: frozenset[str] = frozenset()


def of(token: str) -> frozenset[str]:
    """The other names that this one may stand for: jose for pepe, pepe for jose, chan for chen; one step."""
    return _table()[0].get(token, _NONE)


def formal(token: str) -> frozenset[str]:
    """Those of them that stand in records: jose for pepe and chan for chen, not pepe for jose."""
    return _table()[1].get(token, _NONE)


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    all_ways: dict[str, set[str]] = {}
    recorded: dict[str, set[str]] = {}
    for formal_names, _, shorts in (line.partition(":") for line in NICKNAMES.strip().splitlines()):
        for short in shorts.split():
            for name in formal_names.split():
                all_ways.setdefault(short, set()).add(name)
                all_ways.setdefault(name, set()).add(short)
                recorded.setdefault(short, set()).add(name)
    for line in ROMANISATIONS.strip().splitlines():
        group = line.split()
        for name in group:
            all_ways.setdefault(name, set()).update(group)
            recorded.setdefault(name, set()).update(group)
    return _frozen(all_ways), _frozen(recorded)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(others - {name}) for name, others in table.items()}
