"""Two records that are one person: one of the staff proposes, another decides; so too for taking them apart again.

Both directions can tell a family of a stranger, so neither is done by one alone. How it is done: joining.py.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import access, audit, decisions, desk, hiding, identities, intake, names, notices, people, searches
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.people import PersonDetails, kept_for
from hotline.domain.records import joining
from hotline.domain.records.viewing import subject
from hotline.models.operations import Decision, DecisionKind, Task, TaskKind
from hotline.models.people import Hiding, IdentityKey, Merge, Person

MOST_DOUBLES = 10


@dataclass(frozen=True, slots=True)
class Joined:
    """A record that went into this one; the last one alone `can_part`."""

    merged_id: int
    details: PersonDetails
    by: int
    at: datetime
    can_part: bool


def joined(session: Session, person_id: int) -> list[Joined]:
    """What went into this record, the latest first."""
    rows = select(Merge, Person).join(Person, Person.id == Merge.merged_id)
    theirs = rows.where(Merge.kept_id == person_id, Merge.undone_at.is_(None)).order_by(Merge.merged_at.desc())
    return [
        Joined(merge.merged_id, people.unseal(session, row), merge.merged_by, merge.merged_at, can_part=not nth)
        for nth, (merge, row) in enumerate(session.execute(theirs).all())
    ]


def doubles(session: Session, person_id: int, *, sees_hidden: bool) -> list[tuple[int, PersonDetails]]:
    """Who shares an A-number, or a full name and birth date, and may be the same person."""
    details = _details(session, person_id)
    keys = identities.shared_keys(secrets_box.of(session), details)
    others = select(IdentityKey.person_id).where(IdentityKey.key.in_(keys), IdentityKey.person_id != person_id)
    found = select(Person).where(Person.id.in_(others), identities.is_live(Person.id)).limit(MOST_DOUBLES)
    if not sees_hidden:
        found = found.where(Person.id.not_in(select(Hiding.person_id)))
    known = [(row.id, people.unseal(session, row)) for row in session.scalars(found)]
    return [(each, told) for each, told in known if identities.may_be_same(details, told)]


def ask_to_merge(session: Session, actor: Actor, person_id: int, other_id: int, *, why: str, now: datetime) -> None:
    """Ask a second person to let the other record go into this one.

    Raises NotFound, NotAllowed, Invalid: ("why", "missing"), ("decision", "open"), ("merge", "not_alike" or "waits").
    """
    access.require(actor, "people.merge")
    _require_mergeable(session, person_id, other_id)
    kind, this = DecisionKind.MERGE_PEOPLE, subject(person_id)
    decisions.propose(session, actor, kind, this, other=str(other_id), why=why, now=now)


def ask_to_part(session: Session, actor: Actor, person_id: int, other_id: int, *, why: str, now: datetime) -> None:
    """Ask a second person to make two of them again. Raises NotFound, NotAllowed, Invalid as ask_to_merge()."""
    access.require(actor, "people.merge")
    _last(session, person_id, other_id)
    _refuse_open_correction(session, person_id)
    kind, this = DecisionKind.PART_PEOPLE, subject(person_id)
    decisions.propose(session, actor, kind, this, other=str(other_id), why=why, now=now)


def merge(session: Session, actor: Actor, person_id: int, other_id: int, *, why: str, now: datetime) -> None:
    """Do it, when the second person agreed. Raises as ask_to_merge(), and Invalid("roster", "staged")."""
    _alone(session)
    _require_mergeable(session, person_id, other_id)
    row = Merge(id=secrets_box.random_id(), kept_id=person_id, merged_id=other_id, sealed=b"")
    row.merged_by, row.merged_at = actor.staff_id, now
    session.add(row)
    if joining.join(session, row, now=now):
        due = now + intake.VERIFY_WITHIN
        this, why_asked = subject(person_id), "contradicted"
        desk.open_task(session, TaskKind.VERIFY_LOCATION, this, due_at=due, now=now, reason=why_asked)
    _hand_over_tasks(session, person_id, other_id, now)
    _record(session, actor, "person.merged", person_id, other_id, why, now)
    tell(session, [person_id], now)


def part(session: Session, actor: Actor, person_id: int, other_id: int, *, why: str, now: datetime) -> None:
    """Undo it, when the second person agreed. Raises as ask_to_part(), and Invalid("roster", "staged")."""
    _alone(session)
    _refuse_open_correction(session, person_id)
    row = _last(session, person_id, other_id)
    row.undone_by, row.undone_at = actor.staff_id, now
    joining.part(session, row, now=now)
    _record(session, actor, "person.unmerged", person_id, other_id, why, now)
    tell(session, [person_id, other_id], now)


def _alone(session: Session) -> None:
    """No intake runs, and no roster is on its way that read the two as they were."""
    hiding.alone(session)
    identities.refuse_staged_rosters(session)


def _require_mergeable(session: Session, person_id: int, other_id: int) -> None:
    """Both stand for themselves, are alike, and nobody waits for a word about the one that goes, or either's birth."""
    if person_id == other_id or any(kept_for(session, each) != each for each in (person_id, other_id)):
        raise NotFound
    if other_id not in dict(doubles(session, person_id, sees_hidden=True)):
        raise Invalid("merge", "not_alike")
    if session.scalar(select(exists().where(Decision.subject == subject(other_id), Decision.decided_at.is_(None)))):
        raise Invalid("merge", "waits")
    _refuse_open_correction(session, person_id)


