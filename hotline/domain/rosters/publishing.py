"""One short transaction that puts a staged roster in the place of the old one: set-based SQL throughout."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, insert, literal, select, tuple_, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.db import UTCDateTime
from hotline.domain import counsel, notices
from hotline.domain.rosters import overtaking
from hotline.domain.rosters.preparing import ADD, RECOGNISE, REMOVE, WAKE
from hotline.models.contacts import OpenSearch, SearchKey, SearchState
from hotline.models.custody import Stay, StayEnd, Stint
from hotline.models.operations import BatchState, RosterBatch, Task
from hotline.models.people import (
    HiddenIndexKey,
    IdentityKey,
    IndexKey,
    NameFrequency,
    Person,
    SourceIdentity,
)
from hotline.models.staging import (
    StagedFrequency,
    StagedIdentity,
    StagedKey,
    StagedPerson,
    StagedStay,
    StagedStint,
    StagedTask,
)


def publish(session: Session, batch: RosterBatch, *, now: datetime) -> None:
    """Make the batch the roster that stands. The caller lets nobody else publish, begin or report meanwhile."""
    batch.left_out, unseen = overtaking.leave_out(session, batch)
    _index(session, batch)
    _count_names(session, batch)
    _people(session, batch)
    _custody(session, batch)
    _ask_staff(session, batch, now)
    _wake(session, batch)
    changed = select(StagedStay.person_id).where(StagedStay.batch_id == batch.id)
    overtaking.overtake(session, batch)
    unseen += overtaking.unseen_elsewhere(session, batch)
    session.execute(delete(StagedPerson).where(StagedPerson.batch_id == batch.id))
    batch.state = BatchState.PUBLISHED
    batch.published_at = now
    overtaking.protect(session, unseen, now=now)
    notices.owe_for(session, changed, now=now)  # when all who are to be hidden are
    counsel.owe_moves(session, changed, now=now)


def _index(session: Session, batch: RosterBatch) -> None:
    columns = ["key", "birth_year", "person_id"]
    for model, hidden in ((IndexKey, False), (HiddenIndexKey, True)):
        staged = select(StagedKey.key, StagedKey.birth_year, StagedKey.person_id).where(
            StagedKey.batch_id == batch.id, StagedKey.hidden.is_(hidden)
        )
        gone = staged.where(StagedKey.change == REMOVE)
        if session.execute(gone.limit(1)).first():
            row = tuple_(model.key, model.birth_year, model.person_id)
            session.execute(delete(model).where(row.in_(gone)))
        ordered = staged.where(StagedKey.change == ADD).order_by(*columns)
        session.execute(db.upsert(session, model).from_select(columns, ordered).on_conflict_do_nothing())


def _count_names(session: Session, batch: RosterBatch) -> None:
    staged = select(StagedFrequency.key, StagedFrequency.n).where(StagedFrequency.batch_id == batch.id)
    adding = db.upsert(session, NameFrequency).from_select(["key", "n"], staged.order_by(StagedFrequency.key))
    total = {"n": NameFrequency.n + adding.excluded.n}
    session.execute(adding.on_conflict_do_update(index_elements=["key"], set_=total))


def _people(session: Session, batch: RosterBatch) -> None:
    """New details of known people, and by what the source names them."""
    columns = ["id", "birth_year", "sealed", "updated_at"]
    changed = select(
        StagedPerson.person_id, StagedPerson.birth_year, StagedPerson.sealed, literal(batch.started_at, UTCDateTime())
    ).where(StagedPerson.batch_id == batch.id, StagedPerson.sealed.is_not(None))
    writing = db.upsert(session, Person).from_select(columns, changed)
    kept = {name: writing.excluded[name] for name in columns[1:]}
    session.execute(writing.on_conflict_do_update(index_elements=["id"], set_=kept))
    shared = select(StagedKey.key, StagedKey.person_id).where(
        StagedKey.batch_id == batch.id, StagedKey.change == RECOGNISE
    )
    recognising = db.upsert(session, IdentityKey).from_select(["key", "person_id"], shared)
    session.execute(recognising.on_conflict_do_nothing())
    told = select(literal(batch.source), StagedIdentity.key, StagedIdentity.person_id, StagedIdentity.fingerprint)
    columns = ["source", "key", "person_id", "fingerprint"]
    naming = db.upsert(session, SourceIdentity).from_select(columns, told.where(StagedIdentity.batch_id == batch.id))
    newest = {"fingerprint": naming.excluded.fingerprint}
    session.execute(naming.on_conflict_do_update(index_elements=columns[:3], set_=newest))


def _custody(session: Session, batch: RosterBatch) -> None:
    mine = StagedStay.batch_id == batch.id
    columns = [column.key for column in StagedStay.__table__.columns if column.key != "batch_id"]
    staged = select(*(getattr(StagedStay, name) for name in columns)).where(mine)
    writing = db.upsert(session, Stay).from_select(columns, staged)
    kept = {name: writing.excluded[name] for name in columns if name not in ("id", "person_id")}
    session.execute(writing.on_conflict_do_update(index_elements=["id"], set_=kept))
    session.execute(delete(Stint).where(Stint.stay_id.in_(select(StagedStay.id).where(mine))))
    columns = [column.key for column in StagedStint.__table__.columns if column.key != "batch_id"]
    stints = select(*(getattr(StagedStint, name) for name in columns)).where(StagedStint.batch_id == batch.id)
    session.execute(insert(Stint).from_select(columns, stints))
    _compare_afresh(session, SourceIdentity.source != batch.source, mine)
    unlisted = StagedStay.end == StayEnd.NO_LONGER_LISTED
    _compare_afresh(session, SourceIdentity.source == batch.source, mine & unlisted)
    if batch.is_snapshot:
        confirm(session, batch.source, batch.as_of)


def _compare_afresh(session: Session, whose: ColumnElement[bool], which: ColumnElement[bool]) -> None:
    """Forget what these sources said last of these people, so that their next roster is compared with what stands."""
    changed = select(StagedStay.person_id).where(which)
    stale = update(SourceIdentity).where(whose, SourceIdentity.person_id.in_(changed))
    session.execute(stale.values(fingerprint=0))


def confirm(session: Session, source: str, as_of: datetime) -> None:
    """Everybody the source still holds was listed again; those it no longer lists have been closed before."""
    held = Stay.source == source, Stay.ended_at.is_(None), Stay.confirmed_at < as_of
    session.execute(update(Stay).where(*held).values(confirmed_at=as_of))


def _ask_staff(session: Session, batch: RosterBatch, now: datetime) -> None:
    columns = ["kind", "subject", "reason", "opened_at", "due_at"]
    wanted = select(
        StagedTask.kind, StagedTask.subject, StagedTask.reason, literal(now, UTCDateTime()), StagedTask.due_at
    )
    asking = db.upsert(session, Task).from_select(columns, wanted.where(StagedTask.batch_id == batch.id))
    session.execute(asking.on_conflict_do_nothing())


def _wake(session: Session, batch: RosterBatch) -> None:
    """Every open search that would find somebody the batch adds or changes is run again."""
    changed = (
        select(StagedKey.key)
        .where(StagedKey.batch_id == batch.id, StagedKey.hidden.is_(False), StagedKey.change.in_((ADD, WAKE)))
        .where(StagedKey.key == SearchKey.key)
    )
    met = select(SearchKey.search_id).where(exists(changed))
    is_open = OpenSearch.state == SearchState.OPEN
    session.execute(update(OpenSearch).where(is_open, OpenSearch.id.in_(met)).values(is_due=True))
