"""The promise that a person rings back, written down as the caller tells more: when, about what, what was recorded."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app

from hotline import wording
from hotline.config import Settings
from hotline.domain import callbacks, voicemail
from hotline.domain.callbacks import URGENT, CallbackWish
from hotline.domain.voicemail import SpokenMessage
from hotline.ivr.menu import Recorded
from hotline.ivr.state import Talk
from hotline.models.contacts import Channel

UNKNOWN_LANGUAGE = "und"  # BCP 47: a language nobody has told us


def promise(talk: Talk, number: str) -> None:
    """Promise a call to this number (E.164), or change the one that was promised in this call."""
    _write_down(talk, number)
    talk.notes.promised = number


def report(talk: Talk) -> None:
    """Keep a report of somebody without care for staff to listen to, as urgent as any, with no number to call."""
    _write_down(talk, "")
    talk.notes.promised = ""


def take_back(talk: Talk) -> None:
    """The number that was promised is not the one to call and is forgotten; a report of care stays without it."""
    if talk.notes.about in URGENT:
        report(talk)
        return
    callbacks.withdraw(talk.session, talk.call_token, channel=Channel.PHONE)
    talk.notes.promised = ""


def hours(talk: Talk) -> int:
    """Within how many hours the call that is promised now is due."""
    return (callbacks.URGENT_DUE if talk.notes.about in URGENT else callbacks.CALLBACK_DUE) // timedelta(hours=1)


def count_of_two_hours(_talk: Talk) -> Iterator[str]:
    """What makes a promise of 2 hours true where people do not answer day and night; said after it."""
    settings: Settings = current_app.extensions["settings"]
    if told := wording.counted(settings.hotline_hours):
        yield told


def counted(talk: Talk) -> Iterator[str]:
    """The same where the call that is promised now is one within 2 hours."""
    if talk.notes.about in URGENT:
        yield from count_of_two_hours(talk)


def _write_down(talk: Talk, number: str) -> None:
    notes = talk.notes
    wish = CallbackWish(
        number,
        best_time=notes.best_time,
        told=notes.query.told(),
        told_before=notes.told_before,
        is_urgent=notes.about in URGENT,
        token=talk.call_token,
        time_zone=notes.time_zone,
        about=notes.about,
        is_relayed=notes.is_relayed,
        has_no_number=not number,
        since=datetime.fromisoformat(notes.waits_since) if notes.waits_since else None,
    )
    callbacks.change(talk.session, wish, channel=Channel.PHONE, language=language(talk), now=talk.now)
    for kept in notes.messages:
        _leave(talk, SpokenMessage(*kept))


def renew(talk: Talk) -> None:
    """Write down what was told since."""
    if talk.notes.promised or talk.notes.about in URGENT:
        _write_down(talk, talk.notes.promised)


def keep_message(talk: Talk, recorded: Recorded) -> None:
    """Keep what was recorded beside the promised call."""
    message = SpokenMessage(recorded.sid, recorded.url, recorded.seconds)
    talk.notes.messages = (*talk.notes.messages, (message.sid, message.url, message.seconds))
    _leave(talk, message)


def language(talk: Talk) -> str:
    """The code of the language to call back in; "" for who chose none, UNKNOWN_LANGUAGE for one we lack."""
    if talk.notes.speaks_other:
        return UNKNOWN_LANGUAGE
    return talk.language.code if talk.language else ""


def _leave(talk: Talk, message: SpokenMessage) -> None:
    voicemail.leave(talk.session, message, token=talk.call_token, language=language(talk), now=talk.now)
