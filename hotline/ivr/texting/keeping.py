"""A search left open by text: its code and its PIN are told, and news of it come to the number that wrote."""

from collections.abc import Iterator

from hotline.domain import codes, searches
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.ivr.texting import calling
from hotline.ivr.texting.state import Chat
from hotline.models.contacts import Channel
from hotline.texts import gettext, ngettext
from hotline.texts import lazy as _

CAN_KEEP = (Outcome.NOT_CONFIRMED, Outcome.IN_TRANSIT, Outcome.PROCESSING)
# Translators: a text message, after KEEP, where a search was left before and the name has been told anew since.
SEARCH_CORRECTED = _(
    "We keep looking, now with what you told us last instead of what you told us before. Your code and your PIN stay "
    "the same."
)
# Translators: a text message; a code and a PIN come next, each in a text of its own.
SEARCH_LEFT = _("We keep looking. News comes by text to this number.")
# Translators: a text message, before a sentence that says that a person will call.
CANNOT_KEEP = _("What you told us is too little for us to keep looking by ourselves, so a person helps you.")
# Translators: a text message.
KEEP_SECRET = _("The code alone tells only whether there is news. Give the PIN to nobody you do not trust.")


def keep_looking(chat: Chat) -> Iterator[str]:
    """Leave the search open: its code and PIN, each in a text of its own; asked for again, the same ones.

    Who has told the name anew meanwhile has corrected that search, and no second one is opened. Where a search could
    bring no news, or this number has left too many, a person helps instead.
    """
    is_corrected = bool(chat.notes.search_token) and not chat.notes.has_search
    try:
        opened = _correct_search(chat) if is_corrected else _leave_search(chat)
    except Invalid as refused:
        if refused.field == "query":
            yield gettext(CANNOT_KEEP)
        yield from calling.promise_call(chat)
        return
    chat.notes.has_search = True
    if is_corrected:
        yield gettext(SEARCH_CORRECTED)
        return
    yield gettext(SEARCH_LEFT)
    yield ngettext(
        "One of us looks at your search within %(n)d hour.",
        "One of us looks at your search within %(n)d hours.",
        calling.hours_until(opened.deadline_at, chat),
    )
    yield ngettext(
        "The search ends after %(n)d day, and we tell you so.",
        "The search ends after %(n)d days, and we tell you so.",
        searches.KEPT_OPEN.days,
    )
    yield ""
    # Translators: a text message; whoever reads it writes the code on paper.
    yield gettext(
        "The reference code of your search is: %(code)s. Please write it down.", code=codes.grouped(opened.code)
    )
    yield ""
    # Translators: a text message; whoever reads it writes the PIN on paper.
    yield gettext("The PIN of your search is: %(pin)s. Please write it down.", pin=opened.pin)
    yield ""
    yield gettext(KEEP_SECRET)


def _leave_search(chat: Chat) -> OpenedSearch:
    token, language = f"text:{chat.talk_id}:{chat.notes.query}", chat.tongue.code
    wish = _wish(chat, chat.notes.search_token or token)
    opened = searches.leave(chat.session, wish, asker=chat.asker, channel=Channel.TEXT, language=language, now=chat.now)
    chat.notes.search_token = wish.token
    return opened


def _correct_search(chat: Chat) -> OpenedSearch:
    return searches.correct(
        chat.session, _wish(chat, chat.notes.search_token), asker=chat.asker, channel=Channel.TEXT, now=chat.now
    )


def _wish(chat: Chat, token: str) -> SearchWish:
    return SearchWish(chat.notes.query, chat.number, token, told=Outcome(chat.notes.outcome))


def can_keep_looking(chat: Chat) -> bool:
    """Offered only where a search can end in news, whatever is in the records."""
    return chat.notes.outcome in CAN_KEEP and searches.can_bring_news(chat.session, chat.notes.query)
