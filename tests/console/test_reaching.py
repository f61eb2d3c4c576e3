"""Whom a person may call and who may be told: counsel is masked, a relative's number never read back."""

from datetime import date

import pytest

from hotline import clock, db
from hotline.domain import consent, counsel, kin
from hotline.domain.consent import Wish
from tests import factories
from tests.plugins.signed_in import SignIn, StaffClient

WHY = {"why": "She gave us a G-28."}
COUNSEL = {
    "name": "Grace Hopper",
    "firm": "Hopper Law",
    "number": "(404) 555-0190",
    "email": "grace@law.example",
    "language": "es",
    "g28_on": "2026-08-20",
}
MOTHER = {"number": "+502 2345 6789", "relation": "mother", "language": "quc"}


@pytest.fixture
def number(app: object) -> int:
    with db.begin() as session:
        return factories.identified(session).id


def _open(staff: StaffClient, number: int) -> StaffClient:
    staff.post(f"/console/people/{number}/open", WHY)
    return staff


def _page(staff: StaffClient, number: int) -> str:
    return staff.get(f"/console/people/{number}").text


def _counsel(number: int) -> tuple[counsel.Counsel, ...]:
    with db.reading() as session:
        return counsel.of(session, number)


def test_an_officer_writes_counsel_down_and_then_sees_only_that_there_is_one(sign_in: SignIn, number: int) -> None:
    officer = _open(sign_in("facility_officer"), number)
    assert 'name="g28_on"' in officer.get(f"/console/people/{number}/counsel").text
    for _twice in range(2):
        officer.post(f"/console/people/{number}/counsel", COUNSEL)

    [one] = _counsel(number)
    assert (one.name, one.number, one.g28_on) == ("Grace Hopper", "+14045550190", date(2026, 8, 20))
    form = officer.get(f"/console/people/{number}/counsel/{one.id}")
    assert form.status_code == 200
    seen = _page(officer, number) + form.text
    assert "There is counsel." in seen
    assert "G-28 of August 20, 2026" in seen
    assert not [word for word in ("Hopper", "555-0190", "law.example") if word in seen]
    full = _page(_open(sign_in("supervisor"), number), number)
    assert all(word in full for word in ("Grace Hopper", "Hopper Law", "grace@law.example"))


def test_a_supervisor_changes_counsel_and_ends_it(sign_in: SignIn, number: int) -> None:
    staff = _open(sign_in("supervisor"), number)
    staff.post(f"/console/people/{number}/counsel", COUNSEL)
    [one] = _counsel(number)
    assert 'value="Hopper Law"' in staff.get(f"/console/people/{number}/counsel/{one.id}").text

    staff.post(f"/console/people/{number}/counsel/{one.id}", COUNSEL | {"firm": "", "email": ""})
    assert "No e-mail address: staff call" in _page(staff, number)
    staff.post(f"/console/people/{number}/counsel/{one.id}/end")

    assert _counsel(number) == ()
    assert staff.get(f"/console/people/{number}/counsel/{one.id}").status_code == 404
    assert staff.post(f"/console/people/{number}/counsel/{one.id}", COUNSEL).status_code == 404


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"name": " "}, "Write the name of counsel"),
        ({"firm": "x" * 130}, "120 characters at most"),
        ({"number": "12"}, "no whole telephone number"),
        ({"number": "+52 55 1234 5678"}, "in the United States and its territories"),
        ({"email": "grace"}, "no e-mail address"),
        ({"g28_on": "2199-01-01"}, "The day of a G-28 has come"),
        ({"g28_on": "soon"}, "Write the date of the G-28"),
        ({"language": "xx"}, "choose the language"),
    ],
)
def test_what_cannot_be_counsel_is_said_beside_its_box(
    sign_in: SignIn, number: int, bad: dict[str, str], words: str
) -> None:
    staff = _open(sign_in("facility_officer"), number)

    refused = staff.post(f"/console/people/{number}/counsel", COUNSEL | bad)

    assert refused.status_code == 422
    assert refused.text.count(words) == 2  # at the top, and beside the box
    assert 'value="grace' in refused.text  # what was typed is kept
    assert _counsel(number) == ()


def test_a_relative_is_registered_and_only_two_digits_are_ever_shown(sign_in: SignIn, number: int) -> None:
    staff = _open(sign_in("facility_officer"), number)
    assert staff.get(f"/console/people/{number}/kin").status_code == 200

    staff.post(f"/console/people/{number}/kin", MOTHER)

    page = _page(staff, number)
    assert "mother, whose number ends in 89, K&#39;iche&#39;" in page
    assert "6789" not in page + staff.get(f"/console/people/{number}/kin").text
    with db.reading() as session:
        [one] = kin.of(session, number)
    staff.post(f"/console/people/{number}/kin/{one.id}/remove")
    assert "Nobody is registered" in _page(staff, number)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"number": "12"}, "no whole telephone number"),
        ({"number": "+44 7011 234567"}, "does not call such numbers"),
        ({"relation": "cousin"}, "choose who it is"),
        ({"language": "xx"}, "choose the language"),
    ],
)
def test_who_cannot_be_a_relative_is_said_beside_its_box(
    sign_in: SignIn, number: int, bad: dict[str, str], words: str
) -> None:
    refused = _open(sign_in("operator"), number).post(f"/console/people/{number}/kin", MOTHER | bad)

    assert refused.status_code == 422
    assert refused.text.count(words) == 2


def test_an_officer_writes_down_that_nobody_is_to_be_told_and_a_supervisor_whom_she_names(
    sign_in: SignIn, number: int
) -> None:
    officer, ada = _open(sign_in("facility_officer"), number), _open(sign_in("supervisor"), number)
    assert "Everybody who knows enough" in _page(officer, number)

    officer.post(f"/console/people/{number}/objects")
    assert "Nobody is told where the person is." in _page(ada, number)
    told = {"contact": "404-555-2368\nana@example.org", "why": "She wrote them down."}
    ada.post(f"/console/people/{number}/may-be-told", told)

    assert "2 numbers or addresses that the person named" in _page(ada, number)
    ada.post(f"/console/people/{number}/objects-no-more", {"why": "She said so."})
    with db.reading() as session:
        assert consent.wish(session, number) is Wish.WHO_KNOWS_ENOUGH


def test_a_screener_reads_it_and_changes_nothing(sign_in: SignIn, number: int) -> None:
    with db.begin() as session:
        who = kin.NewKin("+14045552368", "father")
        one = kin.register(session, number, who, countries=frozenset(("US",)), now=clock.now())
    staff = _open(sign_in("screener"), number)

    page = _page(staff, number)

    assert "father, whose number ends in 68" in page
    assert "Register a relative" not in page
    assert staff.post(f"/console/people/{number}/kin/{one.id}/remove").status_code == 403
    assert staff.get(f"/console/people/{number}/counsel").status_code == 403


def test_before_the_page_is_opened_nothing_can_be_written_on_it(sign_in: SignIn, number: int) -> None:
    staff = sign_in("facility_officer")

    answers = [staff.post(f"/console/people/{number}/{what}", COUNSEL) for what in ("counsel", "kin")]

    assert [one.status_code for one in answers] == [403, 403]
    assert _counsel(number) == ()
