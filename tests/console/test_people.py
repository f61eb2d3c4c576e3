"""Finding a person in the console, and opening their page: with a reason, hidden people by supervisors alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from hotline import clock, db, secrets_box
from hotline.domain import audit, audit_reading, claims, identities, notes
from hotline.domain.audit_reading import Filter
from hotline.domain.people import Name
from hotline.domain.records import rationing, reading, viewing
from hotline.models.operations import Task, TaskKind
from hotline.models.people import HidingReason, IdentityKey
from tests import factories
from tests.factories import StayFactory, StintFactory, person
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "The mother is on the telephone."}


def _somebody(hidden: HidingReason | None = None, *, is_held: bool = False, **known: Any) -> int:
    with db.begin() as session:
        row = person(session, hidden=hidden, **known)
        if is_held:
            factories.use(session)
            StintFactory(stay_id=StayFactory(person_id=row.id).id, position=0)
        return row.id


def _share_a_number(*person_ids: int) -> None:
    """As intake keys people who came with one A-number."""
    with db.begin() as session:
        for person_id in person_ids:
            details = reading.details_of(session, person_id)
            for key in identities.shared_keys(secrets_box.of(session), details):
                session.add(IdentityKey(key=key, person_id=person_id))


def _find(staff: StaffClient, **boxes: str) -> str:
    return staff.post("/console/people", boxes).text


@pytest.mark.parametrize(
    "asked",
    [
        {"given": "Xochitl", "surname": "Zepeda", "born": "1985"},
        {"given": "Sochil Guadalupe", "surname": "Cepeda", "born": "1985"},
        {"given": "Sochitl", "surname": "Cepeda", "born": "1985"},
        {"given": "Sochil", "surname": "Cepeda"},
        {"given": "Xochitl", "surname": "Zepede", "second_surname": "Olvera"},
        {"surname": "Zepeda", "born": "12 de marzo de 1985"},
        {"a_number": "A098-765-432"},
        {"a_number": "98765432"},
        {"surname": "Zepeda", "also": "Guadalupe", "country": "México"},
    ],
)
def test_a_person_is_found_by_what_is_known_however_it_is_spelled(sign_in: SignIn, asked: dict[str, str]) -> None:
    number = _somebody()

    page = _find(sign_in("operator"), **asked)

    assert f"/console/people/{number}" in page
    assert " %" in page


def test_a_name_in_another_script_is_found(sign_in: SignIn) -> None:
    number = _somebody(names=(Name("Giorgi", "Beridze"),), country="GEO", citizenship="GEO")

    assert f"/console/people/{number}" in _find(sign_in("operator"), given="გიორგი", surname="ბერიძე", born="1985")


def test_a_hidden_person_is_shown_to_supervisors_and_hinted_at_to_others(sign_in: SignIn) -> None:
    number = _somebody(HidingReason.WITHHELD)
    asked = {"given": "Xochitl", "surname": "Zepeda Olvera", "born": "3/12/1985"}

    of_operator, of_supervisor = _find(sign_in("operator"), **asked), _find(sign_in("supervisor"), **asked)

    assert "A supervisor looks after this person" in of_operator
    assert str(number) not in of_operator
    assert "Guadalupe" not in of_operator
    assert f"/console/people/{number}" in of_supervisor
    assert "withheld for safety by staff" in of_supervisor


def test_what_was_asked_is_recorded_by_counts_alone(sign_in: SignIn) -> None:
    _somebody()
    _find(sign_in("operator"), given="Xochitl", surname="Zepeda", born="1985")

    with db.reading() as session:
        entry = audit_reading.read(session, Filter(action="search.ran"))[0]

    assert entry.facts == {"by_number": False, "found": 1, "hidden": 0}


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({}, "Write at least a name"),
        ({"surname": "X", "born": "99/99/1985"}, "This date cannot be read"),
        ({"a_number": "12"}, "7 to 9 digits"),
        ({"surname": "X", "country": "Atlantis"}, "This country is not known"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays_typed(sign_in: SignIn, asked: dict[str, str], fault: str) -> None:
    answer = sign_in("operator").post("/console/people", asked)

    assert answer.status_code == 422
    assert fault in answer.text
    assert all(f'value="{text}"' in answer.text for text in asked.values())


def test_nobody_found_teaches_what_helps(sign_in: SignIn) -> None:
    assert "Ask for the second surname" in _find(sign_in("operator"), surname="Nobody")


def test_a_page_outside_of_ones_work_takes_a_reason_which_is_kept(sign_in: SignIn) -> None:
    number, staff = _somebody(is_held=True), sign_in("operator")

    closed = staff.get(f"/console/people/{number}").text
    refused = staff.post(f"/console/people/{number}/open", {"why": " "})
    opened = staff.post(f"/console/people/{number}/open", WHY)
    page = staff.get(f"/console/people/{number}").text

    assert "Zepeda" not in closed
    assert (refused.status_code, opened.location) == (422, f"/console/people/{number}")
    assert "Zepeda" in page
    assert "Stewart Detention Center" in page
    with db.reading() as session:
        entries = audit_reading.read(session, Filter(subject=f"person:{number}"))
    assert [(entry.why, entry.facts) for entry in entries] == [("", {"outside": True}), (WHY["why"], {"outside": True})]


def test_a_reason_holds_for_a_quarter_of_an_hour(sign_in: SignIn) -> None:
    number, staff = _somebody(), sign_in("operator")
    staff.post(f"/console/people/{number}/open", WHY)

    with db.reading() as session:
        later = clock.now() + timedelta(minutes=16)
        assert viewing.standing(session, staff.actor, number, now=later) is viewing.Standing.UNEXPLAINED


def test_whoever_works_on_a_task_about_the_person_needs_no_reason(sign_in: SignIn) -> None:
    number, staff, now = _somebody(), sign_in("operator"), clock.now()
    with db.begin() as session:
        task = Task(kind=TaskKind.VERIFY_LOCATION, subject=f"person:{number}", opened_at=now, due_at=now)
        session.add(task)
        session.flush()
        claims.take(session, staff.actor, f"task:{task.id}", now=now)

    assert "Zepeda" in staff.get(f"/console/people/{number}").text
    with db.reading() as session:
        assert audit_reading.read(session, Filter(action="person.viewed"))[0].facts == {"outside": False}


def test_after_sixty_people_a_supervisor_goes_on(sign_in: SignIn) -> None:
    first, second, staff = _somebody(), _somebody(births=(date(1990, 1, 2),)), sign_in("operator")
    staff.post(f"/console/people/{first}/open", WHY)
    with db.begin() as session:
        for other in range(1, rationing.MOST_PEOPLE):
            audit.record(session, staff.actor, "person.viewed", f"person:{other}", now=clock.now())

    assert "more than the work usually takes" in staff.get(f"/console/people/{second}").text
    assert "Zepeda" in staff.get(f"/console/people/{first}").text
    assert "Say why" in sign_in("supervisor").get(f"/console/people/{second}").text


def test_a_hidden_persons_page_is_a_supervisors(sign_in: SignIn) -> None:
    number, staff = _somebody(HidingReason.PROTECTED), sign_in("operator")

    shown = staff.post(f"/console/people/{number}/open", WHY, follow_redirects=True).text
    wrote = staff.post(f"/console/people/{number}/note", {"note": "Hello"})

    assert "A supervisor looks after this person" in shown
    assert "Zepeda" not in shown
    assert wrote.status_code == 403


def test_a_note_that_is_too_long_stays_in_its_box(sign_in: SignIn) -> None:
    number, staff = _somebody(), sign_in("operator")
    staff.post(f"/console/people/{number}/open", WHY)

    refused = staff.post(f"/console/people/{number}/note", {"note": "ש" * 5_001})
    kept = staff.post(f"/console/people/{number}/note", {"note": "ש" * 5_000})

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "ש" * 5_001 in refused.text
    with db.reading() as session:
        assert [one.text for one in notes.on(session, f"person:{number}")] == ["ש" * 5_000]


def test_an_a_number_is_shown_to_whoever_proved_just_now_who_they_are(sign_in: SignIn) -> None:
    number, now = _somebody(), clock.now()
    fresh, stale = sign_in("operator"), sign_in("operator", now=now - timedelta(minutes=6))
    for staff in (fresh, stale):
        staff.post(f"/console/people/{number}/open", WHY)

    assert "098765432" in fresh.get(f"/console/people/{number}").text
    masked = stale.get(f"/console/people/{number}").text
    assert "098765432" not in masked
    assert "••• ••• 432" in masked
    assert stale.get(f"/console/people/{number}/numbers").location.startswith("/console/confirm")


@pytest.mark.parametrize(("role", "is_told"), [("operator", False), ("supervisor", True)])
def test_who_may_be_the_same_person_is_told_unless_they_are_hidden(sign_in: SignIn, role: str, is_told: bool) -> None:
    number, other, hidden = _somebody(), _somebody(), _somebody(HidingReason.PROTECTED)
    _share_a_number(number, other, hidden)
    staff = sign_in(role)
    staff.post(f"/console/people/{number}/open", WHY)

    page = staff.get(f"/console/people/{number}").text

    assert f"/console/people/{other}" in page
    assert (f"/console/people/{hidden}" in page) is is_told


def test_searches_end_at_a_days_work_in_words_in_the_trail_and_before_a_supervisor(sign_in: SignIn) -> None:
    ada, supervisor = sign_in("operator", name="Ada"), sign_in("supervisor")
    number = _somebody()
    with db.begin() as session:
        for _ in range(rationing.MOST_SEARCHES):
            audit.record(session, ada.actor, "search.ran", now=clock.now())

    pages = [_find(ada, given="Xochitl", surname="Zepeda", born="1985") for _ in range(2)]

    assert all("Ask a supervisor" in page and f"/people/{number}" not in page for page in pages)
    with db.reading() as session:
        assert len(audit_reading.read(session, Filter(action="search.refused"))) == 2
    told = f"/console/audit/looked/{ada.actor.staff_id}"
    assert supervisor.get("/console/").text.count(told) == 1
    assert told not in ada.get("/console/").text
