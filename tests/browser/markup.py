"""The markup that the service sent, read by the Nu Html Checker as browsers and assistive technology would."""

import gzip
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types
from flask import Flask, Response, request

from tests import tools

PATIENCE = 60  # seconds until the checker answers
_UNPACKED = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


class Sent:
    """The last page that each visitor was sent, by the address the visitor came from.

    The page for who has no connection is fetched by the worker at any time, and nobody looks at it here.
    """

    def __init__(self, app: Flask) -> None:
        self._last: dict[str, bytes] = {}
        app.after_request(self._note)

    def _note(self, response: Response) -> Response:
        if response.mimetype == "text/html" and request.endpoint != "offline.page":
            unpack = _UNPACKED[response.headers.get("Content-Encoding", "")]
            self._last[request.remote_addr or ""] = unpack(response.get_data())
        return response

    def to(self, address: str) -> bytes:
        return self._last[address]


class Checker:
    """The checker as a service on loopback."""

    def __init__(self, port: int) -> None:
        self._port = port

    def faults(self, page: bytes) -> list[str]:
        """Whatever it finds fault with, warnings too: the line and the message."""
        found = json.loads(self._asked("POST", "/?out=json", page))
        return [f"{message.get('lastLine')}: {message['message']}" for message in found["messages"]]

    def waits(self) -> None:
        """Until it answers; a machine at work takes some seconds to start it."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self._asked("GET", "/", b"")
            except ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def _asked(self, method: str, path: str, body: bytes) -> bytes:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse().read()
        connection.close()
        return answer


@contextmanager
def running(folder: Path) -> Iterator[Checker]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["java", "-Xmx256m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(tools.MARKUP_CHECKER)]
    command += ["nu.validator.servlet.Main", str(port)]
    with (folder / "checker.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=os.environ)
        try:
            checker = Checker(port)
            checker.waits()
            yield checker
        finally:
            process.kill()
            process.wait()
