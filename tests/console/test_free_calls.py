"""Free calls in the console: a board that names nobody, a list whose every look is recorded, a log by hand."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hotline import clock, db, secrets_box
from hotline.domain import audit
from hotline.domain.free_calls import board, callees
from hotline.domain.free_calls.callees import Callee
from hotline.domain.records import rationing
from hotline.models.audit import AuditEntry
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.people import HidingReason
from tests import factories
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "She was just brought in."}
HERE = "/console/free-calls/STWRTGA"
VISIT = {"party": "counsel", "means": "visit", "outcome": "completed", "minutes": "30", "facility": "STWRTGA"}


def _held(*, days: float = 2, hidden: HidingReason | None = None, **known: Any) -> int:
    """Somebody held at Stewart since so many days ago."""
    with db.begin() as session:
        number = factories.identified(session, hidden=hidden, **known).id
        factories.use(session)
        began = clock.now() - timedelta(days=days)
        stay = factories.StayFactory(person_id=number, began_at=began)
        factories.StintFactory(stay_id=stay.id, arrived_at=began)
        factories.use(None)
    return number


def _call(person_id: int | None, outcome: CallResult, party: Party = Party.CONSUL, name: str = "", **said: Any) -> int:
    """An attempt of an hour ago."""
    at = clock.now() - timedelta(hours=1)
    with db.begin() as session:
        row = DetaineeCall(id=secrets_box.random_id(), person_id=person_id, party=party, outcome=outcome)
        row.asked_at, row.logged_at, row.facility_code = at, at, "STWRTGA"
        for key, value in said.items():
            setattr(row, key, value)
        callees.keep(session, row, Callee(party, "+12125552368", name=name))
        session.add(row)
        return row.id


def _counted() -> None:
    now = clock.now()
    with db.begin() as session:
        board.keep(session, board.count(session, now=now) or [])


def _open(staff: StaffClient, number: int) -> str:
    staff.post(f"/console/people/{number}/open", WHY)
    return staff.get(f"/console/people/{number}").text


def _logged() -> DetaineeCall:
    with db.reading() as session:
        return session.scalars(select(DetaineeCall)).one()


def _listings() -> list[dict[str, int]]:
    with db.reading() as session:
        found = session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "free_calls.listed"))
        return [json.loads(facts) for facts in found]


def test_the_board_counts_by_facility_and_rates_calls_against_the_mark(sign_in: SignIn) -> None:
    anna = _held()
    for outcome, n in ((CallResult.COMPLETED, 3), (CallResult.BUSY, 2), (CallResult.NOT_ALLOWED, 1)):
        for _ in range(n):
            _call(anna, outcome)
    _held(a_numbers=("098765433",))
    _counted()

    page = sign_in("auditor").get("/console/free-calls").text

    assert "Stewart Detention Center" in page
    assert '<strong class="late">1</strong>' in page
    assert "60 % (3 of 5)" in page
    assert "under 74 %" in page
    assert '<strong class="late"><bdi dir="ltr">60 %</bdi></strong>' in page
    assert '<text x="74%" y="12" text-anchor="middle" direction="ltr">74 %</text>' in page
    assert "Overdue for a call: 1 of 2 who are held." in page
    assert "All facilities" not in page
    assert "Zepeda" not in page


def test_the_board_adds_up_all_facilities_and_grows_its_bars_from_where_a_language_begins(sign_in: SignIn) -> None:
    for code, outcome in (("STWRTGA", CallResult.COMPLETED), ("STWRTGA", CallResult.BUSY), ("", CallResult.COMPLETED)):
        _call(None, outcome, facility_code=code)
    with db.begin() as session:
        numbers = {"without_notice": 30, "without_offer": 40, "without_call": 50, "overdue": 6}
        rows = [{"facility_code": code, "held": 200, "counted_at": clock.now()} for code in ("STWRTGA", "DEMHPGA")]
        board.keep(session, [row | numbers for row in rows])

    page, mirrored = (sign_in("auditor", interface=one).get("/console/free-calls").text for one in ("en", "ar@pseudo"))

    summed = page.split("<tfoot>")[1:]
    assert [re.findall(r">(\d+(?: %)?)<", foot.split("</tfoot>")[0]) for foot in summed] == [
        ["12", "100", "80", "60", "400"],
        ["67 %", "3", "0"],
    ]
    assert '<rect class="bar-of" x="0%" y="37" width="67%"' in page
    assert '<rect class="bar-of" x="33%" y="37" width="67%"' in mirrored
    assert '<text x="26%" y="12"' in mirrored


def test_an_empty_board_says_what_would_stand_there(sign_in: SignIn) -> None:
    page = sign_in("operator").get("/console/free-calls?period=month&start=2026-01-05").text

    assert "Nobody is held" in page
    assert "Nobody called in this time" in page


def test_one_facility_is_chosen_by_its_code(sign_in: SignIn) -> None:
    _held()

    assert sign_in("facility_officer").get("/console/free-calls/at?facility=stwrtga").headers["Location"] == HERE
    assert "facility=STWRTGA" in sign_in("auditor").get("/console/free-calls/at?facility=stwrtga").headers["Location"]
    assert sign_in("operator").get("/console/free-calls/at").headers["Location"] == "/console/free-calls"
    unknown = sign_in("facility_officer").get("/console/free-calls/at?facility=NOWHERE")
    assert unknown.status_code == 422
    assert "No facility has this code" in unknown.text
    assert sign_in("facility_officer").get("/console/free-calls/NOWHERE").status_code == 404


def test_an_officer_sees_who_lacks_what_and_the_look_is_recorded(sign_in: SignIn) -> None:
    _call(_held(), CallResult.COMPLETED)
    _held(a_numbers=("098765433",), names=(factories.Name("Berta", "Quispe Mamani"),))

    page = sign_in("facility_officer").get(HERE).text

    assert page.index("Quispe Mamani") < page.index("Zepeda Olvera")
    assert "24 hours late" in page
    assert [one["people"] for one in _listings()] == [2]


def test_of_the_hidden_an_officer_sees_that_somebody_lacks_a_call_and_not_who(sign_in: SignIn) -> None:
    _held(hidden=HidingReason.PROTECTED)

    officer, supervisor = sign_in("facility_officer").get(HERE).text, sign_in("supervisor").get(HERE).text

    assert "Zepeda" not in officer
    assert "protected: a supervisor looks after them" in officer
    assert "Zepeda Olvera" in supervisor


@pytest.mark.parametrize(("role", "status"), [("operator", 403), ("auditor", 403), ("screener", 403)])
def test_who_may_not_log_calls_lists_nobody(sign_in: SignIn, role: str, status: int) -> None:
    _held()

    assert sign_in(role).get(HERE).status_code == status


def test_more_lists_a_day_than_a_job_takes_name_nobody(sign_in: SignIn) -> None:
    _held()
    officer = sign_in("facility_officer")
    with db.begin() as session:
        for _ in range(rationing.MOST_LISTS):
            audit.record(session, officer.actor, "free_calls.listed", now=clock.now())

    page = officer.get(HERE).text

    assert "Zepeda" not in page
    assert "A supervisor was told" in page
    assert len(_listings()) == rationing.MOST_LISTS


def test_a_persons_page_tells_a_three_way_call_and_the_board_counts_its_two_attempts(sign_in: SignIn) -> None:
    anna = _held()
    for outcome in (CallResult.COMPLETED, CallResult.BUSY):
        _call(anna, outcome, Party.FAMILY, room="a-room")
    _call(anna, CallResult.COMPLETED, Party.FAMILY)
    _counted()

    page, counted = _open(sign_in("operator"), anna), sign_in("auditor").get("/console/free-calls").text

    assert page.count("three-way call") == 2
    assert "a-room" not in page
    assert '<td class="n">3</td>' in counted


def test_a_persons_page_says_who_was_tried_when_and_masks_counsel(sign_in: SignIn) -> None:
    anna = _held()
    _call(anna, CallResult.COMPLETED, Party.COUNSEL, "Grace Hopper, Esq.", seconds=725, attempt=2)
    _call(anna, CallResult.NO_ANSWER, Party.FAMILY, "Mama", failure="no_key")
    _call(anna, CallResult.BUSY, Party.CONSUL, "Consulate of Mexico in Atlanta")

    officer, supervisor = (_open(sign_in(role), anna) for role in ("facility_officer", "supervisor"))

    assert "Consulate of Mexico in Atlanta" in officer
    assert "12:05" in officer
    assert "try 2" in officer
    assert "Nobody answered: who picked up pressed no key, or it was voice mail" in officer
    assert "Hopper" not in officer
    assert "Grace Hopper" in supervisor
    assert "Mama" not in officer + supervisor
    assert "Calls and visits" not in _open(sign_in("screener"), anna)


@pytest.mark.parametrize("party", ["counsel", "agency", "consul"])
def test_a_visit_is_logged_from_the_persons_page_and_who_came_is_not_read_back(sign_in: SignIn, party: str) -> None:
    anna = _held()
    officer = sign_in("facility_officer")
    assert officer.get(f"/console/people/{anna}/calls").headers["Location"] == f"/console/people/{anna}"
    _open(officer, anna)
    assert 'value="STWRTGA"' in officer.get(f"/console/people/{anna}/calls").text

    at = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT12:00")
    answer = officer.post(f"/console/people/{anna}/calls", VISIT | {"party": party, "name": "Grace Hopper", "at": at})

    assert answer.headers["Location"] == f"/console/people/{anna}#calls"
    row = _logged()
    assert (row.means, row.party, row.outcome, row.seconds) == (CallMeans.VISIT, party, "completed", 1800)
    page = officer.get(f"/console/people/{anna}").text
    assert "Visit in person" in page
    assert "30:00" in page
    assert "Hopper" not in page + officer.get(f"/console/people/{anna}/calls/{row.id}").text
    assert "Hopper" not in _open(sign_in("supervisor"), anna)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"party": ""}, "Please choose who was called or came."),
        ({"means": "pigeon"}, "Please choose how it was."),
        ({"outcome": ""}, "Please choose what became of it."),
        ({"outcome": "busy", "minutes": ""}, "A visit has another end"),
        ({"minutes": "half an hour"}, "Write the minutes as a number."),
        ({"at": "2999-01-01T10:00"}, "This moment has not come yet"),
        ({"at": "yesterday"}, "Write when it was"),
        ({"at": "2020-01-01T10:00"}, "was not in custody then"),
        ({"facility": "NOWHERE"}, "No facility has this code."),
        ({"number": "12"}, "This is no telephone number."),
        ({"failure": "she said so"}, "Please choose why it did not come about."),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    anna, officer = _held(), sign_in("facility_officer")
    _open(officer, anna)

    answer = officer.post(f"/console/people/{anna}/calls", VISIT | {"at": "", "minutes": ""} | typed)

    assert answer.status_code == 422
    assert said in answer.text
    with db.reading() as session:
        assert not session.scalars(select(DetaineeCall)).all()


def test_a_correction_says_why_and_stands_beside_what_it_corrects(sign_in: SignIn) -> None:
    anna, officer = _held(), sign_in("facility_officer")
    _open(officer, anna)
    officer.post(f"/console/people/{anna}/calls", VISIT | {"minutes": "", "outcome": "declined", "form": "f1"})
    this = f"/console/people/{anna}/calls/{_logged().id}"
    right = VISIT | {"minutes": "", "outcome": "refused", "form": "f2"}

    unexplained = officer.post(this, right)
    corrected = officer.post(this, right | {"why": "Counsel had gone before."})

    assert "Please write what was wrong" in unexplained.text
    assert corrected.status_code == 303
    page = officer.get(f"/console/people/{anna}").text
    assert "corrected since" in page
    assert "Who was called did not want to talk" in page
    assert officer.get(this).status_code == 404


def test_what_the_line_wrote_is_not_corrected(sign_in: SignIn) -> None:
    anna, officer = _held(), sign_in("facility_officer")
    call = _call(anna, CallResult.BUSY)
    _open(officer, anna)

    assert officer.get(f"/console/people/{anna}/calls/{call}").status_code == 404


def test_the_file_of_a_week_names_nobody_and_has_the_free_calls_alone(sign_in: SignIn) -> None:
    answer = sign_in("operator").get("/console/free-calls/file")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "free-calls-week-" in answer.headers["Content-Disposition"]


def test_from_the_list_a_relative_is_registered_and_a_pin_given_once_the_person_is_opened(sign_in: SignIn) -> None:
    with db.begin() as session:
        factories.use(session)
        number = factories.person(session).id
        began = clock.now() - timedelta(hours=3)
        stay = factories.StayFactory(person_id=number, began_at=began)
        factories.StintFactory(stay_id=stay.id, arrived_at=began)
    officer = sign_in("facility_officer")
    assert f"/console/people/{number}/kin" in officer.get(HERE).text

    for room in ("kin", "pin"):
        assert officer.get(f"/console/people/{number}/{room}").headers["Location"] == f"/console/people/{number}"
    officer.post(f"/console/people/{number}/open", {"why": "She asked for her mother."})

    assert "Register a relative" in officer.get(f"/console/people/{number}/kin").text
    assert "opens nothing any more" in officer.get(f"/console/people/{number}/pin").text
