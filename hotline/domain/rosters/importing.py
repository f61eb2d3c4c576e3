"""A roster file from its first byte to its publication; killed anywhere, the old roster or the new one stands.

These verbs own their transactions, many short ones and one that publishes, and so are called outside any.
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import desk, hiding
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.rosters import breaker, planning, preparing, publishing, staging
from hotline.domain.rosters.ahead import ahead, without_collecting
from hotline.domain.rosters.comparing import Told
from hotline.domain.rosters.places import gazetteer
from hotline.domain.rosters.planning import Plan, Terms
from hotline.domain.rosters.preparing import Writing
from hotline.domain.rosters.records import Record, Records
from hotline.domain.rosters.staging import TakenOver
from hotline.models.custody import CustodyEvent, Stay, Stint
from hotline.models.operations import BatchState, RosterBatch, TaskKind
from hotline.models.people import HidingReason
from hotline.roster_formats import Header, RosterRefused, Row, SetAside, format_of, read

CHUNK = 500
WORTH_A_PROCESS = 2_000  # from so many people on, comparing runs beside writing
RELEASE_WITHIN = timedelta(hours=2)
MOST_REFUSED = 0.05  # more than one row in twenty unusable: this is not the format it was taken for
CLOCK_SKEW = timedelta(hours=15)  # the clock of the easternmost facility, against UTC

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many


@dataclass(frozen=True, slots=True)
class Order:
    """What the operator said. `as_of` is the moment whose picture the file gives; None: when the file was written.

    `protected` are the ids and A-numbers of the protection list, None when there was none.
    """

    path: Path
    source: str = "roster"
    format: str = ""
    encoding: str = ""
    is_snapshot: bool = False
    is_initial: bool = False
    is_dry_run: bool = False
    as_of: datetime | None = None
    protected: frozenset[str] | None = None


@dataclass(slots=True)
class Imported:
    """What became of a file. `state` is None when the same file had been published before, or for a dry run."""

    state: BatchState | None
    batch_id: int | None = None
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    dirt: Counter[str] = field(default_factory=Counter)
    refused: list[SetAside] = field(default_factory=list)
    header: tuple[str, ...] = ()
    limit: breaker.Limit | None = None
    left_out: int = 0
    publish_seconds: float = 0.0
    is_same_file: bool = False


def import_file(order: Order, *, now: datetime, progress: Progress = lambda *_: None) -> Imported:
    """Read, stage and publish a file, or hold it. Raises RosterRefused, with nothing changed, or TakenOver."""
    with without_collecting():
        return _imported(order, now, progress)


def _imported(order: Order, now: datetime, progress: Progress) -> Imported:
    order = replace(order, format=order.format or format_of(order.path), as_of=_as_of(order, now))
    digest = _digest(order.path)
    if (same := _seen_before(order, digest, now)) is not None:
        return same
    _check_history(order)
    records, header = _read(order, progress, now)
    people = records.united()
    if order.is_dry_run:
        return _rehearsed(order, records, people, header, progress, now)
    batch = _begin(order, digest, now)
    result = Imported(BatchState.STAGING, batch.id, records.rows, refused=records.refused, header=header)
    terms = _terms(order, people, now)
    _stage_all(batch, people, terms, records, result, progress)
    return _conclude(batch, result, order, now)


def _as_of(order: Order, now: datetime) -> datetime:
    if order.as_of is not None and order.as_of > now + timedelta(minutes=10):
        raise RosterRefused("--as-of lies in the future.")
    written = datetime.fromtimestamp(order.path.stat().st_mtime, now.tzinfo) if order.path.is_file() else now
    return order.as_of or min(written, now)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _seen_before(order: Order, digest: str, now: datetime) -> Imported | None:
    """The same bytes again: nothing changes, but for the freshness of a later snapshot."""
    assert order.as_of is not None  # noqa: S101  import_file filled it in
    with db.reading() as session:
        last = _last_published(session, order.source)
    if last is None or last.digest != digest or last.is_snapshot != order.is_snapshot:
        return None
    same = Imported(None, last.id, is_same_file=True)
    if order.is_snapshot and order.as_of > last.as_of and not order.is_dry_run:
        with db.begin() as session:
            publishing.confirm(session, order.source, order.as_of)
            session.get_one(RosterBatch, last.id).as_of = order.as_of
        same.counts["stays confirmed again"] = 1
    return same


def _last_published(session: Session, source: str) -> RosterBatch | None:
    mine = RosterBatch.source == source, RosterBatch.state == BatchState.PUBLISHED
    return session.scalars(select(RosterBatch).where(*mine).order_by(RosterBatch.as_of.desc()).limit(1)).first()


def _check_history(order: Order) -> None:
    """Raises RosterRefused for a first file that does not say so, and for one older than what stands."""
    assert order.as_of is not None  # noqa: S101  import_file filled it in
    with db.reading() as session:
        last = _last_published(session, order.source)
    if last is None and not order.is_initial:
        raise RosterRefused(
            f'Nothing was ever published from the source "{order.source}". If this is its first roster, say --initial; '
            "if not, name the source it belongs to with --source."
        )
    if last is not None and order.is_initial:
        raise RosterRefused(f'The source "{order.source}" has a roster already. Leave --initial out.')
    if last is not None and order.as_of < last.as_of:
        raise RosterRefused(
            f"This roster is of {order.as_of:%Y-%m-%d %H:%M} UTC, older than the one that stands "
            f"({last.as_of:%Y-%m-%d %H:%M} UTC). If that is wrong, say --as-of."
        )


def _read(order: Order, progress: Progress, now: datetime) -> tuple[Records, tuple[str, ...]]:
    """The whole file in memory. Raises RosterRefused."""
    records = Records()
    header: tuple[str, ...] = ()
    latest = now.replace(tzinfo=None) + CLOCK_SKEW
    for found in read(order.path, order.format, order.encoding):
        if isinstance(found, Header):
            header = found.cells
        elif isinstance(found, SetAside):
            records.refused.append(found)
        elif (field := _in_the_future(found, latest)) is not None:
            records.refused.append(_postponed(found, f"{field} is in the future"))
        else:
            records.add(found)
        if records.rows % 5_000 == 0:
            progress("reading", records.rows, 0)
    _check_rows(records, order)
    return records, header


def _in_the_future(row: Row, latest: datetime) -> str | None:
    """Which of the row's times has not come yet: a slip of the pen, or a release that is only planned."""
    times = {
        "book_in": row.book_in,
        "book_out": row.book_out,
        "stay_began": row.stay_began,
        "stay_ended": row.stay_ended,
    }
    return next((field for field, moment in times.items() if moment is not None and moment > latest), None)


