"""Who of the staff works on what, so that two do not ring the same family; a claim lapses by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import audit
from hotline.domain.access import Actor
from hotline.models.operations import Claim

LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who of the staff works on something, since when and until when."""

    staff_id: int
    since: datetime
    until: datetime


class Taken(Exception):
    """Somebody else works on it."""

    def __init__(self, by: Claimed) -> None:
        super().__init__("taken")
        self.by = by


def take(session: Session, actor: Actor, subject: str, *, now: datetime) -> Claimed:
    """The actor works on it from now on; one's own claim is renewed. Raises Taken.

    Of two who take it at the same moment one has it: the row's key decides. Writing locks the row, whosever it is, so
    that it is there still when it is read.
    """
    session.execute(delete(Claim).where(Claim.subject == subject, Claim.until <= now))
    row = {"subject": subject, "staff_id": actor.staff_id, "since": now, "until": now + LASTS}
    mine = db.upsert(session, Claim).values(row)
    session.execute(
        mine.on_conflict_do_update(
            index_elements=["subject"], set_={"until": now + LASTS}, where=Claim.staff_id == actor.staff_id
        )
    )
    claim = session.scalars(
        select(Claim).where(Claim.subject == subject).execution_options(populate_existing=True)
    ).one()
    claimed = Claimed(claim.staff_id, claim.since, claim.until)
    if claim.staff_id != actor.staff_id:
        raise Taken(claimed)
    if claim.since == now:
        audit.record(session, actor, "claim.taken", subject, now=now)
    return claimed


def give_back(session: Session, actor: Actor, subject: str, *, now: datetime) -> None:
    """The actor does not work on it any more; what somebody else claims stays theirs."""
    is_mine = Claim.subject == subject, Claim.staff_id == actor.staff_id
    if session.scalar(delete(Claim).where(*is_mine).returning(Claim.subject)):
        audit.record(session, actor, "claim.given_back", subject, now=now)


def finish(session: Session, subject: str) -> None:
    """It is done: nobody works on it any more."""
    session.execute(delete(Claim).where(Claim.subject == subject))


def of(session: Session, subjects: Iterable[str], *, now: datetime) -> dict[str, Claimed]:
    """Who works on which of these."""
    rows = session.scalars(select(Claim).where(Claim.subject.in_(list(subjects)), Claim.until > now))
    return {row.subject: Claimed(row.staff_id, row.since, row.until) for row in rows}


def mine(session: Session, actor: Actor, *, now: datetime) -> list[str]:
    """What the actor works on, the oldest first."""
    is_mine = Claim.staff_id == actor.staff_id, Claim.until > now
    return list(session.scalars(select(Claim.subject).where(*is_mine).order_by(Claim.since)))
