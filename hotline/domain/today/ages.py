"""How old what we know is: of each feed, and of the people at each facility.

The ages of places are counted by the clock and kept, for counting them reads every open stay.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from hotline.models.custody import Stay, Stint
from hotline.models.operations import BatchState, PlaceAge, RosterBatch
from hotline.models.places import Facility

COUNTED_EVERY = timedelta(minutes=10)
OLDEST_SHOWN = 10  # places
MOST_PLACES = 2_000


@dataclass(frozen=True, slots=True)
class Age:
    """A feed or a place: `oldest_at` is the last word about whoever was not confirmed for longest, `newest_at` about
    anybody; for a feed both are the moment whose picture its last roster gave.
    """

    key: str
    name: str
    people: int
    oldest_at: datetime
    newest_at: datetime


def of_feeds(session: Session) -> list[Age]:
    """The rosters that came in and were published, the oldest first."""
    last = func.max(RosterBatch.as_of)
    published = select(RosterBatch.source, last).where(RosterBatch.state == BatchState.PUBLISHED)
    rows = session.execute(published.group_by(RosterBatch.source).order_by(last)).all()
    return [Age(source, source, 0, as_of, as_of) for source, as_of in rows]


def of_places(session: Session, *, limit: int = OLDEST_SHOWN) -> list[Age]:
    """The facilities where people are held, as last counted: first those of which nothing came for longest."""
    found = select(PlaceAge, Facility.name).outerjoin(Facility, Facility.code == PlaceAge.facility_code)
    rows = session.execute(found.order_by(PlaceAge.newest_at, PlaceAge.facility_code).limit(limit))
    return [
        Age(row.facility_code, name or row.facility_code, row.people, row.oldest_at, row.newest_at)
        for row, name in rows
    ]


def count_ages(session: Session, *, now: datetime) -> list[dict[str, object]] | None:
    """The people held at each place and the ages of what we know of them; None while the last count is young."""
    counted_at = session.scalar(select(func.max(PlaceAge.counted_at)))
    if counted_at is not None and counted_at > now - COUNTED_EVERY:
        return None
    ages = func.count(), func.min(Stay.confirmed_at), func.max(Stay.confirmed_at)
    held = select(Stint.facility_code, *ages).join(Stay, Stay.id == Stint.stay_id)
    open_now = held.where(Stay.ended_at.is_(None), Stint.left_at.is_(None)).group_by(Stint.facility_code)
    names = "facility_code", "people", "oldest_at", "newest_at"
    rows = session.execute(open_now.order_by(Stint.facility_code))
    return [dict(zip(names, row, strict=True)) | {"counted_at": now} for row in rows]


def keep_ages(session: Session, counted: list[dict[str, object]]) -> None:
    """Keep a count instead of the last one."""
    session.execute(delete(PlaceAge))
    if counted:
        session.execute(insert(PlaceAge), counted)
