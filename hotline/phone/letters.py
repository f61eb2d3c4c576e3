"""The page /phone/letters: the e-mails that would have been sent, in both parts. It exists in development alone.

The part that is a page is shown in a frame of its own, where nothing of it can run, call or lead anywhere.
"""

from email.message import EmailMessage
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template

from hotline import languages, texts
from hotline.config import Settings
from hotline.gateways import letters, practice
from hotline.gateways.practice import PracticeLetter
from hotline.gateways.protocol import Letter

SENDER = "hotline@practice.invalid"
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
_POLICY_OF_A_LETTER = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"

blueprint = Blueprint("letters", __name__, url_prefix="/phone/letters", template_folder="templates")


@blueprint.url_value_preprocessor
def speak(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Speak the language of the address."""
    if language := (values or {}).pop("language", None):
        texts.use(language)


@blueprint.get("/<language:language>")
def show() -> Response:
    """All that are there, the latest first."""
    sent = [(number, letter, _part(letter, "plain")) for number, letter in enumerate(_letters())]
    page = render_template("phone/letters.html", letters=sent[::-1], spoken=languages.offered())
    return _with_policy(page, _POLICY)


@blueprint.get("/<language:language>/<int:number>")
def laid_out(number: int) -> Response:
    """The part of one that is a page."""
    sent = _letters()
    if number >= len(sent):
        abort(404)
    return _with_policy(_part(sent[number], "html"), _POLICY_OF_A_LETTER)


def _letters() -> list[PracticeLetter]:
    settings: Settings = current_app.extensions["settings"]
    return practice.letters(settings)


def _part(letter: PracticeLetter, kind: str) -> str:
    sent = Letter(letter.address, letter.subject, letter.text, letter.language, letter.stop_url)
    message: EmailMessage = letters.compose(sent, sender=SENDER, message_id=letter.sid)
    body = message.get_body((kind,))
    return str(body.get_content()) if body else ""


def _with_policy(page: str, policy: str) -> Response:
    response = make_response(page)
    response.headers["Content-Security-Policy"] = policy
    return response
