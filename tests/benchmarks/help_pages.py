"""Help pages: how heavy they are, what they cost to serve, and what Lighthouse makes of them in a slow telephone.

Lighthouse drives the same Chromium as the tests, on loopback alone. It is large and needed here alone, so it is not in
package.json: `npm install --no-save lighthouse@12.8.2`.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from hotline import clock, db, migration
from hotline.domain import directory
from hotline.reference.command import OUR_LISTS
from tests import tools
from tests.benchmarks import page, place, served
from tests.benchmarks.figures import Figure
from tests.benchmarks.served import Request, Server

# Kept pages, and two that are read out of the directory each time.
KEPT = ("what-now", "rights", "about", "privacy", "accessibility")
READ = ("places/STWRTGA", "legal-help/GA", "consulates/MEX")
LIGHTHOUSE = tools.NODE_MODULES / ".bin" / "lighthouse"
SCORES = {"accessibility": 100, "best-practices": 100, "performance": 98}
ASKED = 4_000
_COMPRESSED = {"Accept-Encoding": "gzip"}


def figures() -> list[Figure]:
    with _prepared() as path:
        return _measured(place.environment(path))


def _measured(environment: dict[str, str]) -> list[Figure]:
    bare, kept = _costs(environment)
    with served.serving("wsgi:app", environment) as server:
        heaviest = max(page.weight(server, f"/en/{path}").kilobytes for path in (*KEPT, *READ))
        scores = {path: _scores(server, path) for path in ("", "rights", *READ[:2])}
    worst = {name: min(of_page[name] for of_page in scores.values()) for name in SCORES}
    return [
        Figure("heaviest help page with its CSS, compressed", heaviest, 12, "KB"),
        Figure("a help page's CPU time against a bare page's", bare / kept, 3, "times"),
        *(Figure(f"Lighthouse, {name}", worst[name], least, at_least=True) for name, least in SCORES.items()),
    ]


@contextmanager
def _prepared() -> Iterator[Path]:
    """A database with the directory's own lists."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "help.db"
        migration.upgrade(place.settings(path).database_url)
        place.connected(path)
        with db.begin() as session:
            for read in map(directory.read, OUR_LISTS):
                directory.load(session, read.kind, read.rows, now=clock.now())
        yield path


def _costs(environment: dict[str, str]) -> tuple[float, float]:
    """Requests a second of the server's CPU: a bare page, and a kept page as browsers take it."""
    with served.serving("tests.benchmarks.bare:app", environment) as server:
        bare = _rate(server, "/")
    with served.serving("wsgi:app", environment) as server:
        return bare, _rate(server, "/en/rights")


def _rate(server: Server, path: str) -> float:
    def share(connection: HTTPConnection) -> int:
        for _ in range(ASKED // served.THREADS):
            served.exchange(connection, Request(path, headers=_COMPRESSED, method="GET"))
        return ASKED // served.THREADS

    server.requests_per_cpu_second([share])
    return server.requests_per_cpu_second([share] * served.THREADS)


def _scores(server: Server, path: str) -> dict[str, float]:
    """Lighthouse's scores, 0 to 100, with its own slow telephone and slow network."""
    command = [str(LIGHTHOUSE), f"http://127.0.0.1:{server.port}/en/{path}", "--output=json", "--quiet"]
    command += [f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    environment = os.environ | {"CHROME_PATH": tools.chromium_path() or ""}
    answer = subprocess.run(command, env=environment, capture_output=True, check=True)
    categories = json.loads(answer.stdout)["categories"]
    return {name: 100 * float(categories[name]["score"]) for name in SCORES}
