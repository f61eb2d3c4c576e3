"""Who is called for a detained person: told who calls before they are connected, and asked for a key.

A key is asked for so that no voice mail is connected with somebody, and nobody talks who does not want to. Counsel and
consulates are connected without one. The addresses are those of one attempt, /ivr/callee/<id>, and name nobody.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from flask import Blueprint, Response, g, request
from sqlalchemy.orm import Session
from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from hotline import clock, db, languages, texts
from hotline.domain import directory, free_calls
from hotline.domain.free_calls import Leg, Rung
from hotline.ivr import connecting, fields, places, signature, twiml, webhooks
from hotline.ivr.twiml import Spoken
from hotline.models.free_calls import CalleeWord
from hotline.sending import three_way
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone by who is called for a detained person.
KEYS = _("To talk, press 1. If you do not want to talk now, press 2. If we should never call this number, press 3.")
# Translators: heard on the telephone by who pressed the key for "never call this number".
SURE = _("We will never call this number for anybody in custody. If that is right, press 3. To talk, press 1.")
# Translators: heard on the telephone, last words, by who does not want to talk with a detained person now.
REFUSED = _("That is all right. Goodbye.")
# Translators: heard on the telephone, last words, by who never wants to be called.
NEVER = _("We will not call this number again. Goodbye.")
# Translators: heard on the telephone, last words, by who answered when the one who called had hung up.
GONE = _("The person who called you has hung up. They can call again. Goodbye.")
# Translators: heard on the telephone, last words, by who pressed no key; or kept by a voice mail.
NO_KEY = _("No key was pressed, so we end the call. The person can call you again. Goodbye.")
# Translators: heard on the telephone by counsel or a consulate who are called for a detained person.
CONNECTING = _("The call is not recorded. I am connecting you now.")

ROOM = "room"
SECONDS = 10
ACCEPT, REFUSE, BLOCK = "1", "2", "3"
TRY_AGAIN = 503
_CALL = "/<int:attempt>"
Said = Iterator[str | Spoken]

blueprint = Blueprint("callee", __name__, url_prefix=connecting.CALLEE)


@blueprint.before_request
def check_signature() -> None:
    is_report = request.endpoint == "callee.report"
    g.fields = webhooks.checked(signature.LEG_REPORT if is_report else signature.CALL)


@blueprint.post(_CALL)
def begin(attempt: int) -> Response:
    """Somebody, or a machine, answers."""
    with db.begin() as session:
        rung = free_calls.ringing(session, attempt)
        if rung and not rung.is_over and not rung.needs_key:
            free_calls.connected(session, attempt, now=clock.now())
        place = _place(session, rung)
    if rung is None or rung.is_over:
        return last(rung, GONE)
    if not rung.needs_key:
        return _connected(rung, lambda: _announced(rung, place, CONNECTING))
    return _asks(rung, lambda: _offer(rung, place), "keys")


@blueprint.post(f"{_CALL}/keys")
def go_on(attempt: int) -> Response:
    """Keys, or silence: who is silent twice may be a machine."""
    pressed = fields.keys(g.fields).digits[:1]
    return _answered(attempt, pressed, {ACCEPT: CalleeWord.ACCEPTED, REFUSE: CalleeWord.REFUSED})


@blueprint.post(f"{_CALL}/sure")
def confirm(attempt: int) -> Response:
    """Who wants never to be called is asked once more, for it holds for everybody in custody."""
    pressed = fields.keys(g.fields).digits[:1]
    return _answered(attempt, pressed, {ACCEPT: CalleeWord.ACCEPTED, BLOCK: CalleeWord.BLOCKED})


@blueprint.post(f"{_CALL}/report")
def report(attempt: int) -> Response:
    """The leg rings, is answered or is over."""
    sent: dict[str, str] = g.fields
    state = connecting.became(sent["CallStatus"], sent.get("ErrorCode", ""))
    leg = Leg(sent["CallSid"], state, _when(sent), sent.get("SipResponseCode", ""))
    with db.begin() as session:
        free_calls.report_leg(session, attempt, leg)
    if webhooks.settings().three_way_calls:
        three_way.follow_leg(attempt)
    return Response(status=204)


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """The callee's end is put down; a report that we lost is told again."""
    if request.endpoint == "callee.report":
        return webhooks.in_trouble(error, lambda: Response(status=TRY_AGAIN), reports=())
    return webhooks.in_trouble(error, lambda: last(None, GONE), reports=())


