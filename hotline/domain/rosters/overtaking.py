"""What happened while a roster was staged or waited: whom it must leave out now, and whom it must hide all the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from operator import not_

from sqlalchemy import ColumnElement, Select, and_, delete, exists, literal, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import enrolment, identities, names, people
from hotline.domain.identities import Claim
from hotline.domain.people import PersonDetails
from hotline.domain.rosters import staging
from hotline.models.custody import CustodyEvent
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import Hiding, HidingReason, IdentityKey, Person
from hotline.models.staging import (
    StagedFrequency,
    StagedIdentity,
    StagedKey,
    StagedOvertaken,
    StagedPerson,
    StagedStay,
    StagedStint,
)
from hotline.secrets_box import SecretsBox

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Unseen:
    """Somebody new of a roster who is to be hidden, and by which reasons."""

    details: PersonDetails
    reasons: frozenset[HidingReason]


def leave_out(session: Session, batch: RosterBatch) -> tuple[int, list[Unseen]]:
    """Take out whom somebody reported on, published, hid or revealed since the batch was begun.

    Answers how many that are, and those among the new ones whom the batch would have hidden. The next roster brings
    them.
    """
    reported = _reported(session, batch)
    overtaken = _overtaken(session, batch, reported)
    twice = _written_down_meanwhile(session, batch, reported)
    _uncount(session, batch, overtaken | twice)
    unseen = _unseen(session, twice)
    for some in _chunks(overtaken):
        stays = select(StagedStay.id).where(StagedStay.batch_id == batch.id, StagedStay.person_id.in_(some))
        session.execute(delete(StagedStint).where(StagedStint.batch_id == batch.id, StagedStint.stay_id.in_(stays)))
        for table in map(staging.table_of, (StagedIdentity, StagedKey, StagedStay, StagedPerson)):
            session.execute(delete(table).where(table.c.batch_id == batch.id, table.c.person_id.in_(some)))
    for some in _chunks(twice):
        staging.forget(session, batch.id, some)
    return len(overtaken) + len(twice), unseen


def overtake(session: Session, batch: RosterBatch) -> None:
    """Tell every roster that is still staged or on hold whom this one has added or changed."""
    pairs = (
        select(RosterBatch.id, StagedPerson.person_id)
        .join(StagedPerson, literal(True))
        .where(_is_waiting_beside(batch), StagedPerson.batch_id == batch.id)
    )
    telling = db.upsert(session, StagedOvertaken).from_select(["batch_id", "person_id"], pairs)
    session.execute(telling.on_conflict_do_nothing())


def unseen_elsewhere(session: Session, batch: RosterBatch) -> list[Unseen]:
    """Whom rosters that are still staged or on hold would hide, as new people, though this batch adds them too."""
    hidden = select(StagedPerson.person_id).join(RosterBatch, RosterBatch.id == StagedPerson.batch_id)
    hidden = hidden.where(_is_waiting_beside(batch), StagedPerson.is_new, StagedPerson.hidden)
    if session.execute(hidden.limit(1)).first() is None:
        return []
    theirs = select(IdentityKey.key).where(IdentityKey.person_id.in_(hidden))
    mine = select(StagedPerson.person_id).where(StagedPerson.batch_id == batch.id)
    met = select(IdentityKey.key).where(IdentityKey.key.in_(theirs), IdentityKey.person_id.in_(mine))
    who = select(IdentityKey.person_id).where(IdentityKey.key.in_(met), IdentityKey.person_id.in_(hidden))
    return _unseen(session, set(session.scalars(who)))


def protect(session: Session, unseen: list[Unseen], *, now: datetime) -> None:
    """Hide the living people who are meant: hiding never waits for the roster that says it to be published.

    Most are met by nobody, so all are looked up together; who is known by what another one told is found in the end.
    """
    waiting, met = unseen, True
    while waiting and met:
        recognised = identities.recognise(session, [Claim("", "", each.details) for each in waiting])
        is_met = [found.person_id is not None for found in recognised]
        for each in compress(waiting, is_met):
            is_protected, has_died = HidingReason.PROTECTED in each.reasons, HidingReason.DIED in each.reasons
            claim = Claim("", "", each.details)
            enrolment.enrol(session, claim, is_protected=is_protected, has_died=has_died, now=now)
        waiting, met = list(compress(waiting, map(not_, is_met))), any(is_met)


def _is_waiting_beside(batch: RosterBatch) -> ColumnElement[bool]:
    return and_(RosterBatch.id != batch.id, RosterBatch.state.in_((BatchState.STAGING, BatchState.HELD)))


def _reported(session: Session, batch: RosterBatch) -> set[int]:
    """People of whom something was reported since this batch was begun."""
    later = select(CustodyEvent.person_id).where(CustodyEvent.id > batch.events_before, CustodyEvent.batch_id.is_(None))
    return set(session.scalars(later.distinct()))


def _overtaken(session: Session, batch: RosterBatch, reported: set[int]) -> set[int]:
    """Known people of the batch who are no longer as they were when it was compared with them."""
    staged = select(StagedPerson.person_id).where(StagedPerson.batch_id == batch.id, ~StagedPerson.is_new)
    found: set[int] = set()
    for some in _chunks(reported):
        found.update(session.scalars(staged.where(StagedPerson.person_id.in_(some))))
    found.update(session.scalars(staged.where(StagedPerson.person_id.in_(_others(batch)))))
    is_hidden = exists(select(Hiding.person_id).where(Hiding.person_id == StagedPerson.person_id))
    found.update(session.scalars(staged.where(StagedPerson.sealed.is_not(None), StagedPerson.hidden != is_hidden)))
    return found


def _others(batch: RosterBatch) -> Select[int]:
    """Whom other rosters have added or changed since this one was begun."""
    return select(StagedOvertaken.person_id).where(StagedOvertaken.batch_id == batch.id)


def _written_down_meanwhile(session: Session, batch: RosterBatch, reported: set[int]) -> set[int]:
    """New people of the batch whom another source has brought in since."""
    box = secrets_box.of(session)
    staged = select(StagedPerson.person_id).join(IdentityKey, IdentityKey.person_id == StagedPerson.person_id)
    mine = staged.where(StagedPerson.batch_id == batch.id, StagedPerson.is_new)
    keys: set[int] = set()
    for some in _chunks(reported):
        for person in session.scalars(select(Person).where(Person.id.in_(some))):
            keys.update(identities.shared_keys(box, people.unseal(session, person)))
    found: set[int] = set()
    for some in _chunks(keys):
        found.update(session.scalars(mine.where(IdentityKey.key.in_(some))))
    if session.execute(_others(batch).limit(1)).first():
        theirs = select(IdentityKey.key).where(IdentityKey.person_id.in_(_others(batch)))
        found.update(session.scalars(mine.where(IdentityKey.key.in_(theirs))))
    return found


def _unseen(session: Session, person_ids: set[int]) -> list[Unseen]:
    found: dict[int, set[HidingReason]] = {}
    for some in _chunks(person_ids):
        why = select(Hiding.person_id, Hiding.reason).where(Hiding.person_id.in_(some))
        for person_id, reason in session.execute(why):
            found.setdefault(person_id, set()).add(reason)
    return [
        Unseen(people.unseal(session, session.get_one(Person, person_id)), frozenset(why))
        for person_id, why in sorted(found.items())
    ]


def _uncount(session: Session, batch: RosterBatch, left_out: set[int]) -> None:
    """Take back what those left out would have added to the counts of names, by the details it was counted from."""
    box = secrets_box.of(session)
    counted: Counter[int] = Counter()
    for some in _chunks(left_out):
        rows = select(StagedPerson, Person.sealed).join(Person, Person.id == StagedPerson.person_id)
        for staged, sealed in session.execute(rows.where(StagedPerson.batch_id == batch.id, Person.id.in_(some))):
            if staged.hidden or not (staged.is_new or staged.sealed):
                continue
            counted.update(_counters(box, staged.person_id, staged.sealed or sealed))
            if staged.sealed_before:
                counted.subtract(_counters(box, staged.person_id, staged.sealed_before))
    taken = [{"batch_id": batch.id, "key": key, "n": -n} for key, n in counted.items()]
    if taken:
        adding = db.upsert(session, StagedFrequency)
        adding = adding.on_conflict_do_update(
            index_elements=["batch_id", "key"], set_={"n": StagedFrequency.n + adding.excluded.n}
        )
        session.execute(adding, taken)


def _counters(box: SecretsBox, person_id: int, sealed: bytes) -> list[int]:
    return names.frequency_keys(box, people.details_of(people.kept_in(box, person_id, sealed)))


def _chunks(ids: set[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
