"""The look-up and its answer: the further questions, the answer twice, and what is offered then."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hotline import texts, wording
from hotline.domain import locator
from hotline.domain.directory import lines
from hotline.domain.findings import Finding, Outcome
from hotline.domain.names import Question
from hotline.domain.outbox import AnswerFacts
from hotline.ivr import afterwards, asking, entries, naming, places, refusals, speech
from hotline.ivr.advising import AFTER_INFORMATION
from hotline.ivr.afterwards import AGAIN
from hotline.ivr.menu import Entry, Fixed, Junction, Menu, Step
from hotline.ivr.naming import Naming
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _
from hotline.wording import Telling

# Translators: heard on the telephone, between the first and the second reading of an answer, a number or a code.
ONCE_MORE = _("I will say that once more.")
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
# Translators: heard on the telephone, after an answer that names a place.
OFFER_TEXT = _("To get this by text message, press 6.")
# Translators: heard on the telephone, after an answer.
OFFER_NOW = _("To hear what you can do now, press 3. For something else, press 4.")
# Translators: heard on the telephone, before a further question that everybody is asked.
ASK_EVERYBODY = _("We need to ask a little more. We ask everybody the same.")
# Translators: heard on the telephone, before a telephone number.
CHILDREN = _(
    "Children are in the care of the Office of Refugee Resettlement. Its national line is open day and night, "
    "and passes your call on to those who care for the child. The number is:"
)
# Translators: heard on the telephone.
TRY_AGAIN_LATER = _("Call us again in a few hours. What we know changes all day.")
# Translators: heard on the telephone.
TRY_A_NUMBER = _("Look for the A-number on letters from immigration. It is the surest way to find a person.")
# Translators: heard on the telephone.
TRY_OTHERS = _("A lawyer, or the consulate of the person's country, can also ask where the person is.")
# Translators: heard on the telephone, after what else a caller can try.
OFFER_CARE_AND_RIGHTS = _(
    "To report a child or a sick person left without care, press 1. For rights and lawyers, press 2."
)

ANSWERS = ("answer", "answer_text", "open_answer", "open_answer_text")
_FURTHER = "more_"  # how the names of the steps begin that ask a further question
_QUESTION_STEPS = {
    Question.FULL_NAME: "more_given",
    Question.FULL_DATE: "more_birth",
    Question.SECOND_SURNAME: "more_second_surname",
    Question.OTHER_NAME: "more_name",
    Question.COUNTRY: "country",
}


def _look_up(talk: Talk) -> str:
    """Ask the locator, and go to its answer, or to the further question that everybody gets."""
    found = locator.find(talk.session, talk.notes.query, asker=talk.asker, now=talk.now)
    if question := _next_question(talk, found):
        return _QUESTION_STEPS[question]
    note(talk, found)
    return answer_step(talk)


def answer_step(talk: Talk) -> str:
    """Where the last answer is told."""
    outcome = Outcome(talk.notes.outcome)
    if outcome is Outcome.NOT_CONFIRMED:
        return "still_not_confirmed" if talk.notes.search_state else "not_confirmed"
    is_open = outcome in (Outcome.IN_TRANSIT, Outcome.PROCESSING) and not talk.notes.search_state
    name = "open_answer" if is_open else "answer"
    return f"{name}_text" if afterwards.may_send_text(talk) else name


def note(talk: Talk, found: Finding) -> None:
    """Keep the answer in the caller's words, so that a repeat is no second look-up."""
    with texts.speaking(talk.tongue), texts.aloud():
        told = wording.finding(places.aloud(found))
    talk.notes.outcome = found.outcome
    talk.notes.answer = tuple(_in_words(told))
    talk.notes.facts = AnswerFacts.of(found).plain() if found.facility else {}
    talk.notes.place = found.facility.code if found.facility and found.outcome is Outcome.HELD else ""
    talk.notes.answered_at = talk.turn_token


def _next_question(talk: Talk, found: Finding) -> Question | None:
    """The further question to ask now, noted as asked; what the caller does not know is not asked twice."""
    question = found.question
    while question:
        talk.notes.query = replace(talk.notes.query, asked=(*talk.notes.query.asked, question))
        if not _is_told_unknown(talk, question):
            return question
        question = locator.next_question(talk.notes.query)
    return None


def _is_told_unknown(talk: Talk, question: Question) -> bool:
    """Whether the caller has said already that there is no answer to this one; who said so is not asked again."""
    if question is Question.SECOND_SURNAME:
        return talk.notes.has_one_surname
    return question is Question.COUNTRY and talk.notes.asked_country


