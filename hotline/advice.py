"""What to do now: advice in whole sentences in the current language, the same on every channel.

Advice depends on the situation that an answer tells of, never on more than was told. Each situation has first steps and
a few topics to go into; a face chooses how they are shown or said, never other words.
"""

from enum import StrEnum

from hotline.domain.findings import Departure, Outcome
from hotline.texts import gettext as _


class Situation(StrEnum):
    """What an answer means for who asked: its Outcome, and for somebody no longer held how they left custody."""

    HELD = "held"
    IN_TRANSIT = "in_transit"
    PROCESSING = "processing"
    RELEASED = "released"
    LEFT_COUNTRY = "left_country"
    OTHER_AGENCY = "other_agency"
    NOT_CONFIRMED = "not_confirmed"


class Topic(StrEnum):
    """What more there is to know."""

    RIGHTS = "rights"
    LAWYERS = "lawyers"
    REACHING = "reaching"
    MEDICINE = "medicine"


# Nobody can be called, visited or sent medicine where no place is known that holds them.
_TOPICS = {
    Situation.HELD: (Topic.RIGHTS, Topic.LAWYERS, Topic.REACHING, Topic.MEDICINE),
    Situation.RELEASED: (Topic.LAWYERS,),
    Situation.LEFT_COUNTRY: (Topic.LAWYERS,),
}
_WITHOUT_PLACE = (Topic.RIGHTS, Topic.LAWYERS)


def situation(outcome: Outcome, departure: Departure | None = None) -> Situation:
    """Raises ValueError for somebody who is no longer held without how they left."""
    return Situation(departure or "") if outcome is Outcome.NO_LONGER_HELD else Situation(outcome)


def topics(where: Situation) -> tuple[Topic, ...]:
    """What can be asked for in this situation, in the order it is offered."""
    return _TOPICS.get(where, _WITHOUT_PLACE)


def about(topic: Topic, *, can_call: bool = True) -> tuple[str, ...]:
    """What to know of a topic; `can_call` says whether the answer gave a number of the place or of its office."""
    return {
        Topic.RIGHTS: _rights,
        Topic.LAWYERS: _lawyers,
        Topic.REACHING: _reaching if can_call else _reaching_without_number,
        Topic.MEDICINE: _medicine if can_call else _medicine_without_number,
    }[topic]()


def first_steps(where: Situation, *, can_call: bool = True) -> tuple[str, ...]:
    """What matters most after an answer, most urgent first; `can_call` as in about()."""
    return {
        Situation.HELD: _held if can_call else _held_without_number,
        Situation.IN_TRANSIT: _in_transit,
        Situation.PROCESSING: _processing,
        Situation.RELEASED: _released,
        Situation.LEFT_COUNTRY: _left_country,
        Situation.OTHER_AGENCY: _other_agency,
        Situation.NOT_CONFIRMED: _not_confirmed,
    }[where]()


def _rights() -> tuple[str, ...]:
    return (
        _("Do not sign papers that you do not understand. A signature can mean agreeing to leave the country."),
        _("The person may stay silent, and may ask for a lawyer before answering questions or signing."),
        _("The person may ask to speak with the consulate of their country."),
        _("If the person is afraid of their own government, ask a lawyer first."),
    )


def _lawyers() -> tuple[str, ...]:
    return (
        _("The government does not pay for a lawyer in immigration cases, but some lawyers help free of charge."),
        _("Take help only from a lawyer or an accredited representative. A notary is not a lawyer."),
    )


def _reaching() -> tuple[str, ...]:
    return (
        _("People who are held can call out, but nobody can call them. Ask the place how you can leave a message."),
        _("Ask when you may visit and what you must bring. Rules differ from place to place."),
        _("Have ready: the full name, the date of birth, the country of birth, and the A-number if you have it."),
    )


def _reaching_without_number() -> tuple[str, ...]:
    return (
        _("Keep your own telephone on. People who are held can call out, but nobody can call them."),
        _("Before you travel there, ask us to call you. Visits have their own days and rules at each place."),
        _("Have ready: the full name, the date of birth, the country of birth, and the A-number if you have it."),
    )


def _medicine() -> tuple[str, ...]:
    return (
        _("Tell the place today which medicine the person needs, how much, and which doctor ordered it."),
        _("Most places take no medicine from outside. Ask where to send copies of the prescriptions."),
        _("Write down whom you spoke with, and when. If nobody helps, ask us to call you back."),
    )


def _medicine_without_number() -> tuple[str, ...]:
    return (
        _("Ask us to call you now, and tell us that it is about medicine. A person helps you to reach the place."),
        _("Write down which medicine the person needs, how much, and which doctor ordered it."),
        _("Most places take no medicine from outside. Do not send any before somebody there has told you to."),
    )


def _held() -> tuple[str, ...]:
    return (
        _("Call the place, and ask how you can send a message and when you can visit."),
        _("Find a lawyer before anything is signed."),
    )


def _held_without_number() -> tuple[str, ...]:
    return (
        _("Ask us to call you. A person helps you to reach the place."),
        _("Find a lawyer before anything is signed."),
    )


def _in_transit() -> tuple[str, ...]:
    return (
        _("During a move nobody can visit or call the person. Ask us again in a few hours."),
        _("If the person has a lawyer, tell the lawyer today that they are being moved."),
        _("If the person needs medicine, ask us to call you back."),
    )


def _processing() -> tuple[str, ...]:
    return (
        _("Gather the person's papers: the A-number, the birth certificate, and papers about illness or children."),
        _("Find a lawyer before anything is signed."),
        _("If the person needs medicine, ask us to call you back."),
    )


def _released() -> tuple[str, ...]:
    return (
        _("The person should keep every paper from immigration, and go to every appointment in them."),
        _("If the person has a lawyer, tell the lawyer about the release."),
        _("If you do not hear from the person, ask us to call you back."),
    )


def _left_country() -> tuple[str, ...]:
    return (
        _("Ask a lawyer soon. Some decisions can still be reviewed after a person has left, but the time is short."),
        _("Belongings may have stayed behind. Ask the immigration office how to get them back."),
        _("If you do not hear from the person, ask us to call you back."),
    )


def _other_agency() -> tuple[str, ...]:
    return (
        _("Ask the immigration office which agency it is. That agency can tell you about calls and visits."),
        _("If the person has a lawyer, tell the lawyer today."),
        _("If nobody can tell you where the person is, ask us to call you back."),
    )


def _not_confirmed() -> tuple[str, ...]:
    return (
        _("Ask us again in a few hours. What we know changes all day."),
        _("Look for the A-number on letters from immigration. It is the surest way to find a person."),
        _("A lawyer, or the consulate of the person's country, can also ask where the person is."),
    )
