"""The answer to a look-up by text, in the words of every other channel, and what can be had after it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from hotline import advice, gsm, phones, texts, wording
from hotline.advice import Situation, Topic
from hotline.domain import callbacks, codes, locator, searches
from hotline.domain.callbacks import CallbackWish
from hotline.domain.directory import lines
from hotline.domain.errors import Invalid
from hotline.domain.findings import Departure, Finding, Outcome, Place
from hotline.domain.names import Query
from hotline.domain.searches import OpenedSearch, SearchWish
from hotline.ivr.promising import UNKNOWN_LANGUAGE
from hotline.ivr.texting.asking import ASKED_IN
from hotline.ivr.texting.state import Chat, Told
from hotline.models.contacts import Callback, Channel
from hotline.texts import gettext, ngettext
from hotline.texts import lazy as _
from hotline.wording import Telling

CAN_KEEP = (Outcome.NOT_CONFIRMED, Outcome.IN_TRANSIT, Outcome.PROCESSING)

# Translators: a text message, at most 160 characters, before a further question, which everybody is asked who cannot
# be answered yet.
ASK_MORE = _("We need to ask a little more. We ask this whenever we cannot answer yet.")
# Translators: a text message, after an answer. CAPITALS stand for words of the reader's own language, as they are
# given among the words that we understand.
OFFER_PERSON = _("For a person to call you, write CALL.")
# Translators: a text message. KEEP is a word of the reader's own language.
OFFER_SEARCH = _("If you want us to keep looking, write KEEP.")
# Translators: a text message, after KEEP: the code and its PIN have come in texts of their own.
SEARCH_IS_OPEN = _("Your search is open, and we keep looking. Its code and its PIN are in the texts above.")
# Translators: a text message, after KEEP, where a search was left before and the name has been told anew since.
SEARCH_CORRECTED = _(
    "We keep looking, now with what you told us last instead of what you told us before. Your code and your PIN stay "
    "the same."
)
# Translators: a text message; a telephone number follows.
OFFER_CHILDREN = _("If the person is under 18, call the children's line: %(number)s.")
# Translators: a text message. MORE is a word of the reader's own language.
OFFER_MORE = _("For what else you can try, write MORE.")
# Translators: a text message, where somebody is held. MORE is a word of the reader's own language.
OFFER_ADVICE = _("For how to call and visit, write MORE.")
# Translators: a text message, where somebody is held at a place whose number we do not have. MORE is a word of the
# reader's own language.
OFFER_ADVICE_WITHOUT_NUMBER = _("For how to reach the place, write MORE.")
# Translators: a text message. AGAIN is a word of the reader's own language.
OFFER_ANOTHER = _("To look for another person, write AGAIN.")
# Translators: a text message; a code and a PIN come next, each in a text of its own.
SEARCH_LEFT = _("We keep looking. When there is news, we tell you at this number.")
# Translators: a text message, before a sentence that says that a person will call.
CANNOT_KEEP = _("What you told us is too little for us to keep looking by ourselves, so a person helps you.")
# Translators: a text message, before KEEP is offered: what a search would be for.
CHANGE_NAME = _("To change the name, write NAME.")
# Translators: a text message.
KEEP_SECRET = _("The code alone tells only whether there is news. Give the PIN to nobody you do not trust.")


def look_up(chat: Chat) -> tuple[str, list[str]]:
    """Ask the locator: the step that comes next, and what is said before it."""
    found = locator.find(chat.session, chat.notes.query, asker=chat.asker, now=chat.now)
    if found.question:
        why = [] if chat.notes.query.asked else [gettext(ASK_MORE)]
        chat.notes.query = replace(chat.notes.query, asked=(*chat.notes.query.asked, found.question))
        return ASKED_IN[found.question], why
    chat.notes.outcome, chat.notes.departure = found.outcome, found.departure or ""
    chat.notes.can_call = bool(found.call)
    return "answered", list(_in_words(found))


def _in_words(found: Finding) -> Iterator[str]:
    """The answer; texts may come in another order than they were sent, so each names the place that it is about."""
    told = wording.finding(found)
    where, *others = told.sentences
    if found.outcome is Outcome.HELD and found.facility and found.facility.lines:
        address, *others = others
        yield told.headline
        yield from _place(found.facility, where, address)
    else:
        yield from _whole(told.headline, where)
    yield from _number(found, told)
    if since := _since(found):
        _there, *others = others
        yield since
    yield from others
    yield ""


def _whole(headline: str, where: str) -> Iterator[str]:
    together = gsm.together(headline, where)
    yield from [together] if together else [headline, where]


def _since(found: Finding) -> str:
    """Since when, with the place's name, for "there" means nothing in a text of its own; "" where that is not told."""
    if not found.since or not found.facility:
        return ""
    moment = texts.moment_words(found.since, found.time_zone)
    if found.outcome is Outcome.HELD:
        # Translators: a text message.
        return gettext(
            "The person has been at %(facility)s since %(moment)s.", facility=found.facility.name, moment=moment
        )
    # Translators: a text message, about somebody who is being moved to another place.
    return gettext("The person left %(facility)s on %(moment)s.", facility=found.facility.name, moment=moment)


