"""What takes two people: one of the staff proposes and says why, another looks and agrees or refuses.

What follows from an agreement is done by whoever asked for it, in the same unit of work.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import access, audit
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.models.operations import Decision, DecisionKind, DecisionState
from hotline.models.staff import Role

LONGEST_WHY = 1_000  # characters
# What one must be allowed, to propose each kind and to decide about it.
TAKES = {
    DecisionKind.CORRECT_BIRTH: "people.hide",
    DecisionKind.DROP_NOTICES: "messages.release",
    DecisionKind.HIDE_PERSON: "people.hide",
    DecisionKind.INVITE_AGAIN: "staff.change",
    DecisionKind.MERGE_PEOPLE: "people.merge",
    DecisionKind.PART_PEOPLE: "people.merge",
    DecisionKind.RELEASE_BATCH: "imports.release",
    DecisionKind.RELEASE_NOTICES: "messages.release",
    DecisionKind.SHOW_PERSON: "people.hide",
}
_OF_TWO_RECORDS = DecisionKind.MERGE_PEOPLE, DecisionKind.PART_PEOPLE
_HIDING = DecisionKind.CORRECT_BIRTH, DecisionKind.HIDE_PERSON


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision as it is read; `why` is who proposed, `answer` who decided, in their own words.

    `other` is what else it concerns beside its subject, "" for nothing: another record's number, a correction.
    """

    id: int
    kind: DecisionKind
    subject: str
    state: DecisionState
    why: str
    answer: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    other: str = ""


def propose(
    session: Session, actor: Actor, kind: DecisionKind, subject: str, *, other: str = "", why: str, now: datetime
) -> Decision:
    """Ask a second person. Raises Invalid: ("why", "missing") or ("decision", "open") where it was asked already."""
    reason = _reason(why)
    decision = Decision(id=secrets_box.random_id(), kind=kind, subject=subject)
    decision.proposed_by, decision.proposed_at = actor.staff_id, now
    _keep(session, decision, {"why": reason} | ({"other": other} if other else {}))
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError as error:
        raise Invalid("decision", "open") from error
    audit.record(session, actor, "decision.proposed", subject, facts={"kind": kind}, why=reason, now=now)
    return decision


def agree(session: Session, actor: Actor, decision_id: int, *, why: str = "", now: datetime) -> Decision:
    """The second person agrees. Raises NotFound where it is decided, NotAllowed for whoever proposed it."""
    decision = _open(session, decision_id)
    if decision.proposed_by == actor.staff_id:
        raise NotAllowed
    return _decide(session, actor, decision, DecisionState.AGREED, why, now)


def refuse(session: Session, actor: Actor, decision_id: int, *, why: str, now: datetime) -> Decision:
    """The second person does not agree. Raises NotFound, NotAllowed, Invalid("why", "missing")."""
    decision = _open(session, decision_id)
    if decision.proposed_by == actor.staff_id:
        raise NotAllowed
    return _decide(session, actor, decision, DecisionState.REFUSED, _reason(why), now)


def withdraw(session: Session, actor: Actor, decision_id: int, *, now: datetime) -> Decision:
    """Who proposed it does not want it any more. Raises NotFound, and NotAllowed for everybody else."""
    decision = _open(session, decision_id)
    if decision.proposed_by != actor.staff_id:
        raise NotAllowed
    return _decide(session, actor, decision, DecisionState.WITHDRAWN, "", now)


def lapse(session: Session, *subjects: str, now: datetime) -> None:
    """Nobody need decide about these any more: what was proposed is over."""
    _lapse(session, Decision.subject.in_(subjects), now)


def lapse_of(session: Session, staff_id: int, roles: frozenset[Role], *, now: datetime) -> None:
    """What somebody proposed who has only these roles left is over, where they might not propose it any more.

    What hides from its proposal on stays proposed, whoever asked: to drop it would show somebody.
    """
    kinds = [kind for kind, permission in TAKES.items() if not access.PERMISSIONS[permission] & roles]
    theirs = and_(Decision.proposed_by == staff_id, Decision.kind.not_in(_HIDING))
    _lapse(session, and_(theirs, Decision.kind.in_(kinds)), now)


def waiting(session: Session, *kinds: DecisionKind) -> list[Proposed]:
    """What waits for a second person, the oldest first."""
    wanted = Decision.kind.in_(kinds or tuple(DecisionKind))
    rows = session.scalars(select(Decision).where(Decision.decided_at.is_(None), wanted).order_by(Decision.proposed_at))
    return [_read(session, row) for row in rows]


def other(session: Session, decision: Decision) -> str:
    """What else it concerns beside its subject."""
    return _kept(session, decision).get("other", "")


def other_records(kind: DecisionKind, other: str) -> list[int]:
    """The other person's number, where a decision is about two records."""
    return [int(other)] if kind in _OF_TWO_RECORDS else []


def about(session: Session, subject: str) -> list[Proposed]:
    """Everything that was proposed about something, the newest first."""
    rows = session.scalars(select(Decision).where(Decision.subject == subject).order_by(Decision.proposed_at.desc()))
    return [_read(session, row) for row in rows]


def _lapse(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    waiting = select(Decision).where(which, Decision.decided_at.is_(None)).order_by(Decision.id)
    for decision in session.scalars(waiting.with_for_update()):
        decision.state, decision.decided_at = DecisionState.WITHDRAWN, now
        facts = {"kind": decision.kind}
        audit.record(session, None, "decision.withdrawn", decision.subject, facts=facts, now=now)


def _open(session: Session, decision_id: int) -> Decision:
    decision = session.get(Decision, decision_id, with_for_update=True)
    if decision is None or decision.decided_at:
        raise NotFound
    return decision


def _decide(
    session: Session, actor: Actor, decision: Decision, state: DecisionState, why: str, now: datetime
) -> Decision:
    decision.state, decision.decided_by, decision.decided_at = state, actor.staff_id, now
    _keep(session, decision, _kept(session, decision) | {"answer": why.strip()[:LONGEST_WHY]})
    facts = {"kind": decision.kind}
    audit.record(session, actor, f"decision.{state}", decision.subject, facts=facts, why=why.strip(), now=now)
    return decision


def _reason(why: str) -> str:
    if not (reason := why.strip()[:LONGEST_WHY]):
        raise Invalid("why", "missing")
    return reason


def _keep(session: Session, decision: Decision, words: dict[str, str]) -> None:
    plain = json.dumps(words, ensure_ascii=False).encode()
    decision.sealed = secrets_box.of(session).seal(decision.id, plain)


def _kept(session: Session, decision: Decision) -> dict[str, str]:
    kept: dict[str, str] = json.loads(secrets_box.of(session).open(decision.id, decision.sealed))
    return kept


def _read(session: Session, row: Decision) -> Proposed:
    kept = _kept(session, row)
    return Proposed(
        row.id,
        row.kind,
        row.subject,
        row.state,
        kept["why"],
        kept.get("answer", ""),
        row.proposed_by,
        row.proposed_at,
        row.decided_by,
        row.decided_at,
        kept.get("other", ""),
    )
