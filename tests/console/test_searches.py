"""Open searches in the console: the contact is for whoever works on one, and each ends with a reason."""

from datetime import date

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import searches
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish, working
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Channel, ClosingReason, OpenSearch, SearchState
from hotline.models.messages import Message, MessageKind
from tests.plugins.signed_in import SignIn
from tests.web.custody import put_in_custody

QUERY = Query(given="Xochitl", surname="Zepeda", birth_date=date(1985, 3, 12))
NUMBER = "(404) 555-2368"


def _leave(token: str = "a", contact: str = "+14045552368", *, is_urgent: bool = False) -> int:
    wish = SearchWish(QUERY, contact, token, is_urgent=is_urgent)
    with db.begin() as session:
        searches.leave(session, wish, asker=Asker(), channel=Channel.WEB, language="es", now=clock.now())
        session.flush()
        return session.scalars(select(OpenSearch.id).order_by(OpenSearch.opened_at.desc())).first() or 0


def _actions(number: int) -> list[str]:
    with db.reading() as session:
        mine = select(AuditEntry.action).where(AuditEntry.subject == working.subject(number)).order_by(AuditEntry.id)
        return list(session.scalars(mine))


def test_an_empty_list_says_what_would_stand_there(sign_in: SignIn) -> None:
    assert "No search is open" in sign_in("operator").get("/console/searches").text


def test_the_list_goes_by_the_deadline_and_shows_no_contact(sign_in: SignIn) -> None:
    later, sooner = _leave("a"), _leave("b", is_urgent=True)

    page = sign_in("operator").get("/console/searches").text

    assert page.index(f"/console/searches/{sooner}") < page.index(f"/console/searches/{later}")
    assert "Xochitl" in page
    assert NUMBER not in page


def test_the_contact_is_shown_to_whoever_works_on_it(sign_in: SignIn) -> None:
    number, ada, ben = _leave(), sign_in("operator", name="Ada"), sign_in("operator")
    assert NUMBER not in ada.get(f"/console/searches/{number}").text

    ada.post(f"/console/searches/{number}/take")

    assert NUMBER in ada.get(f"/console/searches/{number}").text
    other = ben.post(f"/console/searches/{number}/take")
    assert other.status_code == 409
    assert "Ada works on this now" in other.text
    assert NUMBER not in other.text
    assert _actions(number) == ["search.viewed", "claim.taken", "search.viewed", "search.viewed"]


def test_a_search_is_run_again_and_finds_who_came(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    staff.post(f"/console/searches/{number}/run")
    with db.reading() as session:
        assert searches.one(session, number).state is SearchState.OPEN
    put_in_custody()

    assert staff.post(f"/console/searches/{number}/run").status_code == 303

    with db.reading() as session:
        assert searches.one(session, number).state is SearchState.NEWS
        assert session.scalars(select(Message.kind)).all() == [MessageKind.NEWS]
    assert "News to pass on" in staff.get(f"/console/searches/{number}").text


def test_a_search_ends_with_a_reason_and_a_note(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    staff.post(f"/console/searches/{number}/take")

    refused = staff.post(f"/console/searches/{number}/close", {"reason": "", "note": "She knows."})
    ended = staff.post(f"/console/searches/{number}/close", {"reason": ClosingReason.TOLD, "note": "She knows."})

    assert (refused.status_code, ended.location) == (422, "/console/searches")
    assert "choose why it ends" in refused.text
    assert "She knows." in refused.text
    with db.reading() as session:
        assert session.get_one(OpenSearch, number).closing is ClosingReason.TOLD
    assert _actions(number)[-1] == "search.closed"
    assert staff.get(f"/console/searches/{number}").status_code == 404


@pytest.mark.parametrize("reason", ["expired", "because", ""])
def test_nobody_ends_a_search_for_a_reason_that_is_none(sign_in: SignIn, reason: str) -> None:
    number, staff = _leave(), sign_in("operator")

    assert staff.post(f"/console/searches/{number}/close", {"reason": reason}).status_code == 422


def test_who_left_an_address_is_written_to_there(sign_in: SignIn) -> None:
    number, staff = _leave(contact="hija@example.org"), sign_in("operator")
    staff.post(f"/console/searches/{number}/take")

    assert "hija@example.org" in staff.get(f"/console/searches/{number}").text


def test_a_long_list_comes_in_pages(sign_in: SignIn) -> None:
    ids = [_leave(f"form {n}") for n in range(3)]

    with db.reading() as session:
        first = searches.page(session, size=2)
        second = searches.page(session, after=first.next, size=2)

    assert {one.id for one in (*first.searches, *second.searches)} == set(ids)
    assert (len(first.searches), second.next) == (2, None)


def test_what_was_told_is_looked_for_without_being_typed_again(sign_in: SignIn) -> None:
    page = sign_in("operator").get(f"/console/searches/{_leave()}").text

    form = page[page.index('action="/console/people"') :]
    for name, value in (("given", "Xochitl"), ("surname", "Zepeda"), ("born", "1985-03-12")):
        assert f'name="{name}" value="{value}"' in form
