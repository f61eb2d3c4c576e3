"""What takes two people."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from hotline.domain import decisions
from hotline.domain.errors import Invalid, NotAllowed, NotFound
from hotline.models.operations import DecisionKind, DecisionState
from tests.staff import actor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA, BEN = actor(1), actor(2)


def _propose(session: Session, subject: str = "person:7") -> int:
    kind = DecisionKind.HIDE_PERSON
    return decisions.propose(session, ADA, kind, subject, why="The family fears somebody.", now=NOON).id


def test_another_person_agrees_and_both_are_written_down(session: Session) -> None:
    decision_id = _propose(session)

    decisions.agree(session, BEN, decision_id, why="I called them.", now=NOON)

    (decided,) = decisions.about(session, "person:7")
    assert (decided.state, decided.proposed_by, decided.decided_by) == (DecisionState.AGREED, 1, 2)
    assert (decided.why, decided.answer) == ("The family fears somebody.", "I called them.")
    assert decisions.waiting(session) == []


@pytest.mark.parametrize("decide", [decisions.agree, decisions.refuse])
def test_who_proposed_does_not_decide(session: Session, decide: object) -> None:
    decision_id = _propose(session)

    with pytest.raises(NotAllowed):
        decide(session, ADA, decision_id, why="It is clear.", now=NOON)  # type: ignore[operator]

    assert [open_one.id for open_one in decisions.waiting(session)] == [decision_id]


def test_nobody_else_withdraws(session: Session) -> None:
    decision_id = _propose(session)

    with pytest.raises(NotAllowed):
        decisions.withdraw(session, BEN, decision_id, now=NOON)
    decisions.withdraw(session, ADA, decision_id, now=NOON)

    assert decisions.about(session, "person:7")[0].state is DecisionState.WITHDRAWN


def test_what_is_decided_is_decided_once(session: Session) -> None:
    decision_id = _propose(session)
    decisions.refuse(session, BEN, decision_id, why="Not so.", now=NOON)

    with pytest.raises(NotFound):
        decisions.agree(session, BEN, decision_id, now=NOON)


def test_the_same_is_not_proposed_twice_and_what_was_decided_may_be_again(session: Session) -> None:
    decision_id = _propose(session)

    with pytest.raises(Invalid):
        _propose(session)
    decisions.refuse(session, BEN, decision_id, why="Not so.", now=NOON)

    assert _propose(session) != decision_id


def test_a_proposal_and_a_refusal_say_why(session: Session) -> None:
    with pytest.raises(Invalid):
        decisions.propose(session, ADA, DecisionKind.HIDE_PERSON, "person:7", why="  ", now=NOON)
    decision_id = _propose(session)
    with pytest.raises(Invalid):
        decisions.refuse(session, BEN, decision_id, why="", now=NOON)
