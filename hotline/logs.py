"""Structured logs: one event a line, and nothing in it that says who called or whom they looked for.

A line never holds a name, an A-number, a birth date, an unmasked phone number or a visitor's address. Two habits of
other libraries would break that, so they are cut here: the text of an exception (it quotes the value that was wrong)
and a request's URL (it is what a stranger typed). An error is logged as its type and the frames it passed through; a
request as the rule of its route.
"""

import logging
import sys
import time
import traceback
from types import TracebackType
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, request
from flask.signals import got_request_exception
from structlog.typing import EventDict, Processor

from hotline.config import Settings

# Below ERROR these speak of addresses and URLs, or of every statement.
_QUIET = ("werkzeug", "alembic", "twilio.http_client", "sqlalchemy.engine")
_Failure = tuple[type[BaseException], BaseException, TracebackType | None]

log = structlog.get_logger("hotline")


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is now, not to what it was when the process started."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _stream: TextIO) -> None:
        """The base class sets one; we never keep it."""


def configure(settings: Settings) -> None:
    """Send our events and those of the libraries to standard error: JSON lines, aligned text in development."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _ToStandardError()
    handler.setFormatter(formatter(pretty=settings.is_development))
    handler.set_name(__name__)
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if kept.get_name() != __name__] + [handler]
    root.setLevel(settings.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def formatter(*, pretty: bool) -> logging.Formatter:
    """One event as one line; the same for our events and for what libraries log."""
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if pretty
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )


def watch(app: Flask) -> None:
    """Log every request and every failure of the application."""
    app.before_request(_begin)
    app.after_request(_log_request)
    got_request_exception.connect(_log_failure, app)
    # Flask's own line about a failure quotes the path; ours, above, takes its place.
    app.logger.disabled = True


def _shared() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", key="at"),
        _failure_without_its_text,
    ]


def _failure_without_its_text(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by the error's type and the frames it passed through."""
    failure = _failure(event.pop("exc_info", None))
    if failure is not None:
        kind, _, trace = failure
        event["error"] = kind.__name__
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return event


def _failure(given: object) -> _Failure | None:
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    if isinstance(given, tuple) and given[0] is not None:
        return given
    if given is True and (current := sys.exc_info())[0] is not None:
        return current
    return None


def _begin() -> None:
    g.began = time.perf_counter()


def _log_request(response: Response) -> Response:
    log.info(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else "unknown",
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
    )
    return response


def _log_failure(_app: Flask, exception: BaseException, **_: object) -> None:
    log.error("request failed", route=request.url_rule.rule if request.url_rule else "unknown", exc_info=exception)
