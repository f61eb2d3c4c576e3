"""What can be had after an answer, in the order of the rule: a person, an open search, the children's line, advice."""

from collections.abc import Iterator

from hotline import gsm, phones
from hotline.domain.directory import lines
from hotline.domain.findings import Outcome
from hotline.domain.names import Query
from hotline.ivr.texting import keeping
from hotline.ivr.texting.state import Chat, Told
from hotline.texts import gettext, ngettext
from hotline.texts import lazy as _

# Translators: a text message, after an answer. CAPITALS stand for words of the reader's own language, as they are
# given among the words that we understand.
OFFER_PERSON = _("For a person to call you, write CALL.")
# Translators: a text message. KEEP is a word of the reader's own language.
OFFER_SEARCH = _("If you want us to keep looking, write KEEP.")
# Translators: a text message, after KEEP: the code and its PIN have come in texts of their own.
SEARCH_IS_OPEN = _("Your search is open, and we keep looking. Its code and its PIN are in the texts above.")
# Translators: a text message. NOTIFY is a word of the reader's own language.
OFFER_NOTICES = _("To be told when this changes, write NOTIFY.")
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
# Translators: a text message, before KEEP is offered: what a search would be for.
CHANGE_NAME = _("To change the name, write NAME.")


def _offers(chat: Chat) -> Iterator[str]:
    """In the order of the rule: a person, an open search, the children's line, what else to try."""
    outcome = chat.notes.outcome
    yield gettext(OFFER_PERSON)
    if chat.notes.has_search:
        yield gettext(SEARCH_IS_OPEN)
    elif keeping.can_keep_looking(chat):
        offer = (_told_so_far(chat.notes.query), gettext(OFFER_SEARCH))
        yield from [together] if (together := gsm.together(*offer)) else offer
    if _offers_notices(chat):
        yield gettext(OFFER_NOTICES)
    if outcome == Outcome.NOT_CONFIRMED:
        yield gettext(OFFER_CHILDREN, number=phones.readable(lines.CHILDREN.number))
    yield gettext(_offer_of_more(chat))
    yield gettext(OFFER_ANOTHER)


def may_be_noticed(chat: Chat) -> bool:
    """Whether somebody was told of who is in custody; where nobody was told, nothing is offered or done."""
    return chat.notes.outcome in (Outcome.HELD, Outcome.IN_TRANSIT, Outcome.PROCESSING)


def _offers_notices(chat: Chat) -> bool:
    return may_be_noticed(chat) and not chat.notes.notices_token


def _offer_of_more(chat: Chat) -> str:
    if chat.notes.outcome != Outcome.HELD:
        return OFFER_MORE
    return OFFER_ADVICE if chat.notes.can_call else OFFER_ADVICE_WITHOUT_NUMBER


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
    elif keeping.can_keep_looking(chat):
        yield gettext(OFFER_SEARCH)
    if _offers_notices(chat):
        yield gettext(OFFER_NOTICES)
    yield gettext(OFFER_ANOTHER)


ANSWERED = Told("answered", _offers, _last_offers)
