"""Who is signed in: found by a secret of which only a hash is kept, over after rest, and ended from anywhere."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from hotline.domain.errors import NotFound
from hotline.domain.staff import members, sessions
from hotline.models.audit import AuditEntry
from hotline.models.staff import Role, StaffSession
from tests.plugins.signed_in import new_actor

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _ids(session: Session, staff_id: int, now: datetime) -> list[int]:
    return [row.id for row in sessions.open_ones(session, staff_id, now=now)]


def test_the_secret_says_who_acts_and_stands_nowhere(session: Session) -> None:
    actor, secret = new_actor(session, "operator", name="Rosa Vela", languages=("es", "quc"), now=NOON)

    found = sessions.actor(session, secret, now=NOON + MINUTE)

    assert found == actor
    assert (actor.name, actor.roles, actor.languages) == ("Rosa Vela", {Role.OPERATOR}, ("es", "quc"))
    assert secret not in str(session.execute(select(StaffSession.__table__)).all())
    assert sessions.actor(session, secret[:-1], now=NOON) is None


def test_who_acts_is_known_by_one_statement(session: Session) -> None:
    _, secret = new_actor(session, "operator", now=NOON)
    session.expire_all()
    seen: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: seen.append(told[2]))

    sessions.known(session, secret, now=NOON)

    assert len(seen) == 1


def test_a_session_rests_after_a_quarter_of_an_hour_without_a_request(session: Session) -> None:
    actor, secret = new_actor(session, "operator", now=NOON)
    sessions.touch(session, actor.session_id, now=NOON + 10 * MINUTE)

    assert sessions.actor(session, secret, now=NOON + 24 * MINUTE)
    assert sessions.actor(session, secret, now=NOON + 25 * MINUTE) is None


def test_a_session_ends_after_twelve_hours_however_busy(session: Session) -> None:
    actor, secret = new_actor(session, "operator", now=NOON)
    sessions.touch(session, actor.session_id, now=NOON + timedelta(hours=11, minutes=55))

    assert sessions.actor(session, secret, now=NOON + timedelta(hours=11, minutes=59))
    assert sessions.actor(session, secret, now=NOON + timedelta(hours=12)) is None


def test_a_request_is_noted_once_a_minute(session: Session) -> None:
    _, secret = new_actor(session, "operator", now=NOON)

    assert not sessions.known(session, secret, now=NOON + timedelta(seconds=59)).is_to_be_touched  # type: ignore[union-attr]
    assert sessions.known(session, secret, now=NOON + MINUTE).is_to_be_touched  # type: ignore[union-attr]


def test_a_new_proof_renews_the_secret_and_the_old_one_opens_nothing(session: Session) -> None:
    actor, secret = new_actor(session, "operator", now=NOON)

    renewed = sessions.confirm(session, actor, now=NOON + MINUTE)

    assert sessions.actor(session, secret, now=NOON + MINUTE) is None
    again = sessions.actor(session, renewed, now=NOON + MINUTE)
    assert again
    assert (again.session_id, again.confirmed_at) == (actor.session_id, NOON + MINUTE)


def test_all_others_are_ended_and_this_one_stays(session: Session) -> None:
    actor, secret = new_actor(session, "operator", now=NOON)
    stolen = sessions.begin(session, actor.staff_id, "Chrome on Android", now=NOON)

    assert sessions.end_others(session, actor, now=NOON) == 1

    assert sessions.actor(session, stolen, now=NOON) is None
    assert sessions.actor(session, secret, now=NOON)
    ended = session.scalars(select(AuditEntry.actor_id).where(AuditEntry.action == "session.ended")).all()
    assert ended == [actor.staff_id]


def test_nobody_ends_the_session_of_somebody_else(session: Session) -> None:
    rosa, _ = new_actor(session, "operator", now=NOON)
    ana, secret = new_actor(session, "administrator", now=NOON)

    with pytest.raises(NotFound):
        sessions.end(session, rosa, ana.session_id, now=NOON)

    assert sessions.actor(session, secret, now=NOON)


def test_who_leaves_is_signed_out_everywhere(session: Session) -> None:
    new_actor(session, "administrator", now=NOON)
    actor, secret = new_actor(session, "operator", now=NOON)

    members.leave(session, None, actor.staff_id, now=NOON)

    assert sessions.actor(session, secret, now=NOON) is None
    assert _ids(session, actor.staff_id, NOON) == []
