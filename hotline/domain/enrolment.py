"""Writing a person down: recognised or new, sealed, hidden where the rule says so, indexed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import corrections, desk, hiding, identities, names, people
from hotline.domain.errors import Invalid
from hotline.domain.identities import Claim, Recognised
from hotline.domain.people import PersonDetails
from hotline.models.operations import TaskKind
from hotline.models.people import Hiding, HidingReason, IdentityKey, Person, SourceIdentity

RESOLVE_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The person a claim is about, with everything now known."""

    person_id: int
    details: PersonDetails
    is_new: bool


def enrol(session: Session, claim: Claim, *, is_protected: bool, has_died: bool, now: datetime) -> Enrolled:
    """Find or make the person. Raises Invalid("person", "missing") when nothing says who is meant.

    A protection flag is only ever added here: taking it away is a decision of staff.
    """
    found = identities.recognise(session, [claim])[0]
    if found.person_id is None and not _says_who(claim):
        raise Invalid("person", "missing")
    details = identities.merged(found.details, claim.details) if found.details else claim.details
    why = hiding.reasons_for(details, is_protected=is_protected, now=now)
    why |= {HidingReason.DIED} if has_died else set()
    why |= _said_by_waiting_rosters(session, details)
    if found.person_id is None:
        person_id = _write(session, details, why, now)
    else:
        person_id = found.person_id
        _rewrite(session, person_id, found, details, now)
        for reason in sorted(why):
            hiding.hide(session, person_id, reason, now=now)
    _remember(session, claim, person_id, details)
    _ask_who(session, person_id, found, details, now)
    if corrections.brings_another(found.details, details):
        due = now + RESOLVE_WITHIN
        desk.open_task(session, TaskKind.SETTLE_BIRTH, f"person:{person_id}", due_at=due, now=now, reason="third_birth")
    return Enrolled(person_id, details, found.person_id is None)


def _said_by_waiting_rosters(session: Session, details: PersonDetails) -> set[HidingReason]:
    """Why a roster that is staged or on hold would hide this person as somebody new: that waits for no release."""
    keys = identities.shared_keys(secrets_box.of(session), details)
    new = select(Hiding.reason).join(IdentityKey, IdentityKey.person_id == Hiding.person_id)
    return set(session.scalars(new.where(IdentityKey.key.in_(keys), ~identities.is_live(Hiding.person_id))))


def _says_who(claim: Claim) -> bool:
    is_named = any(name.given or name.surnames for name in claim.details.names)
    return is_named or bool(claim.details.a_numbers)


def _write(session: Session, details: PersonDetails, why: frozenset[HidingReason], now: datetime) -> int:
    """Reasons to hide come before the index, so that nobody who is hidden ever has a row that strangers reach."""
    row = Person(id=secrets_box.random_id(), birth_year=details.birth_year, updated_at=now)
    row.sealed = people.seal(session, row.id, details)
    session.add(row)
    session.flush()
    hiding.record(session, row.id, why, now=now)
    names.index(session, row.id, details, hidden=bool(why))
    return row.id


def _rewrite(session: Session, person_id: int, found: Recognised, details: PersonDetails, now: datetime) -> None:
    if found.details is None or details == found.details:
        return
    hidden = hiding.is_hidden(session, person_id)
    names.unindex(session, person_id, found.details, hidden=hidden)
    names.index(session, person_id, details, hidden=hidden)
    row = session.get_one(Person, person_id)
    row.sealed = people.seal(session, person_id, details)
    row.birth_year = details.birth_year
    row.updated_at = now


def _remember(session: Session, claim: Claim, person_id: int, details: PersonDetails) -> None:
    """By what the person is recognised next time; every source's next roster must compare afresh."""
    box = secrets_box.of(session)
    rows = [{"key": key, "person_id": person_id} for key in identities.shared_keys(box, details)]
    if rows:
        session.execute(db.upsert(session, IdentityKey).values(rows).on_conflict_do_nothing())
    if claim.person_key:
        own = identities.own_key(box, claim.source, claim.person_key)
        row = {"source": claim.source, "key": own, "person_id": person_id, "fingerprint": 0}
        session.execute(db.upsert(session, SourceIdentity).values(row).on_conflict_do_nothing())
    session.execute(update(SourceIdentity).where(SourceIdentity.person_id == person_id).values(fingerprint=0))


def _ask_who(session: Session, person_id: int, found: Recognised, details: PersonDetails, now: datetime) -> None:
    """Two people who may be one, or one person with two A-numbers: staff settle it, no machine does."""
    if not found.is_doubtful and not identities.gains_a_second_number(found.details, details):
        return
    reason = "same_identity" if found.is_doubtful else "two_a_numbers"
    for subject in sorted({person_id, *found.doubts}):
        desk.open_task(
            session,
            TaskKind.RESOLVE_IDENTITY,
            f"person:{subject}",
            due_at=now + RESOLVE_WITHIN,
            now=now,
            reason=reason,
        )
