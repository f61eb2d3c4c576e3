"""A relative who wants to talk in a three-way call: they wait for the person, then all meet in the room of the call.

The addresses are those of one attempt, /ivr/callee/<id>/room, and answer nothing where the operator has not allowed it.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, g
from werkzeug.exceptions import HTTPException

from hotline import clock, db
from hotline.domain import free_calls
from hotline.domain.free_calls import Rung, together
from hotline.ivr import connecting, meeting, signature, twiml, webhooks
from hotline.ivr.detainee import callee
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, every few seconds, by a relative who wants to talk; the person is still told so.
MOMENT = _("One moment, please. You are connected in a few seconds.")
# Translators: heard on the telephone by a relative, as the talk begins.
NOW = _("You are connected now.")
# Translators: heard on the telephone by a relative, last words, after a talk with a detained person.
OVER = _("The call is over. Goodbye.")

SECONDS = 3
_ROOM = f"/<int:attempt>/{callee.ROOM}"

blueprint = Blueprint("room", __name__, url_prefix=connecting.CALLEE)


@blueprint.before_request
def check_signature() -> None:
    g.fields = webhooks.checked(signature.CALL)
    if not webhooks.settings().three_way_calls:
        abort(404)


@blueprint.post(_ROOM)
def come(attempt: int) -> Response:
    """A relative wants to talk; the person may be there already, or on the way."""
    with db.begin() as session:
        rung = together.awaited(session, attempt, now=clock.now())
        if rung and rung.is_person_in:
            free_calls.connected(session, attempt, now=clock.now())
    if rung is None:
        return callee.last(rung, callee.GONE)
    if not rung.is_person_in:
        said = callee.each(rung, lambda: _only(MOMENT))
        return webhooks.in_twiml(twiml.ask_key(said, callee.address(rung, callee.ROOM), seconds=SECONDS))
    return webhooks.in_twiml(_joined(rung))


@blueprint.post(f"{_ROOM}/over")
def leave(attempt: int) -> Response:
    """The person has left, or the time is over."""
    with db.reading() as session:
        rung = free_calls.ringing(session, attempt)
    return callee.last(rung, OVER)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """The relative's end is put down."""
    return webhooks.in_trouble(error, lambda: callee.last(None, callee.GONE), reports=())


def _joined(rung: Rung) -> str:
    said = callee.each(rung, lambda: _only(NOW))
    return meeting.join(said, rung.room, callee.address(rung, f"{callee.ROOM}/over"))


def _only(words: str) -> Iterator[str]:
    yield gettext(words)
