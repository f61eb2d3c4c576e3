"""What a visitor reads when something is wrong: in their language, with a way on, and without the database."""

from dataclasses import dataclass

from flask import Flask, Response, make_response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, ServiceUnavailable

from hotline import logs, texts
from hotline.texts import gettext as _
from hotline.texts import lazy
from hotline.web import pages, showing

RETRY_SECONDS = "60"
MOST_TAKEN = 32 * 1024 * 1024  # bytes
_PIECE = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Apology:
    """What is said for a status: a headline and what to do."""

    headline: str
    advice: str


_APOLOGIES = {
    400: Apology(lazy("We could not read what was sent."), lazy("Please go back to the start and try again.")),
    403: Apology(lazy("This page is not open to you."), lazy("If you think it should be, please call us.")),
    404: Apology(lazy("There is no page here."), lazy("Please go back to the start. You can look for a person there.")),
    405: Apology(lazy("This page does not work that way."), lazy("Please go back to the start and try again.")),
    413: Apology(lazy("That was too much to send."), lazy("Please go back to the start and write less.")),
    429: Apology(
        lazy("That was too often in a short time."), lazy("Please wait a few minutes and try again, or call us.")
    ),
    500: Apology(lazy("Something went wrong on our side."), lazy("Please try again in a minute, or call us.")),
    503: Apology(lazy("We are very busy right now."), lazy("Please try again in a minute, or call us.")),
}


def install(app: Flask) -> None:
    """Answer every error of a page; a blueprint with answers of its own (telephone, API) goes first."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(OperationalError, cannot_reach_records)


def answer(error: HTTPException) -> Response:
    """The page of an HTTP error."""
    if isinstance(error, RequestEntityTooLarge):
        _take_what_is_coming()
    status = error.code or InternalServerError.code
    if status < 400:
        return make_response(error.get_response())
    texts.use(pages.of_address())
    apology = apology_for(status)
    page = showing.page("error.html", headline=_(apology.headline), advice=_(apology.advice))
    response = make_response(page, status)
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def apology_for(status: int) -> Apology:
    """What is said for a status; one that has no words of its own is told in those of its kind."""
    return _APOLOGIES.get(status) or _APOLOGIES[400 if status < 500 else 500]


def _take_what_is_coming() -> None:
    """Read on, within bounds, and keep nothing: a browser that is cut off while it sends never shows our answer."""
    left = min(request.content_length or 0, MOST_TAKEN)
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, _PIECE))):
        left -= len(piece)


def cannot_reach_records(error: OperationalError) -> Response:
    """The database does not answer, or its disk is full: say so, and when to come back."""
    logs.log.error("records out of reach", exc_info=error)
    response = answer(ServiceUnavailable())
    response.headers["Retry-After"] = RETRY_SECONDS
    return response
