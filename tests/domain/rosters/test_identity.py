"""Who is who in rosters: doubt makes two people rather than one, and a task for staff."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import names
from hotline.models.operations import Task, TaskKind
from hotline.models.people import Hiding, Person
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


def test_namesakes_in_one_file_are_two_people_and_a_task(tmp_path: Path, standing: Session) -> None:
    load_rows(tmp_path, [row(), row(person_id="P2", surnames="QUINTANILLA OSORTO")], is_initial=True)

    assert (count_people(standing), doubts(standing), hidden(standing)) == (2, 2, 0)


@pytest.mark.parametrize("flag", [{"protected": "yes"}, {"minor": "yes"}])
def test_namesake_of_a_hidden_person_is_hidden_while_in_doubt(
    tmp_path: Path, standing: Session, flag: dict[str, str]
) -> None:
    load_rows(tmp_path, [row(**flag), row(person_id="P2")], is_initial=True)

    assert (count_people(standing), doubts(standing), hidden(standing)) == (2, 2, 2)


@pytest.mark.parametrize("is_first", [True, False])
def test_namesake_in_a_later_file_is_hidden_while_in_doubt(tmp_path: Path, standing: Session, is_first: bool) -> None:
    flags = ("yes", "no") if is_first else ("no", "yes")
    load_rows(tmp_path, [row(protected=flags[0])], is_initial=True)

    load_rows(tmp_path, [row(person_id="P2", protected=flags[1])], is_snapshot=False)

    assert (count_people(standing), doubts(standing), hidden(standing)) == (2, 2, 2)


def hidden(session: Session) -> int:
    return session.scalar(select(func.count(func.distinct(Hiding.person_id)))) or 0
