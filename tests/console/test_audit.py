"""The audit trail in the console: who looked at whom, what was recorded, and that reading it is recorded too."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.console import audit_actions
from hotline.domain import audit, audit_chain
from hotline.models.audit import AuditEntry
from tests.plugins.signed_in import SignIn, StaffClient


def _views(staff: StaffClient, n: int, *, outside: bool = False, why: str = "") -> None:
    with db.begin() as session:
        for number in range(n):
            facts = {"outside": outside}
            subject = f"person:{number}"
            audit.record(session, staff.actor, "person.viewed", subject, facts=facts, why=why, now=clock.now())


def test_a_supervisor_sees_who_looked_at_whom_and_why_but_not_the_rest(sign_in: SignIn) -> None:
    ada, supervisor = sign_in("operator", name="Ada"), sign_in("supervisor")
    _views(ada, 2, outside=True, why="Her son rang <b>.")

    page = supervisor.get("/console/audit").text
    theirs = supervisor.get(f"/console/audit/looked/{ada.actor.staff_id}").text

    assert "Ada" in page
    assert "many</span>" not in page
    assert "Her son rang &lt;b&gt;." in theirs
    assert "outside their work" in theirs
    assert "All that was recorded" not in page
    assert supervisor.get("/console/audit/trail").status_code == 403


@pytest.mark.parametrize(("days", "is_marked"), [(1, True), (7, False)])
def test_who_looks_at_many_people_in_a_day_is_marked(sign_in: SignIn, days: int, is_marked: bool) -> None:
    _views(sign_in("operator", name="Ada"), 40)

    page = sign_in("supervisor").get(f"/console/audit?days={days}").text

    assert ("many</span>" in page) is is_marked


def test_where_nobody_looked_the_page_says_what_would_stand_there(sign_in: SignIn) -> None:
    supervisor = sign_in("supervisor")

    assert "Nobody looked at a person" in supervisor.get("/console/audit?days=nonsense").text
    assert "They looked at nobody" in supervisor.get("/console/audit/looked/1").text


def test_reading_the_trail_is_recorded(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")

    for path in ("/console/audit", "/console/audit/looked/1", "/console/audit/trail?subject=person%3A3"):
        assert auditor.get(path).status_code == 200

    with db.reading() as session:
        read = session.execute(select(AuditEntry.actor_id, AuditEntry.facts).where(AuditEntry.action == "trail.read"))
        rows = read.all()
        assert audit_chain.verify(session).is_whole
    assert {row.actor_id for row in rows} == {auditor.actor.staff_id}
    assert len(rows) == 3
    assert "person" not in rows[-1].facts


def test_the_trail_is_read_by_who_what_on_what_and_when(sign_in: SignIn) -> None:
    ada, auditor = sign_in("operator", name="Ada"), sign_in("auditor")
    _views(ada, 3)
    today = clock.now().date()
    tomorrow = today + timedelta(days=1)

    def shows(query: str) -> bool:
        return ">person:2<" in auditor.get(f"/console/audit/trail?{query}").text

    assert shows("")
    assert shows(f"who={ada.actor.staff_id}&action=person.viewed&subject=person:2&since={today}&until={today}")
    assert not shows(f"who={auditor.actor.staff_id}")
    assert not shows("action=task.closed")
    assert not shows("subject=person:1")
    assert not shows(f"since={tomorrow}")


def test_whatever_can_be_recorded_has_its_word_in_one_order() -> None:
    assert tuple(audit_actions.WORDS) == audit.ACTIONS
    assert list(audit.ACTIONS) == sorted(audit.ACTIONS)
    assert len({str(word) for word in audit_actions.WORDS.values()}) == len(audit.ACTIONS)


def test_the_trail_is_read_in_the_readers_language(sign_in: SignIn) -> None:
    _views(sign_in("operator"), 1)

    page = sign_in("auditor", interface="es").get("/console/audit/trail").text

    assert "abrió la página de una persona" in page
    assert ">person.viewed<" not in page


def test_fifty_entries_make_a_page_and_the_filter_goes_on_to_the_older_ones(sign_in: SignIn) -> None:
    ada, auditor = sign_in("operator", name="Ada"), sign_in("auditor")
    _views(ada, 60)

    first = auditor.get("/console/audit/trail?action=person.viewed").text
    older = "/console/audit/trail?action=person.viewed&amp;before="
    start = first.index(older)
    second = auditor.get(first[start : first.index('"', start)].replace("&amp;", "&")).text

    assert (first.count(">person:"), second.count(">person:")) == (50, 10)
    assert older not in second


def test_a_day_that_is_none_is_said_beside_its_box(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")

    for typed in ("yesterday", "2026-13-01", "9999-12-31", "0001-01-01"):
        page = auditor.get(f"/console/audit/trail?until={typed}")

        assert page.status_code == 422
        assert "Write the day as year, month and day" in page.text
        assert typed in page.text


def test_numbers_that_no_row_can_have_lead_nowhere(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")

    for query in ("before=99999999999999999999999", "who=99999999999999999999999", "who=-1", "action=nonsense"):
        assert auditor.get(f"/console/audit/trail?{query}").status_code == 200
    assert auditor.get("/console/audit/looked/1?before=99999999999999999999999").status_code == 200


def test_the_page_says_where_the_chain_ends(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")
    auditor.get("/console/audit")
    with db.begin() as session:
        head = audit_chain.export_head(session, now=clock.now())
    assert head

    page = auditor.get("/console/audit/trail").text

    assert page.count(head.mac) == 2
    assert "flask audit verify" in page
