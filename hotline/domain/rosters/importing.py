"""A roster file from its first byte to its publication; killed anywhere, the old roster or the new one stands.

These verbs own their transactions, many short ones and one that publishes, and so are called outside any.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import desk, hiding
from hotline.domain.rosters import (
    batches,
    breaker,
    files,
    happened,
    history,
    planning,
    preparing,
    protection,
    publishing,
    sheltering,
    staging,
)
from hotline.domain.rosters.ahead import ahead, without_collecting
from hotline.domain.rosters.comparing import Told
from hotline.domain.rosters.orders import Imported, Order, Progress
from hotline.domain.rosters.places import gazetteer
from hotline.domain.rosters.planning import Plan, Terms
from hotline.domain.rosters.preparing import Writing
from hotline.domain.rosters.records import Record, Records, details_of, names_of
from hotline.domain.rosters.sheltering import Shelter
from hotline.models.custody import Stay, Stint
from hotline.models.operations import BatchState, RosterBatch, TaskKind

CHUNK = 2_000  # people a transaction: each writes all over the indexes, so fewer and larger ones write less
WORTH_A_PROCESS = 4_000  # from so many people on, comparing runs beside writing
RELEASE_WITHIN = timedelta(hours=2)


@dataclass(slots=True)
class Listed:
    """Whom a roster lists: `seen` and `gone` as in Plan; of who is `spared` a row could not be used."""

    seen: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    spared: set[int] = field(default_factory=set)

    def add(self, plan: Plan) -> None:
        self.seen |= plan.seen
        self.gone |= plan.gone

    def lacks(self, stay_id: int, person_id: int) -> bool:
        """Whether this open stay is no longer listed."""
        is_seen = person_id in self.seen and self.gone.isdisjoint((stay_id, person_id))
        return not is_seen and person_id not in self.spared


def import_file(order: Order, *, now: datetime, progress: Progress = lambda *_: None) -> Imported:
    """Read, stage and publish a file, or hold it. Raises RosterRefused, with nothing changed, or TakenOver."""
    with without_collecting():
        return _imported(order, now, progress)


def _imported(order: Order, now: datetime, progress: Progress) -> Imported:
    order = files.completed(order, now=now)
    digest = files.digest(order.path)
    with db.reading() as session:
        last = batches.last_published(session, order.source)
    if last is not None and not last.left_out and (last.digest, last.is_snapshot) == (digest, order.is_snapshot):
        return _again(order, last, progress, now)
    files.check_history(order, last)
    records, header = files.read(order, progress, now=now)
    people = records.united()
    sheltering.doubt_twins(people, protection.compared(order.protected or ()), now=now)
    if order.is_dry_run:
        return _rehearsed(order, records, people, header, progress, now)
    batch = batches.begin(order, digest, now=now)
    result = Imported(BatchState.STAGING, batch.id, records.rows, refused=records.refused, header=header)
    result.unmatched = protection.hide_listed(order.protected or frozenset(), records, order.source, now=now)
    terms = _terms(order, people, now)
    _stage_all(batch, happened.told(people, terms.places, records, now=now), terms, records, result, progress)
    return _conclude(batch, result, order, now)


def _again(order: Order, last: RosterBatch, progress: Progress, now: datetime) -> Imported:
    """The same bytes again: nothing changes, but for whom a list protects, and the freshness of a later snapshot."""
    same = Imported(None, last.id, is_same_file=True)
    if order.protected and not order.is_dry_run:
        records, _ = files.read(order, progress, now=now)
        same.unmatched = protection.hide_listed(order.protected, records, order.source, now=now)
    if order.is_snapshot and order.moment > last.as_of and not order.is_dry_run:
        with db.begin() as session:
            batches.abandon(session, order.source, now=now)
            publishing.confirm(session, order.source, order.moment)
            session.get_one(RosterBatch, last.id).as_of = order.moment
        same.counts["stays confirmed again"] = 1
    return same


def _terms(order: Order, people: list[Record], now: datetime) -> Terms:
    """Every place of the file resolved once; a code nobody knows is written down, and staff are asked to name it."""
    with db.begin() as session:
        places = gazetteer(session, people, now=now)
        if order.is_dry_run:
            session.rollback()
    return Terms(Told(order.source, order.moment), places, protection.compared(order.protected or ()), now)


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
    listed = Listed()
    work = partial(_written, people, terms, batch)
    is_long = len(people) >= WORTH_A_PROCESS
    chunks = ahead(work, prepare=db.after_fork) if is_long else work()
    for number, (plan, rows) in enumerate(chunks, 1):
        _tally(result, plan)
        listed.add(plan)
        _shelter(plan.shelters, terms.now)
        if rows:
            with db.begin() as session:
                staging.write(session, batch.id, rows, now=terms.now)
            frequencies.update(rows.frequencies)
        progress("staging", min(number * CHUNK, len(people)), len(people))
    with db.begin() as session:
        staging.write_frequencies(session, batch.id, frequencies)
    if batch.is_snapshot:
        listed.spared = _spared(terms, records)
        _stage_unlisted(batch, listed, result, terms.now)


def _tally(result: Imported, plan: Plan) -> None:
    result.counts.update(plan.counts)
    result.dirt.update(plan.dirt)


def _protect(terms: Terms, records: Records) -> None:
    """Hide at once whom a row names as protected, or shows to be a child, that cannot be used."""
    with db.begin() as session:
        for who in (row.who for row in records.refused):
            told = details_of(Record([], [who]))
            reasons = hiding.reasons_for(told, is_protected=bool(who.is_protected), now=terms.now)
            for person_id in planning.people_named(session, names_of(who), terms.told.source) if reasons else ():
                sheltering.shelter(session, Shelter(person_id, told, reasons), now=terms.now)


def _shelter(shelters: list[Shelter], now: datetime) -> None:
    if shelters:
        with db.begin() as session:
            for wanted in shelters:
                sheltering.shelter(session, wanted, now=now)
                sheltering.ask_who(session, wanted.person_id, now=now)


def _spared(terms: Terms, records: Records) -> set[int]:
    """People whose row could not be used: they are listed all the same."""
    named = {name for row in records.refused for name in names_of(row.who)}
    with db.reading() as session:
        return planning.people_named(session, named, terms.told.source)


def _unlisted(session: Session, source: str, listed: Listed, as_of: datetime) -> list[int]:
    held = select(Stay.id, Stay.person_id).where(Stay.source == source, Stay.ended_at.is_(None))
    earlier = held.where(Stay.confirmed_at < as_of)
    return [stay_id for stay_id, person_id in session.execute(earlier) if listed.lacks(stay_id, person_id)]


def _stage_unlisted(batch: RosterBatch, listed: Listed, result: Imported, now: datetime) -> None:
    with db.reading() as session:
        missing = _unlisted(session, batch.source, listed, batch.as_of)
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
        result.limit = breaker.limit(session, batch.source, is_initial=order.is_initial, now=now)
        kept = session.get_one(RosterBatch, batch.id)
        kept.counts = history.kept(result)
        if breaker.is_abnormal(result.counts, result.limit, is_initial=order.is_initial):
            staging.still_ours(session, batch.id)
            kept.state = BatchState.HELD
            due = now + RELEASE_WITHIN
            desk.open_task(
                session, TaskKind.RELEASE_BATCH, batches.subject(batch.id), due_at=due, now=now, reason="breaker"
            )
    result.state = kept.state
    if kept.state is not BatchState.HELD:
        published = batches.publish(batch.id, BatchState.STAGING, now=now)
        result.state, result.left_out = published.state, published.left_out
        result.publish_seconds = published.publish_seconds
    return result


def _rehearsed(
    order: Order, records: Records, people: list[Record], header: tuple[str, ...], progress: Progress, now: datetime
) -> Imported:
    """All the counts of an import, and nothing written."""
    result = Imported(None, None, records.rows, refused=records.refused, header=header)
    result.unmatched = protection.count_unmatched(order.protected or frozenset(), records, order.source)
    terms = _terms(order, people, now)
    people = happened.told(people, terms.places, records, now=now)
    listed = Listed()
    for number, plan in enumerate(_plans(people, terms), 1):
        _tally(result, plan)
        listed.add(plan)
        progress("comparing", min(number * CHUNK, len(people)), len(people))
    with db.reading() as session:
        result.limit = breaker.limit(session, order.source, is_initial=order.is_initial, now=now)
        if order.is_snapshot:
            listed.spared = _spared(terms, records)
            result.counts[breaker.UNLISTED] = len(_unlisted(session, order.source, listed, order.moment))
    result.counts = +result.counts
    return result