def _place(facility: Place, where: str, address: str) -> Iterator[str]:
    if whole := gsm.together(where, address):
        yield whole
    else:
        yield where
        yield gettext(
            "Address of %(facility)s: %(address)s.", facility=facility.name, address=", ".join(facility.lines)
        )


def _number(found: Finding, told: Telling) -> Iterator[str]:
    if not told.number:
        yield from filter(None, (told.number_label,))
    elif found.facility and not found.call_is_office:
        number = phones.readable(told.number)
        # Translators: a text message; a facility's name and its number.
        yield gettext("Telephone of %(facility)s: %(number)s.", facility=found.facility.name, number=number)
    else:
        yield f"{told.number_label} {phones.readable(told.number)}."


def promise_call(chat: Chat) -> Iterator[str]:
    """A person calls the sender back, by the time that staff are given for it; again it stays one call."""
    promised = leave_wish(chat)
    hours = _hours_until(promised.due_at, chat)
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


def _hours_until(due_at: datetime, chat: Chat) -> int:
    return max(1, ceil((due_at - chat.now) / timedelta(hours=1)))


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
        yield from promise_call(chat)
        return
    chat.notes.has_search = True
    if is_corrected:
        yield gettext(SEARCH_CORRECTED)
        return
    yield gettext(SEARCH_LEFT)
    yield ngettext(
        "One of us looks at your search within %(n)d hour.",
        "One of us looks at your search within %(n)d hours.",
        _hours_until(opened.deadline_at, chat),
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


def more(chat: Chat) -> Iterator[str]:
    """How to call and visit somebody who is held; what to do now after every other answer."""
    if chat.notes.outcome == Outcome.HELD:
        yield from advice.about(Topic.REACHING, can_call=chat.notes.can_call)
    else:
        yield from advice.first_steps(_situation(chat), can_call=chat.notes.can_call)


def _situation(chat: Chat) -> Situation:
    """What the answer that was told means; as if nothing was confirmed where we do not know how somebody left."""
    outcome, departure = Outcome(chat.notes.outcome), chat.notes.departure
    if outcome is Outcome.NO_LONGER_HELD and not departure:
        return Situation.NOT_CONFIRMED
    return advice.situation(outcome, Departure(departure) if departure else None)


def _offers(chat: Chat) -> Iterator[str]:
    """In the order of the rule: a person, an open search, the children's line, what else to try."""
    outcome = chat.notes.outcome
    yield gettext(OFFER_PERSON)
    if chat.notes.has_search:
        yield gettext(SEARCH_IS_OPEN)
    elif _can_keep_looking(chat):
        offer = (_told_so_far(chat.notes.query), gettext(OFFER_SEARCH))
        yield from [together] if (together := gsm.together(*offer)) else offer
    if outcome == Outcome.NOT_CONFIRMED:
        yield gettext(OFFER_CHILDREN, number=phones.readable(lines.CHILDREN.number))
    yield gettext(_offer_of_more(chat))
    yield gettext(OFFER_ANOTHER)


def _offer_of_more(chat: Chat) -> str:
    if chat.notes.outcome != Outcome.HELD:
        return OFFER_MORE
    return OFFER_ADVICE if chat.notes.can_call else OFFER_ADVICE_WITHOUT_NUMBER


def _can_keep_looking(chat: Chat) -> bool:
    """Offered only where a search can end in news, whatever is in the records."""
    return chat.notes.outcome in CAN_KEEP and searches.can_bring_news(chat.session, chat.notes.query)


def _told_so_far(query: Query) -> str:
    """What a search would be for, so that an error is seen: in words that tell nobody who it is."""
    names = (*query.given, *query.surname, *query.second_surname, *query.also)
    if not names:
        return gettext("You gave us the A-number.")
    count = sum(len(name.split()) for name in names)
    told = _counted_with_date(count) if query.birth_date else _counted(count)
    return f"{told} {gettext(CHANGE_NAME)}"


def _counted(count: int) -> str:
    return ngettext("You gave us a name of %(n)d word.", "You gave us a name of %(n)d words.", count)


def _counted_with_date(count: int) -> str:
    return ngettext(
        "You gave us a name of %(n)d word and a date of birth.",
        "You gave us a name of %(n)d words and a date of birth.",
        count,
    )


def _last_offers(chat: Chat) -> Iterator[str]:
    yield gettext(OFFER_PERSON)
    if chat.notes.has_search:
        yield gettext(SEARCH_IS_OPEN)
    elif _can_keep_looking(chat):
        yield gettext(OFFER_SEARCH)
    yield gettext(OFFER_ANOTHER)


ANSWERED = Told("answered", _offers, _last_offers)
