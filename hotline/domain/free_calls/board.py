"""The compliance board: who is held without a notice, an offer or a call, and how many calls got through.

"As soon as practical after processing" is DUE here. An attempt counts where this line rang somebody; what was declined,
or is not allowed, rang nobody. The official platform that was audited connected 74 % in its best month (GAO-07-875).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from hotline.domain import identities, rights
from hotline.models.custody import Stay, Stint
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, FacilityStanding, Party

DUE = timedelta(hours=24)  # since the stay began
COUNTED_EVERY = timedelta(minutes=5)
MARK = 74  # percent
PAGE = 50
_NO_ATTEMPTS = (CallResult.DECLINED, CallResult.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Rate:
    """Calls of a facility ("" for where it is not known) to a party in a period; `seconds` is how long they talked."""

    facility_code: str
    party: Party
    attempts: int
    completed: int
    seconds: int

    @property
    def percent(self) -> int:
        """How many of a hundred attempts got through."""
        return round(100 * self.completed / self.attempts) if self.attempts else 0


@dataclass(frozen=True, slots=True)
class Failure:
    """How many calls did not get through for that reason; `failure` as DetaineeCall has it."""

    outcome: CallResult
    failure: str
    n: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody held at a facility: what they had, and by when a call is due."""

    person_id: int
    arrived_at: datetime
    due_at: datetime
    has_notice: bool
    was_offered: bool
    has_talked: bool


def here(session: Session) -> list[FacilityStanding]:
    """Every facility that holds somebody, as last counted: the one with most overdue first."""
    order = FacilityStanding.overdue.desc(), FacilityStanding.without_call.desc(), FacilityStanding.facility_code
    return list(session.scalars(select(FacilityStanding).order_by(*order)))


def count(session: Session, *, now: datetime) -> list[dict[str, Any]] | None:
    """Rows of FacilityStanding; None while the last count is young."""
    counted_at = session.scalar(select(func.max(FacilityStanding.counted_at)))
    if counted_at is not None and counted_at > now - COUNTED_EVERY:
        return None
    no_notice, no_offer, no_call = ~rights.is_served(), ~_called(), ~_called(CallResult.COMPLETED)
    had = select(Stint.facility_code, Stay.began_at).join(Stay, Stay.id == Stint.stay_id)
    had = had.where(*_is_held(), identities.is_live(Stay.person_id))
    each = had.add_columns(no_notice.label("notice"), no_offer.label("offer"), no_call.label("call")).subquery()
    is_overdue = each.c.call & (each.c.began_at < now - DUE)
    lacking = (func.sum(cast(one, Integer)) for one in (each.c.notice, each.c.offer, each.c.call, is_overdue))
    rows = session.execute(select(each.c.facility_code, func.count(), *lacking).group_by(each.c.facility_code))
    names = "facility_code", "held", "without_notice", "without_offer", "without_call", "overdue"
    return [dict(zip(names, row, strict=True)) | {"counted_at": now} for row in rows]


def keep(session: Session, counted: list[dict[str, Any]]) -> None:
    """Keep a count instead of the last one."""
    session.execute(delete(FacilityStanding))
    if counted:
        session.execute(insert(FacilityStanding), counted)


def standings(session: Session, facility_code: str, *, page: int = 0) -> list[Standing]:
    """Who is held there, one page of them: who has not talked with anybody first, then who was not served.

    Whoever came first stands before the others, so that who is overdue is at the top.
    """
    had = is_served, _, has_talked = rights.is_served(), _called(), _called(CallResult.COMPLETED)
    had_both = cast(has_talked, Integer) + cast(has_talked & is_served, Integer)
    one = select(Stay.person_id, Stint.arrived_at, Stay.began_at, *had).join(Stay, Stay.id == Stint.stay_id)
    one = one.where(Stint.facility_code == facility_code, *_is_held(), identities.is_live(Stay.person_id))
    rows = session.execute(one.order_by(had_both, Stay.began_at, Stay.id).limit(PAGE).offset(page * PAGE))
    return [
        Standing(person, arrived, began + DUE, bool(notice), bool(offered), bool(talked))
        for person, arrived, began, notice, offered, talked in rows
    ]


def rates(session: Session, since: datetime, until: datetime) -> list[Rate]:
    """Calls that were asked for in a period, by facility and party."""
    columns = func.coalesce(DetaineeCall.facility_code, ""), DetaineeCall.party
    talked = case((DetaineeCall.outcome == CallResult.COMPLETED, 1), else_=0)
    sums = func.count(), func.sum(talked), func.sum(DetaineeCall.seconds)
    counted = select(*columns, *sums).where(*_attempts(since, until)).group_by(*columns)
    return [Rate(*row) for row in session.execute(counted.order_by(*columns))]


def failures(session: Session, since: datetime, until: datetime, *, facility_code: str = "") -> list[Failure]:
    """Why calls did not get through, from everywhere or from one facility, most often first."""
    columns = DetaineeCall.outcome, DetaineeCall.failure
    failed = [*_attempts(since, until), DetaineeCall.outcome != CallResult.COMPLETED]
    if facility_code:
        failed.append(DetaineeCall.facility_code == facility_code)
    counted = select(*columns, func.count()).where(*failed).group_by(*columns)
    rows = session.execute(counted.order_by(func.count().desc(), *columns))
    return [Failure(outcome, failure, n) for outcome, failure, n in rows if outcome]


def _attempts(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        DetaineeCall.asked_at >= since,
        DetaineeCall.asked_at < until,
        DetaineeCall.means == CallMeans.LINE,
        DetaineeCall.replaced_by.is_(None),
        DetaineeCall.outcome.is_not(None),
        DetaineeCall.outcome.not_in(_NO_ATTEMPTS),
    )


def _is_held() -> tuple[ColumnElement[bool], ...]:
    return Stint.left_at.is_(None), Stay.ended_at.is_(None)


def _called(outcome: CallResult | None = None) -> ColumnElement[bool]:
    """Whether a call was tried, or offered, since the stay began; or only one that ended so. A visit is no call."""
    ours = DetaineeCall.person_id == Stay.person_id, DetaineeCall.asked_at >= Stay.began_at
    is_call = DetaineeCall.means != CallMeans.VISIT
    is_it = (DetaineeCall.outcome == outcome,) if outcome else ()
    called = select(literal(1)).where(*ours, is_call, DetaineeCall.replaced_by.is_(None), *is_it)
    return called.correlate(Stay).exists()
