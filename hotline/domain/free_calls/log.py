"""A person's calls and visits as staff read them: who was tried when, from where, and what became of it.

Who counsel is stays masked but for who may see it, and whom staff wrote down nobody reads back. What was corrected
stands beside what corrected it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.free_calls import callees
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party

MOST = 100
# One after the other as they were asked for: those of one turn of a call share their moment, and ids are random.
IN_ORDER = DetaineeCall.asked_at, DetaineeCall.logged_at, DetaineeCall.nth


@dataclass(frozen=True, slots=True)
class Logged:
    """One attempt, call or visit. `name` is whom, "" where that is not known or not for the reader.

    `outcome` is None while it goes on; `replaced_by` is the id of the row that corrects it. One that `is_three_way` was
    rung together with another relative.
    """

    id: int
    party: Party
    means: CallMeans
    name: str
    facility_code: str
    language: str
    asked_at: datetime
    seconds: int
    outcome: CallResult | None
    failure: str
    attempt: int
    is_free: bool
    logged_by: int | None
    replaced_by: int | None
    is_three_way: bool


def of(session: Session, person_id: int, *, sees_counsel: bool, most: int = MOST) -> list[Logged]:
    """The latest first."""
    mine = select(DetaineeCall).where(DetaineeCall.person_id == person_id)
    latest_first = (moment.desc() for moment in IN_ORDER)
    rows = session.scalars(mine.order_by(*latest_first, DetaineeCall.id).limit(most))
    return [_read(session, row, sees_counsel) for row in rows]


def _read(session: Session, row: DetaineeCall, sees_counsel: bool) -> Logged:
    is_theirs = row.party in (Party.COUNSEL, Party.FAMILY) and not (row.party is Party.COUNSEL and sees_counsel)
    is_masked = is_theirs or row.logged_by is not None
    return Logged(
        row.id,
        row.party,
        row.means,
        "" if is_masked else callees.read(session, row).name,
        row.facility_code or "",
        row.language,
        row.asked_at,
        row.seconds,
        row.outcome,
        row.failure,
        row.attempt,
        row.is_free,
        row.logged_by,
        row.replaced_by,
        bool(row.room),
    )
