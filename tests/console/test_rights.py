"""Serving the notice of rights: written down on the person's page; a PIN is shown once, on a page nothing keeps."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hotline import clock, db, texts
from hotline.domain import audit, audit_reading, hiding, pins, rights
from hotline.domain.pins import Line, Tried
from hotline.domain.records import rationing
from hotline.models.people import HidingReason
from hotline.models.places import LegalProvider
from hotline.models.rights import RightsNotice
from tests import factories
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "She was just brought in."}
SIX_DIGITS = re.compile(r"<code[^>]*>(\d{6})</code>")
FORM = {"facility": "STWRTGA", "language": "es", "interpreting": "staff", "oral": "yes", "written": "yes", "form": "f1"}


@pytest.fixture
def held(app: object) -> int:
    """Somebody at Stewart since yesterday, in a state whose list is of last month."""
    with db.begin() as session:
        number = factories.identified(session).id
        factories.use(session)
        stay = factories.StayFactory(person_id=number, began_at=clock.now() - timedelta(days=1))
        factories.StintFactory(stay_id=stay.id)
        edition = clock.now().date() - timedelta(days=30)
        session.add(LegalProvider(name="Georgia Legal Aid", list_state="GA", edition=edition))
        factories.use(None)
    return number


def _open(staff: StaffClient, number: int) -> StaffClient:
    staff.post(f"/console/people/{number}/open", WHY)
    return staff


def _tries(pin: str) -> Tried:
    with db.begin() as session:
        return pins.opens(session, "098765432", pin, line=Line(""), now=clock.now()).tried


def _notices(number: int) -> list[RightsNotice]:
    with db.reading() as session:
        return list(rights.of(session, number))


def test_the_form_says_what_is_known_and_leaves_to_the_officer_what_was_done(sign_in: SignIn, held: int) -> None:
    page = _open(sign_in("facility_officer"), held).get(f"/console/people/{held}/rights").text

    edition = clock.now().date() - timedelta(days=30)
    assert f"The newest that we have is of {texts.date_words(edition)}" in page
    assert 'value="STWRTGA"' in page
    assert "Stewart Detention Center" in page
    assert '<option value="" selected>Please choose' in page
    assert 'name="pin" value="yes" checked' in page
    assert 'name="oral" value="yes" checked' not in page
    assert 'name="written" value="yes" checked' not in page
    assert "over 100 days ago" not in page
    assert "/es/rights-notice" in page


def test_a_pin_is_shown_once_on_a_page_that_nothing_keeps(sign_in: SignIn, held: int) -> None:
    officer = _open(sign_in("facility_officer"), held)

    answer = officer.post(f"/console/people/{held}/rights", FORM | {"pin": "yes"})
    again = officer.post(f"/console/people/{held}/rights", FORM | {"pin": "yes"})

    (pin,) = SIX_DIGITS.findall(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Su PIN para la línea gratuita" in answer.text
    assert _tries(pin) is Tried.OPEN
    assert again.status_code == 303
    page = officer.get(f"/console/people/{held}").text
    assert pin not in page + again.text
    assert "Spanish, read aloud and handed out, with a PIN" in page
    assert "A PIN was given, and not used yet." in page
    assert len(_notices(held)) == 1


def test_without_a_pin_the_page_of_the_person_follows(sign_in: SignIn, held: int) -> None:
    answer = _open(sign_in("screener"), held).post(f"/console/people/{held}/rights", FORM | {"language": "mam"})

    assert answer.headers["Location"] == f"/console/people/{held}"
    assert [(row.language, row.pin_issued, row.facility_code) for row in _notices(held)] == [("mam", False, "STWRTGA")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"oral": "", "written": ""}, "Say whether it was read aloud"),
        ({"language": "xx-gibberish"}, "Please choose the language."),
        ({"interpreting": "nobody"}, "Please choose who interpreted."),
        ({"facility": "NOWHERE"}, "No facility has this code."),
        ({"list_edition": "last week"}, "Write the date of the list"),
        ({"list_edition": "2999-01-01"}, "which has passed"),
        ({"at": "2999-01-01T10:00"}, "This moment has not come yet"),
        ({"at": "yesterday"}, "Write when it was served"),
        ({"at": "0001-01-01T00:00"}, "Please check the year."),
    ],
)
def test_what_cannot_be_is_said_beside_its_box_and_kept(
    sign_in: SignIn, held: int, typed: dict[str, str], said: str
) -> None:
    answer = _open(sign_in("facility_officer"), held).post(f"/console/people/{held}/rights", FORM | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert _notices(held) == []


def test_the_moment_is_read_by_the_clock_of_the_place(sign_in: SignIn, held: int) -> None:
    at = {"at": "2026-01-15T09:30", "list_edition": "2026-01-01"}

    _open(sign_in("facility_officer"), held).post(f"/console/people/{held}/rights", FORM | at)

    assert [row.served_at.isoformat() for row in _notices(held)] == ["2026-01-15T14:30:00+00:00"]


def test_a_correction_stands_beside_what_it_corrects(sign_in: SignIn, held: int) -> None:
    officer = _open(sign_in("facility_officer"), held)
    officer.post(f"/console/people/{held}/rights", FORM)
    (first,) = _notices(held)
    filled = officer.get(f"/console/people/{held}/rights/{first.id}").text

    officer.post(f"/console/people/{held}/rights/{first.id}", FORM | {"language": "quc", "form": "f2"})

    assert '<option value="es" selected>' in filled
    assert 'name="pin"' not in filled
    assert sorted((row.language, row.replaced_by is None) for row in _notices(held)) == [("es", False), ("quc", True)]
    page = officer.get(f"/console/people/{held}").text
    assert "corrected since" in page
    assert officer.get(f"/console/people/{held}/rights/{first.id}").status_code == 404


def test_an_old_list_is_warned_of(sign_in: SignIn, held: int) -> None:
    with db.begin() as session:
        session.scalars(select(LegalProvider)).one().edition = clock.now().date() - timedelta(days=101)

    page = _open(sign_in("facility_officer"), held).get(f"/console/people/{held}/rights").text

    assert "over 100 days ago" in page


def test_a_locked_pin_is_seen_and_reset_by_who_may(sign_in: SignIn, held: int) -> None:
    officer, operator = (_open(sign_in(role), held) for role in ("facility_officer", "operator"))
    officer.post(f"/console/people/{held}/rights", FORM | {"pin": "yes"})
    for _ in range(pins.TRIES):
        _tries("000000")

    page = officer.get(f"/console/people/{held}").text
    refused = operator.post(f"/console/people/{held}/pin")
    answer = officer.post(f"/console/people/{held}/pin")

    assert "The PIN is locked after wrong tries." in page
    assert refused.status_code == 403
    (pin,) = SIX_DIGITS.findall(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert _tries(pin) is Tried.OPEN


def test_nobody_serves_on_a_page_that_they_have_not_opened(sign_in: SignIn, held: int) -> None:
    officer = sign_in("facility_officer")

    refused = [
        officer.get(f"/console/people/{held}/rights"),
        officer.post(f"/console/people/{held}/rights", FORM),
        officer.post(f"/console/people/{held}/pin"),
    ]

    assert [answer.status_code for answer in refused] == [403, 403, 403]


def test_a_hidden_person_is_served_by_who_sees_hidden_people(sign_in: SignIn) -> None:
    with db.begin() as session:
        number = factories.identified(session, hidden=HidingReason.PROTECTED).id
    form = FORM | {"facility": "", "pin": "yes"}

    refused = _open(sign_in("facility_officer"), number).post(f"/console/people/{number}/rights", form)
    answer = _open(sign_in("supervisor"), number).post(f"/console/people/{number}/rights", form)

    assert refused.status_code == 403
    assert _tries(*SIX_DIGITS.findall(answer.text)) is Tried.OPEN


def _arrived(how_many: int) -> list[int]:
    """As many who were brought to Stewart an hour ago, and whom nobody served."""
    began, numbers = clock.now() - timedelta(hours=1), []
    with db.begin() as session:
        for nth in range(how_many):
            numbers.append(factories.identified(session, a_numbers=(f"{98_765_000 + nth:09}",)).id)
            factories.use(session)
            stay = factories.StayFactory(person_id=numbers[-1], began_at=began)
            factories.StintFactory(stay_id=stay.id, arrived_at=began)
            factories.use(None)
    return numbers


def _exhaust(officer: StaffClient) -> None:
    """The officer has opened as many people today as a job takes, and listed a facility as often."""
    with db.begin() as session:
        for other in range(1, max(rationing.MOST_PEOPLE, rationing.MOST_LISTS)):
            audit.record(session, officer.actor, "person.viewed", f"person:{other}", now=clock.now())
            audit.record(session, officer.actor, "free_calls.listed", "facility:STWRTGA", now=clock.now())
        audit.record(session, officer.actor, "person.viewed", "person:60", now=clock.now())


def test_everybody_whom_a_raid_brings_is_served_from_the_list(sign_in: SignIn) -> None:
    arrived, officer = _arrived(5), sign_in("facility_officer")
    _exhaust(officer)

    page = officer.get("/console/free-calls/STWRTGA").text
    for number in arrived:
        assert f"/console/people/{number}/rights" in page
        assert officer.get(f"/console/people/{number}/rights").status_code == 200
        served = officer.post(f"/console/people/{number}/rights", FORM | {"form": str(number), "pin": "yes"})
        assert SIX_DIGITS.search(served.text)
        page = officer.get("/console/free-calls/STWRTGA").text
        assert f"/console/people/{number}/rights" not in page

    assert [len(_notices(number)) for number in arrived] == [1] * 5
    with db.reading() as session:
        assert audit_reading.viewed_lately(session, officer.actor.staff_id, now=clock.now()) == rationing.MOST_PEOPLE
    assert "more than the work usually takes" in officer.get(f"/console/people/{arrived[0]}").text


def test_the_same_form_sent_twice_from_the_list_leads_back_to_it(sign_in: SignIn, held: int) -> None:
    officer = sign_in("facility_officer")
    officer.get("/console/free-calls/STWRTGA")

    for _ in range(2):
        answer = officer.post(f"/console/people/{held}/rights", FORM)

    assert answer.headers["Location"] == "/console/free-calls/STWRTGA"
    assert len(_notices(held)) == 1


@pytest.mark.parametrize("listed", ["facility:CCAFLAZ", ""], ids=["another list", "no list"])
def test_who_did_not_look_at_the_list_serves_nobody_unopened(sign_in: SignIn, held: int, listed: str) -> None:
    officer = sign_in("facility_officer")
    with db.begin() as session:
        if listed:
            audit.record(session, officer.actor, "free_calls.listed", listed, now=clock.now())

    assert officer.get(f"/console/people/{held}/rights").status_code == 403
    assert officer.post(f"/console/people/{held}/rights", FORM).status_code == 403
    assert _notices(held) == []


def test_who_was_served_by_somebody_else_is_served_again_from_their_page_alone(sign_in: SignIn, held: int) -> None:
    other, officer = sign_in("supervisor"), sign_in("facility_officer")
    _open(other, held).post(f"/console/people/{held}/rights", FORM)
    officer.get("/console/free-calls/STWRTGA")

    assert officer.post(f"/console/people/{held}/rights", FORM | {"form": "f2", "pin": "yes"}).status_code == 403


def test_a_hidden_person_is_not_served_from_the_list(sign_in: SignIn) -> None:
    [number], officer = _arrived(1), sign_in("facility_officer")
    with db.begin() as session:
        hiding.hide(session, number, HidingReason.WITHHELD, now=clock.now())
    officer.get("/console/free-calls/STWRTGA")

    assert officer.get(f"/console/people/{number}/rights").status_code == 403
