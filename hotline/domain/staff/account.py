"""What somebody changes about how they themselves sign in; each takes a proof of the last minutes of who they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.domain import access, audit
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed
from hotline.domain.staff import details, invitations, members, passkeys, recovery
from hotline.domain.staff.details import Details
from hotline.domain.staff.passkeys import Asked, Site
from hotline.domain.staff.passwords import Chosen
from hotline.models.staff import Passkey, StaffMember


@dataclass(frozen=True, slots=True)
class Ways:
    """By what somebody signs in; `recovery_left` counts the unused recovery codes."""

    has_password: bool
    has_codes: bool
    passkeys: tuple[Passkey, ...]
    recovery_left: int


def ways(session: Session, who: Actor) -> Ways:
    """The ways in which somebody can sign in, and how many of their recovery codes are left."""
    member = session.get_one(StaffMember, who.staff_id)
    has_codes = bool(details.of(session, member).code_secret)
    keys = tuple(passkeys.of(session, who.staff_id))
    return Ways(bool(member.password_hash), has_codes, keys, recovery.left(session, who.staff_id))


def own_details(session: Session, who: Actor) -> Details:
    return details.of(session, session.get_one(StaffMember, who.staff_id))


def set_password(session: Session, who: Actor, password: Chosen, *, now: datetime) -> None:
    """Raises NotAllowed without a proof."""
    _confirmed(session, who, now).password_hash = password.hash
    _note(session, who, "password", now)


def offer_code(session: Session, who: Actor, *, now: datetime) -> str:
    """The secret that a telephone shall make codes of, in base32. Raises NotAllowed without a proof."""
    return invitations.offered_code(session, _confirmed(session, who, now))


def take_code(session: Session, who: Actor, code: str, *, now: datetime) -> tuple[str, ...]:
    """Codes come from this telephone from now on, and from no other; answers new recovery codes.

    Raises NotAllowed without a proof, Invalid("code", "wrong" or "clock").
    """
    invitations.take_code(session, _confirmed(session, who, now), code, now=now)
    _note(session, who, "codes", now)
    return tuple(recovery.issue(session, who.staff_id))


def new_recovery_codes(session: Session, who: Actor, *, now: datetime) -> tuple[str, ...]:
    """Raises NotAllowed without a proof."""
    _confirmed(session, who, now)
    _note(session, who, "recovery_codes", now)
    return tuple(recovery.issue(session, who.staff_id))


def offer_passkey(session: Session, who: Actor, site: Site, *, now: datetime) -> Asked:
    """Raises NotAllowed without a proof."""
    email = details.of(session, _confirmed(session, who, now)).email
    return passkeys.offer(session, who.staff_id, email, site, now=now)


def add_passkey(session: Session, who: Actor, step: str, answer: str, label: str, site: Site, *, now: datetime) -> None:
    """Raises NotAllowed without a proof, Invalid as passkeys.add()."""
    _confirmed(session, who, now)
    if passkeys.add(session, step, answer, label, site, now=now).staff_id != who.staff_id:
        raise Invalid("passkey", "refused")
    _note(session, who, "passkey_added", now)


def remove_passkey(session: Session, who: Actor, key_id: str, *, now: datetime) -> None:
    """Raises NotAllowed without a proof, NotFound, Invalid("passkey", "last") where it is the one way in."""
    _confirmed(session, who, now)
    here = ways(session, who)
    if len(here.passkeys) == 1 and not (here.has_password and here.has_codes):
        raise Invalid("passkey", "last")
    passkeys.remove(session, who.staff_id, key_id)
    _note(session, who, "passkey_removed", now)


def _confirmed(session: Session, who: Actor, now: datetime) -> StaffMember:
    if not access.is_confirmed(who, now=now):
        raise NotAllowed
    return members.working(session, who.staff_id)


def _note(session: Session, who: Actor, what: str, now: datetime) -> None:
    audit.record(session, who, "account.changed", who.signature, facts={"changed": what}, now=now)
