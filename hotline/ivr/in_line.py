"""What a caller hears in the queue, again and again: that we are there, how many wait before them, how to be called.

POST /ivr/waiting, the same address each time, changes nothing; what a caller who leaves is told then is a turn of the
call (waiting.py).
"""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from hotline import clock, db, languages, texts
from hotline.domain import calls, lines
from hotline.domain.lines import Standing
from hotline.ivr import conversation, fields, queueing, signature, twiml, waiting, webhooks
from hotline.ivr.twiml import Spoken
from hotline.languages import Language
from hotline.models.calls import CallerState
from hotline.texts import gettext as _
from hotline.texts import ngettext

CALL_BACK = "1"
SECONDS = 20  # between two times; the sentences take ten more
SOON_SECONDS = 5  # where something is about to happen
_IN_LINE = (CallerState.WAITING, CallerState.RINGING)

blueprint = Blueprint("in_line", __name__, url_prefix=queueing.HEARD)


@blueprint.before_request
def check_signature() -> None:
    g.fields = webhooks.checked(signature.CALL)


@blueprint.post("")
def hear() -> Response:
    """Still in line, or a key was pressed."""
    sid = g.fields["CallSid"]
    with db.reading() as session:
        here = lines.standing(session, sid, now=clock.now())
        language = languages.get(calls.language(session, sid))
    return webhooks.in_twiml(_told(here, language, fields.keys(g.fields).digits))


@blueprint.errorhandler(Exception)
def apologise(error: Exception) -> Response | HTTPException:
    """Nobody falls out of line because we failed to tell them that they are in it."""
    return webhooks.in_trouble(error, lambda: webhooks.in_twiml(_in_trouble()), reports=())


def _told(here: Standing | None, language: Language | None, keys: str) -> str:
    spoken = (language,) if language else languages.spoken()
    if here is None or _leaves(here, keys):
        return queueing.leave()
    if here.state in _IN_LINE:
        return _asked(_each(spoken, lambda: _where(here)), SECONDS)
    if here.state is CallerState.ON_HOLD:
        return _asked(_each(spoken, _on_hold), SECONDS)
    return _asked(_each(spoken, lambda: iter((_(waiting.MOMENT),))), SOON_SECONDS)


def _leaves(here: Standing, keys: str) -> bool:
    """Who wants to be called back, whom nobody can answer any more, and whose talk is over."""
    if here.state in _IN_LINE:
        return (keys == CALL_BACK and not here.is_inside) or not here.is_open
    return here.state not in (CallerState.TALKING, CallerState.ON_HOLD)


def _where(here: Standing) -> Iterator[str]:
    # Translators: heard on the telephone, every half minute, by who waits for a person.
    yield _("You are in line for a person. We have not forgotten you.")
    if here.before:
        # Translators: heard on the telephone, by who waits for a person.
        yield ngettext(
            "%(n)s caller in your language waits before you.", "%(n)s callers in your language wait before you.",
            here.before,
        )  # fmt: skip
    if here.is_inside:
        # Translators: heard on the telephone, by who waits for a person and calls from inside a facility.
        yield _("Nobody can call this telephone, so please stay on the line.")
    elif here.is_called_back:
        # Translators: heard on the telephone, by who waits for a person.
        yield _("If you hang up, a person will call you back at this number, and you keep your place.")
        # Translators: heard on the telephone, by who waits for a person.
        yield _("To be called at another number, press 1.")
    else:
        # Translators: heard on the telephone, by who waits for a person.
        yield _("To be called back instead, and keep your place, press 1.")


def _on_hold() -> Iterator[str]:
    # Translators: heard on the telephone, by who speaks with a person, while that person looks something up.
    yield _("Please stay on the line. The person who spoke with you will be back.")


def _in_trouble() -> str:
    return _asked(_each(languages.spoken(), lambda: iter((_(conversation.TROUBLE),))), SECONDS)


def _asked(sentences: list[Spoken], seconds: int) -> str:
    return twiml.ask_key(sentences, webhooks.settings().public_base_url + queueing.HEARD, seconds=seconds)


def _each(spoken: tuple[Language, ...], say: Callable[[], Iterator[str]]) -> list[Spoken]:
    told = []
    for language in spoken:
        with texts.speaking(language):
            told += [Spoken(sentence, language) for sentence in say()]
    return told
