"""Names that stand for one another though they neither look nor sound alike: nicknames and romanisations."""

from functools import cache

from hotline.domain.names.nicknames import NICKNAMES
from hotline.domain.names.romanisations import ROMANISATIONS

_NONE: frozenset[str] = frozenset()


def of(token: str) -> frozenset[str]:
    """The other names that this one may stand for: jose for pepe, chan for chen; both ways, one step."""
    return _table().get(token, _NONE)


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for formal, _, shorts in (line.partition(":") for line in NICKNAMES.strip().splitlines()):
        for short in shorts.split():
            for name in formal.split():
                found.setdefault(short, set()).add(name)
                found.setdefault(name, set()).add(short)
    for line in ROMANISATIONS.strip().splitlines():
        group = line.split()
        for name in group:
            found.setdefault(name, set()).update(group)
    return {name: frozenset(others - {name}) for name, others in found.items()}
