"""Signing in: a password and then a one-time or a recovery code, or a passkey alone; never one factor.

Whoever is refused after the first step learns nothing by it: an unknown address, a wrong password, a closed account and
too many tries from one network are one answer, at one cost.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hotline.domain import audit, limits
from hotline.domain.access import Actor
from hotline.domain.limits import Asker
from hotline.domain.staff import (
    details,
    locking,
    members,
    one_time_codes,
    passkeys,
    passwords,
    recovery,
    sessions,
    steps,
)
from hotline.domain.staff.one_time_codes import Taken
from hotline.domain.staff.passkeys import Site
from hotline.models.staff import Invitation, StaffMember, StaffState


class Refusal(StrEnum):
    """Why a second step did not sign somebody in."""

    WRONG = "wrong"
    USED = "used"  # the code is right and was taken before
    CLOCK = "clock"  # the code is of another moment: the telephone's clock is off
    LOCKED = "locked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Tried:
    """An address and a password that somebody typed, compared with ours; `renewed` is the hash to keep from now on."""

    staff_id: int | None
    is_right: bool
    renewed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`secret` is what the browser keeps of the session."""

    staff_id: int
    secret: str = field(repr=False)


def compare(session: Session, email: str, password: str) -> Tried:
    """Compare what was typed, which is slow and writes nothing; then begin() decides."""
    member = details.by_email(session, email)
    can = member is not None and member.state == StaffState.ACTIVE
    kept = member.password_hash if member and can else ""
    is_right = passwords.matches(kept, password)
    renewed = passwords.renewed(kept, password) if is_right else ""
    return Tried(member.id if member else None, is_right, renewed)


def begin(session: Session, tried: Tried, asker: Asker, *, can_email: bool = False, now: datetime) -> str | None:
    """The secret of the step that waits for a code, or None where somebody is refused, whyever.

    Where e-mails can leave (`can_email`), whoever is locked out is told so.
    """
    if limits.charge_sign_in(session, asker, now=now):
        return None
    member = session.get(StaffMember, tried.staff_id or 0, with_for_update=True, populate_existing=True)
    is_locked = member is not None and locking.is_locked(member, now=now)
    if member is None or is_locked or not tried.is_right:
        locking.failed(session, tried.staff_id, "password", counts=not is_locked, can_email=can_email, now=now)
        return None
    limits.forgive_sign_in(session, asker, now=now)
    member.password_hash = tried.renewed or member.password_hash
    return steps.begin(session, member.id, now=now)


def with_code(
    session: Session, step: str, code: str, device: str, *, can_email: bool = False, now: datetime
) -> SignedIn | Refusal:
    """The second step: six digits of the app, or a recovery code, which is longer and has letters."""
    begun = steps.for_code(session, step, now=now)
    if begun is None or begun.staff_id is None:
        return Refusal.EXPIRED
    staff_id = begun.staff_id
    refusal = prove(session, staff_id, code, can_email=can_email, now=now)
    if refusal in (None, Refusal.LOCKED):
        steps.finish(session, begun)
    return refusal or _signed_in(session, staff_id, "code", device, now)


def prove(session: Session, staff_id: int, code: str, *, can_email: bool = False, now: datetime) -> Refusal | None:
    """Whether a code is theirs: None where it is. Wrong ones count towards a lock."""
    member = members.working(session, staff_id)
    if locking.is_locked(member, now=now):
        return Refusal.LOCKED
    if recovery.is_one(code):
        means, is_right = "recovery", recovery.use(session, staff_id, code, now=now)
        refusal = None if is_right else Refusal.WRONG
    else:
        means, refusal = "code", _read(session, member, code, now)
    if refusal is None:
        locking.opened(member)
        return None
    session.flush()
    return Refusal.LOCKED if locking.failed(session, staff_id, means, can_email=can_email, now=now) else refusal


def with_passkey(
    session: Session, step: str, answer: str, site: Site, device: str, *, now: datetime
) -> SignedIn | None:
    """A passkey signs in by itself, a closed account too: nobody guesses one. None where it is refused."""
    staff_id = passkeys.proved(session, step, answer, site, now=now)
    member = session.get(StaffMember, staff_id) if staff_id else None
    if member is None or member.state != StaffState.ACTIVE:
        audit.record(session, None, "sign_in.failed", facts={"means": "passkey"}, now=now)
        return None
    return _signed_in(session, member.id, "passkey", device, now)


def confirm_with_code(
    session: Session, who: Actor, code: str, *, can_email: bool = False, now: datetime
) -> str | Refusal:
    """Prove anew who one is; answers the new secret of the session."""
    refusal = prove(session, who.staff_id, code, can_email=can_email, now=now)
    if refusal is Refusal.LOCKED:
        sessions.end_all(session, who.staff_id, None, now=now)
    return refusal or sessions.confirm(session, who, now=now)


def confirm_with_passkey(
    session: Session, who: Actor, step: str, answer: str, site: Site, *, now: datetime
) -> str | None:
    """Prove anew who one is; answers the new secret of the session, None where the passkey is refused."""
    if passkeys.proved(session, step, answer, site, now=now) == who.staff_id:
        return sessions.confirm(session, who, now=now)
    audit.record(session, None, "sign_in.failed", who.signature, facts={"means": "passkey"}, now=now)
    return None


def _read(session: Session, member: StaffMember, code: str, now: datetime) -> Refusal | None:
    secret = details.of(session, member).code_secret
    if not secret:
        return Refusal.WRONG
    read = one_time_codes.read(secret, code, after=member.code_step, now=now)
    if not isinstance(read, Taken):
        return Refusal(read)
    member.code_step = read.step
    return None


def _signed_in(session: Session, staff_id: int, means: str, device: str, now: datetime) -> SignedIn:
    """Who can sign in needs no link to choose anew: one that they did not ask for ends here."""
    session.execute(delete(Invitation).where(Invitation.staff_id == staff_id, Invitation.used_at.is_(None)))
    secret = sessions.begin(session, staff_id, device, now=now)
    audit.record(session, staff_id, "sign_in.succeeded", f"staff:{staff_id}", facts={"means": means}, now=now)
    return SignedIn(staff_id, secret)
