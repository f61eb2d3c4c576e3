"""How gunicorn serves the application: `gunicorn -c python:hotline.serving wsgi:app`.

The names below are gunicorn's settings. Access logs stay off: our own request log says what is needed and quotes no
URL and no address.
"""

import gc
import os
import sys
from typing import Any

from gunicorn import glogging, util  # type: ignore[import-untyped]  # it ships no types
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from hotline import db, logs
from hotline.config import load as load_settings  # gunicorn has a setting named "config"
from hotline.web import unread

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
reuse_port = sys.platform == "linux"  # without it one worker takes most of the connections; elsewhere with it
graceful_timeout = 10
# The most that gunicorn takes: to read on without bounds would let anybody fill the memory. No form or link of ours
# makes an address nearly so long; a longer one is answered without being read (Worker).
limit_request_line = 8190
control_socket_disable = True

# The first process logs too, and a setting that is missing stops it once, not each worker over and over.
_settings = load_settings()
logs.configure(_settings)
loglevel = _settings.log_level.lower()


def post_worker_init(_worker: Any) -> None:
    """Whoever calls waits for what the database answers, so it is asked with less patience than an import has.

    What is loaded by now stays: the collector need not look at it again at every turn.

    Log lines are written together. At the worker's exit Python's logging writes the last ones.
    """
    db.current().answer_in_time()
    logs.write_together()
    gc.collect()
    gc.freeze()


class Logger(glogging.Logger):  # type: ignore[misc]  # for the same reason
    """gunicorn's own events, through our log; without the visitor's address and the URL that two of them quote."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request from"):
            msg = "Invalid request"
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request", ()
        super().exception(msg, *args, **kwargs)


logger_class = Logger


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's own threads; what they cannot read is answered by a page of ours, not by their bare English one."""

    def handle_error(self, req: object, client: Any, addr: object, exc: BaseException) -> None:
        """Answer on this socket what went wrong before or around the application; who sent it is written nowhere."""
        if isinstance(exc, errors.ParseException) and not isinstance(exc, _OUR_OWN):
            self.log.warning("Invalid request")
            status = _UNREAD.get(type(exc), 400)
        else:
            self.log.exception("Error handling request")
            status = 500
        try:
            util.write_nonblock(client, unread.answer(self.wsgi, status))
            # A connection that is closed while something on it waits unread is reset, and a browser then shows nothing.
            client.settimeout(_REST_SECONDS)
            client.recv(_REST)
        except OSError as gone:
            self.log.debug("Nobody waits for the answer. %s", gone)


_UNREAD = {errors.LimitRequestLine: 414, errors.LimitRequestHeaders: 431, errors.ExpectationFailed: 417}
_OUR_OWN = errors.InvalidResponseHeader, errors.InvalidResponseHeaderName
_REST, _REST_SECONDS = 64 * 1024, 0.2  # bytes
worker_class = Worker
