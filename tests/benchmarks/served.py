"""A gunicorn worker of our own on a loopback port, and what its work costs in seconds of CPU."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from socket import socket

import psutil  # type: ignore[import-untyped]  # it ships no types

THREADS = 4
START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a load: what is sent, over a connection that stays open."""

    path: str
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """One gunicorn with one worker; `port` on the loopback address."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self._process = process

    @property
    def worker(self) -> psutil.Process:
        return psutil.Process(self._process.pid).children()[0]

    def cpu_seconds(self) -> float:
        times = self.worker.cpu_times()
        return float(times.user + times.system)

    def memory_megabytes(self) -> float:
        return float(self.worker.memory_info().rss) / 2**20

    def ask(self, request: Request) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            return exchange(connection, request)

    def requests_per_cpu_second(self, shares: Sequence[Callable[[HTTPConnection], int]]) -> float:
        """Each share in a thread with a connection that stays open; a share answers how many requests it made."""
        with ThreadPoolExecutor(len(shares)) as pool:
            began = self.cpu_seconds()
            made = sum(pool.map(self._run, shares))
            return made / (self.cpu_seconds() - began)

    def _run(self, share: Callable[[HTTPConnection], int]) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            return share(connection)


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve `module:app` with our gunicorn settings until the block ends."""
    port = _free_port()
    variables = os.environ | environment | {"PORT": str(port), "WEB_CONCURRENCY": "1", "WEB_THREADS": str(THREADS)}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:hotline.serving", application]
    process = subprocess.Popen(command, env=variables)
    try:
        server = Server(port, process)
        _wait(port)
        yield server
    finally:
        process.terminate()
        process.wait(15)


def exchange(connection: HTTPConnection, request: Request) -> Answer:
    """Send a request over that connection and read its answer."""
    connection.request(request.method, request.path, request.body or None, dict(request.headers or {}))
    response = connection.getresponse()
    return Answer(response.status, dict(response.getheaders()), response.read())


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
