"""A sign-in, or the adding of a passkey, that has begun: what is known so far, found by what the browser holds.

A step with a challenge waits for a passkey, one without for a code; neither serves as the other.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.staff import held
from hotline.models.staff import SignInStep

LASTS = timedelta(minutes=10)


def begin(session: Session, staff_id: int | None = None, challenge: bytes = b"", *, now: datetime) -> str:
    """What the browser keeps until the next step."""
    secret = held.new()
    row = SignInStep(secret_hash=held.hashed(secret), staff_id=staff_id, challenge=challenge, expires_at=now + LASTS)
    session.add(row)
    session.flush()
    return secret


def for_code(session: Session, secret: str, *, now: datetime) -> SignInStep | None:
    """The step of somebody whose password was right; None where it is over, or another kind."""
    step = _find(session, secret, now)
    return step if step and step.staff_id and not step.challenge else None


def take_challenge(session: Session, secret: str, *, now: datetime) -> SignInStep | None:
    """The step that waits for a passkey; it is over with this try, whatever comes of it."""
    step = _find(session, secret, now)
    if step is None or not step.challenge:
        return None
    finish(session, step)
    return step


def finish(session: Session, step: SignInStep) -> None:
    """The second step is taken: the first opens nothing any more."""
    session.delete(step)
    session.flush()


def _find(session: Session, secret: str, now: datetime) -> SignInStep | None:
    mine = SignInStep.secret_hash == held.hashed(secret), SignInStep.expires_at > now
    return session.scalars(select(SignInStep).where(*mine).with_for_update()).one_or_none()
