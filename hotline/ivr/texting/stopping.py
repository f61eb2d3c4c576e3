"""Who wants no more texts gets none; who says goodbye is forgotten, and the news they asked for still come."""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import outbox, subscriptions
from hotline.ivr.texting.state import Chat
from hotline.ivr.texting.steps import Answer
from hotline.texts import gettext
from hotline.texts import lazy as _

STOPPED, LEFT = "stopped", "left"
ENDED = (STOPPED, LEFT)

# Translators: a text message, at most 160 characters, after somebody wrote that they want no more texts.
HAVE_STOPPED = _(
    "We have stopped and forgotten what you wrote. No more notices come; if a search has news, a person calls you. "
    "To begin again, write to us."
)
# Translators: a text message, at most 160 characters, after a goodbye. ENOUGH is a word of the reader's own language.
HAVE_LEFT = _(
    "Goodbye. We have forgotten what you wrote. News that you asked for still come; to stop them too, write ENOUGH."
)


def end_all(session: Session, number: str, *, now: datetime) -> None:
    """End the notices by text to this number (E.164); what is owed to it otherwise is staff's, who call."""
    subscriptions.stop_all(session, number, now=now)
    outbox.stop_texts(session, number, now=now)


def stop(chat: Chat, step: str) -> Answer:
    """End everything that we would text; said once."""
    end_all(chat.session, chat.number, now=chat.now)
    return STOPPED, [] if step == STOPPED else [gettext(HAVE_STOPPED)]


def leave(step: str) -> Answer:
    """End the conversation alone; said once."""
    return (step, []) if step in ENDED else (LEFT, [gettext(HAVE_LEFT)])