def _postponed(row: Row, reason: str) -> SetAside:
    return SetAside(row.line, reason, row.person_id, row.a_number, (), bool(row.is_protected))


def _check_rows(records: Records, order: Order) -> None:
    if not records.rows:
        reasons = "".join(f" Line {row.line}: {row.reason}." for row in records.refused[:1])
        raise RosterRefused(f"No row of the file can be used.{reasons}")
    if len(records.refused) > max(10, MOST_REFUSED * records.rows):
        first = records.refused[0]
        raise RosterRefused(
            f"{len(records.refused):,} of {records.rows + len(records.refused):,} rows cannot be used; the first is "
            f"line {first.line}: {first.reason}. Check the format, or mend the file."
        )
    if not records.has_protection_column and order.protected is None:
        raise RosterRefused(
            "The file has no column that says who is protected (8 U.S.C. 1367). Give --protection-list FILE with one "
            "id or A-number a line; an empty file says that nobody is."
        )


def _begin(order: Order, digest: str, now: datetime) -> RosterBatch:
    """A new batch; what the same source left unfinished, or on hold, gives way to it."""
    assert order.as_of is not None  # noqa: S101  import_file filled it in
    with db.begin() as session:
        open_states = BatchState.STAGING, BatchState.HELD
        mine = select(RosterBatch).where(RosterBatch.source == order.source, RosterBatch.state.in_(open_states))
        for old in session.scalars(mine):
            old.state = BatchState.ABANDONED
        batch = RosterBatch(
            source=order.source,
            format=order.format,
            is_snapshot=order.is_snapshot,
            is_initial=order.is_initial,
            digest=digest,
            as_of=order.as_of,
            started_at=now,
            state=BatchState.STAGING,
            events_before=session.scalar(select(func.max(CustodyEvent.id))) or 0,
        )
        session.add(batch)
    _sweep_abandoned()
    return batch


