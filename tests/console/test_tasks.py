"""Tasks in the console: by kind and due time, one person's at a time, undone where it was early."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import desk, notes, tasks
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Channel
from hotline.models.messages import Means
from hotline.models.notices import Subscription
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason
from tests.factories import person
from tests.plugins.signed_in import SignIn

HOUR = timedelta(hours=1)


def _ask(kind: TaskKind = TaskKind.NAME_FACILITY, subject: str = "facility:NEWPLTX", *, reason: str = "") -> int:
    now = clock.now()
    with db.begin() as session:
        desk.open_task(session, kind, subject, due_at=now + HOUR, now=now, reason=reason)
        return session.scalars(select(Task.id).where(Task.subject == subject)).one()


def _about_somebody(hidden: HidingReason | None) -> int:
    with db.begin() as session:
        number = person(session, hidden=hidden).id
    return _ask(TaskKind.VERIFY_LOCATION, f"person:{number}", reason="stale")


def test_an_empty_list_says_what_would_stand_there(sign_in: SignIn) -> None:
    assert "No task waits" in sign_in("operator").get("/console/tasks").text


def test_tasks_are_listed_by_kind(sign_in: SignIn) -> None:
    facility, number = _ask(), _ask(TaskKind.VERIFY_PHONE, "facility:STWRTGA", reason="list_says:+14045552368")
    staff = sign_in("operator")

    everything = staff.get("/console/tasks").text
    phones = staff.get("/console/tasks?kind=verify_phone").text

    assert f"/console/tasks/{facility}" in everything
    assert "Name an unknown facility (1)" in everything
    assert "its list has another number: (404) 555-2368" in everything
    assert f"/console/tasks/{number}" in phones
    assert f'"/console/tasks/{facility}"' not in phones
    assert staff.get("/console/tasks?kind=nonsense").status_code == 200


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_has_its_words(sign_in: SignIn, kind: TaskKind) -> None:
    number, staff = _ask(kind, "matter:17", reason="something_new"), sign_in("operator")

    page = staff.get(f"/console/tasks/{number}").text

    assert "something new" in page
    assert kind.value not in page


def test_one_of_two_does_it(sign_in: SignIn) -> None:
    number, ada, ben = _ask(), sign_in("operator", name="Ada"), sign_in("operator", name="Ben")
    ada.post(f"/console/tasks/{number}/take")

    refused = ben.post(f"/console/tasks/{number}/close", {"note": "It is in Texas."})

    assert refused.status_code == 409
    assert "Ada works on this now" in refused.text
    with db.reading() as session:
        assert tasks.one(session, number)


def test_what_was_done_is_signed_and_its_note_is_kept_on_the_matter(sign_in: SignIn) -> None:
    number, staff = _ask(), sign_in("operator")

    too_long = staff.post(f"/console/tasks/{number}/close", {"note": "x" * 5_001})
    done = staff.post(f"/console/tasks/{number}/close", {"note": "It is in Texas."})

    assert (too_long.status_code, done.location) == (422, "/console/tasks")
    assert "x" * 5_001 in too_long.text
    with db.reading() as session:
        assert session.get_one(Task, number).closed_by == staff.actor.signature
        assert [note.text for note in notes.on(session, "facility:NEWPLTX")] == ["It is in Texas."]
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"task:{number}")).all()
    assert actions == ["claim.taken", "task.closed"]
    assert staff.get(f"/console/tasks/{number}").status_code == 404


def test_what_was_done_too_early_is_opened_again(sign_in: SignIn) -> None:
    number, staff = _ask(), sign_in("operator")
    staff.post(f"/console/tasks/{number}/close")
    assert "Open it again" in staff.get("/console/tasks").text

    assert staff.post(f"/console/tasks/{number}/reopen").status_code == 303

    assert staff.get(f"/console/tasks/{number}").status_code == 200
    assert staff.post(f"/console/tasks/{number}/reopen").status_code == 404


def test_what_one_closed_no_colleague_opens_again_but_a_supervisor(sign_in: SignIn) -> None:
    number, ada = _ask(), sign_in("operator", name="Ada")
    ada.post(f"/console/tasks/{number}/close")

    assert sign_in("operator", name="Ben").post(f"/console/tasks/{number}/reopen").status_code == 403
    assert sign_in("supervisor").post(f"/console/tasks/{number}/reopen").status_code == 303


def test_after_ten_minutes_it_stays_done(sign_in: SignIn) -> None:
    number, staff = _ask(), sign_in("operator")
    with db.begin() as session:
        desk.close_task(session, number, by=staff.actor.signature, now=clock.now() - timedelta(minutes=10))

    refused = staff.post(f"/console/tasks/{number}/reopen")

    assert (refused.status_code, "more than ten minutes ago" in refused.text) == (422, True)
    assert "Open it again" not in staff.get("/console/tasks").text


def test_what_was_asked_for_again_meanwhile_is_not_opened_twice(sign_in: SignIn) -> None:
    number, staff = _ask(), sign_in("operator")
    staff.post(f"/console/tasks/{number}/close")
    with db.begin() as session:
        desk.open_task(session, TaskKind.NAME_FACILITY, "facility:NEWPLTX", due_at=clock.now() + HOUR, now=clock.now())

    refused = staff.post(f"/console/tasks/{number}/reopen")

    assert (refused.status_code, "was opened again meanwhile" in refused.text) == (422, True)


@pytest.mark.parametrize("hidden", [HidingReason.PROTECTED, HidingReason.MINOR])
def test_who_is_hidden_is_for_supervisors(sign_in: SignIn, hidden: HidingReason) -> None:
    number = _about_somebody(hidden)
    operator, supervisor = sign_in("operator"), sign_in("supervisor")

    page = operator.get(f"/console/tasks/{number}").text

    assert "A supervisor looks after this person" in page
    assert "person:" not in page
    for act in ("take", "close"):
        assert operator.post(f"/console/tasks/{number}/{act}").status_code == 403
    assert supervisor.post(f"/console/tasks/{number}/take").status_code == 303
    assert "A supervisor looks after" not in supervisor.get(f"/console/tasks/{number}").text


def test_whoever_wants_to_hear_of_somebody_hidden_is_for_supervisors(sign_in: SignIn) -> None:
    now = clock.now()
    with db.begin() as session:
        row = Subscription(id=77, person_id=person(session, hidden=HidingReason.WITHHELD).id, contact_key=1, sealed=b"")
        row.means, row.channel, row.language, row.opened_at, row.confirm_by = Means.TEXT, Channel.WEB, "es", now, now
        session.add(row)
    number, operator = _ask(TaskKind.REACH_CALLER, "subscription:77"), sign_in("operator")

    assert "A supervisor looks after this person" in operator.get(f"/console/tasks/{number}").text
    assert operator.post(f"/console/tasks/{number}/take").status_code == 403
    assert sign_in("supervisor").post(f"/console/tasks/{number}/close").status_code == 303


def test_a_task_leads_to_what_it_is_about(sign_in: SignIn) -> None:
    facility, somebody = _ask(), _about_somebody(None)
    staff = sign_in("operator")

    assert 'href="/console/directory/facility/NEWPLTX"' in staff.get(f"/console/tasks/{facility}").text
    assert 'href="/console/people/' in staff.get(f"/console/tasks/{somebody}").text


def test_who_is_not_hidden_is_for_everybody_who_works_on_tasks(sign_in: SignIn) -> None:
    number, staff = _about_somebody(None), sign_in("operator")

    assert staff.post(f"/console/tasks/{number}/close", {"note": "At the same place."}).status_code == 303
