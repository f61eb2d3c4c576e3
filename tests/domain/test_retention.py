"""What callers typed is forgotten, and when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, func, select
from sqlalchemy.orm import Session

from hotline.db import Base
from hotline.domain import retention
from hotline.models.contacts import Call, CallReply

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)


def _call(session: Session, *, touched: float, ended: float | None = None) -> None:
    """A call with one answer; hours before noon."""
    ended_at = None if ended is None else NOON - timedelta(hours=ended)
    touched_at = NOON - timedelta(hours=touched)
    session.add(Call(id=1, sid="CA1", sealed=b"typed", began_at=touched_at, touched_at=touched_at, ended_at=ended_at))
    session.flush()
    session.add(CallReply(call_id=1, turn=0, sealed=b"answered"))
    session.flush()


def _kept(session: Session) -> tuple[list[bytes], int]:
    session.expire_all()
    replies = session.scalar(select(func.count()).select_from(CallReply)) or 0
    return list(session.scalars(select(Call.sealed))), replies


@pytest.mark.parametrize(("touched", "ended"), [(1.1, 1.1), (6.1, None)])
def test_contents_go_an_hour_after_the_end_or_six_after_the_last_word(
    session: Session, touched: float, ended: float | None
) -> None:
    _call(session, touched=touched, ended=ended)

    forgotten = retention.forget_some(session, retention.CALLS, now=NOON)

    assert forgotten == 1
    assert _kept(session) == ([b""], 0)


@pytest.mark.parametrize(("touched", "ended"), [(0.9, 0.9), (5.9, None)])
def test_contents_stay_while_they_may_be_needed(session: Session, touched: float, ended: float | None) -> None:
    _call(session, touched=touched, ended=ended)

    forgotten = retention.forget_some(session, retention.CALLS, now=NOON)

    assert forgotten == 0
    assert _kept(session) == ([b"typed"], 1)


def test_whatever_is_sealed_or_hashed_has_a_rule_or_a_reason_to_be_kept() -> None:
    ruled = {table for rule in retention.RULES for table in rule.tables}
    held = {table.name for table in Base.metadata.sorted_tables if any(map(_names_somebody, table.columns))}

    assert held - ruled - set(retention.KEPT) == set()
    assert ruled & set(retention.KEPT) == set()
    assert set(retention.KEPT) <= {table.name for table in Base.metadata.sorted_tables}


def _names_somebody(column: Column[Any]) -> bool:
    """Whether a column holds something sealed, a hash of somebody's, or where the provider keeps what is somebody's."""
    is_hash = column.name in {"key", "bucket", "thing"} or column.name.endswith(("_key", "_hash"))
    return isinstance(column.type, LargeBinary) or is_hash or column.name.endswith("sid")


def test_the_document_tells_every_rule_and_everything_that_is_kept() -> None:
    told = (ROOT / "docs" / "retention.md").read_text(encoding="utf-8")

    assert [rule.name for rule in retention.RULES if rule.name not in told.lower()] == []
    assert [rule.words for rule in retention.RULES if rule.words not in told] == []
    assert [table for table in retention.KEPT if f"`{table}`" not in told] == []
