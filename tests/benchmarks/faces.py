"""What a served page and a telephone step cost, against a bare Flask page under the same gunicorn settings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from hotline.config import Settings
from hotline.domain.names import Query
from hotline.phone.script import Caller
from hotline.phone.telephone import Telephone
from hotline.phone.transport import Answer, Transport, Webhook
from tests.benchmarks import place, served
from tests.benchmarks.served import Request, Server

LOOK_UPS = 1_200
CALLS = 200
BARE = 6_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Share = Callable[[HTTPConnection], int]


@dataclass(frozen=True, slots=True)
class Costs:
    """Requests per second of the server's CPU, and the worker's memory in megabytes after the load."""

    bare: float
    web: float
    telephone: float
    megabytes: float


def costs(path: Path, names: Sequence[Query], numbers: Sequence[Query]) -> Costs:
    """Serve both, one after the other, and load them; the first tenth of each load warms up."""
    with served.serving("tests.benchmarks.bare:app", place.environment(path)) as server:
        bare = _loaded(server, [_ask_bare(BARE // served.THREADS)] * served.THREADS)
    place.as_of_today(path)
    with served.serving("wsgi:app", place.environment(path)) as server:
        token = _token(server)
        web = _loaded(server, [_look_up(share, token) for share in _shares(names[:LOOK_UPS])])
        telephone = _loaded(server, [_call(share, place.settings(path)) for share in _shares(numbers[:CALLS])])
        return Costs(bare, web, telephone, server.memory_megabytes())


def _loaded(server: Server, shares: list[Share]) -> float:
    server.requests_per_cpu_second(shares[:1])
    return server.requests_per_cpu_second(shares)


def _shares(queries: Sequence[Query]) -> list[list[Query]]:
    return [list(queries[start :: served.THREADS]) for start in range(served.THREADS)]


def _ask_bare(n: int) -> Share:
    def share(connection: HTTPConnection) -> int:
        for _ in range(n):
            served.exchange(connection, Request("/", b"given=somebody", FORM))
        return n

    return share


def _token(server: Server) -> str:
    page = server.ask(Request("/en/", method="GET")).body.decode()
    found = re.search(r'name="token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the look-up's form has no token")
    return found[1]


def _look_up(queries: Sequence[Query], token: str) -> Share:
    """The look-up's form sent, each time out of another network, so that none comes over its limit."""

    def share(connection: HTTPConnection) -> int:
        for number, query in enumerate(queries):
            came_from = {"X-Forwarded-For": f"10.{id(queries) >> 8 & 255}.{number >> 8}.{number & 255}"}
            answer = served.exchange(connection, Request("/en/find", _form(query, token), FORM | came_from))
            if answer.status != 200:
                raise RuntimeError(f"a look-up was answered {answer.status}")
        return len(queries)

    return share


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


def _call(queries: Sequence[Query], settings: Settings) -> Share:
    """Calls by A-number, from the greeting to the answer; each caller has another number."""

    def share(connection: HTTPConnection) -> int:
        steps = 0
        for number, query in enumerate(queries):
            caller = f"+1404{2000000 + (id(queries) % 7000) * 1000 + number:07}"
            telephone = Telephone(settings, _over(connection), caller=caller)
            Caller(telephone).dials().presses("1", "1", f"{query.a_number}#", "1", f"{query.birth_year}#")
            steps += len(telephone.posted)
        return steps

    return share


def _over(connection: HTTPConnection) -> Transport:
    def carry(webhook: Webhook) -> Answer:
        request = Request(
            urlsplit(webhook.address).path, urlencode(dict(webhook.fields)).encode(), {**webhook.headers, **FORM}
        )
        answer = served.exchange(connection, request)
        return Answer(answer.status, answer.headers.get("Content-Type", "").split(";")[0], answer.body)

    return carry
