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
from hotline.domain import calls
from hotline.ivr import conversation, family, fields, signature, twiml
from hotline.languages import Language
from hotline.logs import log

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
        return signature.check(_settings(), path, request.headers, request.get_data(), expected)
    except signature.Forged as fault:
        log.warning("webhook refused", reason=str(fault))
        abort(403)


@blueprint.post("/family")
def begin() -> Response:
    """A call comes in."""
    return _turn("", 0)


@blueprint.post(f"/family/<step>/{TURNS}")
def go_on(step: str, turn: int) -> Response:
    """Keys, or silence, at a step."""
    return _turn(step, turn)


@blueprint.post(f"/family/<step>/{TURNS}/again/{ATTEMPTS}")
def go_on_after_trouble(step: str, turn: int, attempt: int) -> Response:
    """That step failed on our side: ask the same once more, or go on to a person."""
    return _turn(step, turn, is_trouble=True)


@blueprint.post("/ended")
def ended() -> Response:
    """The telephone company reports that the call is over."""
    if g.fields.get("CallStatus") in FINAL:
        with db.begin() as session:
            calls.end(session, g.fields["CallSid"], now=clock.now())
    return Response(status=204)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """A caller never hears a 500."""
    return in_trouble(error, _apology, reports=("ivr.ended",))


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


def _apology() -> Response:
    where = request.view_args or {}
    failed = conversation.Failed(where.get("step", ""), where.get("turn", 0), where.get("attempt", 0))
    return _twiml(conversation.apology(family.LINE, _settings(), failed, _language_of_call()))


def _turn(step: str, turn: int, *, is_trouble: bool = False) -> Response:
    sent: dict[str, str] = g.fields
    heard = conversation.Heard(
        sid=sent["CallSid"],
        came_from=sent["From"],
        step=step,
        turn=turn,
        keys=fields.keys(sent),
        is_trouble=is_trouble,
    )
    with db.begin() as session:
        told = conversation.take_turn(session, family.LINE, _settings(), heard, now=clock.now())
    return _twiml(told)


def _language_of_call() -> Language | None:
    try:
        with db.reading() as session:
            return languages.get(calls.language(session, g.fields["CallSid"]))
    except SQLAlchemyError:
        return None  # the database is what failed; the caller hears every language of the greeting


def _twiml(text: str) -> Response:
    document = text.encode()
    if len(document) > twiml.LARGEST:
        raise twiml.TooLong
    return Response(document, mimetype="text/xml")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
