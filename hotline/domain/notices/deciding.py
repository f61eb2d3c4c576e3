"""What held notices would tell goes out, or is dropped, on the word of two of the staff: one proposes, another agrees.

A decision is about one kind of change, and about what both have seen: where more came since, they look again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import audit, decisions
from hotline.domain.access import Actor
from hotline.domain.decisions import Proposed
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.notices.breaker import decided_as, drop_held, lock_held, release_held
from hotline.models.notices import Change, Notice
from hotline.models.operations import Decision, DecisionKind, DecisionState

DECIDED = DecisionKind.RELEASE_NOTICES, DecisionKind.DROP_NOTICES


@dataclass(frozen=True, slots=True)
class Held:
    """How many notices of one change wait for two people, the oldest since when."""

    change: Change
    n: int
    oldest_at: datetime


def standing(session: Session) -> list[Held]:
    """What waits, by what it tells of."""
    counted = select(Notice.change, func.count(), func.min(Notice.written_at)).where(Notice.is_held)
    return [Held(*row) for row in session.execute(counted.group_by(Notice.change).order_by(Notice.change))]


def about(session: Session, change: Change) -> list[Proposed]:
    """What was proposed about these, the newest first."""
    return decisions.about(session, decided_as(change))


def propose(session: Session, actor: Actor, kind: DecisionKind, change: Change, *, why: str, now: datetime) -> Decision:
    """Ask a second person to let them go, or to drop them.

    Raises Invalid: ("held", "none"), ("why", "missing"), ("decision", "open") where either was asked already.
    """
    if not _count(session, change):
        raise Invalid("held", "none")
    if any(one.state is DecisionState.PROPOSED for one in about(session, change)):
        raise Invalid("decision", "open")
    return decisions.propose(session, actor, kind, decided_as(change), why=why, now=now)


def agree(session: Session, actor: Actor, decision_id: int, *, seen: int, why: str = "", now: datetime) -> int:
    """The second person agrees, having seen so many of them wait; answers how many went or were dropped.

    Raises NotFound, NotAllowed for whoever proposed it, Invalid("held", "changed") where another number waits now.
    """
    change, kind, by = _about(session, decision_id)
    if by == actor.staff_id:
        raise NotAllowed
    lock_held(session, {change})
    if _count(session, change) != seen:
        raise Invalid("held", "changed")
    decisions.agree(session, actor, decision_id, why=why, now=now)
    if kind is DecisionKind.RELEASE_NOTICES:
        signed = {"by": f"staff:{by}", "second": actor.signature}
        done, action = release_held(session, **signed, changes={change}, now=now), "notices.released"
    else:
        done, action = drop_held(session, changes={change}, now=now), "notices.dropped"
    audit.record(session, actor, action, decided_as(change), facts={"seen": seen, "done": done}, why=why, now=now)
    return done


def refuse(session: Session, actor: Actor, decision_id: int, *, why: str, now: datetime) -> None:
    """They go on waiting. Raises NotFound, NotAllowed, Invalid("why", "missing")."""
    _about(session, decision_id)
    decisions.refuse(session, actor, decision_id, why=why, now=now)


def withdraw(session: Session, actor: Actor, decision_id: int, *, now: datetime) -> None:
    """Who proposed it does not want it any more. Raises NotFound, NotAllowed."""
    _about(session, decision_id)
    decisions.withdraw(session, actor, decision_id, now=now)


def _count(session: Session, change: Change) -> int:
    waiting = select(func.count()).select_from(Notice).where(Notice.is_held, Notice.change == change)
    return session.scalar(waiting) or 0


def _about(session: Session, decision_id: int) -> tuple[Change, DecisionKind, int]:
    """What a decision is about, which kind it is and who proposed it. Raises NotFound for one about something else."""
    decision = session.get(Decision, decision_id)
    if decision is None or decision.kind not in DECIDED:
        raise NotFound
    return Change(decision.subject.partition(":")[2]), decision.kind, decision.proposed_by
