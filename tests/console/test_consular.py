"""Consuls from the console: the queue names nobody, and from the person's page a consulate is told and answers."""

from datetime import timedelta

from sqlalchemy import select

from hotline import clock, db
from hotline.domain import consular
from hotline.letters import unasked
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.people import HidingReason
from hotline.models.places import Consulate
from hotline.models.rights import ConsularNotice, ConsularState
from tests import factories
from tests.factories import StayFactory, StintFactory, person
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "Her booking."}


def _booked(citizenship: str, *, hidden: HidingReason | None = None) -> tuple[int, int]:
    """Somebody booked in an hour ago, and the notice that is owed."""
    with db.begin() as session:
        number = person(session, citizenship=citizenship, hidden=hidden).id
        factories.use(session)
        began = clock.now() - timedelta(hours=1)
        StintFactory(stay_id=StayFactory(person_id=number, began_at=began).id, arrived_at=began)
        office = Consulate(country="JAM", kind="embassy", city="Washington", state="DC", email="consul@embassy.example")
        session.add(office)
        session.flush()
        consular.owe_new(session, now=clock.now())
        return number, session.scalars(select(ConsularNotice.id)).one()


def _open(staff: StaffClient, number: int) -> str:
    staff.post(f"/console/people/{number}/open", WHY)
    return staff.get(f"/console/people/{number}").text


def _state() -> ConsularState:
    with db.reading() as session:
        return session.scalars(select(ConsularNotice.state)).one()


def _hand_over() -> None:
    """The provider takes the e-mail."""
    with db.begin() as session:
        session.scalars(select(Message)).one().state = MessageState.SENT


def test_a_page_without_a_notice_says_that_old_stays_are_not_looked_at(sign_in: SignIn) -> None:
    with db.begin() as session:
        number = person(session, citizenship="GTM").id

    assert "more than 72 hours before we heard of it" in _open(sign_in("supervisor"), number)


def test_the_queue_tells_what_is_due_and_names_nobody(sign_in: SignIn) -> None:
    number, _notice = _booked("JAM")

    page = sign_in("facility_officer").get("/console/consular").text

    assert "Jamaica" in page
    assert "by treaty" in page
    assert f"/console/people/{number}" in page
    assert "Open the page: number 1 of the list, Jamaica, Stewart Detention Center" in page
    assert "Zepeda" not in page


def test_an_empty_queue_says_what_would_stand_in_it(sign_in: SignIn) -> None:
    assert "Nothing waits here" in sign_in("supervisor").get("/console/consular?facility=NOWHERE").text


def test_a_consulate_is_told_by_email_and_answers(sign_in: SignIn) -> None:
    number, notice = _booked("JAM")
    staff = sign_in("facility_officer")
    assert f"/consular/{notice}/sheet" in _open(staff, number)
    sheet = staff.get(f"/console/people/{number}/consular/{notice}/sheet").text
    assert "consul@embassy.example" in sheet
    assert f"/consular/{notice}/email" in sheet

    staff.post(f"/console/people/{number}/consular/{notice}/email")
    assert "e-mail is on its way" in staff.get(f"/console/people/{number}").text
    assert "e-mail is on its way" in staff.get("/console/consular?part=answer").text
    _hand_over()
    assert "told, not acknowledged yet" in staff.get(f"/console/people/{number}").text
    assert "e-mail is on its way" not in staff.get("/console/consular?part=answer").text
    staff.post(f"/console/people/{number}/consular/{notice}/acknowledge", {"by": "Vice consul Grace"})

    assert _state() is ConsularState.ACKNOWLEDGED
    assert "Vice consul Grace" in staff.get(f"/console/people/{number}").text
    with db.reading() as session:
        assert session.scalars(select(Message.kind)).one() is MessageKind.CONSUL


def test_who_is_asked_first_is_asked_first(sign_in: SignIn) -> None:
    number, notice = _booked("MEX")
    staff = sign_in("facility_officer")
    _open(staff, number)

    refused = staff.post(f"/console/people/{number}/consular/{notice}/email")
    assert "has not asked for it" in refused.text
    staff.post(f"/console/people/{number}/consular/{notice}/ask", {"wants": "yes"})

    assert _state() is ConsularState.WAITING


def test_a_passport_of_taiwan_is_another_country(sign_in: SignIn) -> None:
    number, notice = _booked("CHN")
    staff = sign_in("supervisor")
    _open(staff, number)

    staff.post(f"/console/people/{number}/consular/{notice}/country", {"country": "TWN"})

    assert "ask the person" in staff.get(f"/console/people/{number}").text
    assert "TECRO" in staff.get(f"/console/people/{number}").text
    assert "there stood: <bdi>China" in staff.get(f"/console/people/{number}").text


def test_of_a_hidden_person_a_facilitys_officer_tells_nobody(sign_in: SignIn) -> None:
    _number, notice = _booked("JAM", hidden=HidingReason.PROTECTED)
    staff = sign_in("facility_officer")

    assert "protected: ask a supervisor" in staff.get("/console/consular").text
    assert _open(staff, _number).count("Jamaica") == 0
    assert staff.post(f"/console/people/{_number}/consular/{notice}/email").status_code in (403, 404)


def test_a_notice_is_worked_from_its_own_persons_page_alone(sign_in: SignIn) -> None:
    _number, notice = _booked("JAM")
    with db.begin() as session:
        other = person(session, a_numbers=("098765433",)).id
    staff = sign_in("supervisor")
    _open(staff, other)

    assert staff.post(f"/console/people/{other}/consular/{notice}/print").status_code == 404
    assert _state() is ConsularState.WAITING


def test_the_sheet_says_what_the_email_says_and_nothing_of_asylum(sign_in: SignIn) -> None:
    number, notice = _booked("JAM")
    staff = sign_in("supervisor")
    _open(staff, number)

    sheet = staff.get(f"/console/people/{number}/consular/{notice}/sheet").text

    with db.reading() as session:
        facts = consular.letter_of(session, notice, now=clock.now()).facts()
    letter = unasked(
        MessageKind.CONSUL, facts, contact="consul@embassy.example", number="+18005550100", address="https://x"
    )
    for line in letter.text.splitlines():
        assert line.replace("'", "&#39;") in sheet
    assert "Zepeda Olvera" in letter.text
    assert "Zepeda" not in letter.subject
    assert "asylum" not in letter.text.lower()
    assert "098" not in letter.text


def test_who_answers_the_hotline_notes_that_a_consulate_has_its_letter(sign_in: SignIn) -> None:
    number, notice = _booked("JAM")
    operator = sign_in("operator")
    assert "Who of the consulate" not in _open(operator, number)
    officer = sign_in("facility_officer")
    _open(officer, number)
    officer.post(f"/console/people/{number}/consular/{notice}/print")

    assert "Who of the consulate said that it arrived" in _open(operator, number)
    assert operator.post(f"/console/people/{number}/consular/{notice}/print").status_code == 403
    operator.post(f"/console/people/{number}/consular/{notice}/acknowledge", {"by": "Vice consul Grace"})

    assert _state() is ConsularState.ACKNOWLEDGED
