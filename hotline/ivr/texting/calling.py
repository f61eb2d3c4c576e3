"""The promise that a person calls whoever writes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil

from hotline import phones
from hotline.domain import callbacks
from hotline.domain.callbacks import CallbackWish
from hotline.ivr.promising import UNKNOWN_LANGUAGE
from hotline.ivr.texting.state import Chat
from hotline.models.contacts import Callback, Channel
from hotline.texts import ngettext


def promise_call(chat: Chat) -> Iterator[str]:
    """A person calls the sender back, by the time that staff are given for it; again it stays one call."""
    promised = leave_wish(chat)
    hours = hours_until(promised.due_at, chat)
    yield ngettext(
        "A person will call you within %(n)d hour at this number: %(number)s.",
        "A person will call you within %(n)d hours at this number: %(number)s.",
        hours,
        number=phones.readable(chat.number),
    )


def leave_wish(chat: Chat) -> Callback:
    """Write down, or write anew, that a person calls the sender, in which language, and what was told."""
    notes = chat.notes
    told, token = notes.query.told(), f"text:{chat.talk_id}"
    wish = CallbackWish(chat.number, told=told, token=token, speaks=notes.speaks)
    language = UNKNOWN_LANGUAGE if notes.speaks_other else chat.tongue.code
    return callbacks.change(chat.session, wish, channel=Channel.TEXT, language=language, now=chat.now)


def hours_until(due_at: datetime, chat: Chat) -> int:
    """Whole hours, rounded up and never none: what is promised is kept."""
    return max(1, ceil((due_at - chat.now) / timedelta(hours=1)))
