"""The answer to a look-up by text, in the words of every other channel, and what can be had after it."""

from collections.abc import Iterator
from dataclasses import replace

from hotline import phones, wording
from hotline.domain import codes, desk, locator, searches
from hotline.domain.desk import CallbackWish
from hotline.domain.directory import lines
from hotline.domain.errors import Invalid
from hotline.domain.findings import Finding, Outcome
from hotline.domain.searches import SearchWish
from hotline.ivr.texting.asking import ASKED_IN
from hotline.ivr.texting.state import Chat, Told
from hotline.models.contacts import Channel
from hotline.texts import gettext
from hotline.texts import lazy as _

CAN_KEEP = (Outcome.NOT_CONFIRMED, Outcome.IN_TRANSIT, Outcome.PROCESSING)

# Translators: a text message, at most 160 characters, before a further question that everybody is asked.
ASK_EVERYBODY = _("We need to ask a little more. We ask everybody the same.")
# Translators: a text message, after an answer. CAPITALS stand for words of the reader's own language, as they are
# given among the words that we understand.
OFFER_PERSON = _("For a person to call you, write CALL.")
# Translators: a text message. KEEP is a word of the reader's own language.
OFFER_SEARCH = _("If you want us to keep looking, write KEEP.")
# Translators: a text message; a telephone number follows.
OFFER_CHILDREN = _("If the person is under 18, call the children's line: %(number)s.")
# Translators: a text message. MORE is a word of the reader's own language.
OFFER_MORE = _("For what else you can try, write MORE.")
# Translators: a text message, where somebody is held. MORE is a word of the reader's own language.
OFFER_ADVICE = _("For how to call and visit, write MORE.")
# Translators: a text message. AGAIN is a word of the reader's own language.
OFFER_ANOTHER = _("To look for another person, write AGAIN.")
# Translators: a text message.
PROMISED = _("A person will call you at this number: %(number)s.")
# Translators: a text message; a code and a PIN come next.
SEARCH_LEFT = _("We keep looking. When there is news, we tell you at this number. Please write both of these down.")
# Translators: a text message.
KEEP_SECRET = _("The code alone tells only whether there is news. Give the PIN to nobody you do not trust.")
# Translators: a text message, about what else can be tried.
TRY_AGAIN_LATER = _("Ask us again in a few hours. What we know changes all day.")


def look_up(chat: Chat) -> tuple[str, list[str]]:
    """Ask the locator: the step that comes next, and what is said before it."""
    found = locator.find(chat.session, chat.notes.query, asker=chat.asker, now=chat.now)
    if found.question:
        chat.notes.query = replace(chat.notes.query, asked=(*chat.notes.query.asked, found.question))
        return ASKED_IN[found.question], [gettext(ASK_EVERYBODY)]
    chat.notes.outcome = found.outcome
    return "answered", list(_in_words(found))


def _in_words(found: Finding) -> Iterator[str]:
    told = wording.finding(found)
    yield told.headline
    yield from told.sentences
    if told.number:
        yield f"{told.number_label} {phones.readable(told.number)}."
    elif told.number_label:
        yield told.number_label
    yield ""


def promise_call(chat: Chat) -> Iterator[str]:
    """A person calls the sender back; again it stays one call."""
    wish = CallbackWish(chat.number, told=chat.notes.query.told(), token=f"text:{chat.talk_id}")
    desk.change_callback(chat.session, wish, channel=Channel.TEXT, language=chat.tongue.code, now=chat.now)
    yield gettext(PROMISED, number=phones.readable(chat.number))


def keep_looking(chat: Chat) -> Iterator[str]:
    """Leave the search open: its code and PIN, each in a text of its own; asked for again, the same ones."""
    query = chat.notes.query
    wish = SearchWish(query, chat.number, f"text:{chat.talk_id}:{query}", told=Outcome(chat.notes.outcome))
    try:
        opened = searches.leave(
            chat.session, wish, asker=chat.asker, channel=Channel.TEXT, language=chat.tongue.code, now=chat.now
        )
    except Invalid:
        yield from promise_call(chat)  # this number may leave no more; a person helps
        return
    yield gettext(SEARCH_LEFT)
    yield ""
    yield gettext("The reference code is: %(code)s.", code=codes.grouped(opened.code))
    yield ""
    yield gettext("The PIN is: %(pin)s.", pin=opened.pin)
    yield ""
    yield gettext(KEEP_SECRET)


def more(chat: Chat) -> Iterator[str]:
    """How to call and visit somebody who is held; what else can be tried by everybody else."""
    if chat.notes.outcome == Outcome.HELD:
        yield from wording.how_to_call_and_visit()
    else:
        yield gettext(TRY_AGAIN_LATER)
        yield gettext("Look for the A-number on letters from immigration. It is the surest way to find a person.")
        yield gettext("A lawyer, or the consulate of the person's country, can also ask where the person is.")


def _offers(chat: Chat) -> Iterator[str]:
    """In the order of the rule: a person, an open search, the children's line, what else to try."""
    outcome = chat.notes.outcome
    yield gettext(OFFER_PERSON)
    if outcome in CAN_KEEP:
        yield gettext(OFFER_SEARCH)
    if outcome == Outcome.NOT_CONFIRMED:
        yield gettext(OFFER_CHILDREN, number=phones.readable(lines.CHILDREN.number))
    yield gettext(OFFER_ADVICE if outcome == Outcome.HELD else OFFER_MORE)
    yield gettext(OFFER_ANOTHER)


def _last_offers(chat: Chat) -> Iterator[str]:
    yield gettext(OFFER_PERSON)
    if chat.notes.outcome in CAN_KEEP:
        yield gettext(OFFER_SEARCH)
    yield gettext(OFFER_ANOTHER)


ANSWERED = Told("answered", _offers, _last_offers)
