"""What a caller can do now: what the answer asks for, then the topics that it leaves something to do in."""

from collections.abc import Iterable, Iterator

from hotline import advice
from hotline.advice import Situation, Topic
from hotline.domain.findings import Departure, Outcome
from hotline.ivr.menu import PERSON, Fixed, Junction, Menu, Step
from hotline.ivr.state import Talk
from hotline.texts import gettext
from hotline.texts import lazy as _

# Translators: heard on the telephone, after information.
AFTER_INFORMATION = _("To hear this again, press 9. To go back, press star. To have a person call you back, press 0.")
# Translators: heard on the telephone, after choices.
GO_BACK = _("To go back, press star.")
# Translators: heard on the telephone, after choices.
GO_BACK_OR_PERSON = _("To go back, press star. To have a person call you back, press 0.")
MANY = 3  # topics, beside which a menu has no room for more than the way back

QUIET = "quiet"  # where silence leads after advice
NOT_CONFIRMED = "what_else"  # the step that tells what to do where nothing could be told

_CHOICES = {
    # Translators: heard on the telephone.
    Topic.RIGHTS: _("For rights, and what not to sign, press %(key)s."),
    # Translators: heard on the telephone.
    Topic.LAWYERS: _("For lawyers, press %(key)s."),
    # Translators: heard on the telephone.
    Topic.REACHING: _("For how to call and visit, press %(key)s."),
    # Translators: heard on the telephone.
    Topic.MEDICINE: _("For medicine, press %(key)s."),
}


def of(talk: Talk) -> Situation:
    """What the last answer means; before any, that nothing is confirmed."""
    if talk.notes.outcome == Outcome.NO_LONGER_HELD and not talk.notes.departure:
        return Situation.NOT_CONFIRMED
    departure = Departure(talk.notes.departure) if talk.notes.departure else None
    return advice.situation(Outcome(talk.notes.outcome or Outcome.NOT_CONFIRMED), departure)


def _quiet(talk: Talk) -> str:
    """Who says nothing after advice: who was told an answer or left a search needs no call, others get one."""
    is_told = talk.notes.outcome not in ("", Outcome.NOT_CONFIRMED)
    return "goodbye" if is_told or talk.notes.pin else PERSON


def _now(talk: Talk) -> str:
    situation = of(talk)
    return NOT_CONFIRMED if situation is Situation.NOT_CONFIRMED else _step_of(advice.topics(situation))


def _step_of(topics: tuple[Topic, ...]) -> str:
    return "_".join(("now", *topics))


def _first_steps(talk: Talk) -> Iterable[str]:
    return advice.first_steps(of(talk), can_call=talk.notes.can_call)


def choices(topics: tuple[Topic, ...], first: int = 1) -> Fixed:
    """The topics to go into and their keys, from the key `first` on."""

    def say() -> Iterator[str]:
        for key, topic in enumerate(topics, start=first):
            yield gettext(_CHOICES[topic], key=key)

    return Fixed(say)


def keys(topics: tuple[Topic, ...], first: int = 1) -> dict[str, str]:
    """The steps that choices() leads to."""
    return {str(key): topic.value for key, topic in enumerate(topics, start=first)}


def _what_now(topics: tuple[Topic, ...]) -> Menu:
    offered = (choices(topics), GO_BACK if len(topics) > MANY else GO_BACK_OR_PERSON)
    return Menu(_step_of(topics), (_first_steps, *offered), keys(topics), on_silence=QUIET, choices=offered)


def _topic(name: str, topic: Topic, *, can_call: bool = True) -> Menu:
    told = Fixed(lambda: advice.about(topic, can_call=can_call))
    return Menu(name, (told, AFTER_INFORMATION), {}, on_silence=QUIET, choices=(AFTER_INFORMATION,))


def _by_number(topic: Topic) -> tuple[Step, ...]:
    """A topic that is told otherwise where the answer gave no number to call."""
    with_number, without = f"{topic}_with_number", f"{topic}_without_number"

    def decide(talk: Talk) -> str:
        return with_number if talk.notes.can_call else without

    return (
        Junction(topic.value, decide, leads_to=(with_number, without)),
        _topic(with_number, topic),
        _topic(without, topic, can_call=False),
    )


_OFFERED = tuple(dict.fromkeys(advice.topics(known) for known in Situation if known is not Situation.NOT_CONFIRMED))

STEPS: tuple[Step, ...] = (
    Junction(QUIET, _quiet, leads_to=("goodbye", PERSON)),
    Junction("now", _now, leads_to=(NOT_CONFIRMED, *map(_step_of, _OFFERED))),
    *map(_what_now, _OFFERED),
    _topic(Topic.RIGHTS.value, Topic.RIGHTS),
    *_by_number(Topic.REACHING),
    *_by_number(Topic.MEDICINE),
)
