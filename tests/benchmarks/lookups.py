"""How long a look-up takes in the process, in milliseconds.

Two ways of counting: the search alone (the candidates of the index, opened and scored), and the whole look-up as a face
makes it (the limits counted, the search, what custody says, the commit).
"""

import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import locator, names
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from tests.benchmarks import place, relatives
from tests.benchmarks.population import NOON

LOOK_UPS = 2_000
WARM_UP = 300

Look = Callable[[Query, int], None]


def names_in(path: Path, n: int = LOOK_UPS) -> list[Query]:
    """Look-ups by name and full date of birth to time on that database, with some more to warm up."""
    return _asked(path, relatives.asked, n)


def numbers_in(path: Path, n: int = LOOK_UPS) -> list[Query]:
    """The same by A-number and year of birth."""
    return _asked(path, relatives.asked_by_number, n)


def search_by_name(query: Query, _number: int) -> None:
    with db.reading() as session:
        names.matches(session, query, limit=1)


def search_by_number(query: Query, _number: int) -> None:
    with db.reading() as session:
        names.by_a_number(session, query.a_number)


def whole(query: Query, number: int) -> None:
    """As a face does it; every asker is another network, so that none comes over its limit."""
    with db.begin() as session:
        locator.find(session, query, asker=Asker(network=f"192.0.2.{number}"), now=NOON)


def milliseconds(look: Look, queries: Sequence[Query]) -> list[float]:
    """What each look-up took; the first ones warm up and are not counted."""
    gc.collect()
    gc.freeze()  # as a web worker does (hotline/serving.py)
    taken = []
    for number, query in enumerate(queries):
        began = time.perf_counter()
        look(query, number)
        taken.append((time.perf_counter() - began) * 1000)
    gc.unfreeze()
    return taken[WARM_UP:]


def _asked(path: Path, ask: Callable[[Session, int], list[Query]], n: int) -> list[Query]:
    place.as_of_today(path)
    with db.reading() as session:
        return ask(session, n + WARM_UP)
