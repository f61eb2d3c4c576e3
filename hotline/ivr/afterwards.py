"""After an answer: by text, something else, a report of a child or a sick person without care."""

from collections.abc import Iterator

from hotline import phones
from hotline.domain import outbox
from hotline.domain.callbacks import CARE
from hotline.domain.errors import Invalid
from hotline.domain.outbox import AnswerFacts
from hotline.ivr import promising, speech, spelling
from hotline.ivr.advising import AFTER_INFORMATION, QUIET
from hotline.ivr.menu import PERSON, Fixed, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone.
OFFER_AGAIN = _("To hear the answer again, press 1.")
# Translators: heard on the telephone.
OFFER_OTHERS = _("To look for another person, press 5. To have a person call you back, press 0.")
# Translators: heard on the telephone, before the caller reports a child or a sick person without care.
CARE_CALL = _("If somebody is in danger now, hang up and call 911.")
# Translators: heard on the telephone by callers abroad, before they report a child or a sick person without care.
CARE_CALL_ABROAD = _("If somebody is in danger now, hang up and call your local emergency number.")
# Translators: heard on the telephone.
CARE_KEYS = _(
    "For a person to call you within 2 hours about a child or a sick person without care, press 1. "
    "To go back, press star."
)
# Translators: heard on the telephone, after the number that a text would go to.
TEXT_KEYS = _(
    "It names nobody. Others who see that telephone can read it. To send it, press 1. To go back, press star."
)
# Translators: heard on the telephone.
TEXT_SENT = _("The text message is on its way.")

AGAIN = "again"


def offer_care(key: str) -> Fixed:
    """It is about children and sick people whom an arrest left alone."""

    def say() -> Iterator[str]:
        # Translators: heard on the telephone. It is about children and sick people whom an arrest left alone.
        yield gettext("To report a child or a sick person left without care, press %(key)s.", key=key)

    return Fixed(say)


def may_send_text(talk: Talk) -> bool:
    """Whether the last answer names a place and the caller's own telephone takes texts."""
    return bool(talk.notes.facts.get("place")) and phones.may_be_texted(talk.caller)


def _text_number(talk: Talk) -> Iterator[str]:
    # Translators: heard on the telephone; the digits are read one by one.
    yield gettext(
        "We send the place by text message to the number of this telephone: %(number)s.",
        number=speech.phone(talk.caller),
    )


def _send_text(talk: Talk) -> str:
    facts = AnswerFacts.from_plain(talk.notes.facts)
    try:
        outbox.send_answer(
            talk.session, talk.caller, facts, language=talk.tongue.code, key=talk.notes.answered_at, now=talk.now
        )
    except Invalid:
        return PERSON  # this telephone takes no text after all; a person tells what it would have said
    return "text_sent"


def in_danger(talk: Talk) -> Iterator[str]:
    """Whom to call where somebody is in danger; 911 helps nobody abroad."""
    yield gettext(CARE_CALL_ABROAD if talk.is_from_abroad else CARE_CALL)


def _promise_care(talk: Talk) -> str:
    """What is reported is noted as urgent at once and recorded first, also where no number is known to call."""
    talk.notes.about = CARE
    if not talk.notes.promised and talk.own_number and not talk.notes.declines_own:
        promising.promise(talk, talk.own_number)
    promising.renew(talk)
    return "care_message"


def _more(talk: Talk) -> str:
    return "more_spelled" if any(spelling.offer(talk)) else "more_plain"


_MORE_KEYS = {"1": AGAIN, "2": "care", "5": "another"}

STEPS: tuple[Step, ...] = (
    Menu("text", (_text_number, TEXT_KEYS), {"1": "send_text"}),
    Junction("send_text", _send_text, leads_to=("text_sent", PERSON)),
    Menu("text_sent", (TEXT_SENT, AFTER_INFORMATION), {}, back=AGAIN, on_silence="goodbye"),
    Junction("more", _more, leads_to=("more_spelled", "more_plain")),
    Menu("more_plain", (OFFER_AGAIN, offer_care("2"), OFFER_OTHERS), _MORE_KEYS, back=AGAIN, on_silence=QUIET),
    Menu(
        "more_spelled",
        (OFFER_AGAIN, offer_care("2"), spelling.offer, OFFER_OTHERS),
        _MORE_KEYS | {"3": "spelling"},
        back=AGAIN,
        on_silence=QUIET,
    ),
    Menu(
        "care",
        (in_danger, CARE_KEYS, promising.count_of_two_hours),
        dict.fromkeys("10", "care_promised"),
        fallback="care_promised",
    ),
    Junction("care_promised", _promise_care, leads_to=("care_message",)),
)
