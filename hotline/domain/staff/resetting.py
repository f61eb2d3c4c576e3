"""Somebody who lost every way to sign in chooses anew: by two administrators, and never without hearing of it.

Who lets a colleague choose anew could take their account over, and read as them what they may read. So one
administrator proposes, another agrees and is given the link, and whose account it is gets a letter. Where no two others
are administrators, the terminal does it (`flask staff invite`): who has that has the database as well.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import access, decisions
from hotline.domain.access import Actor
from hotline.domain.decisions import Proposed
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.staff import invitations, members
from hotline.models.operations import Decision, DecisionKind
from hotline.models.staff import StaffState

_TWO = 2


def propose(session: Session, actor: Actor, staff_id: int, *, why: str, now: datetime) -> None:
    """Ask a second administrator.

    Raises NotFound, NotAllowed for one's own account, Invalid: ("why", "missing"), ("decision", "open"),
    ("staff", "two_administrators") where nobody could agree.
    """
    access.require(actor, "staff.change")
    if staff_id == actor.staff_id:
        raise NotAllowed
    if members.working(session, staff_id).state is not StaffState.ACTIVE:
        raise NotFound
    if not can_be_decided(session, staff_id):
        raise Invalid("staff", "two_administrators")
    decisions.propose(session, actor, DecisionKind.INVITE_AGAIN, members.subject(staff_id), why=why, now=now)


def agree(
    session: Session, actor: Actor, staff_id: int, decision_id: int, *, can_email: bool = False, now: datetime
) -> str:
    """The second administrator agrees; answers the secret of the link.

    Raises NotFound, NotAllowed for whoever proposed it or whose account it is.
    """
    access.require(actor, "staff.change")
    _require_about(session, staff_id, decision_id)
    if staff_id == actor.staff_id:
        raise NotAllowed
    decisions.agree(session, actor, decision_id, now=now)
    return invitations.anew(session, actor, staff_id, can_email=can_email, now=now)


def refuse(session: Session, actor: Actor, staff_id: int, decision_id: int, *, why: str, now: datetime) -> None:
    """Another administrator does not agree. Raises NotFound, NotAllowed, Invalid("why", "missing")."""
    access.require(actor, "staff.change")
    _require_about(session, staff_id, decision_id)
    decisions.refuse(session, actor, decision_id, why=why, now=now)


def withdraw(session: Session, actor: Actor, staff_id: int, decision_id: int, *, now: datetime) -> None:
    """It is not needed after all. Raises NotFound, and NotAllowed for everybody but who proposed it."""
    _require_about(session, staff_id, decision_id)
    decisions.withdraw(session, actor, decision_id, now=now)


def proposed(session: Session, staff_id: int) -> Proposed | None:
    """What waits for a second administrator, None where nothing does."""
    return next((one for one in decisions.about(session, members.subject(staff_id)) if one.decided_at is None), None)


def can_be_decided(session: Session, staff_id: int) -> bool:
    """Whether there are two administrators besides whose account it is."""
    return len(members.administrators(session, besides=staff_id)) >= _TWO


def _require_about(session: Session, staff_id: int, decision_id: int) -> None:
    decision = session.get(Decision, decision_id)
    if decision is None or (decision.kind, decision.subject) != (
        DecisionKind.INVITE_AGAIN,
        members.subject(staff_id),
    ):
        raise NotFound
