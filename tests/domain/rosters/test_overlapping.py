"""Rosters that are staged, on hold or published at the same time: nobody is told twice, lost, or shown too soon."""

import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from hotline import db, secrets_box
from hotline.domain import identities, intake, names, people, rosters
from hotline.domain.errors import Invalid
from hotline.domain.intake import Report
from hotline.domain.rosters import Imported, TakenOver, batches
from hotline.models.custody import EventKind, Stay, StayEnd
from hotline.models.operations import BatchState, RosterBatch
from hotline.models.people import Hiding, HidingReason, IndexKey, NameFrequency, Person
from hotline.models.staging import StagedPerson
from tests.domain.rosters.sheets import MONDAY, load_rows, other, row

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
CROWD = [other(number) for number in range(60)]


def on_hold(folder: Path, told: list[dict[str, str]], *, source: str = "roster") -> int:
    """A batch of these people that waits, because it no longer lists most of the crowd that stood before."""
    crowd = [{**each, "person_id": source + each["person_id"], "given_names": f"{source}x"} for each in CROWD]
    load_rows(folder, [*crowd, *([told[0]] if source == "roster" else [])], is_initial=True, source=source)
    held = load_rows(folder, [*crowd[:10], *told], at=TUESDAY, source=source)
    assert (held.state, held.batch_id is None) == (BatchState.HELD, False)
    return held.batch_id or 0


def release(batch_id: int) -> Imported:
    return rosters.release(batch_id, by="Ana", second="Bo", now=WEDNESDAY)


def assert_index_is_right(session: Session) -> None:
    """Only disclosable people can be found, by exactly what is recorded of them, and each is counted once."""
    box = secrets_box.of(session)
    hidden = set(session.scalars(select(Hiding.person_id)))
    rows, counted = set(), Counter[int]()
    for person in session.scalars(select(Person).where(identities.is_live(Person.id), Person.id.not_in(hidden))):
        details = people.unseal(session, person)
        rows |= {(key, year, person.id) for key, year in names.staged_keys(box, details)}
        counted.update(names.frequency_keys(box, details))
    stored = select(IndexKey.key, IndexKey.birth_year, IndexKey.person_id)
    assert {tuple(found) for found in session.execute(stored)} == rows
    assert {key: n for key, n in session.execute(select(NameFrequency.key, NameFrequency.n)) if n} == counted


def test_person_of_two_overlapping_rosters_is_written_down_once(tmp_path: Path, standing: Session) -> None:
    held = on_hold(tmp_path, [row(person_id="B1", a_number="98765432")], source="b")
    load_rows(tmp_path, [row(a_number="98765432")], is_initial=True, source="a", at=TUESDAY)

    released = release(held)

    assert released.left_out == 1
    assert len(names.by_a_number(standing, "098765432", staff=True)) == 1
    assert_index_is_right(standing)


def test_protection_told_by_a_roster_on_hold_hides_whom_another_one_adds(tmp_path: Path, standing: Session) -> None:
    held = on_hold(tmp_path, [row(person_id="B1", a_number="98765432", protected="yes")], source="b")

    load_rows(tmp_path, [row(a_number="98765432")], is_initial=True, source="a", at=TUESDAY)

    with db.reading() as session:
        assert names.by_a_number(session, "098765432") == []
        assert_index_is_right(session)
    release(held)
    assert names.by_a_number(standing, "098765432") == []
    assert len(names.by_a_number(standing, "098765432", staff=True)) == 1
    assert_index_is_right(standing)


def test_protection_of_somebody_left_out_at_release_does_not_wait(tmp_path: Path, standing: Session) -> None:
    held = on_hold(tmp_path, [row(person_id="B1", a_number="98765432", birth_date="2012-01-01")], source="b")
    report("98765432")

    release(held)

    assert names.by_a_number(standing, "098765432") == []
    assert len(names.by_a_number(standing, "098765432", staff=True)) == 1
    assert_index_is_right(standing)


def test_details_that_another_roster_changed_meanwhile_are_kept(tmp_path: Path, standing: Session) -> None:
    known = row(a_number="98765432")
    load_rows(tmp_path, [known], is_initial=True, source="a")
    held = on_hold(tmp_path, [{**known, "person_id": "B1", "given_names": "Fausto"}], source="b")
    load_rows(tmp_path, [{**known, "given_names": "Wilmer"}], source="a", at=TUESDAY)

    assert release(held).left_out == 1

    assert_index_is_right(standing)


