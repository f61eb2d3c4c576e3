"""The calls that we place: who answers hears who calls and nothing else, and the PIN opens what there is to tell.

Nobody is named and no place is said before the PIN; whoever answers may live with the one we call, or be a machine. A
machine presses nothing, so it keeps a sentence that tells where to call, and confirms nothing. After the PIN the call
is like one that came in: the same answer, the same choices.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from hotline.domain import codes, openings, outbox, references, searches, subscriptions
from hotline.ivr import family, following, speech, subscribing
from hotline.ivr.conversation import Placed
from hotline.ivr.menu import PERSON, Ending, Entry, Junction, Line, Menu, by_name
from hotline.ivr.state import Talk
from hotline.models.contacts import ClosingReason, SearchState
from hotline.models.messages import MessageKind
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, the first words of a call that we place. Whoever answers may not be the one we
# look for, so nothing is said of anybody.
WHO = _("Hello. This is the Family Hotline. We have a message for somebody at this number.")
# Translators: heard on the telephone, the first words of a call that we place to a number for the first time.
WHO_ASKS = _("Hello. This is the Family Hotline. Somebody asked us to call this number when there is news.")
# Translators: heard on the telephone, in a call that we place.
KEYS = _(
    "If you left a search with us, or asked to be told of changes, press 1 and have your PIN ready. "
    "To stop these calls, press 7. If this is a wrong number, press 8."
)
# Translators: heard on the telephone, in a call that we place.
PIN = _(
    "Please enter your PIN, 6 digits, then press the pound key. "
    "If you do not have it, press 0, then pound, and a person will call you."
)
# Translators: heard on the telephone, in a call that we place.
STOP_KEYS = _("We will not call this number about this any more. If that is right, press 1. To go back, press star.")
# Translators: heard on the telephone, last words in a call that we placed.
STOPPED = _("We will not call this number about this any more. You can call us at any time. Goodbye.")
# Translators: heard on the telephone, last words, by somebody whom we called at a wrong number.
WRONG_NUMBER = _("Thank you. We are sorry for the call. We will not call this number about this any more. Goodbye.")

FIRST = "called"
_OF_SEARCHES = (MessageKind.NEWS, MessageKind.LAST_WORD)


def placed(session: Session, key: str) -> Placed | None:
    """What the call is about whose document is asked for under that key, or None for a key of which nothing is left."""
    known = outbox.announced(session, key)
    if known is None or openings.code_of(session, known.matter_id) is None:
        return None
    return Placed(known.language, known.kind, known.matter_id)


def _who(talk: Talk) -> Iterator[str]:
    yield gettext(WHO_ASKS if talk.notes.calls_about == MessageKind.CONFIRM else WHO)


def _where_to_call(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone, last words in a call that we placed. Voice mail may keep them, and anybody
    # may listen to it, so nothing is said of anybody.
    said = gettext(
        "This is the Family Hotline, with a message. To hear it, call us at %(number)s, with your code and your PIN.",
        number=_ours(talk),
    )
    yield from (said, said)
    # Translators: heard on the telephone, last words.
    yield gettext("Goodbye.")


def _too_many(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone, last words, after five wrong PINs in a call that we placed.
    yield gettext(
        "That was not the PIN, so for your safety we stop here. Please call us at %(number)s: a person can help you. "
        "Goodbye.",
        number=_ours(talk),
    )


def _ours(talk: Talk) -> str:
    return speech.phone(talk.number_to_dial, is_from_abroad=talk.is_from_abroad)


def _open(talk: Talk, digits: str) -> bool:
    """Whether these digits are the PIN; keyed in this very call, it confirms the number."""
    if len(digits) != codes.PIN_DIGITS:
        return False
    talk.notes.search_state = SearchState.NEWS
    opened = openings.open_called(talk.session, talk.notes.matter_id, digits, asker=talk.asker, now=talk.now)
    confirmed = [subscribing.CONFIRMED] if talk.notes.calls_about == MessageKind.CONFIRM else []
    return following.note(talk, opened, *confirmed)


def _stop_calls(talk: Talk, reason: ClosingReason) -> None:
    matter_id = talk.notes.matter_id
    if talk.notes.calls_about in _OF_SEARCHES:
        searches.close(talk.session, matter_id, reason=reason, now=talk.now)
    else:
        subscriptions.stop(talk.session, matter_id, now=talk.now, is_told=True)


def _stop(talk: Talk) -> str:
    _stop_calls(talk, ClosingReason.WITHDRAWN)
    return "called_stopped"


def _wrong_number(talk: Talk) -> str:
    _stop_calls(talk, ClosingReason.UNREACHABLE)
    return "called_wrongly"


STEPS = by_name(
    Menu(
        FIRST,
        (_who, KEYS),
        {"1": "called_pin", "7": "called_stop", "8": "called_wrong"},
        fallback="called_nobody",
        on_silence="called_nobody",
        choices=(KEYS,),
    ),
    Entry(
        "called_pin",
        (PIN,),
        _open,
        "opened",
        PERSON,
        help=(following.PIN_HELP, following.PIN_MORE_HELP),
        explain=following.pin_help,
        fallback="called_too_many",
        on_silence="called_nobody",
        misses=references.PIN_TRIES,
    ),
    Menu("called_stop", (STOP_KEYS,), {"1": "called_stopping"}, fallback="called_nobody", back=FIRST),
    Junction("called_stopping", _stop, leads_to=("called_stopped",)),
    Junction("called_wrong", _wrong_number, leads_to=("called_wrongly",)),
    Ending("called_nobody", (_where_to_call,)),
    Ending("called_too_many", (_too_many,)),
    Ending("called_stopped", (STOPPED,)),
    Ending("called_wrongly", (WRONG_NUMBER,)),
)

LINE = Line(
    "news",
    dict(family.LINE.steps) | STEPS,
    first=FIRST,
    after_language="how",
    spent="spent",
    broken="broken",
)
