"""The promise that a person rings back, written down as the caller tells more: when, about what, what was recorded."""

from hotline.domain import desk, voicemail
from hotline.domain.desk import CARE, CallbackWish
from hotline.domain.voicemail import SpokenMessage
from hotline.ivr.menu import Recorded
from hotline.ivr.state import Talk
from hotline.models.contacts import Channel

UNKNOWN_LANGUAGE = "und"  # BCP 47: a language nobody has told us


def promise(talk: Talk, number: str) -> None:
    """Promise a call to this number (E.164), or change the one that was promised in this call."""
    notes = talk.notes
    wish = CallbackWish(
        number,
        best_time=notes.best_time,
        told=notes.query.told(),
        told_before=notes.told_before,
        is_urgent=notes.about == CARE,
        token=talk.call_token,
        time_zone=notes.time_zone,
        about=notes.about,
        is_relayed=notes.is_relayed,
    )
    desk.change_callback(talk.session, wish, channel=Channel.PHONE, language=language(talk), now=talk.now)
    notes.promised = number
    for kept in notes.messages:
        _leave(talk, SpokenMessage(*kept))


def renew(talk: Talk) -> None:
    """Write down what was told since."""
    if talk.notes.promised:
        promise(talk, talk.notes.promised)


def keep_message(talk: Talk, recorded: Recorded) -> None:
    """Keep what was recorded beside the promised call."""
    message = SpokenMessage(recorded.sid, recorded.url, recorded.seconds)
    talk.notes.messages = (*talk.notes.messages, (message.sid, message.url, message.seconds))
    _leave(talk, message)


def language(talk: Talk) -> str:
    """The code of the language to call back in; UNKNOWN_LANGUAGE for who asked for one that the line has not."""
    return UNKNOWN_LANGUAGE if talk.notes.speaks_other else talk.tongue.code


def _leave(talk: Talk, message: SpokenMessage) -> None:
    voicemail.leave(talk.session, message, token=talk.call_token, language=language(talk), now=talk.now)