def test_names_are_counted_right_when_intake_and_a_roster_on_hold_change_one_person(
    tmp_path: Path, standing: Session
) -> None:
    known = row(a_number="98765432")
    held = on_hold(tmp_path, [known, other(99)])
    changed = load_rows(
        tmp_path, [{**known, "given_names": "Fausto", "surnames": "Quintanilla Barahona"}, *CROWD[:10]], at=TUESDAY
    )
    assert (changed.state, changed.batch_id) == (BatchState.HELD, held + 1)
    report("98765432", given="Wilmer")

    assert release(held + 1).left_out == 1

    assert_index_is_right(standing)


def test_left_out_people_come_with_the_same_file_again(tmp_path: Path, standing: Session) -> None:
    held = on_hold(tmp_path, [row(person_id="B1", a_number="98765432", protected="yes")], source="b")
    load_rows(tmp_path, [row(a_number="98765432")], is_initial=True, source="a", at=TUESDAY)
    release(held)

    with db.reading() as session:
        batch = session.get_one(RosterBatch, held)
        assert batch.left_out == 1
    crowd = [{**each, "person_id": "b" + each["person_id"], "given_names": "bx"} for each in CROWD]
    again = load_rows(
        tmp_path,
        [*crowd[:10], row(person_id="B1", a_number="98765432", protected="yes")],
        source="b",
        at=WEDNESDAY,
    )

    assert (again.is_same_file, again.state) == (False, BatchState.PUBLISHED)
    assert again.counts["unchanged people"] == 10


def test_released_once_though_two_people_say_it_at_the_same_moment(tmp_path: Path) -> None:
    held = on_hold(tmp_path, [row()])
    release(held)

    with pytest.raises(TakenOver):
        batches.publish(held, BatchState.HELD, now=WEDNESDAY)
    with pytest.raises(Invalid):
        release(held)


def test_standing_file_told_again_as_a_later_picture_ends_the_hold(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, CROWD, is_initial=True)
    held = load_rows(tmp_path, CROWD[:10], at=TUESDAY)
    load_rows(tmp_path, CROWD, at=WEDNESDAY)
    assert held.batch_id is not None

    with pytest.raises(Invalid):
        release(held.batch_id)

    assert standing.get_one(RosterBatch, held.batch_id).state is BatchState.ABANDONED


def test_staged_people_do_not_raise_the_limit_of_their_own_roster(tmp_path: Path) -> None:
    load_rows(tmp_path, CROWD, is_initial=True)

    told = load_rows(tmp_path, [*CROWD[2:], *(other(number) for number in range(100, 160))], at=TUESDAY)

    assert told.limit is not None
    assert (told.limit.held, told.state) == (60, BatchState.HELD)


def test_first_roster_of_a_misspelt_source_waits_when_it_ends_stays_of_another(tmp_path: Path) -> None:
    load_rows(tmp_path, CROWD, is_initial=True)
    over = {"book_out": "2026-05-04 18:00", "reason": "Removed"}

    ended = load_rows(tmp_path, [each | over for each in CROWD], is_initial=True, source="rooster", at=TUESDAY)

    assert ended.state is BatchState.HELD


def test_first_roster_ends_what_it_likes_of_its_own(tmp_path: Path) -> None:
    over = {"book_out": "2026-05-03 18:00", "reason": "Removed"}

    assert load_rows(tmp_path, [each | over for each in CROWD], is_initial=True).state is BatchState.PUBLISHED


def test_rows_left_by_an_import_that_died_after_publishing_are_cleared(tmp_path: Path, standing: Session) -> None:
    published = load_rows(tmp_path, [row()], is_initial=True)
    with db.begin() as session:
        left = {"batch_id": published.batch_id, "person_id": session.scalars(select(Person.id)).one()}
        session.add(StagedPerson(**left, is_new=False, hidden=False))

    load_rows(tmp_path, [row(), other(1)], at=TUESDAY)

    assert standing.scalars(select(StagedPerson)).all() == []
    assert len(standing.scalars(select(Stay)).all()) == 2


def test_two_words_of_release_at_once_publish_once(tmp_path: Path, standing: Session) -> None:
    held = on_hold(tmp_path, [row()])
    with ThreadPoolExecutor(2) as both:
        outcomes = [each.exception() for each in [both.submit(release, held), both.submit(release, held)]]

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invalid", "NoneType"]
    assert_index_is_right(standing)


