"""A person: whoever is on shift takes the call; else a message is kept, for nobody can ring a facility's telephone."""

from datetime import datetime

from hotline.domain import free_calls, voicemail
from hotline.domain.callbacks import INSIDE, FromInside, inside
from hotline.domain.free_calls import Callee, Wish
from hotline.domain.voicemail import SpokenMessage
from hotline.ivr import promising, waiting
from hotline.ivr.detainee import ringing
from hotline.ivr.menu import HEARD_NO_WORD, PERSON, Ending, Junction, Message, Recorded, Step
from hotline.ivr.state import Talk
from hotline.models.free_calls import Party
from hotline.texts import lazy as _

LONGEST = 120  # seconds of a message
_OURSELVES = Callee(Party.HOTLINE, "", "hotline")

# Translators: heard on the telephone by a detained person, before a tone.
LEAVE_WORD = _(
    "Nobody can answer now. After the tone, please say your name, your A-number if you know it, where you are held, "
    "and what you need. Then press pound, or stay silent. A person will listen to it within 2 hours."
)
# Translators: heard on the telephone by a detained person who said nothing after a tone.
LEAVE_WORD_AGAIN = _("After the tone, please say your name and what you need.")
# Translators: heard on the telephone by a detained person, last words.
KEPT = _(
    "Thank you. Your message is kept, and a person will listen to it within 2 hours. They cannot call this telephone, "
    "so they will look for you. You can call us again at any time. Goodbye."
)
# Translators: heard on the telephone by a detained person who left no message, last words.
NO_WORD = _(
    "We noted that somebody asked for help from here, but we have no words from you. Please call us again at any time. "
    "Goodbye."
)


def _person(talk: Talk) -> str:
    notes = talk.notes
    notes.waits_since = notes.waits_since or talk.now.isoformat()
    notes.about, notes.declines_own = INSIDE, True
    _write_down(talk)
    if waiting.joins(talk):
        return waiting.FIRST
    free_calls.unanswered_by_us(talk.session, talk.call_token, now=talk.now)
    known = talk.notes.inside
    inside.ask(talk.session, _asker(talk), is_another=not known.is_promised, now=talk.now)
    known.is_promised = True
    return "leave_word"


def _asker(talk: Talk) -> FromInside:
    notes = talk.notes
    since = datetime.fromisoformat(notes.waits_since) if notes.waits_since else None
    language = promising.language(talk)
    return FromInside(talk.call_token, language, notes.inside.facility, notes.inside.person_id, since)


def _keep_message(talk: Talk, recorded: Recorded) -> None:
    """Keep what they said beside the promise that it belongs to."""
    asker = _asker(talk)
    token = inside.speak(talk.session, asker, now=talk.now)
    message, who = SpokenMessage(recorded.sid, recorded.url, recorded.seconds), asker.person_id or None
    voicemail.leave(talk.session, message, token=token, language=asker.language, now=talk.now, person_id=who)


def _write_down(talk: Talk) -> None:
    """That they asked for us is on record, once a call; who waits may come by here again."""
    known = talk.notes.inside
    if not known.asked_for_us:
        who, language = known.person_id or None, talk.tongue.code
        wish = Wish(talk.call_token, _OURSELVES, talk.came_from, ringing.where(talk), who, language=language)
        free_calls.ask(talk.session, wish, talk.free_calls, now=talk.now)
        known.asked_for_us = True


def _other_language(talk: Talk) -> str:
    """The message is kept for an interpreter."""
    talk.language = None
    talk.notes.speaks_other = True
    return PERSON


STEPS: tuple[Step, ...] = (
    Junction(PERSON, _person, leads_to=(waiting.FIRST, "leave_word")),
    Junction("other_language", _other_language, leads_to=(PERSON,)),
    Message("leave_word", (LEAVE_WORD,), _keep_message, "word_kept", LONGEST, unheard="leave_word_again"),
    Message(
        "leave_word_again", (HEARD_NO_WORD, LEAVE_WORD_AGAIN), _keep_message, "word_kept", LONGEST, unheard="no_word"
    ),
    Ending("word_kept", (KEPT,)),
    Ending("no_word", (NO_WORD,)),
    *waiting.STEPS,
)
