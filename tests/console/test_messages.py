"""Messages in the console: the outbox in numbers, held notices on two people's word, how the providers are."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from hotline import clock, db
from hotline.domain import breakers, decisions, notices
from hotline.domain.notices import deciding
from hotline.domain.outbox import overview
from hotline.models.audit import AuditEntry
from hotline.models.custody import Stay
from hotline.models.messages import Message, MessageState
from hotline.models.operations import DecisionKind, Task, TaskKind
from tests import factories
from tests.domain.outbox.messages import claimed_one, owe
from tests.domain.subscribers import NUMBER, confirmed, held
from tests.plugins.signed_in import SignIn, StaffClient

HOME = "/console/messages"
WHY = {"why": "The feed stopped at noon; the office confirms it."}


@pytest.fixture
def waiting(app: Flask) -> None:
    """One notice waits, because a feed stopped."""
    with db.begin() as session:
        factories.use(session)
        held(session)
        confirmed(session)
        session.scalars(select(Stay)).one().confirmed_at = clock.now() - timedelta(hours=25)
        notices.owe_stale(session, now=clock.now())
        factories.use(None)


def _propose(staff: StaffClient, what: str = "release") -> str:
    """Propose it; answers the address of the decision."""
    assert staff.post(f"{HOME}/held/stale/{what}", WHY).status_code == 303
    with db.reading() as session:
        return f"{HOME}/decisions/{decisions.waiting(session)[0].id}"


def _states() -> set[MessageState]:
    with db.reading() as session:
        return set(session.scalars(select(Message.state)))


def _actions() -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "notices:stale")))


def test_an_empty_outbox_says_what_would_stand_there(sign_in: SignIn) -> None:
    page = sign_in("auditor").get(HOME).text

    assert "No message waits" in page
    assert "never" in page


def test_numbers_by_kind_and_state_and_never_a_number_of_somebodys(sign_in: SignIn, waiting: None) -> None:
    page = sign_in("administrator").get(HOME).text

    assert "A notice of a change" in page
    assert "held back" in page
    assert "1 notice that nobody has confirmed a place for a day" in page
    assert "Two supervisors decide" in page
    for form in (NUMBER, "(404) 555-2368", "5552368", "Zepeda"):
        assert form not in page


def test_one_proposes_and_another_lets_them_go(sign_in: SignIn, waiting: None) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    decision = _propose(ada)

    assert "the office confirms it" in ben.get(HOME).text
    assert ada.post(f"{decision}/agree", {"seen": "1"}).status_code == 403
    assert ben.post(f"{decision}/agree", {"seen": "1"}).status_code == 303

    assert MessageState.HELD not in _states()
    assert MessageState.WAITING in _states()
    assert _actions() == ["decision.proposed", "decision.agreed", "notices.released"]


def test_one_proposes_and_another_agrees_that_nobody_is_told(sign_in: SignIn, waiting: None) -> None:
    decision = _propose(sign_in("supervisor"), "drop")

    assert sign_in("supervisor").post(f"{decision}/agree", {"seen": "1"}).status_code == 303

    assert MessageState.DROPPED in _states()
    assert _actions()[-1] == "notices.dropped"
    with db.reading() as session:
        open_tasks = Task.kind == TaskKind.RELEASE_NOTICES, Task.closed_at.is_(None)
        assert session.scalars(select(Task.subject).where(*open_tasks)).all() == []


def test_who_agrees_has_seen_what_waits_now(sign_in: SignIn, waiting: None) -> None:
    decision = _propose(sign_in("supervisor"))

    refused = sign_in("supervisor").post(f"{decision}/agree", {"seen": "7", "why": "I asked, too."})

    assert refused.status_code == 422
    assert "since you opened this page" in refused.text
    assert "I asked, too." in refused.text
    assert MessageState.HELD in _states()


def test_what_is_refused_or_taken_back_goes_on_waiting(sign_in: SignIn, waiting: None) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")

    assert ben.post(f"{_propose(ada)}/refuse", {"why": ""}).status_code == 422
    with db.reading() as session:
        decision = f"{HOME}/decisions/{decisions.waiting(session)[0].id}"
    assert ben.post(f"{decision}/withdraw").status_code == 403
    assert ada.post(f"{decision}/withdraw").status_code == 303
    assert ben.post(f"{_propose(ada)}/refuse", {"why": "I am not sure."}).status_code == 303

    assert MessageState.HELD in _states()
    assert "propose to tell the families" in ben.get(HOME).text


def test_a_proposal_says_why_and_only_one_is_open(sign_in: SignIn, waiting: None) -> None:
    staff = sign_in("supervisor")

    assert staff.post(f"{HOME}/held/stale/release", {"why": ""}).status_code == 422
    _propose(staff)

    assert "Somebody proposed something" in staff.post(f"{HOME}/held/stale/drop", WHY).text
    assert staff.post(f"{HOME}/held/nonsense/drop", WHY).status_code == 404
    assert "None of these wait" in staff.post(f"{HOME}/held/released/drop", WHY).text


def test_news_that_takes_back_what_waited_leaves_nothing_to_decide(sign_in: SignIn, waiting: None) -> None:
    decision = _propose(sign_in("supervisor"))
    with db.begin() as session:
        session.scalars(select(Stay)).one().confirmed_at = clock.now()
        notices.owe_stale(session, now=clock.now())
        assert decisions.waiting(session) == []

    assert sign_in("supervisor").post(f"{decision}/agree", {"seen": "0"}).status_code == 404


def test_a_decision_about_something_else_is_not_found(sign_in: SignIn) -> None:
    staff = sign_in("supervisor")
    with db.begin() as session:
        other = decisions.propose(
            session, staff.actor, DecisionKind.HIDE_PERSON, "person:7", why="Afraid.", now=clock.now()
        )

    assert sign_in("supervisor").post(f"{HOME}/decisions/{other.id}/agree", {"seen": "0"}).status_code == 404
    assert staff.post(f"{HOME}/decisions/1/withdraw").status_code == 404


def test_what_failed_and_what_stopped_is_told(sign_in: SignIn) -> None:
    now = clock.now()
    with db.begin() as session:
        breakers.trip(session, breakers.PROVIDER, reason="busy", until=now + timedelta(minutes=5), now=now)
        session.add(
            Task(kind=TaskKind.LOOK_AT_MESSAGE, subject="search:5", reason="overdue", opened_at=now, due_at=now)
        )

    page = sign_in("supervisor").get(HOME).text

    assert "stopped" in page
    assert "it could not be sent for three days: 1" in page
    assert "kind=look_at_message" in page


def test_what_was_sent_lately_is_counted_by_what_the_provider_reported(app: Flask, sign_in: SignIn) -> None:
    with db.begin() as session:
        owe(session, clock.now())
        row = session.get_one(Message, claimed_one(session, clock.now()).id)
        row.state, row.sent_at = MessageState.DELIVERED, clock.now()

    page = sign_in("supervisor").get(HOME).text

    assert "arrived" in page
    assert "Sent in the last 24 hours" in page


def test_the_numbers_alone_are_asked_for_again(sign_in: SignIn) -> None:
    staff = sign_in("supervisor")
    first = staff.get(f"{HOME}/now")

    again = staff.get(f"{HOME}/now", headers={"If-None-Match": first.headers["ETag"]})
    # A quarter of a minute may have begun between two of them, not between three.
    third = staff.get(f"{HOME}/now", headers={"If-None-Match": again.headers["ETag"]})

    assert "No message waits" in first.text
    assert "<html" not in first.text
    assert 304 in {again.status_code, third.status_code}


@pytest.mark.parametrize("read", ["waiting", "sent", "last", "held"])
def test_numbers_are_read_by_the_index_of_what_is_asked_for(app: Flask, read: str) -> None:
    """Whatever the number of messages: no page of it reads the table."""
    seen: list[tuple[str, tuple[object, ...]]] = []
    with db.reading() as session:
        if session.get_bind().dialect.name != "sqlite":
            return
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: seen.append((told[2], told[3])))
        {
            "waiting": lambda: overview.waiting(session),
            "sent": lambda: overview.left(session, since=clock.now()),
            "last": lambda: overview.last_sent(session),
            "held": lambda: deciding.standing(session),
        }[read]()
        plans = [
            str(row[-1])
            for statement, values in list(seen)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]

    tables = [step for step in plans if "message" in step or "notice" in step]
    assert tables
    assert [step for step in tables if "COVERING INDEX" not in step] == []
