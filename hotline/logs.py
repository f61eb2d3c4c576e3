"""Structured logs: one event a line, and nothing in it that says who called or whom they looked for.

A line never holds a name, an A-number, a birth date, a phone number or a visitor's address. Two habits of
other libraries would break that, so they are cut here: the text of an exception (it quotes the value that was wrong)
and a request's URL (it is what a stranger typed). An error is logged as its type and the frames it passed through; a
request as the rule of its route.
"""

import json
import logging
import sys
import threading
import time
import traceback
from contextlib import nullcontext
from datetime import UTC, datetime

from flask import Flask, Response, g, request
from flask.signals import got_request_exception

from hotline.config import Settings

# Below ERROR these speak of addresses and URLs, or of every statement.
_QUIET = ("werkzeug", "alembic", "twilio.http_client", "urllib3", "sqlalchemy.engine")
MOST_WAITING = 200  # lines
LONGEST_WAIT = 1.0  # seconds
_logger = logging.getLogger("hotline")
_encoder = json.JSONEncoder(ensure_ascii=False, default=str)
# No line of ours names them, and to find them out for each costs as much as to write it.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class EventLog:
    """Writes events: what happened, in a few words that never change, and the facts as named values."""

    def info(self, event: str, **facts: object) -> None:
        _write(logging.INFO, event, facts)

    def warning(self, event: str, **facts: object) -> None:
        _write(logging.WARNING, event, facts)

    def error(self, event: str, *, exc_info: BaseException | None = None, **facts: object) -> None:
        """`exc_info` is the error that was met; its text is left out."""
        _write(logging.ERROR, event, facts, exc_info)


log = EventLog()


class LineFormatter(logging.Formatter):
    """One event as one line, JSON or (`pretty`) for eyes; the same for our events and for what libraries log."""

    def __init__(self, *, pretty: bool = False) -> None:
        super().__init__()
        self._pretty = pretty

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {"event": record.getMessage(), **getattr(record, "facts", {})}
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            event["error"] = kind.__name__
            event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._pretty:
            what = event.pop("event")
            return " ".join([f"{at[11:19]} {record.levelname:<7} {what}", *(f"{k}={v}" for k, v in event.items())])
        return _encoder.encode(event | {"level": record.levelname.lower(), "at": at})


class _ToStandardError(logging.Handler):
    """Writes to what standard error is now, not to what it was when the process started.

    A patient one gathers everyday lines and writes them together: a web worker has several threads, and each write
    makes them wait for each other. Warnings and errors take all that waits with them at once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[str] = []
        self._is_patient = False

    def emit(self, record: logging.LogRecord) -> None:
        self._waiting.append(self.format(record))
        if not self._is_patient or record.levelno >= logging.WARNING or len(self._waiting) >= MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        with self.lock or nullcontext():
            lines, self._waiting = self._waiting, []
            if lines:
                sys.stderr.write("\n".join(lines) + "\n")
                sys.stderr.flush()

    def be_patient(self) -> None:
        self._is_patient = True
        threading.Thread(target=self._flush_for_ever, name="logs", daemon=True).start()

    def _flush_for_ever(self) -> None:
        while True:
            time.sleep(LONGEST_WAIT)
            self.flush()


def configure(settings: Settings) -> None:
    """Send our events and those of the libraries to standard error: JSON lines, plain text in development."""
    handler = _ToStandardError()
    handler.setFormatter(LineFormatter(pretty=settings.is_development))
    handler.set_name(__name__)
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if kept.get_name() != __name__] + [handler]
    root.setLevel(settings.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def write_together() -> None:
    """From now on write everyday lines once a second, for a process with many threads; the last ones at its exit."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _ToStandardError):
            handler.be_patient()


def watch(app: Flask) -> None:
    """Log every request and every failure of the application."""
    app.before_request(_begin)
    app.after_request(_log_request)
    got_request_exception.connect(_log_failure, app)
    # Flask's own line about a failure quotes the path; ours, below, takes its place.
    app.logger.disabled = True


def _write(level: int, event: str, facts: dict[str, object], error: BaseException | None = None) -> None:
    if _logger.isEnabledFor(level):
        _logger.log(level, event, exc_info=error, extra={"facts": facts})


def _begin() -> None:
    g.began = time.perf_counter()


def _log_request(response: Response) -> Response:
    log.info(
        "request",
        method=request.method,
        route=_route(),
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    )
    return response


def _log_failure(_app: Flask, exception: BaseException, **_: object) -> None:
    log.error("request failed", route=_route(), exc_info=exception)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "unknown"
