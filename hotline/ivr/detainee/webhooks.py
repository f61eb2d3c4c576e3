"""The webhooks of the free-call line: POST /ivr/detainee begins a call, its steps are like those of the hotline."""

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from hotline.ivr import signature, webhooks
from hotline.ivr.detainee import line

blueprint = Blueprint("detainee", __name__, url_prefix="/ivr/detainee")


@blueprint.before_request
def check_signature() -> None:
    g.fields = webhooks.checked(signature.CALL)


@blueprint.post("")
def begin() -> Response:
    """Somebody dials from the telephone of a facility."""
    return webhooks.take_turn(line.LINE, "", 0, came_from=g.fields["From"])


@blueprint.post(f"/<step>/{webhooks.TURNS}")
def go_on(step: str, turn: int) -> Response:
    """Keys, words or silence at a step, or what became of a Dial."""
    return webhooks.take_turn(line.LINE, step, turn, came_from=g.fields["From"])


@blueprint.post(f"/<step>/{webhooks.TURNS}/again/{webhooks.ATTEMPTS}")
def go_on_after_trouble(step: str, turn: int, attempt: int) -> Response:
    """That step failed on our side: ask the same once more, or go on to a person."""
    return webhooks.take_turn(line.LINE, step, turn, came_from=g.fields["From"], is_trouble=True)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """Who calls from a facility never hears a 500."""
    return webhooks.in_trouble(error, lambda: webhooks.apology_on(line.LINE), reports=())
