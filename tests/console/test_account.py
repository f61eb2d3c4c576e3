"""Somebody's own account: each change of how they sign in takes a fresh proof, and sessions are ended from here."""

import json
import re
from datetime import timedelta

from pyotp import TOTP
from sqlalchemy import select

from hotline import clock, db
from hotline.domain.staff import sessions
from hotline.models.audit import AuditEntry
from hotline.models.staff import StaffMember
from tests.plugins.signed_in import SignIn

_KEY = re.compile(r'<code class="number" dir="ltr">([A-Z2-7 ]+)</code>')
LONG_AGO = timedelta(minutes=6)


def test_a_change_of_how_one_signs_in_asks_first_who_one_is(sign_in: SignIn) -> None:
    staff = sign_in("operator", now=clock.now() - LONG_AGO)

    for path in ("password", "codes"):
        response = staff.get(f"/console/account/{path}")
        assert (response.status_code, response.location) == (303, f"/console/confirm?back=/console/account/{path}")
    assert "Is it still you?" in staff.post("/console/account/passkeys/ask").text


def test_a_telephone_is_set_up_by_the_code_it_makes(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    key = _KEY.search(staff.get("/console/account/codes").text)
    assert key

    wrong = staff.post("/console/account/codes", {"code": "000000"})
    done = staff.post("/console/account/codes", {"code": TOTP(key[1].replace(" ", "")).now()})

    assert (wrong.status_code, done.status_code) == (422, 200)
    assert len(re.findall(r"<li><code", done.text)) == 10
    assert "10 are left" in staff.get("/console/account").text


def test_a_password_without_codes_is_longer(sign_in: SignIn) -> None:
    staff = sign_in("operator")

    short = staff.post("/console/account/password", {"password": "tres lunas 7", "password_again": "tres lunas 7"})
    words = "tres lunas azules y 7 gatos"
    long = staff.post("/console/account/password", {"password": words, "password_again": words})

    assert "15 characters or more" in short.text
    assert long.status_code == 303


def test_sessions_are_listed_and_ended(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    with db.begin() as session:
        other = sessions.begin(session, staff.actor.staff_id, "Chrome / Android", now=clock.now())
    assert "Chrome / Android" in staff.get("/console/account").text

    staff.post("/console/account/sessions/end-others")

    with db.reading() as session:
        assert sessions.actor(session, other, now=clock.now()) is None
    assert "Chrome / Android" not in staff.get("/console/account").text


def test_languages_and_that_of_the_pages_are_chosen(sign_in: SignIn) -> None:
    staff = sign_in("operator")

    staff.post("/console/account/languages", {"languages": ["quc", "es"], "interface": "es"})

    with db.reading() as session:
        member = session.get_one(StaffMember, staff.actor.staff_id)
        last = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first()
    assert (member.languages, member.interface, last) == ("quc es", "es", "account.changed")
    assert '<html lang="es"' in staff.get("/console/account").text


def test_a_number_that_no_row_can_have_leads_nowhere(sign_in: SignIn) -> None:
    staff = sign_in("administrator")

    assert staff.post(f"/console/account/sessions/{1 << 63}/end").status_code == 404
    assert staff.get(f"/console/staff/{(1 << 63) - 1}").status_code == 404


def test_an_answer_that_no_passkey_gave_is_refused_in_a_sentence(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    whole = {"id": "YWJj", "rawId": "YWJj", "type": "public-key"}
    empty = {"clientDataJSON": "e30", "attestationObject": "oA"}
    for junk in ("", "[]", "no json", json.dumps(whole), json.dumps(whole | {"response": empty})):
        staff.post("/console/account/passkeys/ask")

        page = staff.post("/console/account/passkeys", {"answer": junk})

        assert (page.status_code, "made no passkey" in page.text) == (422, True)


def test_a_form_without_its_token_changes_nothing(sign_in: SignIn) -> None:
    staff = sign_in("operator")

    response = staff.post("/console/account/languages", {"token": "", "languages": ["quc"], "interface": "en"})

    assert response.status_code == 403
