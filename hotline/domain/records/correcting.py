"""A birth date that was written wrongly: one of the staff proposes the right one, another decides.

A child must not be found, so a date that makes a child of somebody hides them from its proposal on; what makes an adult
of somebody takes effect when the second person agrees, never before. What sources say afterwards: corrections.py.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from hotline.domain import access, audit, corrections, decisions, desk, enrolment, hiding, identities, people
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.people import Correction, PersonDetails
from hotline.domain.records import holding, merging
from hotline.domain.records.holding import Held, Why
from hotline.domain.records.viewing import subject
from hotline.models.operations import Decision, DecisionKind, TaskKind
from hotline.models.people import HidingReason, Person

# What an age hides by; a correction settles both.
_BY_AGE = frozenset({HidingReason.MINOR, HidingReason.MAY_BE_MINOR})


def ask_to_correct(
    session: Session, actor: Actor, person_id: int, born: date, *, is_claim_wrong: bool, why: str, now: datetime
) -> None:
    """Ask a second person whether the birth date is that one; `is_claim_wrong`: nor was it true that they are a child.

    Raises NotFound, NotAllowed, Invalid: ("why", "missing"), ("decision", "open"), ("born", "known").
    """
    access.require(actor, "people.hide")
    hiding.alone(session)
    known = _known(session, person_id)
    correction = corrections.proposed(known, born, is_claim_wrong=is_claim_wrong)
    after = corrections.applied(known, correction)
    if replace(after, corrected=None) == replace(known, corrected=None):
        raise Invalid("born", "known")
    other = people.written_correction(correction)
    decisions.propose(session, actor, DecisionKind.CORRECT_BIRTH, subject(person_id), other=other, why=why, now=now)
    if hiding.is_minor(after, now=now):
        hiding.hide(session, person_id, HidingReason.MAY_BE_MINOR, now=now, by=actor.signature)
        facts = {"reason": HidingReason.MAY_BE_MINOR}
        audit.record(session, actor, "person.hidden", subject(person_id), facts=facts, why=why.strip(), now=now)


def correct(session: Session, actor: Actor, person_id: int, decision: Decision, *, why: str, now: datetime) -> None:
    """Do it, when the second person agreed: sealed, hidden and indexed anew, and whoever looks for them is told.

    Raises NotFound, Invalid("roster", "staged").
    """
    hiding.alone(session)
    identities.refuse_staged_rosters(session)
    was = holding.held(session, person_id)
    after = corrections.applied(was.details, read(decisions.other(session, decision)))
    hidings = _hidings(was, after, (f"staff:{decision.proposed_by}", actor.signature), now=now)
    holding.clear(session, person_id, was)
    holding.give(session, person_id, replace(was, details=after, hidings=hidings), now=now)
    audit.record(session, actor, "person.birth_corrected", subject(person_id), why=why.strip(), now=now)
    _ask_about_others(session, person_id, after, now)
    merging.tell(session, [person_id], now)


def read(other: str) -> Correction:
    """What a decision proposes, which is sealed with its reasons."""
    return people.correction_of(other)


def _known(session: Session, person_id: int) -> PersonDetails:
    row = session.get(Person, person_id, populate_existing=True)
    if row is None or people.kept_for(session, person_id) != person_id:
        raise NotFound
    return people.unseal(session, row)


def _hidings(was: Held, after: PersonDetails, by: tuple[str, str], *, now: datetime) -> tuple[Why, ...]:
    """What hides them now: whatever is no matter of age, and the age if it does; `by` are the two who settled it."""
    kept = tuple(why for why in was.hidings if why[0] not in _BY_AGE)
    if not hiding.is_minor(after, now=now):
        return kept
    as_before = next((why for why in was.hidings if why[0] == HidingReason.MINOR), None)
    return (*kept, as_before or (HidingReason.MINOR, now.isoformat(), *by))


def _ask_about_others(session: Session, person_id: int, after: PersonDetails, now: datetime) -> None:
    """Whether a date or a year stands beside the one that was settled, because it came while that was decided."""
    this = subject(person_id)
    if len(corrections.known_births(after)) == 1:
        desk.close_tasks(session, TaskKind.SETTLE_BIRTH, this, now=now)
        return
    due = now + enrolment.RESOLVE_WITHIN
    desk.open_task(session, TaskKind.SETTLE_BIRTH, this, due_at=due, now=now, reason="third_birth")
