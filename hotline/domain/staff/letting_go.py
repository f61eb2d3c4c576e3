"""What one of the staff has in hand when they leave or may do less than before: it is free for others at once."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hotline.domain import audit, decisions
from hotline.domain.access import Actor
from hotline.models.calls import Shift
from hotline.models.operations import Claim
from hotline.models.staff import Role


def everything(
    session: Session, staff_id: int, by: Actor | None, *, keeps: frozenset[Role] = frozenset(), now: datetime
) -> None:
    """They take no calls any more, work on nothing, and what they proposed in a role that they do not keep is over.

    `by` is who ends it, None for a command.
    """
    open_ones = update(Shift).where(Shift.staff_id == staff_id, Shift.signed_off_at.is_(None))
    for shift_id in session.scalars(open_ones.values(signed_off_at=now).returning(Shift.id)).all():
        audit.record(session, by, "shift.ended", f"shift:{shift_id}", now=now)
    theirs = delete(Claim).where(Claim.staff_id == staff_id).returning(Claim.subject)
    for subject in session.scalars(theirs).all():
        audit.record(session, by, "claim.given_back", subject, now=now)
    decisions.lapse_of(session, staff_id, keeps, now=now)
