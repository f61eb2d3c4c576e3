"""When a roster waits for two people: it would tell an abnormal number of families that somebody is no longer held.

In 2015 one faulty update sent 8,000 false notices of release. Book-ins and transfers never hold.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.models.custody import Stay
from hotline.models.operations import BatchState, RosterBatch

SHARE_OF_HELD = 0.02
TIMES_MEDIAN = 3
HISTORY = timedelta(days=28)
ENDINGS = "endings"
UNLISTED = "no longer listed"


@dataclass(frozen=True, slots=True)
class Limit:
    """More releases, removals and people no longer listed than `most` are held; the rest says where that comes from."""

    most: float
    held: int
    median: float


def limit(session: Session, source: str, *, now: datetime) -> Limit:
    """The larger of 2 % of the people this source holds and three times its rosters' median of the last 28 days."""
    held = session.scalar(select(func.count()).where(Stay.source == source, Stay.ended_at.is_(None))) or 0
    recent = select(RosterBatch.counts).where(
        RosterBatch.source == source,
        RosterBatch.state == BatchState.PUBLISHED,
        RosterBatch.published_at > now - HISTORY,
        RosterBatch.is_initial.is_(False),
    )
    past = [leaving(json.loads(counts)) for counts in session.scalars(recent)]
    usual = median(past) if past else 0
    return Limit(max(SHARE_OF_HELD * held, TIMES_MEDIAN * usual), held, usual)


def leaving(counts: dict[str, int]) -> int:
    """How many people a roster says are no longer held, or no longer lists."""
    return counts.get(ENDINGS, 0) + counts.get(UNLISTED, 0)
