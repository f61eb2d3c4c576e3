"""The telephone of an operator who took a call: rung by us, asked for a key, connected with the caller.

A key is asked for so that no voice mail is ever connected with somebody. The addresses are those of one ring,
/ivr/operators/<call>/<ring>, and say nothing about anybody.
"""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException

from hotline import clock, db, languages, texts
from hotline.domain import free_calls, lines
from hotline.domain.lines import Rung
from hotline.ivr import fields, queueing, signature, twiml, webhooks
from hotline.ivr.twiml import Spoken
from hotline.languages import Language
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone by an operator, last words.
GONE = _("The caller has hung up, or is in line again. If you spoke, write down what came of it. Goodbye.")
# Translators: heard on the telephone by an operator who pressed no key, last words; or kept by a voice mail.
MISSED = _("No key was pressed, so the caller waits for somebody else. Goodbye.")
# Translators: heard on the telephone by an operator, last words.
FAILED = _("I am sorry. Something went wrong on our side. The caller is in line again. Goodbye.")
# Translators: heard on the telephone by an operator who put a caller on hold.
HELD = _(
    "You are not connected now, and the caller is on hold. To go on with the caller, press 1. "
    "To end the call, or to hand it over, hang up."
)

TAKE = "1"
SECONDS = 10
TRY_AGAIN = 503
_RING = "/<int:call>/<string(maxlength=64):ring>"

blueprint = Blueprint("operators", __name__, url_prefix="/ivr/operators")


@blueprint.before_request
def check_signature() -> None:
    is_report = request.endpoint == "operators.ended"
    g.fields = webhooks.checked(signature.CALL_REPORT if is_report else signature.CALL)


@blueprint.post(_RING)
def begin(call: int, ring: str) -> Response:
    """The operator, or a machine of theirs, answers."""
    with db.reading() as session:
        rung = lines.ringing(session, call, ring)
    return _asks(rung, _offer)


@blueprint.post(f"{_RING}/keys")
def go_on(call: int, ring: str) -> Response:
    """Keys, or silence: who is silent when asked for the first time may be a machine."""
    pressed = fields.keys(g.fields).digits[:1]
    if pressed == TAKE:
        with db.begin() as session:
            now = clock.now()
            rung = lines.answered(session, call, ring, now=now)
            if rung and rung.is_there:
                free_calls.taken_by_us(session, call, now=now)
        return _connected(rung)
    with db.reading() as session:
        rung = lines.ringing(session, call, ring)
    if rung and rung.is_there and not (pressed or rung.is_answered):
        return _last(rung, MISSED)
    return _asks(rung, _held if rung and rung.is_answered else _offer)


@blueprint.post(f"{_RING}/over")
def over(call: int, ring: str) -> Response:
    """The two are not connected any more: the operator pressed star, or the caller hung up."""
    with db.begin() as session:
        rung = lines.hold(session, call, ring)
    return _asks(rung, _held)


@blueprint.post(f"{_RING}/ended")
def ended(call: int, ring: str) -> Response:
    """The operator's telephone is put down, or was never picked up."""
    if g.fields["CallStatus"] in webhooks.FINAL:
        with db.begin() as session:
            lines.leg_ended(session, call, ring)
    return Response(status=204)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """The operator's call ends, and the caller is in line again; a report that we lost is told again."""
    if request.endpoint == "operators.ended":
        return webhooks.in_trouble(error, lambda: Response(status=TRY_AGAIN), reports=())
    return webhooks.in_trouble(error, lambda: _last(None, FAILED), reports=())


def _connected(rung: Rung | None) -> Response:
    if rung is None or not rung.is_there:
        return _last(rung, GONE)
    return webhooks.in_twiml(queueing.bridge(rung.place, _address("over")))


def _asks(rung: Rung | None, say: Callable[[Rung], Iterator[str]]) -> Response:
    """Say this and wait for a key, as long as the caller is there."""
    if rung is None or not rung.is_there:
        return _last(rung, GONE)
    language = _interface(rung)
    with texts.speaking(language):
        said = [Spoken(sentence, language) for sentence in say(rung)]
    return webhooks.in_twiml(twiml.ask_key(said, _address("keys"), seconds=SECONDS))


def _last(rung: Rung | None, words: str) -> Response:
    language = _interface(rung)
    with texts.speaking(language):
        said = Spoken(gettext(words), language)
    return webhooks.in_twiml(twiml.goodbye([said]))


def _offer(rung: Rung) -> Iterator[str]:
    language = texts.language_name(rung.language)
    # Translators: heard on the telephone by an operator whom we ring; the language is that of a caller who waits.
    said = gettext(
        "This is the Family Hotline. A caller who speaks %(language)s waits for you. To take the call, press 1.",
        language=language,
    )
    if language == rung.language:  # a code, which nobody would understand
        # Translators: heard on the telephone by an operator whom we ring.
        said = gettext("This is the Family Hotline. A caller waits for you. To take the call, press 1.")
    yield from (said, said)


def _held(_rung: Rung) -> Iterator[str]:
    yield gettext(HELD)


def _interface(rung: Rung | None) -> Language:
    """What the operator is spoken to in."""
    spoken = {row.code: row for row in languages.spoken()}
    return spoken.get(rung.interface if rung else "", languages.spoken()[0])


def _address(act: str) -> str:
    where = request.view_args or {}
    return f"{webhooks.settings().public_base_url}/ivr/operators/{where['call']}/{where['ring']}/{act}"
