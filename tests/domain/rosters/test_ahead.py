"""Work that runs ahead in a process of its own gives the same as work done here."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hotline import db
from hotline.domain.rosters.ahead import ahead
from hotline.domain.rosters.importing import WORTH_A_PROCESS
from hotline.models.people import Person
from tests.domain.rosters.sheets import load_rows, other


def nothing() -> None:
    pass


def numbers(until: int) -> Iterator[tuple[int, int]]:
    for number in range(until):
        yield number, os.getpid()


def failing() -> Iterator[int]:
    yield 1
    raise ValueError("the second one is rotten")


def test_what_is_made_comes_in_order_out_of_another_process() -> None:
    found = list(ahead(partial(numbers, 50), nothing))

    assert [number for number, _ in found] == list(range(50))
    assert {process for _, process in found} != {os.getpid()}


def test_error_of_the_other_process_is_raised_here() -> None:
    work = ahead(failing, nothing)

    assert next(work) == 1
    with pytest.raises(ValueError, match="rotten"):
        next(work)


def test_process_ends_with_whoever_stops_listening() -> None:
    work = ahead(partial(numbers, 10_000), nothing)
    _, process = next(work)

    work.close()  # type: ignore[attr-defined]  # an iterator that is a generator

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_large_roster_is_compared_beside_the_writing(tmp_path: Path) -> None:
    crowd = [other(number) for number in range(WORTH_A_PROCESS + 100)]

    imported = load_rows(tmp_path, crowd, is_initial=True)

    assert imported.counts == {"new people": len(crowd)}
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(crowd)