def _in_words(told: Telling) -> Iterator[str]:
    yield told.headline
    yield from told.sentences
    if told.number_label:
        yield told.number_label
    if told.number:
        yield f"{speech.phone(told.number)}."


def answer(talk: Talk) -> Iterator[str]:
    yield from talk.notes.answer


def _how_to_reach(talk: Talk) -> Iterable[str]:
    """Part of the answer where somebody is held (docs/disclosure.md)."""
    return wording.how_to_call_and_visit() if talk.notes.outcome == Outcome.HELD else ()


def _why(talk: Talk) -> Iterator[str]:
    """Once for each person, before the first further question."""
    if not any(step.startswith(_FURTHER) for step in talk.notes.trail):
        yield gettext(ASK_EVERYBODY)


def _question(question: Question) -> Fixed:
    def ask() -> Iterator[str]:
        yield wording.question(question)

    return Fixed(ask)


def _children_number() -> Iterator[str]:
    yield f"{speech.phone(lines.CHILDREN.number)}."


CHILDREN_NUMBER = Fixed(_children_number)


def _another(talk: Talk) -> str:
    talk.notes = talk.notes.afresh()
    return "how"


def _answered(name: str, *offers: str) -> Menu:
    """An answer, twice, and what can be done with it."""
    keys = {"1": name, "3": "now", "4": "more", "5": "another"}
    keys |= {"2": "leave_search"} if OFFER_SEARCH in offers else {}
    keys |= {"6": "text"} if OFFER_TEXT in offers else {}
    choices = (*offers, OFFER_NOW, OFFER_PERSON)
    told = (answer, ONCE_MORE, answer, _how_to_reach)
    return Menu(name, (*told, *choices), keys, on_silence="goodbye", choices=choices)


MORE_NAMES: tuple[Step, ...] = (
    *naming.steps(
        Naming(
            "more_given",
            "given",
            naming.SAY_GIVEN,
            naming.GIVEN,
            entries.given,
            "surname",
            introduction=(_question(Question.FULL_NAME),),
            reason=(_why,),
        )
    ),
    *naming.steps(
        Naming(
            "more_second_surname",
            "second_surname",
            naming.SAY_ANSWER,
            naming.SPELL_ANSWER,
            entries.second_surname,
            "look_up",
            "look_up",
            introduction=(_question(Question.SECOND_SURNAME),),
            reason=(_why,),
        )
    ),
    *naming.steps(
        Naming(
            "more_name",
            "also",
            naming.SAY_ANSWER,
            naming.SPELL_ANSWER,
            entries.other_name,
            "look_up",
            "look_up",
            introduction=(_question(Question.OTHER_NAME),),
            reason=(_why,),
        )
    ),
)

_MORE_BIRTH = (_question(Question.FULL_DATE), asking.HOW_TO_ENTER_BIRTH, asking.NO_DATE)

STEPS: tuple[Step, ...] = (
    Junction("look_up", _look_up, leads_to=(*_QUESTION_STEPS.values(), "not_confirmed", *ANSWERS)),
    *MORE_NAMES,
    Entry(
        "more_birth",
        (_why, *_MORE_BIRTH),
        entries.birth,
        "birth_check",
        "look_up",
        help=refusals.BIRTH_HELP,
        explain=refusals.birth,
        on_silence="look_up",
        again=_MORE_BIRTH,
    ),
    _answered("answer", OFFER_AGAIN),
    _answered("answer_text", OFFER_AGAIN, OFFER_TEXT),
    _answered("open_answer", OFFER_AGAIN, OFFER_SEARCH),
    _answered("open_answer_text", OFFER_SEARCH, OFFER_TEXT),
    Junction(AGAIN, answer_step, leads_to=(*ANSWERS, "not_confirmed", "still_not_confirmed")),
    Menu(
        "not_confirmed",
        (answer, OFFER_PERSON, OFFER_SEARCH, OFFER_CHILDREN, OFFER_MORE),
        {"1": "not_confirmed", "2": "leave_search", "3": "children", "4": "what_else", "5": "another"},
        choices=(OFFER_PERSON, OFFER_SEARCH, OFFER_CHILDREN, OFFER_MORE),
    ),
    Menu("children", (CHILDREN, CHILDREN_NUMBER, ONCE_MORE, CHILDREN_NUMBER, AFTER_INFORMATION), {}),
    Menu(
        "what_else",
        (TRY_AGAIN_LATER, TRY_A_NUMBER, TRY_OTHERS, OFFER_CARE_AND_RIGHTS, AFTER_INFORMATION),
        {"1": "care", "2": "now"},
    ),
    Junction("another", _another, leads_to=("how",)),
)
