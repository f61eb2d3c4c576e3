"""Who leaves, or may do less than before, takes no calls and works on nothing from then on."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import claims
from hotline.domain.access import Actor
from hotline.domain.lines import shifts
from hotline.domain.staff import members
from hotline.models.audit import AuditEntry
from hotline.models.calls import Shift
from hotline.models.staff import Role
from tests.plugins.signed_in import new_actor

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)


@pytest.fixture
def busy(session: Session) -> Actor:
    new_actor(session, "administrator", now=NOON)
    actor, _ = new_actor(session, "operator", "screener", now=NOON)
    shifts.sign_on(session, actor, "+14045552368", ["es"], now=NOON)
    claims.take(session, actor, "callback:5", now=NOON)
    return actor


def test_who_leaves_has_nothing_in_hand(session: Session, busy: Actor) -> None:
    members.leave(session, None, busy.staff_id, now=NOON)

    assert claims.mine(session, busy, now=NOON) == []
    assert session.scalars(select(Shift.signed_off_at)).all() == [NOON]
    assert {"shift.ended", "claim.given_back"} <= set(session.scalars(select(AuditEntry.action)))


def test_who_may_do_less_has_nothing_in_hand(session: Session, busy: Actor) -> None:
    members.change_roles(session, None, busy.staff_id, frozenset({Role.SCREENER}), now=NOON)

    assert shifts.on(session, now=NOON) == []
    assert claims.mine(session, busy, now=NOON) == []


def test_who_may_do_more_goes_on(session: Session, busy: Actor) -> None:
    more = frozenset({Role.OPERATOR, Role.SCREENER, Role.SUPERVISOR})

    members.change_roles(session, None, busy.staff_id, more, now=NOON)

    assert len(shifts.on(session, now=NOON)) == 1
    assert claims.mine(session, busy, now=NOON) == ["callback:5"]
