"""The webhook of reports: what became of a text or a call of ours, as the telephone company tells it.

Each message names its own address, POST /ivr/reports/<key>, whose key says nothing about anybody. The form is signed
like every webhook's and has the fields AccountSid, and MessageSid and MessageStatus of a text or CallSid and CallStatus
of a call. Reports come at least once, in any order, sometimes before the answer to the request that they are about.
"""

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException

from hotline import clock, db
from hotline.domain import lines, outbox
from hotline.ivr import signature, webhooks
from hotline.logs import log

TRY_AGAIN = 503

blueprint = Blueprint("reports", __name__, url_prefix="/ivr/reports")


@blueprint.before_request
def check_signature() -> None:
    request.max_content_length = signature.LARGEST_BODY
    is_call = b"CallSid=" in request.get_data()  # the shapes say whether it is one
    g.fields = webhooks.checked(signature.CALL_REPORT if is_call else signature.TEXT_REPORT)


@blueprint.post("/<string(maxlength=32):key>")
def come_in(key: str) -> Response:
    """Something became of a message."""
    fields: dict[str, str] = g.fields
    sid = fields.get("CallSid") or fields["MessageSid"]
    status = fields.get("CallStatus") or fields["MessageStatus"]
    with db.begin() as session:
        if status in webhooks.FINAL:
            lines.gone(session, sid, now=clock.now())  # who was called may have asked for a person
        is_known = outbox.record_report(session, key, sid, status, now=clock.now())
    if not is_known:
        log.info("report of a message that is gone", status=status)
    return Response(status=204)


@blueprint.errorhandler(Exception)
def ask_again(error: Exception) -> Response | HTTPException:
    """What we could not write down may be told again."""
    return webhooks.in_trouble(error, lambda: Response(status=TRY_AGAIN), reports=())