def _answered(attempt: int, pressed: str, meaning: dict[str, CalleeWord]) -> Response:
    word = meaning.get(pressed)
    with db.begin() as session:
        rung = free_calls.ringing(session, attempt)
        place = _place(session, rung)
        if word and rung and not rung.is_over:
            free_calls.said(session, attempt, word, now=clock.now())
    if rung is None or rung.is_over:
        return last(rung, GONE)
    if word is CalleeWord.ACCEPTED and rung.room:
        return webhooks.in_twiml(twiml.go_to(each(rung, _minutes), address(rung, ROOM)))
    if word is CalleeWord.ACCEPTED:
        return _connected(rung, _minutes)
    if word is not None:
        return last(rung, NEVER if word is CalleeWord.BLOCKED else REFUSED)
    if pressed == BLOCK:
        return _asks(rung, lambda: iter((gettext(SURE),)), "sure")
    return _asks(rung, lambda: _offer(rung, place), "keys") if pressed else last(rung, NO_KEY)


def _offer(rung: Rung, place: str) -> Said:
    yield from _announced(rung, place, KEYS)


def _announced(rung: Rung, place: str, then: str) -> Said:
    """Who calls: in their own voice where they said their name, else from where, where that may be told."""
    name = rung.callee.said_name
    if name:
        # Translators: heard on the telephone by who is called; the caller's name follows, in their own voice.
        yield gettext("Hello. By the free Family Hotline, you have a call from:")
        yield Spoken("", texts.current(), name)
    elif place:
        # Translators: heard on the telephone by who is called for a detained person; a facility.
        yield gettext("Hello. A person at %(facility)s calls you, by the free Family Hotline.", facility=place)
    else:
        # Translators: heard on the telephone by who is called for a detained person.
        yield gettext("Hello. A person in immigration custody calls you, by the free Family Hotline.")
    if rung.room:
        # Translators: heard on the telephone by a relative who is called for a detained person.
        yield gettext("Another relative is called, too: the three of you would talk together.")
    yield gettext(then)


def _minutes() -> Said:
    # Translators: heard on the telephone by who talks with a detained person now.
    yield gettext("You can talk for %(minutes)s minutes. We do not record it.", minutes=connecting.FAMILY_MINUTES)


def _place(session: Session, rung: Rung | None) -> str:
    """The facility's name as a voice says it, or ""."""
    facility = directory.facility(session, rung.callee.said_place) if rung and rung.callee.said_place else None
    return places.name(facility.name) if facility else ""


def _asks(rung: Rung, say: Callable[[], Said], act: str) -> Response:
    said = each(rung, say)
    return webhooks.in_twiml(twiml.ask_key([*said, *said], address(rung, act), seconds=SECONDS))


def _connected(rung: Rung, say: Callable[[], Said]) -> Response:
    """Where a document on the callee's end has no more verbs, the two are connected."""
    response = VoiceResponse()
    twiml.say(response, each(rung, say))
    return webhooks.in_twiml(twiml.written(response))


def last(rung: Rung | None, words: str) -> Response:
    """Their last words, then we hang up."""
    return webhooks.in_twiml(twiml.goodbye(each(rung, lambda: iter((gettext(words),)))))


def each(rung: Rung | None, say: Callable[[], Said]) -> list[Spoken]:
    """In the callee's language, else in every language of the line."""
    known = languages.get(rung.callee.language) if rung else None
    told = []
    for language in (known,) if known else languages.spoken():
        with texts.speaking(language):
            told += [one if isinstance(one, Spoken) else Spoken(one, language) for one in say()]
    return told


def address(rung: Rung, act: str) -> str:
    """Where their call goes on."""
    return f"{webhooks.settings().public_base_url}{connecting.CALLEE}/{rung.id}/{act}"


def _when(sent: dict[str, str]) -> datetime:
    """When it happened, by the telephone company's clock (RFC 2822); reports come in any order."""
    try:
        return parsedate_to_datetime(sent["Timestamp"])
    except (KeyError, ValueError):
        return clock.now()