def test_import_that_begins_while_another_of_its_source_publishes_waits(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, CROWD, is_initial=True)
    later = tmp_path / "later"
    later.mkdir()
    waiting: list[Future[Imported]] = []

    def meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO index_key") and not waiting:
            waiting.append(threads.submit(load_rows, later, [*CROWD, row(), other(70)], at=WEDNESDAY))
            time.sleep(0.5)

    event.listen(Engine, "before_cursor_execute", meanwhile)
    with ThreadPoolExecutor(1) as threads:
        first = load_rows(tmp_path, [*CROWD, row()], at=TUESDAY)
        second = waiting[0].result()
    event.remove(Engine, "before_cursor_execute", meanwhile)

    assert (first.state, second.state) == (BatchState.PUBLISHED, BatchState.PUBLISHED)
    assert len(standing.scalars(select(Person.id)).all()) == 62
    assert_index_is_right(standing)


def report(a_number: str, given: str = "Ramiro Neptali") -> None:
    """An office tells that it has booked in the man of row()."""
    details = people.PersonDetails(
        names=(people.Name(given, "Quintanilla Osorto"),), a_numbers=(a_number.zfill(9),), country="HND"
    )
    at = TUESDAY + timedelta(hours=1)
    told = Report("office", "1", EventKind.BOOKED_IN, at, details, is_protected=False, facility_code="STWRTGA")
    with db.begin() as session:
        intake.report(session, told, now=at)


def test_person_whom_a_roster_on_hold_protects_is_hidden_when_reported_alone(tmp_path: Path, standing: Session) -> None:
    on_hold(tmp_path, [row(person_id="B1", a_number="98765432", protected="")], source="b")

    report("98765432")

    (reported,) = names.by_a_number(standing, "098765432", staff=True)
    hidden = select(Hiding.reason).where(Hiding.person_id == reported[0])
    assert standing.scalars(hidden).all() == [HidingReason.PROTECTED]
    assert_index_is_right(standing)


def test_snapshot_that_lists_only_an_old_stay_does_not_confirm_the_open_one(tmp_path: Path, standing: Session) -> None:
    old = row(
        stay_began="2026-01-01 08:00", book_in="2026-01-01 08:00", book_out="2026-02-01 08:00", reason="Bonded Out"
    )
    load_rows(tmp_path, [old, row(), *CROWD], is_initial=True)

    told = load_rows(tmp_path, [old, *CROWD], at=TUESDAY)

    assert told.counts["no longer listed"] == 1
    ends = select(Stay.end, Stay.confirmed_at).order_by(Stay.began_at)
    stays = [tuple(each) for each in standing.execute(ends.join(Person).where(Person.birth_year == 1990))]
    assert (StayEnd.NO_LONGER_LISTED, TUESDAY) in stays


def test_unchanged_record_of_an_old_stay_does_not_confirm_a_newer_one(tmp_path: Path, standing: Session) -> None:
    old = row(
        stay_began="2026-01-01 08:00", book_in="2026-01-01 08:00", book_out="2026-02-01 08:00", reason="Bonded Out"
    )
    load_rows(tmp_path, [old, *CROWD], is_initial=True)
    with db.begin() as session:
        known = session.scalars(select(Stay).where(Stay.ended_at.is_not(None))).one()
        again = {"id": 7, "person_id": known.person_id, "began_at": MONDAY, "source": "roster", "confirmed_at": MONDAY}
        session.add(Stay(**again, is_contradicted=False))

    told = load_rows(tmp_path, [*CROWD, old], at=TUESDAY)

    assert told.counts["no longer listed"] == 1
    assert standing.get_one(Stay, 7).end is StayEnd.NO_LONGER_LISTED


@pytest.mark.parametrize(("book_in", "refused"), [("2026-05-05 04:50", 0), ("2026-05-05 05:20", 1)])
def test_future_begins_where_the_facility_is(tmp_path: Path, book_in: str, refused: int) -> None:
    load_rows(tmp_path, CROWD, is_initial=True)

    told = load_rows(tmp_path, [*CROWD, row(facility_code="CCAFLAZ", book_in=book_in)], at=TUESDAY)

    assert len(told.refused) == refused


def test_row_of_tomorrow_that_says_protected_hides_all_the_same(tmp_path: Path, standing: Session) -> None:
    tomorrow = row(facility_code="CCAFLAZ", book_in="2026-05-05 08:00", protected="yes")

    load_rows(tmp_path, [row(), tomorrow, *CROWD], is_initial=True, at=TUESDAY)

    assert len(standing.scalars(select(Hiding)).all()) == 1
    assert_index_is_right(standing)
