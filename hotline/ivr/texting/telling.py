"""The answer to a look-up by text, in the words of every other channel, and the advice that fits it."""

from collections.abc import Iterator
from dataclasses import replace

from hotline import advice, gsm, phones, texts, wording
from hotline.advice import Situation, Topic
from hotline.domain import locator, look_ups
from hotline.domain.findings import Departure, Finding, Outcome, Place
from hotline.ivr.texting.questions import ASKED_IN
from hotline.ivr.texting.state import Chat
from hotline.models.contacts import Channel
from hotline.texts import gettext
from hotline.texts import lazy as _
from hotline.wording import Telling

# Translators: a text message, at most 160 characters, before a further question, which everybody is asked who cannot
# be answered yet.
ASK_MORE = _("We need to ask a little more. We ask this whenever we cannot answer yet.")


def look_up(chat: Chat) -> tuple[str, list[str]]:
    """Ask the locator: the step that comes next, and what is said before it."""
    found = locator.find(chat.session, chat.notes.query, asker=chat.asker, now=chat.now)
    look_ups.count(chat.session, found, channel=Channel.TEXT, language=chat.tongue.code, now=chat.now)
    if found.question:
        why = [] if chat.notes.query.asked else [gettext(ASK_MORE)]
        chat.notes.query = replace(chat.notes.query, asked=(*chat.notes.query.asked, found.question))
        return ASKED_IN[found.question], why
    return "answered", list(tell(chat, found))


def tell(chat: Chat, found: Finding) -> Iterator[str]:
    """The answer in words, noted as the last one that was told."""
    chat.notes.outcome, chat.notes.departure = found.outcome, found.departure or ""
    chat.notes.can_call = bool(found.call)
    yield from _in_words(found)


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
    if found.outcome is Outcome.NOT_CONFIRMED:
        yield from others
    else:
        yield from others[:-1]
        yield _freshness(found)
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


def _freshness(found: Finding) -> str:
    """When the answer was confirmed, and what it is that was: "this" means nothing in a text of its own."""
    if found.confirmed_at is None:
        return gettext("We do not know when our answer about this person was last confirmed. We are checking it.")
    moment = texts.moment_words(found.confirmed_at, found.time_zone)
    if not found.is_fresh:
        # Translators: a text message, at most 160 characters.
        return gettext(
            "Our answer about this person was last confirmed on %(moment)s and may have changed; we are checking.",
            moment=moment,
        )
    if found.is_from_roster:
        # Translators: a text message, at most 160 characters.
        return gettext("The custody list confirmed our answer about this person on %(moment)s.", moment=moment)
    # Translators: a text message, at most 160 characters.
    return gettext("An immigration office confirmed our answer about this person on %(moment)s.", moment=moment)


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