def _refuse_open_correction(session: Session, person_id: int) -> None:
    """What hides somebody while it is decided must not go over to another record. Raises Invalid("merge", "waits")."""
    theirs = Decision.subject == subject(person_id), Decision.kind == DecisionKind.CORRECT_BIRTH
    if session.scalar(select(exists().where(*theirs, Decision.decided_at.is_(None)))):
        raise Invalid("merge", "waits")


def _last(session: Session, person_id: int, other_id: int) -> Merge:
    """What went into this record last, where that is the other: what came on top is undone first. Raises NotFound."""
    theirs = select(Merge).where(Merge.kept_id == person_id, Merge.undone_at.is_(None)).with_for_update()
    row = session.scalars(theirs.order_by(Merge.merged_at.desc()).limit(1)).first()
    if row is None or row.merged_id != other_id or kept_for(session, person_id) != person_id:
        raise NotFound
    return row


def _hand_over_tasks(session: Session, person_id: int, other_id: int, now: datetime) -> None:
    """Who is who is settled; what else was asked about the other is asked about the one."""
    desk.close_tasks(session, TaskKind.RESOLVE_IDENTITY, subject(person_id), now=now)
    asked = select(Task).where(Task.subject == subject(other_id), Task.closed_at.is_(None))
    for task in session.scalars(asked).all():
        if task.kind is not TaskKind.RESOLVE_IDENTITY:
            this = subject(person_id)
            desk.open_task(session, task.kind, this, due_at=task.due_at, now=now, reason=task.reason)
        desk.close_task(session, task.id, now=now)


def _record(
    session: Session, actor: Actor, action: str, person_id: int, other_id: int, why: str, now: datetime
) -> None:
    """In the trail of both."""
    for one, other in ((person_id, other_id), (other_id, person_id)):
        facts: dict[str, str | int | bool | None] = {"with": subject(other)}
        audit.record(session, actor, action, subject(one), facts=facts, why=why.strip(), now=now)


def tell(session: Session, person_ids: list[int], now: datetime) -> None:
    """Who looks for them, and who is told of them, hears what the records say now."""
    for person_id in person_ids:
        told = _details(session, person_id)
        searches.wake(session, [key for key, _ in names.staged_keys(secrets_box.of(session), told)])
    session.flush()
    notices.owe_for(session, person_ids, now=now)


def _details(session: Session, person_id: int) -> PersonDetails:
    if (row := session.get(Person, person_id)) is None:
        raise NotFound
    return people.unseal(session, row)
