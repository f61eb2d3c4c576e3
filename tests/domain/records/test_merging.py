"""Two records that are one person: everything leads to the one, what hid either hides it, and it can be undone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.domain import consent, hiding, identities, intake, locator, names, people, rekeying
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.findings import Outcome
from hotline.domain.intake import Report
from hotline.domain.names import Query
from hotline.domain.people import Name
from hotline.domain.records import merging, protecting, reading, viewing
from hotline.models.custody import CustodyEvent, EventKind, Stay, Stint
from hotline.models.messages import MessageKind
from hotline.models.notices import MayBeTold, Subscription
from hotline.models.operations import BatchState, RosterBatch, Task, TaskKind
from hotline.models.people import (
    HiddenIndexKey,
    Hiding,
    HidingReason,
    IdentityKey,
    IndexKey,
    NameFrequency,
    Person,
    SourceIdentity,
)
from tests import factories
from tests.domain import subscribers
from tests.staff import actor

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
ADA, BEN = actor(1), actor(2)
WHY = "Same fingerprints, says the officer."
MARRIED = Name("Xochitl Guadalupe", "Quishpe")


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    factories.FacilityFactory(code="STWRTGA")
    factories.FacilityFactory(code="CCAFLAZ", time_zone="America/Phoenix")


def _report(
    session: Session,
    number: str,
    *,
    hours: float = -24,
    place: str = "STWRTGA",
    is_protected: bool = False,
    now: datetime = NOON,
    **said: Any,
) -> int:
    """Booked in, by a source that knows her under an id of its own and that A-number."""
    defaults: dict[str, Any] = {"a_numbers": (number,)}
    report = Report(
        source="office",
        event_id=f"{number}:{hours}",
        kind=EventKind.BOOKED_IN,
        happened_at=NOON + timedelta(hours=hours),
        person=factories.details(**defaults | said),
        is_protected=is_protected,
        person_key=f"id-{number}",
        facility_code=place,
    )
    return intake.report(session, report, now=now).person_id


def _two(session: Session, **said: Any) -> tuple[int, int]:
    """The same name and birth date under two A-numbers; the other is known by a married name too."""
    here = _report(session, "098765432")
    names_too = (Name("Xochitl Guadalupe", "Zepeda Olvera"), MARRIED)
    return here, _report(session, "098765499", hours=-48, names=names_too, **said)


def _found(session: Session, name: Name, *, staff: bool = False) -> list[int]:
    query = Query(given=name.given, surname=name.surnames, birth_date=factories.details().births[0])
    return [one.person_id for one in names.matches(session, query, staff=staff)]


def _merge(session: Session, here: int, other: int) -> None:
    merging.merge(session, BEN, here, other, why=WHY, now=NOON)


def _standing(session: Session) -> dict[str, Any]:
    """Whatever leads to people, or hides them."""
    session.flush()
    session.expire_all()
    tables: tuple[Any, ...] = (IndexKey, HiddenIndexKey, NameFrequency, IdentityKey, Hiding, MayBeTold)
    rows = {
        table.__tablename__: {tuple(row) for row in session.execute(select(*table.__table__.c))} for table in tables
    }
    rows["name_frequency"] = {(key, n) for key, n in rows["name_frequency"] if n}
    rows["own"] = set(session.execute(select(SourceIdentity.key, SourceIdentity.person_id)))
    rows["stays"] = set(session.execute(select(Stay.id, Stay.person_id, Stay.is_contradicted)))
    rows["events"] = set(session.execute(select(CustodyEvent.id, CustodyEvent.person_id)))
    return rows | {"details": {row.id: people.unseal(session, row) for row in session.scalars(select(Person))}}


def test_everything_leads_to_the_one_who_stays(session: Session) -> None:
    here, other = _two(session)

    _merge(session, here, other)

    assert _found(session, MARRIED) == _found(session, Name("Xochitl Guadalupe", "Zepeda Olvera")) == [here]
    assert {stay.person_id for stay in session.scalars(select(Stay))} == {here}
    assert _report(session, "098765499", hours=-2) == here
    assert people.kept_for(session, other) == here
    with pytest.raises(NotFound):
        viewing.standing(session, ADA, other, now=NOON)


@pytest.mark.parametrize("hidden", [None, HidingReason.PROTECTED, HidingReason.NAMED])
def test_taken_apart_both_are_as_they_were(session: Session, hidden: HidingReason | None) -> None:
    here, other = _two(session, place="CCAFLAZ")
    if hidden is HidingReason.NAMED:
        consent.name_who_may_be_told(session, here, ["+14045552368"], now=NOON)
    elif hidden:
        hiding.hide(session, other, hidden, now=NOON, by=ADA.signature, second=BEN.signature)
    before = _standing(session)
    _merge(session, here, other)
    meanwhile = _standing(session)

    merging.part(session, ADA, here, other, why="They are sisters.", now=NOON)

    assert meanwhile != before
    assert _standing(session) == before
    assert people.kept_for(session, other) == other


def test_what_hid_either_hides_the_one(session: Session) -> None:
    here, other = _two(session)
    hiding.hide(session, other, HidingReason.OBJECTS, now=NOON)

    _merge(session, here, other)

    assert _found(session, MARRIED) == []
    assert _found(session, MARRIED, staff=True) == [here]
    assert not session.scalars(select(IndexKey)).all()


def test_whom_both_named_may_be_told_alone(session: Session) -> None:
    here, other = _two(session)
    consent.name_who_may_be_told(session, here, ["+14045552368", "+14045552369"], now=NOON)
    consent.name_who_may_be_told(session, other, ["+14045552369", "+14045552370"], now=NOON)
    both = set(session.scalars(select(MayBeTold.contact_key).where(MayBeTold.person_id == other)))
    both &= set(session.scalars(select(MayBeTold.contact_key).where(MayBeTold.person_id == here)))

    _merge(session, here, other)

    assert set(session.execute(select(MayBeTold.person_id, MayBeTold.contact_key))) == {(here, both.pop())}


def test_what_hid_the_one_since_hides_both(session: Session) -> None:
    here, other = _two(session)
    _merge(session, here, other)
    hiding.hide(session, here, HidingReason.PROTECTED, now=NOON)

    merging.part(session, ADA, here, other, why="They are sisters.", now=NOON)

    assert hiding.is_hidden(session, here)
    assert hiding.is_hidden(session, other)
    assert not session.scalars(select(IndexKey)).all()


def test_two_open_stays_are_a_contradiction_that_staff_settle(session: Session) -> None:
    here, other = _two(session, place="CCAFLAZ")

    _merge(session, here, other)

    assert locator.known(session, here, now=NOON).outcome is Outcome.NOT_CONFIRMED
    asked = session.execute(select(Task.kind, Task.subject).where(Task.closed_at.is_(None)))
    assert set(asked) == {("verify_location", f"person:{here}")}


def test_an_arrest_and_the_stay_that_followed_contradict_nothing(session: Session) -> None:
    here, other = _two(session)
    for stint in session.scalars(select(Stint).join(Stay).where(Stay.person_id == other)).all():
        session.delete(stint)

    _merge(session, here, other)

    assert locator.known(session, here, now=NOON).outcome is Outcome.HELD


def test_no_roster_is_on_its_way_while_two_are_made_one(session: Session) -> None:
    here, other = _two(session)
    told = {"source": "roster", "format": "csv", "digest": "0", "as_of": NOON, "started_at": NOON}
    session.add(RosterBatch(is_snapshot=True, state=BatchState.HELD, **told))
    session.flush()

    with pytest.raises(Invalid):
        _merge(session, here, other)


def test_strangers_are_not_made_one(session: Session) -> None:
    here, _ = _two(session)
    stranger = factories.person(session, names=(Name("Odilia", "Ixcot Sical"),), a_numbers=("098111111",), births=())

    with pytest.raises(Invalid):
        merging.ask_to_merge(session, ADA, here, stranger.id, why=WHY, now=NOON)


def test_a_new_index_has_no_row_of_who_went_into_another(session: Session) -> None:
    here, other = _two(session)
    _merge(session, here, other)
    box = secrets_box.of(session)

    rekeying.build_people(session, box.people, rekeying.BEFORE_THE_FIRST)
    hiding.refresh(session, now=NOON + timedelta(days=9_000))

    assert {row.person_id for row in session.scalars(select(IndexKey))} == {here}
    assert {row.person_id for row in session.scalars(select(IdentityKey))} == {here}


def test_nobody_is_asked_again_who_is_who_when_two_have_become_one(session: Session) -> None:
    here, other = _two(session)
    _merge(session, here, other)

    _report(session, "098765499", hours=-2)

    assert not session.scalars(
        select(Task).where(Task.kind == TaskKind.RESOLVE_IDENTITY, Task.closed_at.is_(None))
    ).all()


def test_who_was_told_of_the_other_is_told_of_the_one(session: Session) -> None:
    other = subscribers.held(session)
    subscribers.confirmed(session)
    here = _report(session, "098765499")
    keys = identities.shared_keys(secrets_box.of(session), people.unseal(session, other))
    session.add_all(IdentityKey(key=key, person_id=other.id) for key in keys)
    session.flush()

    _merge(session, here, other.id)
    _report(session, "098765432", hours=0.1, place="CCAFLAZ")

    assert session.scalars(select(Subscription.person_id)).all() == [here]
    assert [told.kind for told in subscribers.sent(session, NOON + timedelta(hours=1))] == [MessageKind.CHANGE]


def _part_later(session: Session, here: int, other: int) -> None:
    merging.part(session, ADA, here, other, why="They are sisters.", now=NOON + timedelta(hours=2))


def test_what_hid_the_one_once_more_hides_both(session: Session) -> None:
    here, other = _two(session)
    hiding.hide(session, other, HidingReason.WITHHELD, now=NOON)
    _merge(session, here, other)
    hiding.reveal(session, here, HidingReason.WITHHELD)
    hiding.hide(session, here, HidingReason.WITHHELD, now=NOON + timedelta(hours=1))

    _part_later(session, here, other)

    assert hiding.is_hidden(session, here)
    assert not session.scalars(select(IndexKey)).all()


def test_what_a_source_may_have_said_again_hides_both(session: Session) -> None:
    here, other = _two(session)
    hiding.hide(session, other, HidingReason.PROTECTED, now=NOON)
    _merge(session, here, other)
    _report(session, "098765432", hours=0.5, is_protected=True, now=NOON + timedelta(hours=1))

    _part_later(session, here, other)

    assert hiding.is_hidden(session, here)
    assert not session.scalars(select(IndexKey)).all()


def test_a_child_by_what_may_have_been_said_again_is_a_child_afterwards(session: Session) -> None:
    birth = factories.details().births[0]
    here = _report(session, "098765432")
    other = _report(session, "098765499", hours=-48, births=(birth, date(2012, 5, 5)))
    _merge(session, here, other)
    _report(session, "098765432", hours=0.5, births=(date(2012, 5, 5),), now=NOON + timedelta(hours=1))

    _part_later(session, here, other)
    hiding.refresh(session, now=NOON + timedelta(days=1))

    assert hiding.is_hidden(session, here)
    assert hiding.is_hidden(session, other)


def test_a_roster_that_was_taken_back_may_have_said_again_who_is_protected(session: Session) -> None:
    here, other = _two(session)
    hiding.hide(session, other, HidingReason.PROTECTED, now=NOON)
    _merge(session, here, other)
    hiding.hide(session, here, HidingReason.PROTECTED, now=NOON + timedelta(hours=1))
    told = {"source": "roster", "format": "csv", "digest": "0", "as_of": NOON}
    started = NOON + timedelta(hours=1)
    session.add(RosterBatch(is_snapshot=True, state=BatchState.ABANDONED, started_at=started, **told))

    _part_later(session, here, other)

    assert hiding.is_hidden(session, here)


def test_who_objected_again_is_not_shown_when_they_are_two_again(session: Session) -> None:
    here, other = _two(session)
    consent.object_to_all(session, other, now=NOON)
    _merge(session, here, other)
    protecting.objects(session, ADA, here, now=NOON + timedelta(hours=1))

    _part_later(session, here, other)

    assert hiding.is_hidden(session, here)


def test_that_two_may_be_one_is_not_told_of_somebody_hidden(session: Session) -> None:
    here, other = _two(session)
    hiding.hide(session, other, HidingReason.PROTECTED, now=NOON)
    merging.ask_to_merge(session, ADA, here, other, why=WHY, now=NOON)

    told = {sees: reading.read(session, here, sees_hidden=sees, now=NOON).decisions for sees in (False, True)}

    assert not told[False]
    assert [one.why for one in told[True]] == [WHY]
