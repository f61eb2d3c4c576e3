"""The service on loopback, for a browser to open."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import make_server

from hotline import db


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of this application while the block lasts; its database is closed at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        db.current().dispose()