def _sweep_abandoned() -> None:
    with db.reading() as session:
        left = list(session.scalars(staging.abandoned_with_leftovers()))
    for batch_id in left:
        has_more = True
        while has_more:
            with db.begin() as session:
                has_more = staging.sweep(session, batch_id)


def _terms(order: Order, people: list[Record], now: datetime) -> Terms:
    """Every place of the file resolved once; a code nobody knows is written down, and staff are asked to name it."""
    assert order.as_of is not None  # noqa: S101  import_file filled it in
    with db.begin() as session:
        places = gazetteer(session, people, now=now)
        if order.is_dry_run:
            session.rollback()
    return Terms(Told(order.source, order.as_of), places, order.protected or frozenset(), now)


def _plans(people: list[Record], terms: Terms) -> Iterator[Plan]:
    seen: set[int] = set()
    rest = iter(people)
    while chunk := list(islice(rest, CHUNK)):
        with db.reading() as session:
            plan = planning.plan(session, chunk, terms, seen)
        seen |= plan.seen
        yield plan


def _written(people: list[Record], terms: Terms, batch: RosterBatch) -> Iterator[tuple[Plan, Writing]]:
    """Each chunk of people compared, and the rows that come of it; what is written carries no plan any more."""
    with db.reading() as session:
        box = secrets_box.of(session)
    for plan in _plans(people, terms):
        rows = preparing.prepare(box, batch, plan.changes, now=terms.now)
        plan.changes = []
        yield plan, rows


def _stage_all(
    batch: RosterBatch,
    people: list[Record],
    terms: Terms,
    records: Records,
    result: Imported,
    progress: Progress,
) -> None:
    _protect(terms, records)
    frequencies: Counter[int] = Counter()
    seen: set[int] = set()
    work = partial(_written, people, terms, batch)
    is_long = len(people) >= WORTH_A_PROCESS
    chunks = ahead(work, prepare=db.after_fork) if is_long else work()
    for number, (plan, rows) in enumerate(chunks, 1):
        _tally(result, plan)
        seen |= plan.seen
        if rows:
            with db.begin() as session:
                staging.write(session, batch.id, rows, now=terms.now)
            frequencies.update(rows.frequencies)
        progress("staging", min(number * CHUNK, len(people)), len(people))
    with db.begin() as session:
        staging.write_frequencies(session, batch.id, frequencies)
    if batch.is_snapshot:
        _stage_unlisted(batch, _spared(terms, records) | seen, result, terms.now)


def _tally(result: Imported, plan: Plan) -> None:
    result.counts.update(plan.counts)
    result.dirt.update(plan.dirt)


def _protect(terms: Terms, records: Records) -> None:
    """Hide at once whom the protection list names though the file does not, and whose flag stands in a bad row."""
    flagged = {name for row in records.refused if row.is_protected for name in (row.person_id, row.a_number)}
    with db.begin() as session:
        for person_id in planning.people_named(session, terms.protected | flagged, terms.told.source):
            hiding.hide(session, person_id, HidingReason.PROTECTED, now=terms.now)


def _spared(terms: Terms, records: Records) -> set[int]:
    """People whose row could not be used: they are listed all the same."""
    named = {name for row in records.refused for name in (row.person_id, row.a_number)}
    with db.reading() as session:
        return planning.people_named(session, named, terms.told.source)


def _unlisted(session: Session, source: str, seen: set[int], as_of: datetime) -> list[int]:
    held = select(Stay.id, Stay.person_id).where(Stay.source == source, Stay.ended_at.is_(None))
    earlier = held.where(Stay.confirmed_at < as_of)
    return [stay_id for stay_id, person_id in session.execute(earlier) if person_id not in seen]


