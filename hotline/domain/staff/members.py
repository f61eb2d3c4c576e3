"""Who belongs to the staff, what they work as, and what is left of who leaves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import db, languages, reading, secrets_box
from hotline.domain import audit, contacts, decisions
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import details, letting_go, sessions
from hotline.domain.staff.details import Details
from hotline.models.messages import Means
from hotline.models.staff import Invitation, Passkey, RecoveryCode, Role, SignInStep, StaffMember, StaffState

LONGEST_NAME = 80  # characters
_LANGUAGE = re.compile(r"[a-z]{2,3}")  # ISO 639; staff speak more languages than we have texts in


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who shall join: name, e-mail, what they work as, and the codes of the languages that they speak."""

    name: str
    email: str
    roles: frozenset[Role]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff, as others of the staff see them."""

    id: int
    name: str
    email: str
    state: StaffState
    roles: tuple[Role, ...]
    languages: tuple[str, ...]
    locked_until: datetime | None


def subject(staff_id: int) -> str:
    """What decisions and the audit trail call one of the staff."""
    return f"staff:{staff_id}"


def join(session: Session, newcomer: Newcomer, *, now: datetime) -> StaffMember:
    """Somebody belongs to the staff, who cannot sign in yet.

    Raises Invalid: ("name", "missing" or "too_long"), ("email", "malformed" or "taken"), ("roles", "missing"),
    ("languages", "unknown").
    """
    name, email = reading.line(newcomer.name), reading.line(newcomer.email)
    _check(name, email)
    if details.by_email(session, email):
        raise Invalid("email", "taken")
    member = StaffMember(id=secrets_box.random_id(), email_key=details.email_key(session, email), made_at=now)
    member.roles, member.languages = _roles(newcomer.roles), _spoken(newcomer.languages)
    details.keep(session, member, Details(name, email))
    session.add(member)
    session.flush()
    return member


def change_roles(session: Session, by: Actor | None, staff_id: int, roles: frozenset[Role], *, now: datetime) -> None:
    """What one of the staff works as from the next request on; what they may do no more, they have in hand no more.

    Nobody gives themselves a role. Raises NotFound, Invalid("roles", "missing", "own", "administrator" or
    "last_administrator").
    """
    if by is not None and by.staff_id == staff_id:
        raise Invalid("roles", "own")
    member = working(session, staff_id)
    require_terminal(by, roles - set(member.roles.split()))
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(session, member, "roles")
    before, member.roles = member.roles, _roles(roles)
    facts = {"before": before, "after": member.roles}
    audit.record(session, by, "staff.changed", subject(staff_id), facts=facts, now=now)
    if set(before.split()) - roles:
        letting_go.everything(session, staff_id, by, keeps=roles, now=now)


def require_terminal(by: Actor | None, added: Iterable[str]) -> None:
    """An administrator is made at the terminal alone: whoever could make one up would decide as two of them.

    Raises Invalid("roles", "administrator").
    """
    if by is not None and Role.ADMINISTRATOR in set(added):
        raise Invalid("roles", "administrator")


def speak(session: Session, who: Actor, spoken: Iterable[str], interface: str, *, now: datetime) -> None:
    """The languages that the actor speaks, and that of their own pages. Raises Invalid("languages", "unknown")."""
    member = working(session, who.staff_id)
    member.languages = _spoken(tuple(spoken))
    if not (row := languages.get(interface)) or row not in languages.offered():
        raise Invalid("interface", "unknown")
    member.interface = interface
    facts = {"languages": member.languages, "interface": interface}
    audit.record(session, who, "account.changed", who.signature, facts=facts, now=now)


def leave(session: Session, by: Actor | None, staff_id: int, *, now: datetime) -> None:
    """Somebody leaves: they are signed out everywhere, and nothing is known of them any more but a number.

    Raises NotFound, Invalid("staff", "last_administrator").
    """
    member = working(session, staff_id)
    _keep_an_administrator(session, member, "staff")
    sessions.end_all(session, staff_id, by, now=now)
    letting_go.everything(session, staff_id, by, now=now)
    decisions.lapse(session, subject(staff_id), now=now)
    for model in (Invitation, Passkey, RecoveryCode, SignInStep):
        session.execute(delete(model).where(model.staff_id == staff_id))
    member.state, member.left_at, member.sealed = StaffState.LEFT, now, b""
    member.email_key = member.id  # random, so that the address may join again and nobody is found by it
    member.password_hash, member.roles, member.languages = "", "", ""
    member.locked_until, member.failures = None, 0
    audit.record(session, by, "staff.left", subject(staff_id), now=now)


def working(session: Session, staff_id: int) -> StaffMember:
    """One of the staff who has not left, for changing. Raises NotFound."""
    member = session.get(StaffMember, staff_id, with_for_update=True)
    if member is None or member.state == StaffState.LEFT:
        raise NotFound
    return member


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of those of the staff with these ids; "" of who left."""
    rows = session.execute(select(StaffMember.id, StaffMember.sealed).where(StaffMember.id.in_(set(ids))))
    box = secrets_box.of(session)
    return {row.id: details.opened(box, row.id, row.sealed).name for row in rows}


def everybody(session: Session) -> list[Member]:
    """All who have not left, by name."""
    rows = session.scalars(select(StaffMember).where(StaffMember.state != StaffState.LEFT))
    return sorted((seen(session, row) for row in rows), key=lambda member: (member.name.casefold(), member.id))


def one(session: Session, staff_id: int) -> Member:
    """One of the staff who has not left. Raises NotFound."""
    row = session.get(StaffMember, staff_id)
    if row is None or row.state == StaffState.LEFT:
        raise NotFound
    return seen(session, row)


def administrators(session: Session, *, besides: int) -> list[int]:
    """Who can let people in, besides one of the staff."""
    others = select(StaffMember.id, StaffMember.roles).where(StaffMember.state == StaffState.ACTIVE)
    rows = session.execute(others.where(StaffMember.id != besides))
    return [row.id for row in rows if Role.ADMINISTRATOR in row.roles.split()]


def seen(session: Session, row: StaffMember) -> Member:
    """One of the staff as others see them."""
    known, roles = details.of(session, row), tuple(Role(word) for word in row.roles.split())
    spoken = tuple(row.languages.split())
    return Member(row.id, known.name, known.email, row.state, roles, spoken, row.locked_until)


def _check(name: str, email: str) -> None:
    if not name:
        raise Invalid("name", "missing")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", "too_long")
    try:
        contacts.read_for(email, Means.EMAIL)
    except Invalid as error:
        raise Invalid("email", "malformed") from error


def _roles(roles: frozenset[Role]) -> str:
    if not roles:
        raise Invalid("roles", "missing")
    return " ".join(sorted(roles))


def _spoken(codes: tuple[str, ...]) -> str:
    if not all(_LANGUAGE.fullmatch(code) for code in codes):
        raise Invalid("languages", "unknown")
    return " ".join(dict.fromkeys(codes))


def _keep_an_administrator(session: Session, member: StaffMember, field: str) -> None:
    """Whoever else is one can let others in; without one, nobody could."""
    if Role.ADMINISTRATOR not in member.roles.split():
        return
    db.one_at_a_time(session, "administrators")  # two of them must not take the role from each other at once
    if not administrators(session, besides=member.id):
        raise Invalid(field, "last_administrator")
