"""Facts into whole sentences in the current language, the same on every channel.

A face adds how it is shown or said (digits one by one, a link, a pause), never other words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hotline import countries, texts
from hotline.domain.findings import Departure, Finding, Outcome
from hotline.domain.names import Question
from hotline.hours import Hours
from hotline.models.contacts import SearchState
from hotline.models.notices import Change
from hotline.texts import gettext as _


@dataclass(frozen=True, slots=True)
class Telling:
    """An answer in words: a headline, then sentences in the order they are read.

    `number` is the number to call, E.164, or "": a face shows it as a button or reads it digit by digit, so it stands
    in none of the sentences. What to do now is said by advice.py.
    """

    headline: str
    sentences: tuple[str, ...]
    number: str = ""
    number_label: str = ""


def finding(found: Finding) -> Telling:
    """The answer to a look-up."""
    headline, facts = _TELLERS[found.outcome](found)
    number_label = _number_label(found)
    if found.outcome is Outcome.NOT_CONFIRMED:
        return Telling(headline, facts)
    return Telling(headline, (*facts, _freshness(found)), found.call, number_label)


def question(asked: Question) -> str:
    """A further question as it is put to everybody who was not answered."""
    return {
        Question.FULL_NAME: _("What is the person's full name? Please give every given name and surname."),
        Question.FULL_DATE: _("What is the person's full date of birth: month, day and year?"),
        Question.SECOND_SURNAME: _("Does the person have a second surname? What is it?"),
        Question.OTHER_NAME: _("Does the person use another given name, or another name at work? What is it?"),
        Question.COUNTRY: _("In which country was the person born?"),
    }[asked]


def search_state(state: SearchState) -> str:
    """What a reference code alone tells."""
    return {
        SearchState.OPEN: _("Your search is open. We keep looking."),
        SearchState.NEWS: _("There is news about your search. Please call us, or enter your PIN."),
        SearchState.CLOSED: _("Your search is closed. Please call us."),
    }[state]


def hours(open_hours: Hours) -> str:
    """When people answer the telephone."""
    if open_hours.is_always:
        return _("People answer day and night.")
    return _(
        "People answer every day from %(opens)s to %(closes)s, %(zone)s.",
        opens=texts.clock_words(open_hours.opens),
        closes=texts.clock_words(open_hours.closes),
        zone=texts.zone_words(open_hours.time_zone, texts.current().code),
    )


def counted(open_hours: Hours | None) -> str:
    """What makes a promise of 2 hours true where people do not answer day and night; "" where they do.

    A promise of 24 hours needs no such word: people answer every day.
    """
    if open_hours is None or open_hours.is_always:
        return ""
    # Translators: read or heard after the promise that a person calls, listens or looks within 2 hours.
    return _(
        "The 2 hours count only while people answer: every day from %(opens)s to %(closes)s, %(zone)s.",
        opens=texts.clock_words(open_hours.opens),
        closes=texts.clock_words(open_hours.closes),
        zone=texts.zone_words(open_hours.time_zone, texts.current().code),
    )


def search_opened(state: SearchState) -> str:
    """What the right PIN tells where the records hold no answer: unlike a code alone, so that nobody doubts the PIN."""
    return {
        SearchState.OPEN: _("Your code and PIN are right. There is no news yet. We keep looking."),
        SearchState.NEWS: _(
            "Your code and PIN are right. There was news, but we can no longer tell it here. Please call us."
        ),
        SearchState.CLOSED: _("Your code and PIN are right. Your search is closed. Please call us."),
    }[state]


def notices_state(state: SearchState) -> str:
    """What the code of somebody's notices tells alone."""
    return {
        SearchState.OPEN: _("You asked us to tell you of changes. There is no news yet."),
        SearchState.NEWS: _(
            "You asked us to tell you of changes, and there is news. Please call us, or enter your PIN."
        ),
        SearchState.CLOSED: _("You are told of no more changes under this code. Please call us."),
    }[state]


def notices_opened(state: SearchState) -> str:
    """What the right PIN of notices tells where there is no answer, for whatever reason."""
    if state is SearchState.CLOSED:
        return _("Your code and PIN are right. These notices have ended: we send nothing more.")
    return _("Your code and PIN are right. There is nothing that we can tell here now. Please call us.")


def noticed(changes: Sequence[Change], recorded: str, found: Finding) -> tuple[str, ...]:
    """What changed since the PIN was last used, oldest first, and why somebody left custody; for who has the PIN.

    What happened several times is said once, where it happened last: who was moved often hears today's place soon.
    A reason never stands alone: heard again, it follows that the person left.
    """
    latest_first = dict.fromkeys(reversed(changes))
    happened = tuple(change(each) for each in reversed(latest_first))
    why = reason(recorded) if found.departure else ""
    if why and found.departure and not happened:
        happened = (change(Change(found.departure)),)
    return (*happened, why) if why else happened


def change(happened: Change) -> str:
    """What a notice tells of, for who has the PIN."""
    return {
        Change.LEFT_PLACE: _("The person left the place that we told you of."),
        Change.ARRIVED: _("The person was brought to a new place."),
        Change.RELEASED: _("The person was released."),
        Change.LEFT_COUNTRY: _("The person left the United States."),
        Change.OTHER_AGENCY: _("Another government agency has become responsible for the person."),
        Change.STALE: _("For some time nobody has confirmed where the person is."),
    }[happened]


