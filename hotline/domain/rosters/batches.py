"""A batch from its beginning to its publication, or to its end under another one's broom."""

import time
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import decisions, desk
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.rosters import publishing, staging
from hotline.domain.rosters.orders import Imported, Order
from hotline.domain.rosters.staging import TakenOver
from hotline.models.custody import CustodyEvent
from hotline.models.operations import BatchState, RosterBatch, TaskKind


def subject(batch_id: int) -> str:
    """How tasks and decisions call a roster: "batch:17"."""
    return f"batch:{batch_id}"


def last_published(session: Session, source: str) -> RosterBatch | None:
    """The roster of that source which stands."""
    mine = RosterBatch.source == source, RosterBatch.state == BatchState.PUBLISHED
    return session.scalars(select(RosterBatch).where(*mine).order_by(RosterBatch.as_of.desc()).limit(1)).first()


def begin(order: Order, digest: str, *, now: datetime) -> RosterBatch:
    """A new batch; what the same source left unfinished, or on hold, gives way to it."""
    with db.begin() as session:
        db.one_at_a_time(session, "intake")
        abandon(session, order.source, now=now)
        batch = RosterBatch(
            source=order.source,
            format=order.format,
            is_snapshot=order.is_snapshot,
            is_initial=order.is_initial,
            digest=digest,
            as_of=order.moment,
            started_at=now,
            state=BatchState.STAGING,
            events_before=session.scalar(select(func.max(CustodyEvent.id))) or 0,
        )
        session.add(batch)
    _sweep()
    return batch


def abandon(session: Session, source: str, *, now: datetime) -> None:
    """Nobody will publish what this source left unfinished, or on hold: a newer picture takes its place."""
    mine = RosterBatch.source == source, RosterBatch.state.in_((BatchState.STAGING, BatchState.HELD))
    for batch in session.scalars(select(RosterBatch).where(*mine).with_for_update()):
        batch.state = BatchState.ABANDONED
        decided(session, batch.id, now=now)


def decided(session: Session, batch_id: int, *, now: datetime) -> None:
    """Nobody need look at it any more, or agree."""
    desk.close_tasks(session, TaskKind.RELEASE_BATCH, subject(batch_id), now=now)
    decisions.lapse(session, subject(batch_id), now=now)


def _sweep() -> None:
    """Clear what dead imports left: of a batch that was published the staged rows alone, else its people too."""
    with db.reading() as session:
        published = list(session.scalars(staging.leftovers(BatchState.PUBLISHED)))
        abandoned = list(session.scalars(staging.leftovers(BatchState.ABANDONED)))
    for batch_id in published:
        with db.begin() as session:
            staging.clear(session, batch_id)
    for batch_id in abandoned:
        has_more = True
        while has_more:
            with db.begin() as session:
                has_more = staging.sweep(session, batch_id)


def publish(batch_id: int, expected: BatchState, *, now: datetime, by: str = "", second: str = "") -> Imported:
    """Publish what is staged, then clear the staging tables.

    Raises TakenOver when the batch is no longer in the state that the caller found it in, or a newer picture stands.
    """
    began = time.perf_counter()
    with db.begin() as session:
        batch = put_in_place(session, batch_id, expected, now=now, by=by, second=second)
        decided(session, batch_id, now=now)
    seconds = time.perf_counter() - began
    with db.begin() as session:
        staging.clear(session, batch_id)
    return Imported(BatchState.PUBLISHED, batch_id, left_out=batch.left_out, publish_seconds=seconds)


def put_in_place(
    session: Session, batch_id: int, expected: BatchState, *, now: datetime, by: str = "", second: str = ""
) -> RosterBatch:
    """Publish what is staged, in the caller's unit of work, which clears the staging tables after it.

    Raises TakenOver as above.
    """
    db.one_at_a_time(session, "intake")
    batch = session.get(RosterBatch, batch_id, with_for_update=True, populate_existing=True)
    last = last_published(session, batch.source) if batch else None
    if batch is None or batch.state is not expected or (last is not None and last.as_of > batch.as_of):
        raise TakenOver
    publishing.publish(session, batch, now=now)
    batch.released_by, batch.seconded_by = by, second
    return batch


def release(batch_id: int, *, by: str, second: str, now: datetime) -> Imported:
    """Publish a held roster on the word of two people. Raises NotFound, or Invalid for one person or a wrong state."""
    if not desk.are_two_people(by, second):
        raise Invalid("second", "not_another_person")
    with db.reading() as session:
        batch = session.get(RosterBatch, batch_id)
    if batch is None:
        raise NotFound
    if batch.state is not BatchState.HELD:
        raise Invalid("batch", "not_held")
    try:
        return publish(batch_id, BatchState.HELD, now=now, by=by.strip(), second=second.strip())
    except TakenOver as error:
        raise Invalid("batch", "not_held") from error
