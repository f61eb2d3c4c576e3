"""When a roster waits for two people: it would tell an abnormal number of families that somebody is no longer held.

In 2015 one faulty update sent 8,000 false notices of release. Book-ins and transfers never hold.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import identities
from hotline.models.custody import Stay
from hotline.models.operations import BatchState, RosterBatch

SHARE_OF_HELD = 0.02
TIMES_MEDIAN = 3
HISTORY = timedelta(days=28)
ENDINGS = "endings"
UNLISTED = "no longer listed"
OF_OTHERS = "endings of stays of other sources"


@dataclass(frozen=True, slots=True)
class Limit:
    """More releases, removals and people no longer listed than `most` are held; the rest says where that comes from."""

    most: float
    held: int
    median: float


def limit(session: Session, source: str, *, is_initial: bool = False, now: datetime) -> Limit:
    """The larger of 2 % of the people this source holds and three times its rosters' median of the last 28 days.

    A source's first roster has neither; what it ends of other sources' stays is measured by the people they hold.
    """
    open_stays = select(func.count()).where(Stay.ended_at.is_(None), identities.is_live(Stay.person_id))
    held = session.scalar(open_stays.where(Stay.source != source if is_initial else Stay.source == source)) or 0
    recent = select(RosterBatch.counts).where(
        RosterBatch.source == source,
        RosterBatch.state == BatchState.PUBLISHED,
        RosterBatch.published_at > now - HISTORY,
        RosterBatch.is_initial.is_(False),
    )
    past = [leaving(json.loads(counts)) for counts in session.scalars(recent)]
    usual = median(past) if past else 0
    return Limit(max(SHARE_OF_HELD * held, TIMES_MEDIAN * usual), held, usual)


def is_abnormal(counts: dict[str, int], most: Limit, *, is_initial: bool) -> bool:
    """Whether the roster waits. A first one ends what it likes of its own, and no more than usual of others'."""
    return (counts.get(OF_OTHERS, 0) if is_initial else leaving(counts)) > most.most


def leaving(counts: dict[str, int]) -> int:
    """How many people a roster says are no longer held, or no longer lists."""
    return counts.get(ENDINGS, 0) + counts.get(UNLISTED, 0)
