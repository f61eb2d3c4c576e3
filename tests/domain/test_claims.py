"""Who works on what."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from hotline.domain import claims
from tests.staff import actor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA, BEN = actor(1), actor(2)
SUBJECT = "callback:5"


def test_what_one_works_on_nobody_else_begins(session: Session) -> None:
    claims.take(session, ADA, SUBJECT, now=NOON)

    with pytest.raises(claims.Taken) as taken:
        claims.take(session, BEN, SUBJECT, now=NOON)

    assert taken.value.by.staff_id == 1
    assert claims.of(session, [SUBJECT], now=NOON)[SUBJECT].staff_id == 1


def test_ones_own_claim_is_renewed(session: Session) -> None:
    claims.take(session, ADA, SUBJECT, now=NOON)

    again = claims.take(session, ADA, SUBJECT, now=NOON + claims.LASTS / 2)

    assert (again.since, again.until) == (NOON, NOON + claims.LASTS * 1.5)


def test_a_claim_lapses_by_itself(session: Session) -> None:
    claims.take(session, ADA, SUBJECT, now=NOON)

    assert claims.of(session, [SUBJECT], now=NOON + claims.LASTS) == {}
    assert claims.take(session, BEN, SUBJECT, now=NOON + claims.LASTS).staff_id == 2


def test_only_ones_own_is_given_back(session: Session) -> None:
    claims.take(session, ADA, SUBJECT, now=NOON)

    claims.give_back(session, BEN, SUBJECT, now=NOON)
    assert claims.mine(session, ADA, now=NOON) == [SUBJECT]
    claims.give_back(session, ADA, SUBJECT, now=NOON)

    assert claims.mine(session, ADA, now=NOON) == []
