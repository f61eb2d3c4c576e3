"""Who is who in rosters: doubt makes two people rather than one, and a task for staff."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import names
from hotline.models.operations import Task, TaskKind
from hotline.models.people import Person
from tests.domain.rosters.sheets import load_rows, other, row


def count_people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0


def doubts(session: Session) -> int:
    return len(session.scalars(select(Task).where(Task.kind == TaskKind.RESOLVE_IDENTITY)).all())


def test_two_people_with_one_a_number_stay_two(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(a_number="98765432"), other(7, a_number="98765432")], is_initial=True)

    assert (count_people(standing), doubts(standing)) == (2, 2)
    assert len(names.by_a_number(standing, "098765432")) == 2


def test_one_person_under_two_ids_with_one_a_number_is_one(tmp_path: Path, standing: Session) -> None:
    rows = [row(a_number="98765432"), row(person_id="P2", a_number="98765432", given_names="Ramiro")]

    load_rows(tmp_path, rows, is_initial=True)

    assert (count_people(standing), doubts(standing)) == (1, 0)


def test_one_person_with_two_a_numbers_keeps_both(tmp_path: Path, standing: Session) -> None:
    rows = [row(a_number="98765432"), row(a_number="12345678", facility_code="CCAFLAZ", book_in="2026-05-02 09:00")]

    load_rows(tmp_path, rows, is_initial=True)

    assert (count_people(standing), doubts(standing)) == (1, 1)
    assert names.by_a_number(standing, "098765432")[0][0] == names.by_a_number(standing, "012345678")[0][0]


def test_namesakes_of_one_source_are_two_people(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row()], is_initial=True)

    load_rows(tmp_path, [row(), row(person_id="P2", facility_code="CCAFLAZ")], is_snapshot=False, source="roster")

    assert (count_people(standing), doubts(standing)) == (2, 2)


def test_source_without_ids_knows_its_people_again(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(person_id="")], is_initial=True)

    load_rows(tmp_path, [row(person_id="", a_number="98765432")])

    assert count_people(standing) == 1
