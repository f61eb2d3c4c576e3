"""What a look-up found, told twice on the telephone, and what is offered then."""

from collections.abc import Iterator

from hotline import advice, texts, wording
from hotline.advice import Situation
from hotline.domain.directory import lines
from hotline.domain.findings import Finding, Outcome
from hotline.domain.outbox import AnswerFacts
from hotline.ivr import advising, afterwards, places, speech
from hotline.ivr.advising import AFTER_INFORMATION
from hotline.ivr.afterwards import AGAIN
from hotline.ivr.menu import Fixed, Junction, Menu, Prompt, Step
from hotline.ivr.state import Talk
from hotline.models.contacts import ReferenceKind
from hotline.texts import gettext
from hotline.texts import lazy as _
from hotline.wording import Telling

# Translators: heard on the telephone, between the first and the second reading of an answer, a number or a code.
ONCE_MORE = _("I will say that once more.")
# Translators: heard on the telephone, between the first and the second reading of an answer; who has
# written it down need not hear it.
ALL_ONCE_MORE = _("I will say all of that once more. If you have it, press 3 for what you can do now.")
# Translators: heard on the telephone, after an answer.
AFTER_ANSWER = _(
    "To hear this again, press 1. To look for another person, press 5. To have a person call you back, press 0."
)
# Translators: heard on the telephone, after the answer that we cannot tell where a person is.
OFFER_PERSON = _("To have a person call you back, press 0.")
# Translators: heard on the telephone.
OFFER_SEARCH = _("If you want us to keep looking and to tell you when there is news, press 2.")
# Translators: heard on the telephone.
OFFER_CHILDREN = _("If the person is under 18, press 3 for the children's line.")
# Translators: heard on the telephone.
OFFER_MORE = _("To hear what else you can try, press 4. To look for another person, press 5.")
# Translators: heard on the telephone, after an answer.
OFFER_AGAIN = _("To hear this again, press 1.")
# Translators: heard on the telephone, after an answer.
OFFER_NOTICES = _("To be told when this changes, press 7.")
# Translators: heard on the telephone, after an answer that code and PIN of a search opened.
OFFER_LOOK_UP = _("To be told when this changes, look for this person once more: press 5.")
# Translators: heard on the telephone, after an answer, by who is told of changes.
OFFER_NO_NOTICES = _("To be told of no more changes, press 7.")
# Translators: heard on the telephone, after an answer that names a place.
OFFER_TEXT = _("To get this by text message, press 6.")
# Translators: heard on the telephone, after an answer.
OFFER_NOW = _("To hear what you can do now, press 3. For something else, press 4.")
# Translators: heard on the telephone, after the answer that somebody is held.
OFFER_REACHING = _("For how to call and visit, and what you can do now, press 3. For something else, press 4.")
# Translators: heard on the telephone, before a telephone number.
CHILDREN = _(
    "Children are in the care of the Office of Refugee Resettlement. Its national line is open day and night, "
    "and passes your call on to those who care for the child. The number is:"
)

ANSWERS = ("answer", "answer_text", "open_answer", "open_answer_text")


def answer_step(talk: Talk) -> str:
    """Where the last answer is told."""
    outcome = Outcome(talk.notes.outcome)
    if outcome is Outcome.NOT_CONFIRMED:
        return "still_not_confirmed" if talk.notes.search_state else "not_confirmed"
    is_open = outcome in (Outcome.IN_TRANSIT, Outcome.PROCESSING) and not talk.notes.search_state
    name = "open_answer" if is_open else "answer"
    return f"{name}_text" if afterwards.may_send_text(talk) else name


def note(talk: Talk, found: Finding, *before: str) -> None:
    """Keep the answer in the caller's words, so that a repeat is no second look-up; sentences `before` it too."""
    with texts.speaking(talk.tongue), texts.aloud():
        told = wording.finding(places.aloud(found))
        talk.notes.answer = (*before, *_in_words(told, talk))
    talk.notes.outcome = found.outcome
    talk.notes.facts = AnswerFacts.of(found).plain() if found.facility else {}
    talk.notes.can_call = bool(told.number)
    talk.notes.departure = found.departure or ""
    talk.notes.state, talk.notes.city = _where_lawyers_are_near(found)
    talk.notes.answered_at = talk.turn_token


def _where_lawyers_are_near(found: Finding) -> tuple[str, str]:
    """State and city of the place that holds the person, else the state of the responsible office; empty for none."""
    held_at = found.facility if found.outcome is Outcome.HELD else None
    if held_at and held_at.state:
        return held_at.state, held_at.city
    return (found.office.state if found.office else ""), ""


