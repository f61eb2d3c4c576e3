"""The page /phone: the practice telephone in a browser. It exists in development alone.

The page draws what these addresses answer and knows nothing itself: each act is a POST of JSON ({"value": ...}), each
answer the whole handset. An address holds a random id, never a number or what somebody said.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client

from hotline import languages, phones, texts
from hotline.config import Settings
from hotline.languages import Language
from hotline.phone import letters, shown, whom
from hotline.phone.document import BadDocument
from hotline.phone.handset import Handset, Handsets, NoCall
from hotline.phone.switchboard import Switchboard
from hotline.phone.telephone import ENTRANCE, INSIDE, OF_A_FACILITY, CallFailed
from hotline.phone.transport import InProcess
from hotline.phone.whom import Sought
from hotline.texts import gettext as _

LONGEST = 1000  # characters of a text, or of what is said
WITHHELD = "+266696687"  # ANONYMOUS on the keys, as a hidden number arrives
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

blueprint = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static")

ACTS: dict[str, Callable[[Handset, str], None]] = {
    "dial": lambda handset, _value: handset.dial(),
    "press": lambda handset, key: handset.press(key),
    "keys": lambda handset, keys: handset.press_all(keys),
    "spell": lambda handset, name: handset.spell(name),
    "country": lambda handset, code: handset.tell_country(code),
    "birth": lambda handset, day: handset.key_date(date.fromisoformat(day)),
    "tell": lambda handset, name: handset.tell(name),
    "say": lambda handset, words: handset.say(words),
    "wait": lambda handset, _value: handset.wait(),
    "other-end": lambda handset, act: handset.other_end(act),
    "answer": lambda handset, _value: handset.answer(),
    "ring-out": lambda handset, _value: handset.ring_out(),
    "voice-mail": lambda handset, _value: handset.leave_to_machine(),
    "hang-up": lambda handset, _value: handset.hang_up(),
    "write": lambda handset, body: handset.write(body),
    "look": lambda handset, _value: handset.look(),
    "break": lambda handset, value: setattr(handset.service, "is_broken", value == "yes"),
}


@dataclass(frozen=True, slots=True)
class Practising:
    """What those who practise share: their telephones, whom they may look for, the document for when we are down."""

    cast: Callable[[], Sequence[Sought]]
    fallback: Callable[[], str]
    handsets: Handsets = field(default_factory=Handsets)
    switchboard: Switchboard = field(default_factory=Switchboard)


def install(app: Flask, practising: Practising) -> None:
    """Put the page into the application."""
    app.extensions["practice"] = practising
    app.register_blueprint(blueprint)
    app.register_blueprint(letters.blueprint)


@blueprint.url_value_preprocessor
def speak(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Speak the language of the address, else the one that the browser asks for."""
    language = (values or {}).pop("language", None)
    texts.use(language or _preferred())


@blueprint.get("")
@blueprint.get("/<language:language>")
def show() -> Response:
    page = render_template(
        "phone/page.html",
        told={name: _(words) for name, words in shown.TOLD.items()},
        other_end=shown.OTHER_END,
        people=whom.to_try(_practice().cast()),
        ordinary=_made_up("+14045550"),
        abroad=_made_up("+50255550"),
        withheld=WITHHELD,
        of_a_facility=OF_A_FACILITY,
        operator=_settings().operator_number,
        here=url_for("phone.pick_up", language=texts.current()),
        spoken=languages.offered(),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@blueprint.post("/<language:language>/handsets")
def pick_up() -> Response:
    """A telephone with the number of one's choice."""
    number = _number(_value())
    if number is None:
        return _refused(_("That is no telephone number. Write it with its country code, like +1 404 555 0123."))
    client = Client(current_app._get_current_object())  # type: ignore[attr-defined]  # werkzeug's documented way
    entrance = INSIDE if number == OF_A_FACILITY else ENTRANCE
    handset = Handset(_settings(), InProcess(client), number, _practice().fallback(), entrance, _practice().switchboard)
    _practice().handsets.add(handset)
    return jsonify(shown.told(handset))


@blueprint.post("/<language:language>/handsets/<handset_id>/<act>")
def act(handset_id: str, act: str) -> Response:
    """Do something with a telephone; answers how it stands then."""
    handset = _practice().handsets.get(handset_id)
    if handset is None or act not in ACTS:
        abort(404)
    value = _value()
    with handset.lock:
        try:
            ACTS[act](handset, value)
        except NoCall:
            return _refused(_("Nobody is on the line. Press Call first."))
        except ValueError:
            return _refused(_("That cannot be done now."))
        except (CallFailed, BadDocument) as error:
            return _refused(_("The telephone company could not read the answer: %(why)s", why=str(error)))
        return jsonify(shown.told(handset))


@blueprint.errorhandler(HTTPException)
def answer_in_json(error: HTTPException) -> Response | HTTPException:
    """The page's script reads no page."""
    if request.method == "GET":
        return error
    response = jsonify(trouble=_("The practice telephone was put away. Reload this page for another one."))
    response.status_code = error.code or 500
    return response


def _refused(why: str) -> Response:
    response = jsonify(trouble=why)
    response.status_code = 422
    return response


def _value() -> str:
    """What came with an act. Only JSON is taken: a form of a foreign page cannot send it."""
    sent = request.get_json()
    value = sent.get("value", "") if isinstance(sent, dict) else ""
    if not isinstance(value, str) or len(value) > LONGEST:
        abort(400)
    return value.strip()


def _number(chosen: str) -> str | None:
    return WITHHELD if chosen == WITHHELD else phones.parse(chosen)


def _made_up(beginning: str) -> str:
    """Another number each time: the hotline allows each so many look-ups an hour."""
    return f"{beginning}{secrets.randbelow(100) + 100}"


def _preferred() -> Language:
    offered = {language.tag: language for language in languages.offered()}
    return offered[request.accept_languages.best_match(list(offered), languages.SOURCE)]


def _practice() -> Practising:
    practising: Practising = current_app.extensions["practice"]
    return practising


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
