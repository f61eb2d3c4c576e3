"""Rosters in the console: what each one changes, and two people who let one on hold go out."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import db
from hotline.domain import decisions, desk
from hotline.models.audit import AuditEntry
from hotline.models.custody import Stay
from hotline.models.operations import BatchState, RosterBatch
from tests.domain.rosters.conftest import add_places
from tests.domain.rosters.sheets import MONDAY, load_rows, other, row
from tests.plugins.signed_in import SignIn, StaffClient

HOME = "/console/imports"
EVERYBODY = [other(number) for number in range(60)]
WHY = {"why": "The field office says it is true: a ward was closed."}


@pytest.fixture(autouse=True)
def places(app: Flask) -> None:
    add_places()


@pytest.fixture
def held(tmp_path: Path) -> int:
    """A roster that lists ten of sixty people, which is on hold; it brings somebody new."""
    load_rows(tmp_path, EVERYBODY, is_initial=True)
    loaded = load_rows(tmp_path, [row(), *EVERYBODY[:10]], at=MONDAY + timedelta(days=1))
    assert loaded.batch_id
    return loaded.batch_id


def _state(batch_id: int) -> BatchState:
    with db.reading() as session:
        return session.get_one(RosterBatch, batch_id).state


def _propose(staff: StaffClient, batch_id: int) -> str:
    """Propose to publish it; answers the address of the decision."""
    assert staff.post(f"{HOME}/{batch_id}/propose", WHY).status_code == 303
    with db.reading() as session:
        return f"{HOME}/{batch_id}/decisions/{decisions.waiting(session)[0].id}"


def _actions(subject: str) -> list[str]:
    with db.reading() as session:
        about = select(AuditEntry.action).where(AuditEntry.subject == subject)
        return list(session.scalars(about.order_by(AuditEntry.id)))


def test_an_empty_list_says_what_would_stand_there(sign_in: SignIn) -> None:
    assert "No roster came in yet" in sign_in("auditor").get(HOME).text


def test_rosters_are_listed_with_what_they_changed(sign_in: SignIn, held: int) -> None:
    page = sign_in("administrator").get(HOME).text

    assert "held back" in page
    assert "published" in page
    assert f"{HOME}/{held}" in page


def test_a_roster_on_hold_says_what_it_would_change_and_why_it_waits(sign_in: SignIn, held: int) -> None:
    page = sign_in("supervisor").get(f"{HOME}/{held}").text

    assert "50 people would no longer be held or listed; from this source up to 1 are usual" in page
    assert "stays no longer listed: staff find out" in page
    assert "11" in page.split("Rows read")[1][:60]


def test_one_proposes_and_another_who_reads_the_report_publishes(sign_in: SignIn, held: int) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    decision = _propose(ada, held)

    before = ben.get(f"{HOME}/{held}").text
    agreed = ben.post(f"{decision}/agree", {"why": "I read it, too."})

    assert "a ward was closed" in before
    assert "stays no longer listed" in before
    assert agreed.location == f"{HOME}/{held}"
    with db.reading() as session:
        batch = session.get_one(RosterBatch, held)
        assert (batch.state, batch.released_by) == (BatchState.PUBLISHED, ada.actor.signature)
        assert batch.seconded_by == ben.actor.signature
        assert session.scalars(select(Stay.id)).all()
        assert [task.subject for task in desk.open_tasks(session) if task.subject.startswith("batch:")] == []
    assert _actions(f"batch:{held}") == ["decision.proposed", "decision.agreed", "batch.released"]
    assert "Ada" in ben.get(HOME).text


def test_who_proposed_it_does_not_agree(sign_in: SignIn, held: int) -> None:
    ada = sign_in("supervisor", name="Ada")
    decision = _propose(ada, held)

    assert ada.post(f"{decision}/agree").status_code == 403

    assert "A second person decides" in ada.get(f"{HOME}/{held}").text
    assert _state(held) is BatchState.HELD


def test_a_refused_roster_stays_on_hold_with_the_reason(sign_in: SignIn, held: int) -> None:
    ada, ben = sign_in("supervisor", name="Ada"), sign_in("supervisor", name="Ben")
    decision = _propose(ada, held)

    assert ben.post(f"{decision}/refuse", {"why": " "}).status_code == 422
    assert ben.post(f"{decision}/refuse", {"why": "The export was cut off."}).status_code == 303

    page = ada.get(f"{HOME}/{held}").text
    assert "The export was cut off." in page
    assert "Propose to publish it" in page
    assert _state(held) is BatchState.HELD


def test_who_proposed_it_takes_it_back(sign_in: SignIn, held: int) -> None:
    ada = sign_in("supervisor", name="Ada")
    decision = _propose(ada, held)

    assert ada.post(f"{decision}/withdraw").status_code == 303

    assert "Propose to publish it" in ada.get(f"{HOME}/{held}").text


def test_a_proposal_says_why_and_is_made_once(sign_in: SignIn, held: int) -> None:
    ada, ben = sign_in("supervisor"), sign_in("supervisor")

    assert ada.post(f"{HOME}/{held}/propose", {"why": ""}).status_code == 422
    _propose(ada, held)

    assert "Somebody proposed the same meanwhile" in ben.post(f"{HOME}/{held}/propose", WHY).text


def test_a_newer_roster_leaves_nothing_to_decide(sign_in: SignIn, held: int, tmp_path: Path) -> None:
    ada, ben = sign_in("supervisor"), sign_in("supervisor")
    decision = _propose(ada, held)

    load_rows(tmp_path, EVERYBODY, at=MONDAY + timedelta(days=2))

    assert ben.post(f"{decision}/agree").status_code == 422
    with db.reading() as session:
        assert decisions.waiting(session) == []
        assert [task.subject for task in desk.open_tasks(session) if task.subject.startswith("batch:")] == []
    assert "given up for a newer one" in ben.get(f"{HOME}/{held}").text
    assert ada.post(f"{HOME}/{held}/propose", WHY).status_code == 422


def test_a_decision_about_something_else_is_not_found(sign_in: SignIn, held: int) -> None:
    decision = _propose(sign_in("supervisor"), held).rpartition("/")[2]

    assert sign_in("supervisor").post(f"{HOME}/1/decisions/{decision}/agree").status_code == 404
    assert sign_in("supervisor").get(f"{HOME}/999").status_code == 404
