"""One look-up, for every face: evidence before location (docs/disclosure.md outranks this file).

A stranger gets one answer or none. The statements that run, and what they write, are the same for a person who is
hidden and for one who is absent, because hidden people have no rows in the index that find() reads.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from hotline.domain import custody, desk, limits, names
from hotline.domain.custody import Whereabouts
from hotline.domain.findings import Departure, Finding, Outcome
from hotline.domain.limits import Asker, Target
from hotline.domain.names import Match, Query, Question
from hotline.domain.people import PersonDetails
from hotline.models.custody import StayEnd
from hotline.models.operations import TaskKind

THRESHOLD = 5.0  # log posterior odds; docs/matching.md says how often it is wrong
FRESH = timedelta(hours=8)
TRANSIT_FRESH = timedelta(hours=24)
TOLD_AFTER_LEAVING = timedelta(days=60)
VERIFY_WITHIN = timedelta(hours=4)
FURTHER_QUESTIONS = 2

NOT_CONFIRMED = Finding(Outcome.NOT_CONFIRMED)

_DEPARTURES = {
    StayEnd.RELEASED: Departure.RELEASED,
    StayEnd.LEFT_COUNTRY: Departure.LEFT_COUNTRY,
    StayEnd.OTHER_AGENCY: Departure.OTHER_AGENCY,
    StayEnd.ORR: Departure.OTHER_AGENCY,
}
_UNCLEAR = {
    StayEnd.TRANSFERRED,
    StayEnd.DISPOSITION_CHANGED,
    StayEnd.ESCAPED,
    StayEnd.NO_LONGER_LISTED,
    StayEnd.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Located:
    """An answer and, for the domain alone, whom it is about: None where nobody could be told anything."""

    finding: Finding
    person_id: int | None


def find(session: Session, query: Query, *, asker: Asker, now: datetime) -> Finding:
    """The public answer to a look-up; every face asks here. As locate()."""
    return locate(session, query, asker=asker, now=now).finding


def locate(session: Session, query: Query, *, asker: Asker, now: datetime) -> Located:
    """The public answer to a look-up, counted.

    A miss carries the next further question, which depends only on what was told so far. Opens a verification task
    when the answer is old or cannot be given from what the records say.
    """
    standing = limits.charge(session, asker, query, now=now)
    question = next_question(query, alarm_is_on=standing.alarm_is_on)
    if standing.is_over or question is Question.COUNTRY:
        person_id = None
    else:
        person_id = _identify(session, query, standing.tripped)
    finding = tell(session, person_id, now=now)
    if finding.outcome is not Outcome.NOT_CONFIRMED:
        return Located(finding, person_id)
    limits.record_miss(session, now=now)
    return Located(replace(NOT_CONFIRMED, question=question), None)


def look(session: Session, query: Query, *, now: datetime) -> Finding:
    """The same answer without counting it against anybody: for an open search that is run again."""
    return tell(session, _identify(session, query, frozenset()), now=now)


def ranked(session: Session, query: Query, limit: int = 5) -> list[Match]:
    """The people who fit best, with their log-odds and the reasons, best first; for staff, hidden people included."""
    return names.matches(session, query, staff=True, limit=limit)


def next_question(
    query: Query, *, alarm_is_on: bool = False, passed_over: Collection[Question] = ()
) -> Question | None:
    """The further question to ask of whoever gave this, found or not; None when two were asked.

    What whoever asks has said that they do not know is `passed_over`, and counts as none of the two. While the global
    breaker is on, the country is asked of everybody who did not give it, before the others.
    """
    if alarm_is_on and not query.country and Question.COUNTRY not in query.asked:
        return Question.COUNTRY
    if sum(question is not Question.COUNTRY for question in query.asked) >= FURTHER_QUESTIONS:
        return None
    done = {*query.asked, *passed_over}
    open_questions = [question for question, is_told in _further(query) if not is_told and question not in done]
    return open_questions[0] if open_questions else None


def _further(query: Query) -> list[tuple[Question, bool]]:
    """The further questions in their order, and whether the answer to each was told already."""
    return [
        (Question.FULL_NAME, query.has_name),
        (Question.FULL_DATE, query.birth_date is not None),
        (Question.SECOND_SURNAME, bool(query.second_surname) or len(query.keyed_surnames) > 1),
        (Question.OTHER_NAME, bool(query.also)),
        (Question.COUNTRY, bool(query.country)),
    ]


def _identify(session: Session, query: Query, tripped: frozenset[Target]) -> int | None:
    """The one disclosable person for whom the evidence is enough, or None."""
    if query.a_number and Target.NUMBER not in tripped:
        known = names.by_a_number(session, query.a_number)
        proven = [person_id for person_id, details in known if _proves_number(details, query)]
        if len(proven) == 1:
            return proven[0]
    if not query.has_name or tripped & {Target.NAME, Target.PAIR}:
        return None
    best = names.matches(session, query, limit=1)
    return best[0].person_id if best and _is_enough(best[0], query) else None


def _proves_number(details: PersonDetails, query: Query) -> bool:
    """The A-number needs the birth year beside it, or the family name and the country; the country alone never."""
    years = {born.year for born in details.births} | set(details.birth_years)
    if query.year in years:
        return True
    is_country = bool(query.country) and query.country in (details.country, details.citizenship)
    return is_country and names.family_name_agrees(details, query)


def _is_enough(match: Match, query: Query) -> bool:
    """Log-odds past the threshold, a given name and a surname agreeing, and at least a birth year."""
    has_parts = match.has_given and match.has_surname and match.has_birth
    return has_parts and query.year is not None and match.log_odds >= THRESHOLD


def can_answer(query: Query) -> bool:
    """Whether what was told can be evidence enough, whoever it is about: the least that find() asks for."""
    has_year = query.year is not None
    if query.a_number and (has_year or (query.country and query.has_name)):
        return True
    return has_year and names.has_whole_name(query)


def tell(session: Session, person_id: int | None, *, now: datetime) -> Finding:
    """What the records of an identified person let us say (docs/disclosure.md, "What is said")."""
    seen = custody.whereabouts(session, person_id, now=now) if person_id is not None else None
    if seen is None:
        return NOT_CONFIRMED
    finding = _said(seen, now)
    if not finding.is_fresh or _is_unclear(seen):
        subject = f"person:{seen.person_id}"
        desk.open_task(session, TaskKind.VERIFY_LOCATION, subject, due_at=now + VERIFY_WITHIN, now=now)
    return finding


def known(session: Session, person_id: int, *, now: datetime) -> Finding:
    """The same as tell(), where nobody has asked: staff are not asked either."""
    seen = custody.whereabouts(session, person_id, now=now)
    return _said(seen, now) if seen else NOT_CONFIRMED


def known_of(session: Session, person_ids: Collection[int], *, now: datetime) -> dict[int, Finding]:
    """What known() says of each of these people, in one statement."""
    seen = custody.whereabouts_of(session, person_ids, now=now)
    return {each: _said(seen[each], now) if each in seen else NOT_CONFIRMED for each in person_ids}


def reason(session: Session, person_id: int, *, now: datetime) -> str:
    """Why the person was last moved or left custody, in one of the records' own reasons, or ""."""
    return custody.last_reason(session, person_id, now=now)


