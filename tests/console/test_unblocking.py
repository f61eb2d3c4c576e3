"""Who said "never call again" can take it back with the desk, and the desk learns nothing of anybody by it."""

import json

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import audit
from hotline.domain.free_calls import numbers
from hotline.models.audit import AuditEntry
from hotline.models.staff import Role
from tests.plugins.signed_in import SignIn, StaffClient

HERE = "/console/free-calls/numbers"
MOTHER = "+14045552368"
ASKED = {"number": "(404) 555-2368", "why": "The mother asked for it; I called her at that number."}


def _blocked(number: str = MOTHER) -> bool:
    with db.reading() as session:
        return numbers.is_blocked(session, number)


@pytest.fixture
def desk(sign_in: SignIn) -> StaffClient:
    with db.begin() as session:
        numbers.block(session, MOTHER, now=clock.now())
    return sign_in(Role.OPERATOR)


def test_the_desk_lifts_a_block_with_a_reason_that_stands_in_the_trail(desk: StaffClient) -> None:
    assert HERE in desk.get("/console/free-calls").text
    page = desk.post(HERE, ASKED)

    assert "The free-call line may ring it again." in page.text
    assert not _blocked()
    with db.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "number.unblocked")).one()
        assert json.loads(entry.facts) == {"was_blocked": True}
        assert audit.why(session, entry) == ASKED["why"]
        assert "2368" not in entry.subject + entry.facts


def test_a_number_that_was_never_blocked_is_answered_in_the_same_words(desk: StaffClient) -> None:
    was, was_not = (desk.post(HERE, ASKED | {"number": number}) for number in (MOTHER, "+14045552399"))

    assert was.status_code == was_not.status_code == 200
    assert _without_token(was.text) == _without_token(was_not.text)


@pytest.mark.parametrize(
    ("said", "heard"), [({"number": "404"}, "This is no telephone number."), ({"why": " "}, "why")]
)
def test_a_form_that_cannot_be_used_shows_no_number_back(desk: StaffClient, said: dict[str, str], heard: str) -> None:
    page = desk.post(HERE, ASKED | said)

    assert page.status_code == 422
    assert heard in page.text
    assert ASKED["number"] not in page.text
    assert _blocked()


def test_an_officer_of_a_facility_lifts_nothing(desk: StaffClient, sign_in: SignIn) -> None:
    officer = sign_in(Role.FACILITY_OFFICER)

    assert HERE not in officer.get("/console/free-calls").text
    assert officer.post(HERE, ASKED).status_code == 403
    assert _blocked()


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if 'name="token"' not in line]
