"""Who belongs to the staff: each address once, an administrator always, and nothing left of who leaves but a number."""

from datetime import UTC, datetime, timedelta

import pytest
from pyotp import TOTP
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain import staff
from hotline.domain.errors import Invalid, NotFound
from hotline.domain.staff import invitations, members, sessions, signing_in
from hotline.domain.staff.members import Newcomer
from hotline.domain.staff.signing_in import Refusal
from hotline.models.audit import AuditEntry
from hotline.models.staff import Invitation, Passkey, RecoveryCode, Role, StaffMember, StaffState
from tests.domain.staff.proofs import ROSA, chosen, first_step, joined
from tests.plugins.signed_in import new_actor

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("newcomer", "fault"),
    [
        (Newcomer(" ", "ana@example.org", ROSA.roles), ("name", "missing")),
        (Newcomer("A" * 81, "ana@example.org", ROSA.roles), ("name", "too_long")),
        (Newcomer("Ana", "ana", ROSA.roles), ("email", "malformed")),
        (Newcomer("Ana", "ROSA.vela@example.org", ROSA.roles), ("email", "taken")),
        (Newcomer("Ana", "ana@example.org", frozenset()), ("roles", "missing")),
        (Newcomer("Ana", "ana@example.org", ROSA.roles, ("Spanish",)), ("languages", "unknown")),
    ],
)
def test_what_cannot_be_used_of_a_newcomer_is_named(
    session: Session, newcomer: Newcomer, fault: tuple[str, str]
) -> None:
    members.join(session, ROSA, now=NOON)

    with pytest.raises(Invalid) as raised:
        members.join(session, newcomer, now=NOON)

    assert (raised.value.field, raised.value.reason) == fault


def test_nothing_is_known_of_who_left_but_a_number(session: Session) -> None:
    new_actor(session, "administrator", now=NOON)
    rosa = joined(session, NOON)

    members.leave(session, None, rosa.id, now=NOON)

    member = session.get_one(StaffMember, rosa.id)
    assert (member.state, member.sealed, member.password_hash, member.roles) == (StaffState.LEFT, b"", "", "")
    for model in (Invitation, Passkey, RecoveryCode):
        assert not session.scalar(select(func.count()).select_from(model).where(model.staff_id == rosa.id))
    assert staff.names(session, [rosa.id]) == {rosa.id: ""}
    assert session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "staff.left")).all() == [
        f"staff:{rosa.id}"
    ]


def test_who_left_may_join_again_under_the_same_address(session: Session) -> None:
    new_actor(session, "administrator", now=NOON)
    members.leave(session, None, joined(session, NOON).id, now=NOON)

    again = joined(session, NOON)

    assert staff.names(session, [again.id]) == {again.id: "Rosa Vela"}


def test_who_left_is_changed_by_nobody(session: Session) -> None:
    new_actor(session, "administrator", now=NOON)
    rosa = joined(session, NOON)
    members.leave(session, None, rosa.id, now=NOON)

    with pytest.raises(NotFound):
        members.change_roles(session, None, rosa.id, frozenset({Role.AUDITOR}), now=NOON)
    with pytest.raises(NotFound):
        invitations.again(session, None, rosa.id, now=NOON)


def test_the_last_administrator_neither_leaves_nor_becomes_something_else(session: Session) -> None:
    ana, _ = new_actor(session, "administrator", "supervisor", now=NOON)
    members.join(session, Newcomer("Invited", "invited@example.org", frozenset({Role.ADMINISTRATOR})), now=NOON)

    with pytest.raises(Invalid):
        members.leave(session, ana, ana.staff_id, now=NOON)
    with pytest.raises(Invalid, match="last_administrator"):
        members.change_roles(session, None, ana.staff_id, frozenset({Role.SUPERVISOR}), now=NOON)

    new_actor(session, "administrator", now=NOON)
    members.leave(session, ana, ana.staff_id, now=NOON)


def test_nobody_gives_themselves_a_role(session: Session) -> None:
    ana, _ = new_actor(session, "administrator", now=NOON)

    with pytest.raises(Invalid, match="own"):
        members.change_roles(session, ana, ana.staff_id, ana.roles | {Role.SUPERVISOR}, now=NOON)


def test_no_administrator_makes_another_to_decide_with(session: Session) -> None:
    ana, _ = new_actor(session, "administrator", now=NOON)
    rosa, both = joined(session, NOON), frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
    made_up = Newcomer("Nobody", "nobody@example.org", both)

    with pytest.raises(Invalid, match="administrator"):
        members.change_roles(session, ana, rosa.id, both, now=NOON)
    with pytest.raises(Invalid, match="administrator"):
        invitations.invite(session, ana, made_up, now=NOON)

    members.change_roles(session, None, rosa.id, both, now=NOON)
    members.change_roles(session, ana, rosa.id, both | {Role.AUDITOR}, now=NOON)  # who is one stays one


def test_other_roles_hold_from_the_next_request_on(session: Session) -> None:
    ana, _ = new_actor(session, "administrator", now=NOON)
    rosa = joined(session, NOON)

    members.change_roles(session, ana, rosa.id, frozenset({Role.AUDITOR, Role.OPERATOR}), now=NOON)

    assert members.one(session, rosa.id).roles == (Role.AUDITOR, Role.OPERATOR)
    changed = session.scalars(select(AuditEntry).where(AuditEntry.action == "staff.changed")).one()
    assert (changed.actor_id, changed.facts) == (ana.staff_id, '{"after": "auditor operator", "before": "operator"}')


def test_neither_name_nor_address_nor_secret_stands_readable_in_a_row(session: Session) -> None:
    rosa = joined(session, NOON)

    rows = str(session.execute(select(StaffMember.__table__)).all()) + str(
        session.execute(select(RecoveryCode.__table__)).all()
    )

    assert "Rosa" not in rows
    assert "rosa.vela" not in rows
    assert rosa.app.secret not in rows
    assert not any(code in rows for code in rosa.recovery_codes)


def test_who_is_invited_again_chooses_anew_and_the_old_ways_end(session: Session) -> None:
    rosa = joined(session, NOON)
    later = NOON + timedelta(days=1)
    link = invitations.anew(session, None, rosa.id, now=later)
    app = TOTP(invitations.offer_code(session, link, now=later))

    invitations.accept(session, link, chosen("otro caballo y 5 nubes"), app.at(later), "Chrome / Windows", now=later)

    assert sessions.actor(session, rosa.secret, now=later) is None
    assert first_step(session, later) is None
    step = first_step(session, later, password="otro caballo y 5 nubes")
    assert step
    assert signing_in.with_code(session, step, rosa.code(later), "", now=later) is Refusal.WRONG
    assert signing_in.with_code(session, step, rosa.recovery_codes[0], "", now=later) is Refusal.WRONG


def test_an_invitation_lasts_three_days_and_works_once(session: Session) -> None:
    link = invitations.invite(session, None, ROSA, now=NOON)
    late = NOON + invitations.LASTS

    assert invitations.whose(session, link, now=late - timedelta(seconds=1)).name == "Rosa Vela"
    with pytest.raises(Invalid, match="expired"):
        invitations.whose(session, link, now=late)
    app = TOTP(invitations.offer_code(session, link, now=NOON))
    invitations.accept(session, link, chosen(), app.at(NOON), "", now=NOON)
    with pytest.raises(Invalid, match="used"):
        invitations.accept(session, link, chosen(), app.at(NOON), "", now=NOON)
