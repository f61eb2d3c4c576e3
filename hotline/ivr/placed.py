"""The webhooks of calls that we place: the telephone company asks for our document when somebody answers.

The address of the first is /ivr/news/<key of the message>, which tells nothing about anybody; then they are those of a
call that comes in. Who is called is the field To.
"""

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from hotline import clock, db
from hotline.ivr import conversation, fields, news, signature, webhooks
from hotline.ivr.conversation import Heard

blueprint = Blueprint("placed", __name__, url_prefix="/ivr/news")


@blueprint.before_request
def check_signature() -> None:
    g.fields = webhooks.checked(signature.CALL)


@blueprint.post("/<string(maxlength=32):key>")
def begin(key: str) -> Response:
    """Somebody, or a machine, answers."""
    sent: dict[str, str] = g.fields
    with db.begin() as session:
        about = news.placed(session, key)
        heard = Heard(sent["CallSid"], sent["To"], "", 0, fields.keys(sent), placed=about)
        told = (
            conversation.take_turn(session, news.LINE, webhooks.settings(), heard, now=clock.now())
            if about
            else conversation.nothing_to_tell()
        )
    return webhooks.in_twiml(told)


@blueprint.post(f"/<step>/{webhooks.TURNS}")
def go_on(step: str, turn: int) -> Response:
    """Keys, or silence, at a step."""
    return webhooks.take_turn(news.LINE, step, turn, came_from=g.fields["To"])


@blueprint.post(f"/<step>/{webhooks.TURNS}/again/{webhooks.ATTEMPTS}")
def go_on_after_trouble(step: str, turn: int, attempt: int) -> Response:
    """That step failed on our side: ask the same once more, or go on to a person; before the first step is its key."""
    if turn == 0:
        return begin(step)
    return webhooks.take_turn(news.LINE, step, turn, came_from=g.fields["To"], is_trouble=True)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """Whoever we call never hears a 500."""
    return webhooks.in_trouble(error, lambda: webhooks.apology_on(news.LINE), reports=())
