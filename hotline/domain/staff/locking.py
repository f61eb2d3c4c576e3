"""Wrong tries close an account for a while: five of them for 15 minutes, and twice as long each time, up to 8 hours.

While it is closed nothing is counted and nothing is right, and a stranger reads the same words as ever.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from hotline.domain import audit, outbox
from hotline.domain.access import Actor
from hotline.domain.outbox import Owed, Recipient
from hotline.domain.staff import details
from hotline.models.messages import Means, MessageKind
from hotline.models.staff import StaffMember

TRIES = 5
FIRST, LONGEST = timedelta(minutes=15), timedelta(hours=8)


def is_locked(member: StaffMember, *, now: datetime) -> bool:
    """Whether too many wrong tries keep them out at this moment."""
    return member.locked_until is not None and member.locked_until > now


def failed(
    session: Session, staff_id: int | None, means: str, *, counts: bool = True, can_email: bool = False, now: datetime
) -> bool:
    """Record a wrong try of somebody, or of nobody whom we know, in as many statements; answers whether it locks.

    `means` is what was wrong: "password", "code", "recovery". With `counts` False the account is closed already.
    Who is locked out is told by e-mail, where any can leave (`can_email`).
    """
    whose = StaffMember.id == (staff_id if staff_id and counts else 0)
    counted = update(StaffMember).where(whose).values(failures=StaffMember.failures + 1)
    row = session.execute(counted.returning(StaffMember.failures).execution_options(synchronize_session=False)).first()
    subject = f"staff:{staff_id}" if staff_id else ""
    audit.record(session, None, "sign_in.failed", subject, facts={"means": means}, now=now)
    if row is None or row.failures % TRIES:
        return False
    until = now + min(FIRST * 2 ** min(row.failures // TRIES - 1, 5), LONGEST)
    locked = update(StaffMember).where(StaffMember.id == staff_id).values(locked_until=until)
    session.execute(locked.execution_options(synchronize_session=False))
    if staff_id and can_email:
        _tell(session, staff_id, row.failures, now)
    audit.record(
        session, None, "sign_in.locked", subject, facts={"minutes": (until - now) // timedelta(minutes=1)}, now=now
    )
    return True


def _tell(session: Session, staff_id: int, failures: int, now: datetime) -> None:
    """Owe the member a notice: it may be somebody else who tries."""
    member = session.get_one(StaffMember, staff_id)
    to = Recipient(details.of(session, member).email, Means.EMAIL, member.interface)
    outbox.owe(session, Owed(MessageKind.LOCKED, to, f"{staff_id} {failures} {now:%Y-%m-%dT%H}"), now=now)


def opened(member: StaffMember) -> None:
    """Somebody proved who they are with all that it takes: what went wrong before counts no more."""
    member.failures, member.locked_until = 0, None


def unlock(session: Session, by: Actor | None, staff_id: int, *, now: datetime) -> None:
    """Somebody rang, and is who they say; `by` is who opens it, None for a command."""
    lifted = update(StaffMember).where(StaffMember.id == staff_id).values(failures=0, locked_until=None)
    session.execute(lifted)
    audit.record(session, by, "staff.changed", f"staff:{staff_id}", facts={"unlocked": True}, now=now)
