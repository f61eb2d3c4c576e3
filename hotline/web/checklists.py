"""What to do now, as the pages show it: steps to tick, by situation and by topic; the words are those of advice.py."""

from dataclasses import dataclass

from hotline import advice
from hotline.advice import Situation, Topic
from hotline.texts import gettext as _
from hotline.texts import lazy

_CASES = {
    Situation.HELD: lazy("The person is held, and you know where"),
    Situation.IN_TRANSIT: lazy("The person is being moved"),
    Situation.PROCESSING: lazy("The person was arrested, and the place is not known yet"),
    Situation.RELEASED: lazy("The person was released"),
    Situation.LEFT_COUNTRY: lazy("The person is no longer in the United States"),
    Situation.OTHER_AGENCY: lazy("Another government agency has the person"),
    Situation.NOT_CONFIRMED: lazy("We could not tell you where the person is"),
}
_TOPICS = {
    Topic.REACHING: lazy("How to call and visit"),
    Topic.MEDICINE: lazy("If the person needs medicine"),
    Topic.RIGHTS: lazy("Rights, and what not to sign"),
    Topic.LAWYERS: lazy("Lawyers"),
}
_OF_A_PLACE = (Topic.REACHING, Topic.MEDICINE)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Steps under a title; `name` is their anchor on the page."""

    name: str
    title: str
    steps: tuple[str, ...]


def of_a_place(where: Situation, *, can_call: bool) -> list[Checklist]:
    """What stands beside an answer because the place is known; what else there is to know has pages of its own."""
    return [_topic(topic, can_call=can_call) for topic in _OF_A_PLACE if topic in advice.topics(where)]


def cases() -> list[Checklist]:
    """Every situation, beginning before anybody has looked for the person."""
    told = (Checklist(where, _(title), advice.first_steps(where)) for where, title in _CASES.items())
    return [_not_asked(), *told]


def topics() -> list[Checklist]:
    """What there is to know in several of them."""
    return [_topic(topic) for topic in _TOPICS]


def _topic(topic: Topic, *, can_call: bool = True) -> Checklist:
    return Checklist(topic, _(_TOPICS[topic]), advice.about(topic, can_call=can_call))


def _not_asked() -> Checklist:
    steps = (
        _("If a child or a sick person is alone now, tell us that first."),
        _("Gather what you know: the full name, the date of birth, the country of birth, and the A-number."),
        _("Look for the person here, or call us. You do not have to say who you are."),
        _("Find a lawyer before anything is signed."),
        _("Write down who called you, when, and what they said."),
    )
    return Checklist("not_asked", _("You have not looked for the person yet"), steps)