def reason(recorded: str) -> str:
    """Why somebody left custody: the records' own reason in plain words, "" for one that says no more than that."""
    said = {
        "Bonded Out": _("The records give this reason: a bond was paid."),
        "Order of recognizance": _("The records give this reason: a promise to come to court."),
        "Order of supervision": _("The records give this reason: release with rules to report to immigration."),
        "Paroled": _("The records give this reason: permission to stay for some time, called parole."),
        "Proceedings Terminated": _("The records give this reason: the immigration case was ended."),
        "Relief Granted": _("The records give this reason: an immigration judge allowed the person to stay."),
        "Removed": _("The records give this reason: removal, also called deportation."),
        "Voluntary": _("The records give this reason: the person agreed to leave."),
    }
    beginning = recorded.lower()
    return next((words for begins, words in said.items() if beginning.startswith(begins.lower())), "")


def _held(found: Finding) -> tuple[str, tuple[str, ...]]:
    headline = _("This person is being held.")
    if not found.since:
        return headline, _held_at(found)
    since = texts.moment_words(found.since, found.time_zone)
    return headline, (*_held_at(found), _("The person has been there since %(moment)s.", moment=since))


def _last_place(found: Finding) -> tuple[str, ...]:
    return (_("The last place we know is: %(facility)s.", facility=found.facility.name),) if found.facility else ()


def _held_at(found: Finding) -> tuple[str, ...]:
    place = found.facility
    if place is None:
        return ()
    named = _("The person is at this place: %(facility)s.", facility=place.name)
    return (named, _("The address is: %(address)s.", address=", ".join(place.lines))) if place.lines else (named,)


def _in_transit(found: Finding) -> tuple[str, tuple[str, ...]]:
    facts = [*_last_place(found)]
    if found.since:
        left = texts.moment_words(found.since, found.time_zone)
        facts.append(_("The person left there on %(moment)s.", moment=left))
    facts.append(_("A move can take a day. Please ask us again in a few hours."))
    return _("This person is being moved to another place."), (*facts, *_responsible(found))


def _processing(found: Finding) -> tuple[str, tuple[str, ...]]:
    facts = []
    if found.since:
        moment = texts.moment_words(found.since, found.time_zone)
        facts.append(_("The person was arrested on %(moment)s.", moment=moment))
    facts.append(_("The place is usually known within 24 hours. Please ask us again."))
    headline = _("This person was arrested and is being processed. We do not know the place yet.")
    return headline, (*facts, *_responsible(found))


def _responsible(found: Finding) -> tuple[str, ...]:
    if found.office is None:
        return ()
    return (_("This office is responsible: %(office)s.", office=found.office.name),)


def _no_longer_held(found: Finding) -> tuple[str, tuple[str, ...]]:
    day = texts.day_words(found.since, found.time_zone) if found.since else ""
    if found.departure is Departure.RELEASED:
        return _("This person is no longer held."), (_("The person was released on %(day)s.", day=day),)
    if found.departure is Departure.LEFT_COUNTRY and found.country:
        country = countries.name(found.country)
        fact = _("The person left the United States on %(day)s, for %(country)s.", day=day, country=country)
        return _("This person is no longer held."), (fact,)
    if found.departure is Departure.LEFT_COUNTRY:
        return _("This person is no longer held."), (_("The person left the United States on %(day)s.", day=day),)
    facts = (
        _("Another government agency has been responsible for the person since %(day)s.", day=day),
        _("Ask the immigration office which agency it is, or ask us to call you back."),
    )
    return _("This person is no longer in immigration custody."), facts


def _not_confirmed(_found: Finding) -> tuple[str, tuple[str, ...]]:
    return _("We cannot tell you by this line where this person is."), (
        _("That does not mean the person is not held."),
        _("We can still help you."),
    )


_TELLERS = {
    Outcome.HELD: _held,
    Outcome.IN_TRANSIT: _in_transit,
    Outcome.PROCESSING: _processing,
    Outcome.NO_LONGER_HELD: _no_longer_held,
    Outcome.NOT_CONFIRMED: _not_confirmed,
}


def _freshness(found: Finding) -> str:
    if found.confirmed_at is None:
        return _("We do not know when this was last confirmed. We are checking it.")
    moment = texts.moment_words(found.confirmed_at, found.time_zone)
    if not found.is_fresh:
        return _("This was last confirmed on %(moment)s. It may have changed. We are checking it.", moment=moment)
    if found.is_from_roster:
        return _("The custody list confirmed this on %(moment)s.", moment=moment)
    return _("An immigration office reported this on %(moment)s.", moment=moment)


def _number_label(found: Finding) -> str:
    if not found.call:
        return _("We have no telephone number yet that we have checked ourselves. Ask us to call you back.")
    if found.call_is_office and found.office:
        return _("Telephone of the immigration office (%(office)s):", office=found.office.name)
    return _("Telephone of this place:")
