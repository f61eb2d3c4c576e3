"""The rosters that came in, for staff: what each one changed or would change, and by what limit it is held."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain.errors import NotFound
from hotline.domain.rosters import breaker
from hotline.domain.rosters.orders import Imported
from hotline.models.operations import RosterBatch

PAGE = 50
ROWS, SET_ASIDE, MOST = "rows", "rows set aside", "most that may leave"


def kept(imported: Imported) -> str:
    """What a batch keeps of its import, for whoever decides on it and for the limits of later ones."""
    told = dict(imported.counts + imported.dirt) | {ROWS: imported.rows, SET_ASIDE: len(imported.refused)}
    return json.dumps(told | ({MOST: int(imported.limit.most)} if imported.limit else {}))


def counts(batch: RosterBatch) -> Mapping[str, int]:
    """What it changed or would change, how many rows it had, and by what limit it was measured."""
    read: dict[str, int] = json.loads(batch.counts)
    return read


def leaving(batch: RosterBatch) -> int:
    """How many people it says are no longer held, or no longer lists."""
    return breaker.leaving(dict(counts(batch)))


def measured(batch: RosterBatch) -> int:
    """What was compared with the limit."""
    return measured_of(counts(batch), is_initial=batch.is_initial)


def measured_of(report: Mapping[str, int], *, is_initial: bool) -> int:
    """What is compared with the limit: of a first roster what it ends of others' (breaker.is_abnormal)."""
    return report.get(breaker.OF_OTHERS, 0) if is_initial else breaker.leaving(dict(report))


def page(session: Session, *, after: int | None = None) -> tuple[Sequence[RosterBatch], int | None]:
    """The rosters that came in, the newest first, and after which one the next page begins."""
    newest = select(RosterBatch).order_by(RosterBatch.id.desc()).limit(PAGE + 1)
    rows = session.scalars(newest.where(RosterBatch.id < after) if after is not None else newest).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def one(session: Session, batch_id: int) -> RosterBatch:
    """Raises NotFound."""
    batch = session.get(RosterBatch, batch_id)
    if batch is None:
        raise NotFound
    return batch
