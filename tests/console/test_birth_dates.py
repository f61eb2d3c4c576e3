"""A birth date that was written wrongly: one of the staff proposes on the person's page, a second decides."""

from datetime import date

import pytest

from hotline import db
from hotline.domain import audit_reading, decisions, hiding, names
from hotline.domain.audit_reading import Filter
from hotline.domain.names import Query
from hotline.models.people import HidingReason
from tests.factories import person
from tests.plugins.signed_in import SignIn, StaffClient

CHILD, ADULT = date(2012, 4, 16), date(1985, 3, 12)
WHY = "Her passport says so."


def _somebody(born: date, *, claims_minority: bool = False) -> int:
    is_child = born == CHILD or claims_minority
    with db.begin() as session:
        row = person(
            session, hidden=HidingReason.MINOR if is_child else None, births=(born,), claims_minority=claims_minority
        )
        return row.id


def _open(staff: StaffClient, number: int) -> StaffClient:
    staff.post(f"/console/people/{number}/open", {"why": "A call about her."})
    return staff


def _is_public() -> bool:
    with db.reading() as session:
        return bool(names.matches(session, Query(given=("Xochitl",), surname=("Zepeda",), birth_date=ADULT)))


def _decided(number: int, what: str) -> str:
    with db.reading() as session:
        return f"/console/people/{number}/decisions/{decisions.about(session, f'person:{number}')[0].id}/{what}"


def test_an_adult_whose_date_was_typed_as_a_child_s_is_shown_by_two(sign_in: SignIn) -> None:
    number = _somebody(CHILD, claims_minority=True)
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))

    ada.post(f"/console/people/{number}/birth", {"born": "3/12/1985", "why": WHY, "claim": "yes"})
    alone, before = ada.post(_decided(number, "agree")), _is_public()
    asked = ben.get(f"/console/people/{number}").text
    agreed = ben.post(_decided(number, "agree"), {"why": "I saw it too."})
    page = ada.get(f"/console/people/{number}").text

    assert (alone.status_code, before) == (403, False)
    assert "born March 12, 1985; wrong: the word of a source that the person is under 18" in asked
    assert agreed.headers["Location"] == f"/console/people/{number}"
    assert _is_public()
    assert "Settled by two of the staff, who found wrong: April 16, 2012" in page
    assert "Correct a birth date (born March 12, 1985" in page
    with db.reading() as session:
        entry = audit_reading.read(session, Filter(action="person.birth_corrected"))[0]
    assert (entry.subject, entry.facts, entry.why) == (f"person:{number}", {}, "I saw it too.")
    assert "corrected a birth date" in sign_in("auditor").get("/console/audit/trail").text


def test_a_child_whose_date_was_typed_as_an_adult_s_is_hidden_by_one(sign_in: SignIn) -> None:
    number = _somebody(ADULT)
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))

    ada.post(f"/console/people/{number}/birth", {"born": "April 16, 2012", "why": WHY})
    asked, page = _is_public(), ada.get(f"/console/people/{number}").text
    alone = ada.post(_decided(number, "withdraw"))
    ben.post(_decided(number, "refuse"), {"why": "That is her daughter's."})

    assert (asked, alone.status_code, _is_public()) == (False, 403, True)
    assert "may be under 18, by a birth date that waits for a second person" in page
    assert "/withdraw" not in page


@pytest.mark.parametrize("born", ["", "1985", "2/30/1985", "3/12/2199", "March 12, 1985"])
def test_what_cannot_be_a_correction_is_said_and_kept(sign_in: SignIn, born: str) -> None:
    number = _somebody(ADULT)
    ada = _open(sign_in("supervisor"), number)

    refused = ada.post(f"/console/people/{number}/birth", {"born": born, "why": WHY})

    assert refused.status_code == 422
    assert ("recorded already" if "March" in born else "a whole date of birth") in refused.text
    assert f'value="{born}"' in refused.text
    assert not born or WHY in refused.text
    with db.reading() as session:
        assert not decisions.waiting(session)
        assert not hiding.is_hidden(session, number)


def test_it_is_for_supervisors(sign_in: SignIn) -> None:
    number = _somebody(ADULT)
    operator = _open(sign_in("operator"), number)

    assert "The birth date is wrong" not in operator.get(f"/console/people/{number}").text
    assert operator.post(f"/console/people/{number}/birth", {"born": "4/16/2012", "why": WHY}).status_code == 403
