"""The service on loopback, for a browser to open."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import make_server

from hotline import db

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of this application while the block lasts; its database is closed at the end."""
    server = make_server("127.0.0.1", 0, _Whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        db.current().dispose()


class _Whole:
    """An application whose answers are read to their end and closed before they are sent.

    Werkzeug's server leaves a file open where the browser went on to another page while it was sent.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with closing(self._app(environ, start_response)) as answer:  # type: ignore[type-var]  # werkzeug's can be closed
            return [b"".join(answer)]
