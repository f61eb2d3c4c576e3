"""The look-up and its answer: the further questions, the answer twice, and what is offered then."""

from collections.abc import Iterator
from dataclasses import replace

from hotline import texts, wording
from hotline.domain import locator
from hotline.domain.directory import lines
from hotline.domain.findings import Finding, Outcome
from hotline.domain.names import Question
from hotline.ivr import asking, entries, naming, places, speech
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
OFFER_MORE = _(
    "To hear what else you can try, press 4. To look for another person, press 5. To hear this again, press 1."
)
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
# Translators: heard on the telephone, after information.
AFTER_INFORMATION = _("To hear this again, press 9. To go back, press star. To have a person call you back, press 0.")

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
    if found.outcome is Outcome.NOT_CONFIRMED:
        return "not_confirmed"
    return "open_answer" if found.outcome in (Outcome.IN_TRANSIT, Outcome.PROCESSING) else "answer"


def note(talk: Talk, found: Finding) -> None:
    """Keep the answer in the caller's words, so that a repeat is no second look-up."""
    with texts.speaking(talk.tongue), texts.aloud():
        told = wording.finding(places.aloud(found))
    talk.notes.outcome = found.outcome
    talk.notes.answer, talk.notes.advice = tuple(_in_words(told)), told.advice


def _next_question(talk: Talk, found: Finding) -> Question | None:
    """The further question to ask now, noted as asked; who said that there is one surname is not asked for a second."""
    question = found.question
    while question:
        talk.notes.query = replace(talk.notes.query, asked=(*talk.notes.query.asked, question))
        if question is not Question.SECOND_SURNAME or not talk.notes.has_one_surname:
            return question
        question = locator.next_question(talk.notes.query)
    return None


def _in_words(told: Telling) -> Iterator[str]:
    yield told.headline
    yield from told.sentences
    if told.number_label:
        yield told.number_label
    if told.number:
        yield f"{speech.phone(told.number)}."


def answer(talk: Talk) -> Iterator[str]:
    yield from talk.notes.answer


def _advice(talk: Talk) -> Iterator[str]:
    yield from talk.notes.advice


def _question(question: Question) -> Fixed:
    def ask() -> Iterator[str]:
        yield gettext(ASK_EVERYBODY)
        yield wording.question(question)

    return Fixed(ask)


def _children_number() -> Iterator[str]:
    yield f"{speech.phone(lines.CHILDREN.number)}."


CHILDREN_NUMBER = Fixed(_children_number)


def _another(talk: Talk) -> str:
    talk.notes = talk.notes.afresh()
    return "how"


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
        )
    ),
)

STEPS: tuple[Step, ...] = (
    Junction("look_up", _look_up, leads_to=(*_QUESTION_STEPS.values(), "not_confirmed", "open_answer", "answer")),
    *MORE_NAMES,
    Entry(
        "more_birth",
        (_question(Question.FULL_DATE), asking.HOW_TO_ENTER_BIRTH, asking.NO_DATE),
        entries.birth,
        "birth_check",
        "look_up",
        help=(asking.BIRTH_HELP, asking.BIRTH_MORE_HELP),
        on_silence="look_up",
    ),
    Menu(
        "answer",
        (answer, ONCE_MORE, answer, _advice, AFTER_ANSWER),
        {"1": "answer", "5": "another"},
        on_silence="goodbye",
    ),
    Menu(
        "open_answer",
        (answer, ONCE_MORE, answer, OFFER_SEARCH, AFTER_ANSWER),
        {"1": "open_answer", "2": "leave_search", "5": "another"},
        on_silence="goodbye",
    ),
    Menu(
        "not_confirmed",
        (answer, OFFER_PERSON, OFFER_SEARCH, OFFER_CHILDREN, OFFER_MORE),
        {"1": "not_confirmed", "2": "leave_search", "3": "children", "4": "what_else", "5": "another"},
    ),
    Menu("children", (CHILDREN, CHILDREN_NUMBER, ONCE_MORE, CHILDREN_NUMBER, AFTER_INFORMATION), {}),
    Menu("what_else", (TRY_AGAIN_LATER, TRY_A_NUMBER, TRY_OTHERS, AFTER_INFORMATION), {}),
    Junction("another", _another, leads_to=("how",)),
)
