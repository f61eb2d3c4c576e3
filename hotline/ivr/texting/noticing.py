"""To be told of changes, by text to the number that writes, for who was told where somebody is.

The number that a text seems to come from proves nothing, for it can be forged. So six digits go there, and what
confirms is that they come back: nobody but its owner reads them. Code and PIN are told as those of a search are, in the
answer to somebody's own text, which goes to that owner alone.
"""

from collections.abc import Iterator

from hotline.domain import codes, locator, subscriptions
from hotline.domain.errors import Invalid
from hotline.domain.subscriptions import Subscribed, SubscriptionWish
from hotline.ivr.texting import calling, confirming, keeping, offering, telling
from hotline.ivr.texting.state import Chat
from hotline.models.contacts import Channel
from hotline.models.messages import Means
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: a text message, after NOTIFY; a code and a PIN come next, each in a text of its own.
ASKED = _("When something changes, we text this number that there is news, never a name or a place.")
# Translators: a text message. ENOUGH is a word of the reader's own language.
HOW_TO_STOP = _("Others who use this phone may see it. To stop it, write ENOUGH.")
# Translators: a text message, at most 160 characters, after NOTIFY; the six digits come in a text of their own.
SIX_DIGITS = _(
    "One last step: another text brings you six digits, which are not the PIN. Write those six digits here within "
    "24 hours. Nothing is sent before."
)
# Translators: a text message, after NOTIFY. DIGITS is a word of the reader's own language.
NEW_DIGITS = _("For new digits, write DIGITS.")


def subscribe(chat: Chat) -> Iterator[str]:
    """Subscribe the sender; asked for again, the same code and PIN.

    The look-up is made again: who can no longer be told hears the answer for somebody absent. Who asked too often is
    called by a person instead.
    """
    chat.notes.notices_token = chat.notes.notices_token or f"text:{chat.sid}"
    wish = SubscriptionWish(chat.notes.query, chat.number, Means.TEXT, chat.notes.notices_token)
    try:
        subscribed = subscriptions.subscribe(
            chat.session, wish, asker=chat.asker, channel=Channel.TEXT, language=chat.tongue.code, now=chat.now
        )
    except Invalid:
        yield from calling.promise_call(chat)
        return
    if subscribed is None:
        chat.notes.notices_token = ""
        yield from telling.tell(chat, locator.NOT_CONFIRMED)
        yield from offering.ANSWERED.ask(chat)
        return
    yield from _told(subscribed)


def _told(subscribed: Subscribed) -> Iterator[str]:
    yield gettext(ASKED)
    yield gettext(HOW_TO_STOP)
    yield ""
    # Translators: a text message; whoever reads it writes the code on paper.
    yield gettext(
        "The reference code of your notices is: %(code)s. Please write it down.", code=codes.grouped(subscribed.code)
    )
    yield ""
    # Translators: a text message; whoever reads it writes the PIN on paper.
    yield gettext("The PIN of your notices is: %(pin)s. Please write it down.", pin=subscribed.pin)
    yield ""
    yield gettext(keeping.KEEP_SECRET)
    if not subscribed.is_confirmed:
        yield ""
        yield gettext(SIX_DIGITS)
        yield ""
        yield gettext(NEW_DIGITS)
        yield gettext(confirming.FEW_A_DAY)
