"""The webhook of texts: who writes to the hotline's number is answered in Messaging TwiML.

The telephone company posts each text, signed like a call's webhooks, as a form to POST /ivr/text with the fields
AccountSid, MessageSid ("SM" or "MM" and 32 hexadecimal digits), From, To, Body, and NumMedia; the answer holds one
<Message> for each text that goes back, none where nothing does. For each of those, as it leaves, its id and state come
to POST /ivr/text/sent, so that its words can be redacted. The practice telephone posts in the same way, and reads the
answer like any other TwiML: its <Message> elements are what the writer gets.
"""

from flask import Blueprint, Response, current_app, g, request
from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from hotline import clock, db, phones
from hotline.config import Settings
from hotline.domain import redactions, text_talks
from hotline.ivr import signature, webhooks
from hotline.ivr.texting import stopping, talk, words
from hotline.ivr.texting.talk import Written

blueprint = Blueprint("texts", __name__, url_prefix="/ivr/text")


@blueprint.before_request
def check_signature() -> None:
    is_report = request.endpoint == "texts.sent"
    g.fields = webhooks.checked(signature.TEXT_REPORT if is_report else signature.TEXT)


@blueprint.post("")
def come_in() -> Response:
    """Somebody writes."""
    fields: dict[str, str] = g.fields
    number, body = phones.parse(fields["From"]), fields["Body"]
    if number is None or not phones.may_be_texted(number):
        return _twiml([])  # a short code or a word, behind which there is a machine; a country we do not write to
    opting = fields.get("OptOutType", "")
    with db.begin() as session:
        if opting == "STOP" or words.blocks(body):
            stopping.end_all(session, number, now=clock.now())
            text_talks.forget(session, number, fields["MessageSid"], now=clock.now())
            replies = []
        else:
            written = Written(fields["MessageSid"], number, body, is_help=opting == "HELP")
            replies = talk.take_turn(session, written, now=clock.now())
    return _twiml(replies)


@blueprint.post("/sent")
def sent() -> Response:
    """A text of ours is on its way: once it was read, the telephone company must forget its words."""
    with db.begin() as session:
        redactions.ask(session, [g.fields["MessageSid"]], due_at=clock.now() + text_talks.RESTS)
    return Response(status=204)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """Nobody who writes gets nothing because we failed."""
    return webhooks.in_trouble(error, lambda: _twiml(talk.in_each_language(talk.TROUBLE)), reports=("texts.sent",))


def _twiml(replies: list[str]) -> Response:
    settings: Settings = current_app.extensions["settings"]
    response = MessagingResponse()
    for reply in replies:
        response.message(reply, status_callback=f"{settings.public_base_url}/ivr/text/sent")
    return Response(str(response), mimetype="text/xml")
