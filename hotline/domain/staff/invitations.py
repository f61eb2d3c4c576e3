"""Invitations: a link, good for 72 hours and once, by which somebody chooses how to sign in.

Who is invited again, because telephone and recovery codes are lost, chooses anew, and what was chosen before ends.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import audit, decisions, outbox
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.outbox import Owed, Recipient
from hotline.domain.staff import details, held, locking, members, one_time_codes, passkeys, recovery, sessions
from hotline.domain.staff.members import Member, Newcomer
from hotline.domain.staff.one_time_codes import Taken
from hotline.domain.staff.passkeys import Asked, Site
from hotline.domain.staff.passwords import Chosen
from hotline.models.messages import Means, MessageKind
from hotline.models.staff import Invitation, Passkey, RecoveryCode, StaffMember, StaffState

LASTS = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Welcomed:
    """Somebody who took an invitation up: the secret of their session, and recovery codes to be shown once."""

    staff_id: int
    secret: str
    recovery_codes: tuple[str, ...] = ()


def invite(session: Session, by: Actor | None, newcomer: Newcomer, *, now: datetime) -> str:
    """Somebody shall join; answers the secret of their link.

    Raises Invalid as members.join() and members.require_terminal().
    """
    members.require_terminal(by, newcomer.roles)
    member = members.join(session, newcomer, now=now)
    return again(session, by, member.id, now=now)


def again(session: Session, by: Actor | None, staff_id: int, *, now: datetime) -> str:
    """A new link for somebody invited who did not join yet; the one before opens nothing.

    Raises NotFound, NotAllowed for who signs in already: that takes more than one person (resetting.py), and Invalid as
    members.require_terminal().
    """
    member = members.working(session, staff_id)
    if member.state is not StaffState.INVITED:
        raise NotAllowed
    members.require_terminal(by, member.roles.split())
    return _link(session, by, member, now)


def anew(session: Session, by: Actor | None, staff_id: int, *, can_email: bool = False, now: datetime) -> str:
    """A link for somebody of the staff, who is signed out everywhere; `by` is the second of two, None for a command.

    What they sign in by holds until the link is taken up. Where e-mails can leave (`can_email`), they are told; what
    two were asked about it is over. Raises NotFound.
    """
    member = members.working(session, staff_id)
    decisions.lapse(session, members.subject(staff_id), now=now)
    if member.state is StaffState.ACTIVE:
        sessions.end_all(session, staff_id, by, now=now)
        if can_email:
            _tell(session, member, now)
    return _link(session, by, member, now)


def _tell(session: Session, member: StaffMember, now: datetime) -> None:
    """Owe the member a letter: it may be that they asked for nothing."""
    to = Recipient(details.of(session, member).email, Means.EMAIL, member.interface)
    outbox.owe(session, Owed(MessageKind.INVITED_AGAIN, to, f"{member.id} {now:%Y-%m-%dT%H:%M}"), now=now)


def _link(session: Session, by: Actor | None, member: StaffMember, now: datetime) -> str:
    staff_id = member.id
    session.execute(delete(Invitation).where(Invitation.staff_id == staff_id, Invitation.used_at.is_(None)))
    secret = held.new()
    row = Invitation(id=secrets_box.random_id(), staff_id=staff_id, secret_hash=held.hashed(secret), made_at=now)
    row.made_by, row.expires_at = by.staff_id if by else None, now + LASTS
    session.add(row)
    audit.record(session, by, "staff.invited", members.subject(staff_id), facts={"roles": member.roles}, now=now)
    return secret


def whose(session: Session, secret: str, *, now: datetime) -> Member:
    """Who is invited by a link. Raises NotFound, Invalid("invitation", "expired" or "used")."""
    return members.seen(session, session.get_one(StaffMember, _open(session, secret, now).staff_id))


def offer_code(session: Session, secret: str, *, now: datetime) -> str:
    """The secret that the invited person's telephone shall make codes of; the same until it is proved."""
    member = session.get_one(StaffMember, _open(session, secret, now).staff_id)
    return offered_code(session, member)


def offered_code(session: Session, member: StaffMember) -> str:
    """A secret for one-time codes (base32) that waits to be proved; made once, the same until then."""
    known = details.of(session, member)
    if not known.code_offered:
        known = replace(known, code_offered=one_time_codes.new_secret())
        details.keep(session, member, known)
    return known.code_offered


def take_code(session: Session, member: StaffMember, code: str, *, now: datetime) -> None:
    """The code proves that the telephone learned the offered secret. Raises Invalid("code", "wrong" or "clock")."""
    known = details.of(session, member)
    read = one_time_codes.read(known.code_offered, code, after=0, now=now) if known.code_offered else "wrong"
    if not isinstance(read, Taken):
        raise Invalid("code", read)
    member.code_step = read.step
    details.keep(session, member, replace(known, code_secret=known.code_offered, code_offered=""))


def accept(session: Session, secret: str, password: Chosen, code: str, device: str, *, now: datetime) -> Welcomed:
    """Take an invitation up with a password and the first code. Raises as whose(), and Invalid("code", ...)."""
    invitation = _open(session, secret, now)
    member = session.get_one(StaffMember, invitation.staff_id)
    take_code(session, member, code, now=now)
    signed_in = _welcome(session, invitation, member, "password", device, now)
    member.password_hash = password.hash
    return Welcomed(member.id, signed_in, tuple(recovery.issue(session, member.id)))


def offer_passkey(session: Session, secret: str, site: Site, *, now: datetime) -> Asked:
    """Ask the invited person's device for a passkey. Raises as whose()."""
    invited = whose(session, secret, now=now)
    return passkeys.offer(session, invited.id, invited.email, site, now=now)


def accept_with_passkey(
    session: Session, secret: str, step: str, answer: str, site: Site, device: str, *, now: datetime
) -> Welcomed:
    """Take an invitation up with a passkey. Raises as whose() and as passkeys.add()."""
    invitation = _open(session, secret, now)
    member = session.get_one(StaffMember, invitation.staff_id)
    signed_in = _welcome(session, invitation, member, "passkey", device, now)
    if passkeys.add(session, step, answer, device, site, now=now).staff_id != member.id:
        raise Invalid("passkey", "refused")
    details.keep(session, member, replace(details.of(session, member), code_secret="", code_offered=""))
    return Welcomed(member.id, signed_in)


def _open(session: Session, secret: str, now: datetime) -> Invitation:
    found = select(Invitation).where(Invitation.secret_hash == held.hashed(secret)).with_for_update()
    invitation = session.scalars(found).one_or_none()
    if invitation is None:
        raise NotFound
    if invitation.used_at:
        raise Invalid("invitation", "used")
    if invitation.expires_at <= now:
        raise Invalid("invitation", "expired")
    return invitation


def _welcome(
    session: Session, invitation: Invitation, member: StaffMember, means: str, device: str, now: datetime
) -> str:
    """End every way to sign in from before, and begin the first session."""
    invitation.used_at = now
    sessions.end_all(session, member.id, None, now=now)
    for model in (Passkey, RecoveryCode):
        session.execute(delete(model).where(model.staff_id == member.id))
    member.state, member.password_hash = StaffState.ACTIVE, ""
    locking.opened(member)
    audit.record(session, member.id, "staff.joined", f"staff:{member.id}", facts={"means": means}, now=now)
    return sessions.begin(session, member.id, device, now=now)
