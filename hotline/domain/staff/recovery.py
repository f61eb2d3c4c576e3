"""Recovery codes for who lost the telephone: ten, shown once, each works once beside the password."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.models.staff import RecoveryCode

MANY = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_HALF = 5  # letters; both halves are 49 bits


def issue(session: Session, staff_id: int) -> list[str]:
    """New codes as they are shown, "k7mqt-x2vph"; those from before work no more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    codes = ["-".join(_half() for _ in range(2)) for _ in range(MANY)]
    session.add_all(RecoveryCode(code_key=_key(session, staff_id, code), staff_id=staff_id) for code in codes)
    session.flush()
    return codes


def is_one(typed: str) -> bool:
    """Whether it is a recovery code that somebody typed, not the six digits of an app."""
    return len(_bare(typed)) >= 2 * _HALF


def use(session: Session, staff_id: int, code: str, *, now: datetime) -> bool:
    """Whether it is one of theirs that was not used; from now on it is."""
    mine = RecoveryCode.code_key == _key(session, staff_id, code), RecoveryCode.staff_id == staff_id
    used = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=now)
    return session.execute(used.returning(RecoveryCode.staff_id)).first() is not None


def left(session: Session, staff_id: int) -> int:
    """How many were not used yet."""
    unused = RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def _half() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_HALF))


def _key(session: Session, staff_id: int, code: str) -> int:
    return secrets_box.of(session).index_key("staff-recovery", f"{staff_id}:{_bare(code)}")


def _bare(typed: str) -> str:
    """The same however it is typed: in capitals, with blanks or without the hyphen."""
    return "".join(mark for mark in typed.casefold() if mark.isalnum())
