"""The page that a shift begins with: each role sees what it may."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from hotline import clock, db
from hotline.domain import callbacks, decisions, desk, heartbeats, today
from hotline.domain.callbacks import CallbackWish
from hotline.models.contacts import Channel
from hotline.models.operations import Alarm, DecisionKind, TaskKind
from tests.plugins.signed_in import SignIn
from tests.web.custody import put_in_custody

HOUR = timedelta(hours=1)


def _owe(*, late: bool = False) -> int:
    now = clock.now() - (25 * HOUR if late else timedelta())
    with db.begin() as session:
        wish = CallbackWish("+14045552368")
        return callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=now).id


def _ask(kind: TaskKind, subject: str) -> None:
    with db.begin() as session:
        desk.open_task(session, kind, subject, due_at=clock.now() + HOUR, now=clock.now())


def test_what_is_late_stands_first_and_leads_to_its_page(sign_in: SignIn) -> None:
    late, soon = _owe(late=True), _owe()
    _ask(TaskKind.NAME_FACILITY, "facility:NEWPLTX")

    page = sign_in("operator").get("/console/").text

    assert page.index(f"/console/callbacks/{late}") < page.index("Name an unknown facility")
    assert page.index("Name an unknown facility") < page.index(f"/console/callbacks/{soon}")
    assert "1 hour late" in page
    assert "1 late" in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("operator", {"Calls to make", "Voice messages", "Open searches", "Tasks"}),
        ("supervisor", {"Calls to make", "Tasks", "Messages to send", "Rosters held back"}),
        ("administrator", {"Messages to send", "Rosters held back"}),
        ("screener", set()),
        ("auditor", {"Messages to send", "Rosters held back"}),
    ],
)
def test_each_role_sees_the_queues_that_it_may(sign_in: SignIn, role: str, sees: set[str]) -> None:
    _owe(late=True)
    everything = {"Calls to make", "Tasks", "Messages to send", "Rosters held back"}

    staff = sign_in(role)

    for page in (staff.get("/console/").text, staff.get("/console/now").text):
        cards = page[page.find('class="cards"') :] if 'class="cards"' in page else ""
        assert {name for name in everything | sees if f">{name}</a>" in cards} == sees
        assert ("Call back" in page) is (role in {"operator", "supervisor"})


def test_a_decision_is_shown_to_whoever_may_be_the_second(sign_in: SignIn) -> None:
    proposer = sign_in("supervisor", name="Ada").actor
    with db.begin() as session:
        why = "She is in danger."
        decisions.propose(session, proposer, DecisionKind.HIDE_PERSON, "person:1", why=why, now=clock.now())

    assert "She is in danger." in sign_in("supervisor").get("/console/").text
    assert "She is in danger." not in sign_in("operator").get("/console/").text


def test_what_is_out_of_order_is_said_in_words(sign_in: SignIn) -> None:
    now = clock.now()
    with db.begin() as session:
        heartbeats.beat(session, heartbeats.PURGE, now=now)
        session.execute(insert(Alarm).values(kind="misses", raised_at=now, ends_at=now + HOUR))

    page = sign_in("auditor").get("/console/").text

    assert "flask deliver does not run" in page
    assert "Unusually many look-ups find nobody" in page
    assert "daily purge" not in page


def test_the_age_of_what_we_know_is_told_by_facility(sign_in: SignIn) -> None:
    put_in_custody(stay={"confirmed_at": clock.now() - 30 * HOUR})
    with db.begin() as session:
        today.keep_ages(session, today.count_ages(session, now=clock.now()) or [])

    for path in ("/console/", "/console/ages"):
        page = sign_in("screener").get(path).text

        assert "<bdi>Stewart Detention Center</bdi>" in page
        assert "30 hours ago" in page


def test_ones_own_work_leads_back_to_it(sign_in: SignIn) -> None:
    owed, staff = _owe(), sign_in("operator")
    staff.post(f"/console/callbacks/{owed}/take")

    page = staff.get("/console/now").text

    assert "You are working on" in page


def test_nothing_is_sent_again_while_nothing_changed(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = clock.now()
    monkeypatch.setattr(clock, "now", lambda: noon)
    staff = sign_in("operator")
    tag = {"If-None-Match": staff.get("/console/now").headers["ETag"]}

    assert staff.get("/console/now", headers=tag).status_code == 304
    _owe()
    assert staff.get("/console/now", headers=tag).status_code == 200