def _in_words(told: Telling, talk: Talk) -> Iterator[str]:
    yield told.headline
    yield from told.sentences
    if told.number_label:
        yield told.number_label
    if told.number:
        yield f"{speech.phone(told.number, is_from_abroad=talk.is_from_abroad)}."


def answer(talk: Talk) -> Iterator[str]:
    """The sentences of the latest answer, as often as they are asked for."""
    yield from talk.notes.answer


def _offer_now(talk: Talk) -> Iterator[str]:
    """How to call and visit is part of the answer that somebody is held (docs/disclosure.md): one key away."""
    yield gettext(OFFER_REACHING if talk.notes.outcome == Outcome.HELD else OFFER_NOW)


def may_be_noticed(talk: Talk) -> bool:
    """Whether the one who was just told by a look-up may be told of changes; who was not told anything may not."""
    return not talk.notes.is_opened and _is_in_custody(talk) and bool(talk.notes.query.told())


def _is_in_custody(talk: Talk) -> bool:
    return talk.notes.outcome in (Outcome.HELD, Outcome.IN_TRANSIT, Outcome.PROCESSING)


def _offer_notices(talk: Talk) -> Iterator[str]:
    """In place of what a repeat offers: every menu tells five choices at most, and 9 repeats everywhere.

    The PIN of a search is no look-up, so whoever heard its news by it looks once more to be told of changes.
    """
    if talk.notes.is_opened and talk.notes.opens == ReferenceKind.SUBSCRIPTION:
        yield gettext(OFFER_NO_NOTICES)
    elif talk.notes.is_opened and _is_in_custody(talk):
        yield gettext(OFFER_LOOK_UP)
    else:
        yield gettext(OFFER_NOTICES if may_be_noticed(talk) else OFFER_AGAIN)


def _offer_search(talk: Talk) -> Iterator[str]:
    """Who waits for somebody's arrival hears one offer for it: notices tell of it, too."""
    if not (talk.notes.outcome == Outcome.IN_TRANSIT and may_be_noticed(talk)):
        yield gettext(OFFER_SEARCH)


def _children_number(talk: Talk) -> Iterator[str]:
    yield f"{speech.phone(lines.CHILDREN.number, is_from_abroad=talk.is_from_abroad)}."


def _another(talk: Talk) -> str:
    talk.notes = talk.notes.afresh()
    return "how"


def _answered(name: str, *offers: Prompt) -> Menu:
    """An answer, twice, and what can be done with it; star leads to where it can be heard again, not to a question."""
    keys = {"1": name, "3": "now", "4": "more", "5": "another", "7": "notices"}
    keys |= {"2": "leave_search"} if _offer_search in offers else {}
    keys |= {"6": "text"} if OFFER_TEXT in offers else {}
    choices: tuple[Prompt, ...] = (*offers, _offer_now, OFFER_PERSON)
    said: tuple[Prompt, ...] = (answer, ALL_ONCE_MORE, answer, *choices)
    return Menu(name, said, keys, back="more", on_silence="goodbye", choices=choices)


_TOPICS = advice.topics(Situation.NOT_CONFIRMED)
_ELSE: tuple[Prompt, ...] = (afterwards.offer_care("1"), advising.choices(_TOPICS, first=2), advising.GO_BACK_OR_PERSON)

STEPS: tuple[Step, ...] = (
    _answered("answer", _offer_notices),
    _answered("answer_text", _offer_notices, OFFER_TEXT),
    _answered("open_answer", _offer_notices, _offer_search),
    _answered("open_answer_text", _offer_notices, OFFER_TEXT),
    Junction(AGAIN, answer_step, leads_to=(*ANSWERS, "not_confirmed", "still_not_confirmed")),
    Menu(
        "not_confirmed",
        (answer, OFFER_PERSON, OFFER_SEARCH, OFFER_CHILDREN, OFFER_MORE),
        {"1": "not_confirmed", "2": "leave_search", "3": "children", "4": "now", "5": "another"},
        back="more",
        choices=(OFFER_PERSON, OFFER_SEARCH, OFFER_CHILDREN, OFFER_MORE),
    ),
    Menu(
        "children",
        (CHILDREN, _children_number, ONCE_MORE, _children_number, AFTER_INFORMATION),
        {},
        on_silence=advising.QUIET,
        choices=(AFTER_INFORMATION,),
    ),
    Menu(
        advising.NOT_CONFIRMED,
        (Fixed(lambda: advice.first_steps(Situation.NOT_CONFIRMED)), *_ELSE),
        {"1": "care"} | advising.keys(_TOPICS, first=2),
        on_silence=advising.QUIET,
        choices=_ELSE,
    ),
    Junction("another", _another, leads_to=("how",)),
)
