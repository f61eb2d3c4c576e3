"""Who may act on the service: the staff, how they sign in, who interprets, and the keys of feeds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime, Word


class ApiKey(Base):
    """A partner's key: `secret_hash` is SHA-256 of a 256-bit random secret, shown once when it is made.

    `source` is the name its events are recorded under; `scopes` are words with blanks ("custody:write").
    """

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(40))
    scopes: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Role(StrEnum):
    """What somebody works as; domain/access.py says what each may do."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    FACILITY_OFFICER = "facility_officer"
    OPERATOR = "operator"
    SCREENER = "screener"
    SUPERVISOR = "supervisor"


class StaffState(StrEnum):
    """Invited until the invitation is taken up; one who left never signs in again, and stays in the audit trail."""

    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class StaffMember(Base):
    """Somebody of the staff.

    `sealed` holds name, e-mail, telephone and the secret of the one-time codes; `email_key` is the keyed hash they sign
    in by. `roles` and `languages` are words with blanks between. `code_step` is the last 30-second step whose one-time
    code was taken, so that none is taken twice. `failures` counts wrong tries since the last right one.
    """

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    email_key: Mapped[int] = mapped_column(BigInteger, unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[StaffState] = mapped_column(Word(StaffState, 8), default=StaffState.INVITED)
    roles: Mapped[str] = mapped_column(String(120), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    interface: Mapped[str] = mapped_column(String(16), default="en")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    code_step: Mapped[int] = mapped_column(BigInteger, default=0)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Invitation(Base):
    """A link that lets one person choose how to sign in; `secret_hash` is SHA-256 of what the link holds."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Passkey(Base):
    """A key that a device or a security key holds (WebAuthn); `id` is its credential id, base64url."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(400), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    label: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RecoveryCode(Base):
    """A code for who lost the telephone; each works once. `code_key` is its keyed hash."""

    __tablename__ = "recovery_code"

    code_key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SignInStep(Base):
    """A sign-in, or the enrolment of a key, that has begun: found by SHA-256 of what the browser holds, used once.

    `staff_id` is whose password was right, None before one was. `challenge` is what a passkey has to sign.
    """

    __tablename__ = "sign_in_step"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"))
    challenge: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    failures: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class StaffSession(Base):
    """Somebody signed in on one device; the cookie holds a secret of which `secret_hash` is SHA-256.

    `confirmed_at` is when they last proved who they are. `device` is the browser and system in two words.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Interpreter(Base):
    """Somebody who interprets: of the staff (`staff_id`) or a volunteer. `sealed` holds name and telephone.

    `languages` are codes with blanks between. `hours` is when they can be rung, as HOTLINE_HOURS is written.
    """

    __tablename__ = "interpreter"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id", ondelete="SET NULL"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    languages: Mapped[str] = mapped_column(String(200))
    hours: Mapped[str] = mapped_column(String(80), default="always")
    is_active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
