"""What opens what is personal, what locks it, and that nobody learns by trying who is in the records."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from hotline import db
from hotline.domain import pins
from hotline.domain.pins import Line, Opened, Tried
from hotline.domain.records import merging
from hotline.models.audit import AuditEntry
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason, Merge
from tests import factories
from tests.staff import actor

NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
NUMBER, OTHER, NOBODYS = "098765432", "012345678", "087654321"
LINE = Line("+19122345678", "STWRTGA")
ADA, BEN = actor(1), actor(2)


def _tries(session: Session, number: str, pin: str, *, line: Line = LINE, now: datetime = NOON) -> Opened:
    return pins.opens(session, number, pin, line=line, now=now)


def _issued(session: Session, **known: Any) -> tuple[int, str]:
    person = factories.identified(session, **known)
    return person.id, pins.issue(session, None, person.id, now=NOON)


def _wrong(pin: str) -> str:
    return "222111" if pin != "222111" else "333111"


@pytest.mark.parametrize("hidden", [None, *HidingReason])
def test_whoever_is_hidden_uses_the_line_like_everybody(session: Session, hidden: HidingReason | None) -> None:
    person_id, pin = _issued(session, hidden=hidden)

    assert _tries(session, NUMBER, pin).person_id == person_id


def test_five_wrong_ones_in_a_row_lock_it(session: Session) -> None:
    person_id, pin = _issued(session)
    for _ in range(pins.TRIES - 1):
        assert _tries(session, NUMBER, _wrong(pin)) == Opened(Tried.WRONG)
    assert _tries(session, NUMBER, pin).person_id == person_id

    for _ in range(pins.TRIES):
        _tries(session, NUMBER, _wrong(pin))

    assert _tries(session, NUMBER, pin) == Opened(Tried.WRONG)


def test_twenty_wrong_ones_in_an_hour_lock_the_telephone_whoever_was_meant(session: Session) -> None:
    person_id, pin = _issued(session)
    for _ in range(pins.LINE_FAILURES):
        assert _tries(session, NOBODYS, pin) == Opened(Tried.WRONG)

    assert _tries(session, NUMBER, pin) == Opened(Tried.LINE_LOCKED)
    assert _tries(session, NUMBER, pin, line=Line("+14042345678")).person_id == person_id
    assert _tries(session, NUMBER, pin, now=NOON + timedelta(hours=1)).person_id == person_id
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "pin.line_locked")).one()
    assert told.subject == "facility:STWRTGA"
    [task] = session.scalars(select(Task)).all()
    assert (task.kind, task.subject, task.reason) == (TaskKind.LOOK_AT_ALARM, "free_line:STWRTGA", "pins")


def test_telephones_that_show_no_number_share_one_count(session: Session) -> None:
    _issued(session)
    spelt = ("", "anonymous", "+266696687", "+86282452253")
    for number in range(pins.LINE_FAILURES):
        _tries(session, NOBODYS, "222111", line=Line(spelt[number % len(spelt)]))

    assert _tries(session, NOBODYS, "222111", line=Line("")).tried is Tried.LINE_LOCKED
    assert session.scalars(select(Task.subject)).all() == ["free_line:unknown"]


def test_a_right_one_does_not_count_against_the_telephone(session: Session) -> None:
    person_id, pin = _issued(session)

    for _ in range(pins.LINE_FAILURES + 5):
        assert _tries(session, NUMBER, pin).person_id == person_id


def test_an_a_number_that_two_people_share_opens_nothing(session: Session) -> None:
    tried = [_issued(session)[1], _issued(session)[1]]

    assert [_tries(session, NUMBER, pin) for pin in tried] == [Opened(Tried.WRONG)] * 2


def test_the_pin_of_either_record_opens_the_one_who_stays(session: Session) -> None:
    kept, first = _issued(session)
    merged, second = _issued(session, a_numbers=(OTHER,))
    merging.ask_to_merge(session, ADA, kept, merged, why="Same fingerprints.", now=NOON)
    merging.merge(session, BEN, kept, merged, why="So they are.", now=NOON)

    opened = {_tries(session, number, pin).person_id for number in (NUMBER, OTHER) for pin in (first, second)}

    assert opened == {kept}
    for _ in range(pins.TRIES):
        _tries(session, OTHER, _wrong(second))
    assert [_tries(session, NUMBER, pin).tried for pin in (first, second)] == [Tried.WRONG] * 2
    pins.reset(session, ADA, merged, now=NOON)
    assert pins.standing(session, kept) == pins.Standing(NOON, is_locked=False, must_change=True, language="")


def test_a_merge_that_was_undone_opens_nobody_elses(session: Session) -> None:
    kept, _pin = _issued(session)
    merged, second = _issued(session, a_numbers=(OTHER,))
    session.add(Merge(id=1, kept_id=kept, merged_id=merged, sealed=b"", merged_by=1, merged_at=NOON, undone_at=NOON))

    assert _tries(session, NUMBER, second) == Opened(Tried.WRONG)


def test_who_is_in_no_record_costs_the_same_as_a_wrong_pin(app: Flask) -> None:
    with db.begin() as session:
        factories.use(session)
        _, pin = _issued(session)
        factories.identified(session, a_numbers=("011111111",))  # has no PIN
        for _ in range(2):
            _issued(session, a_numbers=("022222222",))
        factories.use(None)

    def cost(number: str) -> list[str]:
        with db.begin() as session, _statements(session) as statements:
            assert _tries(session, number, _wrong(pin)) == Opened(Tried.WRONG)
        return statements

    cost(NOBODYS)  # the counters' first row
    absent = cost(NOBODYS)

    assert {number: cost(number) for number in (NUMBER, "011111111", "022222222")} == dict.fromkeys(
        (NUMBER, "011111111", "022222222"), absent
    )


@contextmanager
def _statements(session: Session) -> Iterator[list[str]]:
    """The text of every statement the session runs inside the block."""
    seen: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
