"""No single administrator takes a colleague's account over, and whose account it is hears of every try."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import decisions
from hotline.domain.access import Actor
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.domain.staff import invitations, members, resetting, sessions, signing_in
from hotline.domain.staff.signing_in import SignedIn
from hotline.models.messages import Means, Message, MessageKind
from hotline.models.operations import DecisionKind
from hotline.models.staff import Role
from tests.domain.staff.proofs import Holder, first_step, joined
from tests.plugins.signed_in import new_actor

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def rosa(session: Session) -> Holder:
    return joined(session, NOON)


@pytest.fixture
def ada(session: Session, rosa: Holder) -> Actor:
    return new_actor(session, "administrator", now=NOON)[0]


@pytest.fixture
def ben(session: Session, ada: Actor) -> Actor:
    return new_actor(session, "administrator", now=NOON)[0]


def _proposed(session: Session, by: Actor, staff_id: int) -> int:
    resetting.propose(session, by, staff_id, why="Her telephone was stolen; I know her voice.", now=NOON)
    found = resetting.proposed(session, staff_id)
    assert found
    return found.id


def test_one_proposes_another_agrees_and_the_member_is_told_and_signed_out(
    session: Session, rosa: Holder, ada: Actor, ben: Actor
) -> None:
    number = _proposed(session, ada, rosa.id)
    assert sessions.actor(session, rosa.secret, now=NOON)  # nothing happened yet

    link = resetting.agree(session, ben, rosa.id, number, can_email=True, now=NOON)

    assert invitations.whose(session, link, now=NOON).id == rosa.id
    assert sessions.actor(session, rosa.secret, now=NOON) is None
    told = session.execute(select(Message.kind, Message.means)).all()
    assert told == [(MessageKind.INVITED_AGAIN, Means.EMAIL)]


def test_what_the_terminal_did_nobody_need_decide_any_more(
    session: Session, rosa: Holder, ada: Actor, ben: Actor
) -> None:
    number = _proposed(session, ada, rosa.id)

    invitations.anew(session, None, rosa.id, now=NOON)

    assert resetting.proposed(session, rosa.id) is None
    with pytest.raises(NotFound):
        resetting.agree(session, ben, rosa.id, number, now=LATER)


def test_nobody_decides_alone_nor_about_themselves(session: Session, rosa: Holder, ada: Actor, ben: Actor) -> None:
    number = _proposed(session, ada, rosa.id)

    with pytest.raises(NotAllowed):
        resetting.agree(session, ada, rosa.id, number, now=NOON)
    with pytest.raises(NotAllowed):
        resetting.propose(session, ada, ada.staff_id, why="mine", now=NOON)
    with pytest.raises(NotAllowed):
        invitations.again(session, ada, rosa.id, now=NOON)
    with pytest.raises(NotFound):
        resetting.agree(session, ben, ada.staff_id, number, now=NOON)


def test_a_refusal_and_a_withdrawal_end_it(session: Session, rosa: Holder, ada: Actor, ben: Actor) -> None:
    resetting.refuse(session, ben, rosa.id, _proposed(session, ada, rosa.id), why="She did not ask.", now=NOON)
    resetting.withdraw(session, ada, rosa.id, _proposed(session, ada, rosa.id), now=NOON)

    assert resetting.proposed(session, rosa.id) is None
    assert sessions.actor(session, rosa.secret, now=NOON)


def test_with_one_administrator_it_takes_the_terminal(session: Session, rosa: Holder, ada: Actor) -> None:
    with pytest.raises(Invalid, match="two_administrators"):
        resetting.propose(session, ada, rosa.id, why="lost", now=NOON)

    assert invitations.anew(session, None, rosa.id, now=NOON)


def test_who_signs_in_as_ever_ends_a_link_that_they_did_not_ask_for(session: Session, rosa: Holder) -> None:
    link = invitations.anew(session, None, rosa.id, now=NOON)

    step = first_step(session, LATER)
    assert step
    assert isinstance(signing_in.with_code(session, step, rosa.code(LATER), "", now=LATER), SignedIn)

    with pytest.raises(NotFound):
        invitations.whose(session, link, now=LATER)


def test_what_waits_about_somebody_who_leaves_is_over(session: Session, rosa: Holder, ada: Actor, ben: Actor) -> None:
    _proposed(session, ada, rosa.id)

    members.leave(session, ada, rosa.id, now=NOON)

    assert decisions.waiting(session) == []


def test_what_an_administrator_proposed_who_is_none_any_more_is_over(
    session: Session, rosa: Holder, ada: Actor, ben: Actor
) -> None:
    _proposed(session, ada, rosa.id)

    members.change_roles(session, ben, ada.staff_id, frozenset({Role.OPERATOR}), now=NOON)

    assert decisions.waiting(session) == []


def test_of_what_a_supervisor_proposed_withholding_alone_outlasts_the_role(
    session: Session, rosa: Holder, ada: Actor
) -> None:
    supervisor = new_actor(session, "supervisor", "operator", now=NOON)[0]
    for kind in (DecisionKind.HIDE_PERSON, DecisionKind.MERGE_PEOPLE, DecisionKind.RELEASE_BATCH):
        decisions.propose(session, supervisor, kind, f"person:{kind}", why="So said her daughter.", now=NOON)

    members.change_roles(session, ada, supervisor.staff_id, frozenset({Role.SUPERVISOR}), now=NOON)
    assert len(decisions.waiting(session)) == 3

    members.change_roles(session, ada, supervisor.staff_id, frozenset({Role.OPERATOR}), now=NOON)
    assert [one.kind for one in decisions.waiting(session)] == [DecisionKind.HIDE_PERSON]