def _said(seen: Whereabouts, now: datetime) -> Finding:
    if _is_unclear(seen):
        return NOT_CONFIRMED
    if seen.end is not None:
        return _said_of_the_departed(seen, seen.end, now)
    known = partial(Finding, office=seen.office, confirmed_at=seen.confirmed_at, is_from_roster=seen.is_from_roster)
    if seen.facility is None:
        is_fresh = now - seen.confirmed_at <= TRANSIT_FRESH
        return known(Outcome.PROCESSING, since=seen.began_at, is_fresh=is_fresh)
    if seen.left_at is None:
        is_fresh = now - seen.confirmed_at <= FRESH
        return known(Outcome.HELD, facility=seen.facility, since=seen.arrived_at, is_fresh=is_fresh)
    is_fresh = now - seen.left_at <= TRANSIT_FRESH
    return known(Outcome.IN_TRANSIT, facility=seen.facility, since=seen.left_at, is_fresh=is_fresh)


def _said_of_the_departed(seen: Whereabouts, end: StayEnd, now: datetime) -> Finding:
    """When somebody left custody and, for a removal, to which country; never where a released person went."""
    departure = _DEPARTURES.get(end)
    if departure is None or seen.ended_at is None or now - seen.ended_at > TOLD_AFTER_LEAVING:
        return NOT_CONFIRMED
    return Finding(
        Outcome.NO_LONGER_HELD,
        office=seen.office,
        since=seen.ended_at,
        confirmed_at=seen.confirmed_at,
        is_from_roster=seen.is_from_roster,
        departure=departure,
        country=seen.departure_country if departure is Departure.LEFT_COUNTRY else "",
    )


def _is_unclear(seen: Whereabouts) -> bool:
    """Whether the records end in a word that says nothing of where the person is; staff find out."""
    return seen.is_contradicted or seen.end in _UNCLEAR
