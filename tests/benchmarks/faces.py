"""What a served page and a telephone step cost, against a bare Flask page under the same gunicorn settings.

Both servers stand at once and are asked by turns, for a machine changes its pace from one minute to the next; the
middle one of the rounds counts.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from hotline.domain.names import Query
from tests.benchmarks import place, prepared_calls, served
from tests.benchmarks.prepared_calls import FORM
from tests.benchmarks.served import Request, Server

LOOK_UPS = 1_800
CALLS = 360
BARE = 2_000  # requests a round
ROUNDS = 6  # the first of them warms up

Share = Callable[[HTTPConnection], int]
Call = list[Request]  # requests that follow one another


@dataclass(frozen=True, slots=True)
class Costs:
    """Requests per second of the server's CPU over those of a bare page; how many those are; the worker's megabytes."""

    web: float
    telephone: float
    free_calls: float
    bare: float
    megabytes: float


def costs(path: Path, names: Sequence[Query], numbers: Sequence[Query]) -> Costs:
    """Serve both and load them by turns."""
    place.as_of_today(path)
    with (
        served.serving("tests.benchmarks.bare:app", place.environment(path)) as bare,
        served.serving("wsgi:app", place.environment(path)) as server,
    ):
        loads = _loads(server, path, names, numbers)
        nothing = [[Request("/", b"given=somebody", FORM)]] * BARE
        rates = []
        for loaded in zip(*map(_in_rounds, loads), strict=True):
            place.into_memory(path)
            asked = map(server.requests_per_cpu_second, map(_shares, loaded))
            rates.append([bare.requests_per_cpu_second(_shares(nothing)), *asked])
        web, telephone, free_calls = (median(one[n] / one[0] for one in rates[1:]) for n in (1, 2, 3))
        return Costs(web, telephone, free_calls, median(one[0] for one in rates[1:]), server.memory_megabytes())


def _loads(
    server: Server, path: Path, names: Sequence[Query], numbers: Sequence[Query]
) -> tuple[list[Call], list[Call], list[Call]]:
    """Look-ups, calls of the family line and calls of the free-call line, all written before the clock runs."""
    token, settings = _token(server), place.settings(path)
    look_ups = [[_look_up(query, token, number)] for number, query in enumerate(names[:LOOK_UPS])]
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        calls = prepared_calls.family_line(connection, settings, numbers[:CALLS])
        return look_ups, calls, prepared_calls.free_call_line(connection, settings, numbers[:CALLS])


def _in_rounds(load: Sequence[Call]) -> list[Sequence[Call]]:
    return [load[start::ROUNDS] for start in range(ROUNDS)]


def _shares(load: Sequence[Call]) -> list[Share]:
    """The load dealt out to as many connections as the server has threads; a call stays on one."""
    return [_share(load[start :: served.THREADS]) for start in range(served.THREADS)]


def _share(load: Sequence[Call]) -> Share:
    requests = [request for call in load for request in call]

    def share(connection: HTTPConnection) -> int:
        for request in requests:
            answer = served.exchange(connection, request)
            if answer.status != 200:
                raise RuntimeError(f"{request.path} was answered {answer.status}")
        return len(requests)

    return share


def _token(server: Server) -> str:
    page = server.ask(Request("/en/", method="GET")).body.decode()
    found = re.search(r'name="token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the look-up's form has no token")
    return found[1]


def _look_up(query: Query, token: str, number: int) -> Request:
    """The look-up's form sent, each time out of another network, so that none comes over its limit."""
    came_from = {"X-Forwarded-For": f"10.0.{number >> 8}.{number & 255}"}
    return Request("/en/find", _form(query, token), FORM | came_from)


def _form(query: Query, token: str) -> bytes:
    born = query.birth_date
    told = {
        "token": token,
        "given": " ".join(query.given),
        "surnames": " ".join((*query.surname, *query.second_surname)),
        "day": str(born.day) if born else "",
        "month": str(born.month) if born else "",
        "year": str(born.year) if born else "",
    }
    return urlencode(told).encode()
