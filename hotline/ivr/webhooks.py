"""The telephone's webhooks: check who speaks, take one turn of the call, answer in TwiML.

A step's address is /ivr/family/<step>/<turn>. It holds nothing about anybody; what the caller typed is in the call's
row. Whatever fails, the caller hears no error: an apology, then the way to a person.
"""

from collections.abc import Callable, Collection

from flask import Blueprint, Response, abort, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from hotline import clock, db, languages
from hotline.config import Settings
from hotline.domain import calls, free_calls, lines
from hotline.ivr import conversation, family, fields, signature, twiml
from hotline.ivr.conversation import Heard
from hotline.ivr.menu import Line
from hotline.languages import Language
from hotline.logs import log
from hotline.sending import three_way

TURNS = "<int(max=9999):turn>"
ATTEMPTS = "<int(max=9):attempt>"
FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

blueprint = Blueprint("ivr", __name__, url_prefix="/ivr")


@blueprint.before_request
def check_signature() -> None:
    g.fields = checked(signature.CALL)


def checked(expected: signature.Expected) -> dict[str, str]:
    """The fields of this request; a 403 unless it is a webhook of the kind that is expected."""
    request.max_content_length = signature.LARGEST_BODY
    path = request.path + ("?" if request.query_string else "")
    try:
        return signature.check(settings(), path, request.headers, request.get_data(), expected)
    except signature.Forged as fault:
        log.warning("webhook refused", reason=str(fault))
        abort(403)


@blueprint.post("/family")
def begin() -> Response:
    """A call comes in."""
    return take_turn(family.LINE, "", 0, came_from=g.fields["From"])


@blueprint.post(f"/family/<step>/{TURNS}")
def go_on(step: str, turn: int) -> Response:
    """Keys, or silence, at a step."""
    return take_turn(family.LINE, step, turn, came_from=g.fields["From"])


@blueprint.post(f"/family/<step>/{TURNS}/again/{ATTEMPTS}")
def go_on_after_trouble(step: str, turn: int, attempt: int) -> Response:
    """That step failed on our side: ask the same once more, or go on to a person."""
    return take_turn(family.LINE, step, turn, came_from=g.fields["From"], is_trouble=True)


@blueprint.post("/ended")
def ended() -> Response:
    """The telephone company reports that the call is over."""
    if g.fields.get("CallStatus") in FINAL:
        with db.begin() as session:
            calls.end(session, g.fields["CallSid"], now=clock.now())
            lines.gone(session, g.fields["CallSid"], now=clock.now())
            free_calls.gone(session, g.fields["CallSid"], now=clock.now())
        if settings().three_way_calls:
            three_way.follow(g.fields["CallSid"])
    return Response(status=204)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """A caller never hears a 500."""
    return in_trouble(error, lambda: apology_on(family.LINE), reports=("ivr.ended",))


def in_trouble(
    error: Exception, apology: Callable[[], Response], *, reports: Collection[str]
) -> Response | HTTPException:
    """What is answered when a webhook of ours fails: an apology, unless nobody is there to get it.

    `reports` are the endpoints at which the telephone company only tells us something.
    """
    if isinstance(error, HTTPException):
        return error
    if "fields" not in g:
        return Response(status=403)  # it failed before we knew who speaks
    log.error("webhook failed", route=request.url_rule.rule if request.url_rule else "unknown", exc_info=error)
    return Response(status=204) if request.endpoint in reports else apology()


def apology_on(line: Line) -> Response:
    """An apology, and the way back to the step of this request."""
    where = request.view_args or {}
    step = where.get("step") or where.get("key", "")
    failed = conversation.Failed(step, where.get("turn", 0), where.get("attempt", 0))
    return in_twiml(conversation.apology(line, settings(), failed, _language_of_call()))


def take_turn(line: Line, step: str, turn: int, *, came_from: str, is_trouble: bool = False) -> Response:
    """What is said to this request about a turn of a call on a line."""
    sent: dict[str, str] = g.fields
    heard = Heard(sent["CallSid"], came_from, step, turn, fields.keys(sent), is_trouble)
    with db.begin() as session:
        told = conversation.take_turn(session, line, settings(), heard, now=clock.now())
    return in_twiml(told)


def _language_of_call() -> Language | None:
    try:
        with db.reading() as session:
            return languages.get(calls.language(session, g.fields["CallSid"]))
    except SQLAlchemyError:
        return None  # the database is what failed; the caller hears every language of the greeting


def in_twiml(text: str) -> Response:
    """Raises TooLong for what the telephone company would refuse."""
    document = text.encode()
    if len(document) > twiml.LARGEST:
        raise twiml.TooLong
    return Response(document, mimetype="text/xml")


def settings() -> Settings:
    known: Settings = current_app.extensions["settings"]
    return known
