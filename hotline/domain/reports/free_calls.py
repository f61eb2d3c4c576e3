"""The free calls and visits of a day, for its counts: what came of them, how long people talked, how many got through.

What the line wrote belongs to the day on which somebody asked; what staff wrote to the day on which they wrote it, for
days are counted once. A correction of what was counted is not counted again.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session, aliased

from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall

ATTEMPTS = "line"  # of the line itself: how many got through
THROUGH, NOT_THROUGH = "completed", "failed"
_NO_ATTEMPTS = frozenset((CallResult.DECLINED, CallResult.NOT_ALLOWED))  # nothing rang


class _Group(NamedTuple):
    party: str
    facility_code: str
    means: CallMeans
    outcome: CallResult
    n: int
    seconds: int

    @property
    def is_attempt(self) -> bool:
        return self.means is CallMeans.LINE and self.outcome not in _NO_ATTEMPTS


def counted(session: Session, begins: datetime, ends: datetime) -> Iterator[dict[str, Any]]:
    """What of DayCount each group is, without the day."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    seconds: Counter[str] = Counter()
    for statement in (_of_line(begins, ends), _by_hand(begins, ends)):
        for group in map(_Group._make, session.execute(statement)):
            counts["free_call", group.outcome, group.party, ""] += group.n
            if group.outcome is CallResult.COMPLETED:
                counts["talked", "", group.party, ""] += group.n
                seconds[group.party] += group.seconds
            if group.is_attempt:
                became = THROUGH if group.outcome is CallResult.COMPLETED else NOT_THROUGH
                counts[ATTEMPTS, became, group.party, group.facility_code] += group.n
    for (what, outcome, party, code), n in counts.items():
        talked = seconds[party] if what == "talked" else 0
        yield {"what": what, "outcome": outcome, "party": party, "facility_code": code, "n": n, "seconds": talked}


def _of_line(begins: datetime, ends: datetime) -> Any:
    """One that still goes on when the day is counted has got through, or rings for very long."""
    rang = DetaineeCall.asked_at >= begins, DetaineeCall.asked_at < ends
    by_line = DetaineeCall.means == CallMeans.LINE, func.coalesce(DetaineeCall.outcome, "") != CallResult.DECLINED
    return _groups().where(*rang, *by_line)


def _by_hand(begins: datetime, ends: datetime) -> Any:
    old = aliased(DetaineeCall)
    is_counted = exists().where(old.replaced_by == DetaineeCall.id, old.logged_at < begins)
    written = DetaineeCall.logged_by.is_not(None), DetaineeCall.logged_at >= begins, DetaineeCall.logged_at < ends
    return _groups().where(*written, DetaineeCall.replaced_by.is_(None), ~is_counted)


def _groups() -> Any:
    going_on = case((DetaineeCall.answered_at.is_not(None), CallResult.COMPLETED), else_=CallResult.FAILED)
    by = (
        DetaineeCall.party,
        func.coalesce(DetaineeCall.facility_code, ""),
        DetaineeCall.means,
        func.coalesce(DetaineeCall.outcome, going_on),
    )
    return select(*by, func.count(), func.sum(DetaineeCall.seconds)).group_by(*by)
