"""Signing in takes two proofs; what is wrong says nothing to a stranger, and is slow to be tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from hotline.domain.staff import locking, members, sessions, signing_in, steps
from hotline.domain.staff.passkeys import Site
from hotline.domain.staff.signing_in import Refusal, SignedIn
from hotline.models.audit import AuditEntry
from hotline.models.messages import Means, Message, MessageKind
from hotline.models.staff import StaffMember
from tests.domain.staff.proofs import PASSWORD, ROSA, Holder, first_step, joined

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
MINUTE = timedelta(minutes=1)
LAPTOP = "Firefox on Linux"


@pytest.fixture
def rosa(session: Session) -> Holder:
    return joined(session, NOON)


def _actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def _signs_in(session: Session, code: str, now: datetime = LATER) -> SignedIn | Refusal:
    step = first_step(session, now)
    assert step
    return signing_in.with_code(session, step, code, LAPTOP, now=now)


def test_a_password_and_the_code_of_the_app_sign_in(session: Session, rosa: Holder) -> None:
    signed_in = _signs_in(session, rosa.code(LATER))

    assert isinstance(signed_in, SignedIn)
    actor = sessions.actor(session, signed_in.secret, now=LATER)
    assert actor
    assert (actor.staff_id, actor.name, actor.confirmed_at) == (rosa.id, "Rosa Vela", LATER)
    assert _actions(session)[-1] == "sign_in.succeeded"


def test_a_password_alone_opens_nothing(session: Session, rosa: Holder) -> None:
    step = first_step(session, LATER)

    assert step
    assert sessions.actor(session, step, now=LATER) is None


def test_the_address_is_the_same_in_capitals(session: Session, rosa: Holder) -> None:
    assert first_step(session, LATER, email=" Rosa.Vela@EXAMPLE.org ")


def test_a_code_is_taken_once(session: Session, rosa: Holder) -> None:
    code = rosa.code(LATER)
    assert isinstance(_signs_in(session, code), SignedIn)

    assert _signs_in(session, code) is Refusal.USED


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_may_be_off_by_half_a_minute(session: Session, rosa: Holder, seconds: int) -> None:
    assert isinstance(_signs_in(session, rosa.code(LATER + timedelta(seconds=seconds)), LATER), SignedIn)


@pytest.mark.parametrize("minutes", [-9, -2, 2, 9])
def test_a_telephone_whose_clock_is_off_is_told_so(session: Session, rosa: Holder, minutes: int) -> None:
    now = NOON + timedelta(hours=1)

    assert _signs_in(session, rosa.code(now + minutes * MINUTE), now) is Refusal.CLOCK


def test_a_code_of_an_hour_ago_is_wrong(session: Session, rosa: Holder) -> None:
    now = NOON + timedelta(hours=2)

    assert _signs_in(session, rosa.code(now - timedelta(hours=1)), now) is Refusal.WRONG


def test_each_recovery_code_works_once_however_it_is_typed(session: Session, rosa: Holder) -> None:
    code = rosa.recovery_codes[3]
    assert isinstance(_signs_in(session, f" {code.upper().replace('-', ' ')} "), SignedIn)

    assert _signs_in(session, code) is Refusal.WRONG
    assert isinstance(_signs_in(session, rosa.recovery_codes[4]), SignedIn)


def test_a_wrong_address_costs_the_same_statements_as_a_wrong_password_and_as_a_locked_account(
    session: Session, rosa: Holder
) -> None:
    seen: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: seen.append(told[2]))

    def statements(email: str, password: str) -> list[str]:
        session.expunge_all()
        seen.clear()
        assert first_step(session, LATER, email=email, password=password) is None
        return list(seen)

    wrong_address = statements("nobody@example.org", PASSWORD)
    wrong_password = statements(ROSA.email, "not this one")
    session.execute(update(StaffMember).values(locked_until=LATER + MINUTE))

    assert wrong_password == wrong_address
    assert statements(ROSA.email, PASSWORD) == wrong_address


def test_five_wrong_tries_close_an_account_even_to_the_right_password(session: Session, rosa: Holder) -> None:
    for _ in range(locking.TRIES):
        assert first_step(session, LATER, password="not this one") is None

    assert first_step(session, LATER + 14 * MINUTE) is None
    assert first_step(session, LATER + 15 * MINUTE)
    assert _actions(session).count("sign_in.locked") == 1
    told = session.execute(select(Message.kind, Message.means, Message.language)).all()
    assert told == [(MessageKind.LOCKED, Means.EMAIL, "en")]  # to her, once


def test_each_lock_is_twice_as_long_up_to_eight_hours(session: Session, rosa: Holder) -> None:
    now, lasted = LATER, []
    for _ in range(7):
        for _ in range(locking.TRIES):
            locking.failed(session, rosa.id, "password", now=now)
        member = session.get_one(StaffMember, rosa.id, populate_existing=True)
        assert member.locked_until
        lasted.append((member.locked_until - now) // MINUTE)
        now = member.locked_until

    assert lasted == [15, 30, 60, 120, 240, 480, 480]


def test_wrong_codes_count_towards_the_same_lock(session: Session, rosa: Holder) -> None:
    step = first_step(session, LATER)
    assert step

    said = [signing_in.with_code(session, step, "000000", LAPTOP, now=LATER) for _ in range(locking.TRIES)]

    assert said == [Refusal.WRONG] * 4 + [Refusal.LOCKED]
    assert signing_in.with_code(session, step, rosa.code(LATER), LAPTOP, now=LATER) is Refusal.EXPIRED
    assert first_step(session, LATER) is None


def test_who_signs_in_begins_to_count_anew(session: Session, rosa: Holder) -> None:
    for _ in range(4):
        first_step(session, LATER, password="not this one")
    assert isinstance(_signs_in(session, rosa.code(LATER)), SignedIn)

    first_step(session, LATER, password="not this one")

    assert first_step(session, LATER)


def test_a_network_that_tries_too_often_is_refused_with_the_right_password_too(session: Session, rosa: Holder) -> None:
    for number in range(120):
        signing_in.begin(session, signing_in.Tried(None, False), _NETWORK, now=LATER + number * timedelta(seconds=1))

    tried = signing_in.compare(session, ROSA.email, PASSWORD)
    assert signing_in.begin(session, tried, _NETWORK, now=LATER + 3 * MINUTE) is None


def test_a_house_full_of_staff_may_sign_in_as_often_as_it_likes(session: Session, rosa: Holder) -> None:
    tried = signing_in.compare(session, ROSA.email, PASSWORD)

    assert all(signing_in.begin(session, tried, _NETWORK, now=LATER) for _ in range(130))


def test_a_step_is_over_after_ten_minutes(session: Session, rosa: Holder) -> None:
    step, late = first_step(session, LATER), LATER + steps.LASTS
    assert step

    assert signing_in.with_code(session, step, rosa.code(late), LAPTOP, now=late) is Refusal.EXPIRED


def test_who_left_does_not_sign_in(session: Session, rosa: Holder) -> None:
    members.leave(session, None, rosa.id, now=LATER)

    assert first_step(session, LATER) is None


def test_a_new_proof_of_who_one_is_renews_the_session(session: Session, rosa: Holder) -> None:
    now = NOON + 10 * MINUTE
    actor = sessions.actor(session, rosa.secret, now=now)
    assert actor

    renewed = signing_in.confirm_with_code(session, actor, rosa.code(now), now=now)

    assert not isinstance(renewed, Refusal)
    again = sessions.actor(session, renewed, now=now)
    assert again
    assert again.confirmed_at == now
    assert signing_in.confirm_with_code(session, again, "000000", now=now) is Refusal.WRONG


def test_a_passkey_that_is_refused_when_asked_again_is_recorded(session: Session, rosa: Holder) -> None:
    actor = sessions.actor(session, rosa.secret, now=LATER)
    assert actor

    assert (
        signing_in.confirm_with_passkey(session, actor, "none", "{}", Site("x.org", "https://x.org"), now=LATER) is None
    )

    assert _actions(session)[-1] == "sign_in.failed"


_NETWORK = signing_in.Asker(network="198.51.100.7")
