"""A roster replaces the one that stands, whole or not at all; what it no longer lists is never called released."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import custody, intake, names, rosters
from hotline.domain.custody import Whereabouts
from hotline.domain.errors import Invalid
from hotline.domain.intake import Report
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.models.contacts import OpenSearch
from hotline.models.custody import CustodyEvent, EventKind, Stay, StayEnd, Stint
from hotline.models.operations import BatchState, RosterBatch, Task, TaskKind
from hotline.models.people import HiddenIndexKey, Hiding, IndexKey, NameFrequency, Person, SourceIdentity
from hotline.models.staging import StagedFrequency, StagedKey, StagedPerson, StagedStay, StagedStint
from hotline.roster_formats import RosterRefused
from tests import factories
from tests.domain.rosters.sheets import MONDAY, load, load_rows, other, row

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def found(session: Session, now: datetime = WEDNESDAY, **asked: str) -> Whereabouts:
    """Where the one person is whom this name finds."""
    query = Query(given=("Ramiro",), surname=("Quintanilla",), birth_year=1990)
    matches = names.matches(session, query, staff=True, limit=5)
    assert len(matches) == 1
    seen = custody.whereabouts(session, matches[0].person_id, now=now)
    assert seen is not None
    return seen


def count(session: Session, model: type[db.Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_first_roster_must_say_that_it_is_the_first(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="--initial"):
        load_rows(tmp_path, [row()])


def test_initial_is_refused_where_a_roster_stands(tmp_path: Path) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    with pytest.raises(RosterRefused, match="Leave --initial out"):
        load_rows(tmp_path, [row(given_names="Other")], is_initial=True, at=TUESDAY)


def test_person_of_a_first_roster_is_found_where_it_says(tmp_path: Path, standing: Session) -> None:
    imported = load_rows(tmp_path, [row()], is_initial=True)

    assert imported.state is BatchState.PUBLISHED
    seen = found(standing)
    assert seen.facility is not None
    assert (seen.facility.code, seen.end, seen.confirmed_at) == ("STWRTGA", None, MONDAY)
    assert seen.arrived_at == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_staging_tables_are_empty_after_publication(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)
    load_rows(tmp_path, [row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00")], at=TUESDAY)

    for model in (StagedPerson, StagedKey, StagedFrequency, StagedStay, StagedStint):
        assert count(standing, model) == 0


def test_same_file_again_changes_nothing(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    again = load_rows(tmp_path, [row()])

    assert again.is_same_file
    assert not again.counts
    assert count(standing, RosterBatch) == 1


def test_same_file_as_a_later_snapshot_confirms_and_changes_nothing_else(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    load_rows(tmp_path, [row()], at=TUESDAY)

    assert found(standing).confirmed_at == TUESDAY
    assert count(standing, CustodyEvent) == 1


def test_same_people_in_another_order_are_confirmed(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1)], is_initial=True)

    again = load_rows(tmp_path, [other(1), row()], at=TUESDAY)

    assert again.counts == {"unchanged people": 2}
    assert found(standing).confirmed_at == TUESDAY


def test_older_file_is_refused(tmp_path: Path) -> None:
    load_rows(tmp_path, [row()], is_initial=True, at=TUESDAY)

    with pytest.raises(RosterRefused, match="older"):
        load_rows(tmp_path, [row(), other(1)], at=MONDAY)


def test_move_is_published(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    imported = load_rows(tmp_path, [row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00")], at=TUESDAY)

    assert imported.counts["moved"] == 1
    seen = found(standing)
    assert seen.facility is not None
    assert (seen.facility.code, seen.left_at) == ("CCAFLAZ", None)
    assert seen.began_at == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_roster_of_present_places_alone_takes_no_history_away(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(stay_began="")], is_initial=True)

    load_rows(tmp_path, [row(stay_began="", facility_code="CCAFLAZ", book_in="2026-05-04 20:00")], at=TUESDAY)

    stints = standing.scalars(select(Stint).order_by(Stint.position)).all()
    assert [stint.facility_code for stint in stints] == ["STWRTGA", "CCAFLAZ"]
    assert stints[0].left_at == stints[1].arrived_at


def test_no_longer_listed_is_a_question_for_staff_and_never_released(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    imported = load_rows(tmp_path, crowd, at=TUESDAY)

    assert imported.counts["no longer listed"] == 1
    seen = found(standing)
    assert (seen.end, seen.ended_at) == (StayEnd.NO_LONGER_LISTED, TUESDAY)
    task = standing.scalars(select(Task).where(Task.kind == TaskKind.VERIFY_LOCATION)).one()
    assert task.subject == f"person:{seen.person_id}"


def test_delta_says_nothing_about_those_it_does_not_list(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1)], is_initial=True)

    load_rows(tmp_path, [other(1, facility_code="CCAFLAZ", book_in="2026-05-04 20:00")], at=TUESDAY, is_snapshot=False)

    assert found(standing).end is None


def test_person_whose_row_cannot_be_used_is_listed_all_the_same(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(30)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    imported = load_rows(tmp_path, [row(book_in="yesterday"), *crowd], at=TUESDAY)

    assert [refused.line for refused in imported.refused] == ["2"]
    assert found(standing).end is None


@pytest.mark.parametrize("field", ["book_in", "book_out", "stay_ended"])
def test_time_that_has_not_come_yet_sets_the_row_aside(tmp_path: Path, field: str) -> None:
    imported = load_rows(tmp_path, [row(**{field: "2026-05-08 10:00"}), other(1)], is_initial=True)

    assert [refused.reason for refused in imported.refused] == [f"{field} is in the future"]


def test_listed_again_goes_on_with_the_stay(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)
    load_rows(tmp_path, crowd, at=TUESDAY)

    load_rows(tmp_path, [row(), *crowd], at=WEDNESDAY)

    assert found(standing).end is None
    assert count(standing, Stay) == 100


def test_release_of_one_among_many_is_published(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)
    gone = row(
        book_out="2026-05-04 18:00",
        reason="Bonded Out - IJ",
        stay_ended="2026-05-04 18:00",
        stay_reason="Bonded Out - IJ",
    )

    imported = load_rows(tmp_path, [gone, *crowd], at=TUESDAY)

    assert imported.state is BatchState.PUBLISHED
    seen = found(standing)
    assert (seen.end, seen.ended_at) == (StayEnd.RELEASED, datetime(2026, 5, 4, 22, tzinfo=UTC))


def test_abnormal_number_of_endings_waits_for_two_people(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    held = load_rows(tmp_path, [row(), *crowd[:90]], at=TUESDAY)

    assert held.state is BatchState.HELD
    assert held.batch_id is not None
    assert standing.scalar(select(func.count()).where(Stay.end.is_not(None))) == 0
    assert standing.scalars(select(Task.kind).where(Task.kind == TaskKind.RELEASE_BATCH)).all()


def test_held_roster_is_released_by_two_people(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)
    held = load_rows(tmp_path, [row(), *crowd[:90]], at=TUESDAY)
    assert held.batch_id is not None

    with pytest.raises(Invalid):
        rosters.release(held.batch_id, by="Ana", second="a\u200bna ", now=TUESDAY)
    rosters.release(held.batch_id, by="Ana", second="Bo", now=TUESDAY)

    assert standing.scalar(select(func.count()).where(Stay.end == StayEnd.NO_LONGER_LISTED)) == 9


def test_newer_roster_takes_the_place_of_one_on_hold(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, crowd, is_initial=True)
    held = load_rows(tmp_path, [*crowd[:50], row()], at=TUESDAY)

    load_rows(tmp_path, [*crowd, row()], at=WEDNESDAY)

    assert held.batch_id is not None
    assert standing.get_one(RosterBatch, held.batch_id).state is BatchState.ABANDONED
    assert count(standing, Person) == 100
    assert found(standing).end is None


def test_three_times_the_usual_number_of_endings_is_not_abnormal(tmp_path: Path) -> None:
    crowd = [other(number) for number in range(100)]
    load_rows(tmp_path, crowd, is_initial=True)
    load_rows(tmp_path, crowd[2:], at=TUESDAY)

    imported = load_rows(tmp_path, crowd[8:], at=WEDNESDAY)

    assert imported.limit is not None
    assert (imported.limit.most, imported.state) == (6, BatchState.PUBLISHED)


def test_book_ins_and_transfers_never_hold(tmp_path: Path) -> None:
    crowd = [other(number) for number in range(100)]
    load_rows(tmp_path, crowd[:20], is_initial=True)

    moved = [{**each, "facility_code": "CCAFLAZ", "book_in": "2026-05-04 20:00"} for each in crowd]
    imported = load_rows(tmp_path, moved, at=TUESDAY)

    assert imported.state is BatchState.PUBLISHED


def test_file_without_protection_column_needs_a_list(tmp_path: Path) -> None:
    columns = tuple(name for name in row() if name != "protected")

    with pytest.raises(RosterRefused, match="--protection-list"):
        load_rows(tmp_path, [row()], columns=columns, is_initial=True)


def test_empty_list_says_that_nobody_is_protected(tmp_path: Path, standing: Session) -> None:
    columns = tuple(name for name in row() if name != "protected")

    load_rows(tmp_path, [row()], columns=columns, is_initial=True, protected=frozenset())

    assert count(standing, IndexKey) > 0


def test_listed_person_is_hidden(tmp_path: Path, standing: Session) -> None:
    columns = tuple(name for name in row() if name != "protected")

    load_rows(tmp_path, [row()], columns=columns, is_initial=True, protected=frozenset({"P1"}))

    assert (count(standing, IndexKey), count(standing, NameFrequency)) == (0, 0)
    assert count(standing, HiddenIndexKey) > 0


@pytest.mark.parametrize("flag", ["", "yes", "perhaps", "b(6), b(7)c"])
def test_anything_but_no_in_the_protection_column_hides(tmp_path: Path, standing: Session, flag: str) -> None:
    load_rows(tmp_path, [row(protected=flag)], is_initial=True)

    assert count(standing, IndexKey) == 0


def test_minor_of_a_roster_is_hidden(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(birth_date="2012-01-01")], is_initial=True)

    assert count(standing, IndexKey) == 0


def test_protection_does_not_wait_for_a_roster_on_hold(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    held = load_rows(tmp_path, [row(protected=""), *crowd[:50]], at=TUESDAY)

    assert held.state is BatchState.HELD
    assert count(standing, Hiding) == 1


def test_flag_in_a_row_that_cannot_be_used_protects_all_the_same(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(30)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    load_rows(tmp_path, [row(book_in="yesterday", protected="yes"), *crowd], at=TUESDAY)

    assert count(standing, Hiding) == 1


def test_list_protects_people_whom_the_file_does_not_tell(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1, a_number="98765432")], is_initial=True)

    load_rows(tmp_path, [row()], at=TUESDAY, is_snapshot=False, protected=frozenset({"098765432"}))

    assert count(standing, Hiding) == 1


def test_death_hides_and_goes_to_a_supervisor(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(99)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)

    load_rows(
        tmp_path,
        [row(book_out="2026-05-04 18:00", reason="Died", stay_ended="2026-05-04 18:00", stay_reason="Died"), *crowd],
        at=TUESDAY,
    )

    assert count(standing, Hiding) == 1
    assert standing.scalars(select(Task.kind)).all() == [TaskKind.TELL_FAMILY]


def test_rehearsal_counts_and_writes_nothing(tmp_path: Path, standing: Session) -> None:
    imported = load_rows(tmp_path, [row(facility_code="NEWPLTX")], is_initial=True, is_dry_run=True)

    assert (imported.state, imported.counts["new people"]) == (None, 1)
    assert (count(standing, RosterBatch), count(standing, Person), count(standing, Task)) == (0, 0, 0)


def test_new_name_finds_the_person_and_the_old_one_still_does(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    load_rows(tmp_path, [row(given_names="Fausto", surnames="Barahona")], at=TUESDAY)

    query = Query(given=("Fausto",), surname=("Barahona",), birth_year=1990)
    assert names.matches(standing, query, limit=2)[0].person_id == found(standing).person_id
    assert count(standing, Person) == 1


def test_counts_of_names_stay_right_whatever_the_way(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1)], is_initial=True)
    load_rows(tmp_path, [row(given_names="Fausto"), other(1), other(2)], at=TUESDAY)
    imported = {key: n for key, n in standing.execute(select(NameFrequency.key, NameFrequency.n)) if n}

    from hotline import secrets_box
    from hotline.domain import people

    expected: dict[int, int] = {}
    for person in standing.scalars(select(Person)):
        for key in names.frequency_keys(secrets_box.of(standing), people.unseal(standing, person)):
            expected[key] = expected.get(key, 0) + 1
    assert imported == expected


def test_event_reported_while_a_roster_waits_is_not_overruled(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(60)]
    load_rows(tmp_path, [row(), *crowd], is_initial=True)
    held = load_rows(tmp_path, [row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00"), *crowd[:10]], at=TUESDAY)
    report(EventKind.RELEASED, TUESDAY + timedelta(hours=1))
    assert held.batch_id is not None

    released = rosters.release(held.batch_id, by="Ana", second="Bo", now=TUESDAY + timedelta(hours=2))

    assert released.left_out == 1
    assert found(standing).end is StayEnd.RELEASED


def test_person_reported_while_a_roster_waits_is_not_written_down_twice(tmp_path: Path, standing: Session) -> None:
    crowd = [other(number) for number in range(60)]
    load_rows(tmp_path, crowd, is_initial=True)
    held = load_rows(tmp_path, [row(), *crowd[:10]], at=TUESDAY)
    report(EventKind.BOOKED_IN, TUESDAY + timedelta(hours=1))
    assert held.batch_id is not None

    rosters.release(held.batch_id, by="Ana", second="Bo", now=TUESDAY + timedelta(hours=2))

    assert count(standing, Person) == 61
    assert found(standing).source == "office"


def test_older_place_told_again_after_newer_news_is_a_contradiction(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1)], is_initial=True)
    report(EventKind.BOOKED_IN, MONDAY + timedelta(hours=6), facility_code="CCAFLAZ")

    load_rows(tmp_path, [row(), other(2)], at=TUESDAY, is_snapshot=False)

    seen = found(standing)
    assert seen.is_contradicted
    assert standing.scalars(select(Task.reason).where(Task.kind == TaskKind.VERIFY_LOCATION)).all() == ["contradicted"]


def test_roster_that_agrees_with_newer_news_settles_it(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), other(1)], is_initial=True)
    report(EventKind.BOOKED_IN, MONDAY + timedelta(hours=6), facility_code="CCAFLAZ")

    load_rows(tmp_path, [row(facility_code="CCAFLAZ", book_in="2026-05-04 11:00"), other(1)], at=TUESDAY)

    seen = found(standing)
    assert (seen.is_contradicted, seen.confirmed_at) == (False, TUESDAY)


def test_open_search_that_would_find_a_new_person_is_run_again(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [other(1)], is_initial=True)
    search = leave_search("Ramiro", "Quintanilla")

    load_rows(tmp_path, [other(1), row()], at=TUESDAY)

    assert standing.get_one(OpenSearch, search).is_due


def test_open_search_for_somebody_else_sleeps_on(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [other(1)], is_initial=True)
    search = leave_search("Wilhelmina", "Featherstone")

    load_rows(tmp_path, [other(1), row()], at=TUESDAY)

    assert not standing.get_one(OpenSearch, search).is_due


def test_open_search_for_somebody_who_moved_is_run_again(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)
    search = leave_search("Ramiro", "Quintanilla")

    load_rows(tmp_path, [row(facility_code="CCAFLAZ", book_in="2026-05-04 20:00")], at=TUESDAY)

    assert standing.get_one(OpenSearch, search).is_due


def test_other_source_knows_the_same_person(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    load_rows(tmp_path, [row(person_id="JAIL-77")], is_initial=True, source="county", at=TUESDAY)

    assert count(standing, Person) == 1
    assert count(standing, SourceIdentity) == 2


def leave_search(given: str, surname: str) -> int:
    from hotline.domain import searches
    from hotline.domain.searches import SearchWish
    from hotline.models.contacts import Channel

    wish = SearchWish(Query(given=(given,), surname=(surname,), birth_year=1990), "+12025550143", f"{given}-token")
    with db.begin() as session:
        searches.leave(session, wish, asker=Asker(), channel=Channel.WEB, language="en", now=MONDAY)
        session.execute(update(OpenSearch).values(is_due=False))
        return session.scalars(select(OpenSearch.id)).one()


def report(kind: EventKind, at: datetime, **said: str) -> None:
    details = factories.details(
        names=(factories.Name("Ramiro Neptali", "Quintanilla Osorto"),),
        births=(datetime(1990, 7, 21, tzinfo=UTC).date(),),
        a_numbers=(),
        country="HND",
        citizenship="",
    )
    told = {"facility_code": "STWRTGA"} | said
    with db.begin() as session:
        intake.report(
            session,
            Report("office", f"{kind}-{at}", kind, at, details, is_protected=False, **told),
            now=at + timedelta(minutes=1),
        )


CROWD = [other(number) for number in range(1, 31)]
BAD = {"book_in": "yesterday"}


@pytest.mark.parametrize("flag", [{"protected": "yes"}, {"minor": "yes"}, {"birth_date": "2012-01-02"}])
def test_flag_in_a_bad_row_hides_somebody_new(tmp_path: Path, standing: Session, flag: dict[str, str]) -> None:
    load_rows(tmp_path, [row(a_number="98765432"), row(**BAD, **flag), *CROWD], is_initial=True)

    assert count(standing, Hiding) == 1


def test_flag_in_a_bad_row_is_of_whom_its_number_names(tmp_path: Path, standing: Session) -> None:
    bad = row(person_id="", a_number="98765432", protected="yes", **BAD)

    load_rows(tmp_path, [row(a_number="98765432"), bad, *CROWD], is_initial=True)

    assert count(standing, Hiding) == 1


def test_flag_in_a_bad_row_hides_where_the_source_has_no_ids(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(person_id=""), *CROWD], is_initial=True)

    load_rows(tmp_path, [row(person_id="", protected="yes", **BAD), *CROWD], at=TUESDAY)

    assert count(standing, Hiding) == 1
    assert found(standing).end is None


def test_what_cannot_be_a_facility_code_is_its_name(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(facility_code="Stewart Detention Center Annex")], is_initial=True)

    seen = found(standing)
    assert seen.facility is not None
    assert seen.facility.name == "STEWART DETENTION CENTER ANNEX"


def test_name_of_a_source_fits_its_column(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="1 to 40 characters"):
        load_rows(tmp_path, [row()], source="S" * 41, is_initial=True)


def test_file_that_is_not_there_is_refused_whatever_its_format(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(RosterRefused, match="There is no file"):
            load(path, format="csv", is_initial=True)


def test_new_list_protects_with_the_same_file(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(a_number="98765432")], is_initial=True)

    again = load_rows(tmp_path, [row(a_number="98765432")], protected=frozenset({"A 98-765-432", "nobody"}))

    assert (again.is_same_file, again.unmatched, count(standing, Hiding)) == (True, 1, 1)


@pytest.mark.parametrize("entry", ["p1", "P1", "A098765432", "98765432"])
def test_list_is_compared_without_case_and_dashes(tmp_path: Path, standing: Session, entry: str) -> None:
    listed = frozenset({entry})

    load = load_rows(tmp_path, [row(a_number="98765432"), *CROWD], is_initial=True, protected=listed)

    assert (load.unmatched, count(standing, Hiding)) == (0, 1)


@pytest.mark.parametrize("flag", [{"protected": "yes"}, {"minor": "yes"}, {"reason": "Died", "book_out": "2026-05-03"}])
def test_flag_under_a_second_id_hides(tmp_path: Path, standing: Session, flag: dict[str, str]) -> None:
    load_rows(tmp_path, [row(a_number="98765432")], is_initial=True)

    second = row(person_id="P2", a_number="98765432", facility_code="CCAFLAZ", **flag)
    load_rows(tmp_path, [row(), second], at=TUESDAY)

    assert count(standing, Person) == 1
    assert len(set(standing.scalars(select(Hiding.person_id)))) == 1
    assert len(standing.scalars(select(Task).where(Task.kind == TaskKind.RESOLVE_IDENTITY)).all()) == 1
