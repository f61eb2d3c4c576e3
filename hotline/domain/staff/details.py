"""What is known of one of the staff, sealed in their row: who they are, and the secret of their one-time codes."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Details:
    """Name, e-mail and telephone ("" where none); `code_secret` makes their one-time codes, in base32.

    `code_offered` is a secret that was shown to them and not proved yet.
    """

    name: str
    email: str
    phone: str = ""
    code_secret: str = ""
    code_offered: str = ""


NOBODY = Details("", "")


def of(session: Session, member: StaffMember) -> Details:
    """What is known of them; NOBODY of who left."""
    return opened(secrets_box.of(session), member.id, member.sealed)


def opened(box: secrets_box.SecretsBox, staff_id: int, sealed: bytes) -> Details:
    """What a row of that id keeps; NOBODY where it keeps nothing. Raises Unsealable."""
    return Details(**json.loads(box.open(staff_id, sealed))) if sealed else NOBODY


def keep(session: Session, member: StaffMember, details: Details) -> None:
    """Seal what is known of somebody into their row; the old is overwritten."""
    plain = json.dumps(asdict(details), ensure_ascii=False).encode()
    member.sealed = secrets_box.of(session).seal(member.id, plain)


def email_key(session: Session, email: str) -> int:
    """By it somebody is found who signs in; an address is the same in capitals."""
    return secrets_box.of(session).index_key("staff-email", email.strip().casefold())


def by_email(session: Session, email: str) -> StaffMember | None:
    """Who signs in with that address, in capitals or not; None where nobody does."""
    return session.scalars(select(StaffMember).where(StaffMember.email_key == email_key(session, email))).one_or_none()