def _stage_unlisted(batch: RosterBatch, seen: set[int], result: Imported, now: datetime) -> None:
    with db.reading() as session:
        missing = _unlisted(session, batch.source, seen, batch.as_of)
    result.counts[breaker.UNLISTED] += len(missing)
    for start in range(0, len(missing), CHUNK):
        some = missing[start : start + CHUNK]
        with db.begin() as session:
            stays = list(session.scalars(select(Stay).where(Stay.id.in_(some))))
            stints = [
                dict(row._mapping) for row in session.execute(select(Stint.__table__).where(Stint.stay_id.in_(some)))
            ]
            rows = preparing.prepare_unlisted(secrets_box.of(session), batch, stays, stints, now=now)
            staging.write(session, batch.id, rows, now=now)


def _conclude(batch: RosterBatch, result: Imported, order: Order, now: datetime) -> Imported:
    """Publish; or hold, when an abnormal number of people would no longer be held."""
    result.counts = +result.counts
    with db.begin() as session:
        result.limit = breaker.limit(session, batch.source, now=now)
        kept = session.get_one(RosterBatch, batch.id)
        kept.counts = json.dumps(result.counts)
        if not order.is_initial and breaker.leaving(result.counts) > result.limit.most:
            staging.still_ours(session, batch.id)
            kept.state = BatchState.HELD
            due = now + RELEASE_WITHIN
            desk.open_task(session, TaskKind.RELEASE_BATCH, f"batch:{batch.id}", due_at=due, now=now, reason="breaker")
    result.state = kept.state
    if kept.state is not BatchState.HELD:
        published = publish_batch(batch.id, now=now)
        result.state, result.left_out = published.state, published.left_out
        result.publish_seconds = published.publish_seconds
    return result


def publish_batch(batch_id: int, *, now: datetime, by: str = "", second: str = "") -> Imported:
    """Publish what is staged, then clear the staging tables. Raises TakenOver."""
    began = time.perf_counter()
    with db.begin() as session:
        batch = session.get_one(RosterBatch, batch_id)
        if batch.state not in (BatchState.STAGING, BatchState.HELD):
            raise TakenOver
        left_out = publishing.publish(session, batch, now=now)
        batch.released_by, batch.seconded_by = by, second
    seconds = time.perf_counter() - began
    with db.begin() as session:
        staging.clear(session, batch_id)
    return Imported(BatchState.PUBLISHED, batch_id, left_out=left_out, publish_seconds=seconds)


def release(batch_id: int, *, by: str, second: str, now: datetime) -> Imported:
    """Publish a held roster on the word of two people. Raises NotFound, or Invalid for one person or a wrong state."""
    if not by.strip() or not second.strip() or by.strip().lower() == second.strip().lower():
        raise Invalid("second", "not_another_person")
    with db.reading() as session:
        batch = session.get(RosterBatch, batch_id)
    if batch is None:
        raise NotFound
    if batch.state is not BatchState.HELD:
        raise Invalid("batch", "not_held")
    return publish_batch(batch_id, now=now, by=by.strip(), second=second.strip())


def _rehearsed(
    order: Order, records: Records, people: list[Record], header: tuple[str, ...], progress: Progress, now: datetime
) -> Imported:
    """All the counts of an import, and nothing written."""
    assert order.as_of is not None  # noqa: S101  import_file filled it in
    result = Imported(None, None, records.rows, refused=records.refused, header=header)
    terms = _terms(order, people, now)
    seen: set[int] = set()
    for number, plan in enumerate(_plans(people, terms), 1):
        _tally(result, plan)
        seen |= plan.seen
        progress("comparing", min(number * CHUNK, len(people)), len(people))
    with db.reading() as session:
        result.limit = breaker.limit(session, order.source, now=now)
        if order.is_snapshot:
            seen |= _spared(terms, records)
            result.counts[breaker.UNLISTED] = len(_unlisted(session, order.source, seen, order.as_of))
    result.counts = +result.counts
    return result
