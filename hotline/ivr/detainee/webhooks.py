"""The webhooks of the free-call line: POST /ivr/detainee begins a call, its steps are like those of the hotline."""

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from hotline.ivr import signature, webhooks
from hotline.ivr.detainee import line
from hotline.ivr.menu import Line
from hotline.sending import three_way

blueprint = Blueprint("detainee", __name__, url_prefix="/ivr/detainee")


@blueprint.before_request
def check_signature() -> None:
    g.fields = webhooks.checked(signature.CALL)


@blueprint.post("")
def begin() -> Response:
    """Somebody dials from the telephone of a facility."""
    return _take_turn("", 0)


@blueprint.post(f"/<step>/{webhooks.TURNS}")
def go_on(step: str, turn: int) -> Response:
    """Keys, words or silence at a step, or what became of a Dial."""
    return _take_turn(step, turn)


@blueprint.post(f"/<step>/{webhooks.TURNS}/again/{webhooks.ATTEMPTS}")
def go_on_after_trouble(step: str, turn: int, attempt: int) -> Response:
    """That step failed on our side: ask the same once more, or go on to a person."""
    return _take_turn(step, turn, is_trouble=True)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """Who calls from a facility never hears a 500."""
    return webhooks.in_trouble(error, lambda: webhooks.apology_on(_line()), reports=())


def _take_turn(step: str, turn: int, *, is_trouble: bool = False) -> Response:
    told = webhooks.take_turn(_line(), step, turn, came_from=g.fields["From"], is_trouble=is_trouble)
    if webhooks.settings().three_way_calls:
        three_way.follow(g.fields["CallSid"])  # the turn is committed: who is asked for in it rings
    return told


def _line() -> Line:
    return line.WITH_THREE_WAY if webhooks.settings().three_way_calls else line.LINE
