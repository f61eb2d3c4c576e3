"""The look-up, and the further questions that everybody is asked who cannot be answered yet."""

from collections.abc import Iterator
from dataclasses import replace

from hotline import wording
from hotline.domain import locator, look_ups
from hotline.domain.findings import Finding
from hotline.domain.names import Question
from hotline.ivr import asking, entries, naming, refusals, telling
from hotline.ivr.menu import Entry, Fixed, Junction, Step
from hotline.ivr.naming import Naming
from hotline.ivr.state import Talk
from hotline.models.contacts import Channel
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, before a further question, which everybody is asked who cannot be answered yet.
ASK_MORE = _("We need to ask a little more. We ask this whenever we cannot answer yet.")

_QUESTION_STEPS = {
    Question.FULL_NAME: "more_given",
    Question.FULL_DATE: "more_birth",
    Question.SECOND_SURNAME: "more_second_surname",
    Question.OTHER_NAME: "more_name",
    Question.COUNTRY: "country",
}
# How the names of the steps begin that ask a further question; the country is asked of everybody before.
_FURTHER = tuple(name for question, name in _QUESTION_STEPS.items() if question is not Question.COUNTRY)


def _look_up(talk: Talk) -> str:
    """Ask the locator, and go to its answer, or to the further question of all who cannot be answered yet."""
    found = locator.find(talk.session, talk.notes.query, asker=talk.asker, now=talk.now)
    look_ups.count(talk.session, found, channel=Channel.PHONE, language=talk.tongue.code, now=talk.now)
    if question := _next_question(talk, found):
        return _QUESTION_STEPS[question]
    telling.note(talk, found)
    return telling.answer_step(talk)


def _next_question(talk: Talk, found: Finding) -> Question | None:
    """The further question to ask now, noted as asked; what the caller does not know is passed over."""
    question, query = found.question, talk.notes.query
    if question and _is_told_unknown(talk, question):
        unknown = [each for each in Question if _is_told_unknown(talk, each)]
        question = locator.next_question(query, passed_over=unknown)
    if question:
        talk.notes.query = replace(query, asked=(*query.asked, question))
    return question


def _is_told_unknown(talk: Talk, question: Question) -> bool:
    """Whether the caller has said already that there is no answer to this one; who said so is not asked again."""
    if question is Question.SECOND_SURNAME:
        return talk.notes.has_one_surname
    return question is Question.COUNTRY and talk.notes.asked_country


def _why(talk: Talk) -> Iterator[str]:
    """Once for each person, before the first further question."""
    if not any(step.startswith(_FURTHER) for step in talk.notes.trail):
        yield gettext(ASK_MORE)


def _question(question: Question) -> Fixed:
    def ask() -> Iterator[str]:
        yield wording.question(question)

    return Fixed(ask)


_MORE_NAMES: tuple[Step, ...] = (
    *naming.steps(
        Naming(
            "more_given",
            "given",
            naming.SAY_GIVEN,
            naming.GIVEN,
            entries.given,
            "surname",
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
    Junction("look_up", _look_up, leads_to=(*_QUESTION_STEPS.values(), "not_confirmed", *telling.ANSWERS)),
    *_MORE_NAMES,
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
)
