"""What somebody of the staff holds in the tests: a password, an app that makes codes, recovery codes."""

from dataclasses import dataclass
from datetime import datetime

from pyotp import TOTP
from sqlalchemy.orm import Session

from hotline.domain.limits import Asker
from hotline.domain.staff import invitations, passwords, signing_in
from hotline.domain.staff.details import Details
from hotline.domain.staff.members import Newcomer
from hotline.domain.staff.passwords import Chosen
from hotline.models.staff import Role

PASSWORD = "un caballo verde y 3 nubes"
HERE = Asker(network="203.0.113.9")
ROSA = Newcomer("Rosa Vela", "rosa.vela@example.org", frozenset({Role.OPERATOR}), ("es",))


@dataclass(frozen=True)
class Holder:
    """Somebody who took an invitation up."""

    id: int
    app: TOTP
    recovery_codes: tuple[str, ...]
    secret: str

    def code(self, at: datetime) -> str:
        return self.app.at(at)


def chosen(password: str = PASSWORD) -> Chosen:
    return passwords.choose(password, Details("Rosa Vela", ROSA.email), has_codes=True)


def joined(session: Session, now: datetime, newcomer: Newcomer = ROSA) -> Holder:
    link = invitations.invite(session, None, newcomer, now=now)
    app = TOTP(invitations.offer_code(session, link, now=now))
    welcomed = invitations.accept(session, link, chosen(), app.at(now), "Firefox on Linux", now=now)
    return Holder(welcomed.staff_id, app, welcomed.recovery_codes, welcomed.secret)


def first_step(session: Session, now: datetime, *, email: str = ROSA.email, password: str = PASSWORD) -> str | None:
    tried = signing_in.compare(session, email, password)
    return signing_in.begin(session, tried, HERE, can_email=True, now=now)
