"""Who is invited chooses how to sign in, once, within three days; what is wrong stands beside its box."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP
from werkzeug.test import TestResponse

from hotline import clock, db
from hotline.domain.staff import details, invitations, members
from hotline.domain.staff.members import Newcomer
from hotline.models.staff import Role
from tests.domain.staff.proofs import PASSWORD, ROSA
from tests.plugins.signed_in import SignIn

SITE = "https://localhost"
_KEY = re.compile(r'<code class="number" dir="ltr">([A-Z2-7 ]+)</code>')


def _invite(app: Flask, ago: timedelta = timedelta()) -> str:
    with db.begin() as session:
        return invitations.invite(session, None, ROSA, now=clock.now() - ago)


def _open(client: FlaskClient, secret: str) -> TestResponse:
    client.get(f"/console/invitation/{secret}", base_url=SITE)
    return client.get("/console/invitation", base_url=SITE)


def _app_of(page: TestResponse) -> TOTP:
    found = _KEY.search(page.text)
    assert found
    return TOTP(found[1].replace(" ", ""))


def _accept(client: FlaskClient, code: str, password: str = PASSWORD, again: str = "") -> TestResponse:
    boxes = {"password": password, "password_again": again or password, "code": code}
    return client.post("/console/invitation", data=boxes, base_url=SITE)


def test_an_invitation_is_taken_up_with_a_password_and_a_code(app: Flask, client: FlaskClient) -> None:
    page = _open(client, _invite(app))
    assert "Rosa Vela" in page.text
    assert "<svg" in page.text

    done = _accept(client, _app_of(page).now())

    assert done.status_code == 200
    assert len(re.findall(r"<li><code", done.text)) == 10
    assert client.get("/console/account", base_url=SITE).status_code == 200


def test_the_link_leaves_no_secret_in_the_address(app: Flask, client: FlaskClient) -> None:
    opened = client.get(f"/console/invitation/{_invite(app)}", base_url=SITE)

    assert (opened.status_code, opened.location) == (303, "/console/invitation")


def test_an_expired_invitation_says_so(app: Flask, client: FlaskClient) -> None:
    page = _open(client, _invite(app, ago=timedelta(hours=72)))

    assert page.status_code == 410
    assert "older than three days" in page.text


def test_an_invitation_works_once(app: Flask, client: FlaskClient) -> None:
    secret = _invite(app)
    _accept(client, _app_of(_open(client, secret)).now())

    page = _open(app.test_client(), secret)

    assert page.status_code == 410
    assert "used already" in page.text


def test_a_newer_link_takes_the_place_of_the_one_before(app: Flask, client: FlaskClient) -> None:
    old = _invite(app)
    with db.begin() as session:
        member = details.by_email(session, ROSA.email)
        assert member
        invitations.again(session, None, member.id, now=clock.now())

    assert _open(client, old).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "", "8 characters or more"),
        ("password1234", "", "too easy to guess"),
        ("vela y ocho lunas", "", "Your name or your e-mail"),
        (PASSWORD, "another one", "not the same"),
        ("x" * 201, "", "at most 200"),
    ],
)
def test_a_password_that_will_not_do_is_told_beside_its_box(
    app: Flask, client: FlaskClient, password: str, again: str, said: str
) -> None:
    page = _open(client, _invite(app))

    refused = _accept(client, _app_of(page).now(), password, again)

    assert refused.status_code == 422
    assert said in refused.text
    assert 'id="password-fault"' in refused.text
    assert _app_of(refused).secret == _app_of(page).secret  # the telephone need not learn it anew


def test_a_wrong_first_code_and_a_clock_that_is_off_are_told(app: Flask, client: FlaskClient) -> None:
    app_of_hers = _app_of(_open(client, _invite(app)))

    assert "This code is not right" in _accept(client, "000000").text
    off = app_of_hers.at(clock.now() - timedelta(minutes=6))
    assert "The clock of your telephone is off" in _accept(client, off).text


def test_an_administrator_invites_and_hands_out_the_link(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    admin = sign_in("administrator")
    boxes = {"name": "Ana Soto", "email": "ana@example.org", "roles": ["operator"], "languages": ["es", "quc"]}

    page = admin.post("/console/staff/invite", boxes)

    link = re.search(r"/console/invitation/([\w-]+)", page.text)
    assert link
    assert "Welcome, Ana Soto" in _open(client, link[1]).text
    assert "Ana Soto" in admin.get("/console/staff").text


def test_the_form_to_invite_names_every_role_and_what_it_is_for(sign_in: SignIn) -> None:
    page = sign_in("administrator").get("/console/staff/invite")

    assert page.status_code == 200
    assert page.text.count('name="roles"') == len(Role)
    assert "K&#39;iche&#39;" in page.text


def test_a_fault_in_an_invitation_keeps_what_was_typed(sign_in: SignIn) -> None:
    admin = sign_in("administrator")

    page = admin.post("/console/staff/invite", {"name": "Ana Soto", "email": "ana", "languages": ["quc"]})

    assert page.status_code == 422
    assert 'value="Ana Soto"' in page.text
    assert "whole e-mail address" in page.text


def test_inviting_takes_a_proof_of_the_last_minutes_and_loses_nothing(sign_in: SignIn) -> None:
    admin = sign_in("administrator", now=clock.now() - timedelta(minutes=10))

    page = admin.post("/console/staff/invite", {"name": "Ana Soto", "email": "ana@example.org", "roles": ["operator"]})

    assert "Is it still you?" in page.text
    assert 'name="kept" value="' in page.text


def test_the_last_administrator_stays_one(sign_in: SignIn) -> None:
    admin = sign_in("administrator")
    path = f"/console/staff/{admin.actor.staff_id}"

    assert "Nobody changes their own roles" in admin.post(f"{path}/roles", {"roles": ["operator"]}).text
    assert "Nobody else is an administrator" in admin.post(f"{path}/leave").text


def test_who_leaves_is_out_at_once(sign_in: SignIn) -> None:
    admin, rosa = sign_in("administrator"), sign_in("operator", name="Rosa Vela")

    admin.post(f"/console/staff/{rosa.actor.staff_id}/leave")

    assert rosa.get("/console/account").status_code == 303
    assert "Rosa Vela" not in admin.get("/console/staff").text


def test_a_link_to_choose_anew_takes_two_administrators(client: FlaskClient, sign_in: SignIn) -> None:
    ada, ben = sign_in("administrator", name="Ada"), sign_in("administrator", name="Ben")
    rosa = sign_in("operator", name="Rosa Vela")
    page = f"/console/staff/{rosa.actor.staff_id}"

    assert "Please write why" in ada.post(f"{page}/choose-anew").text
    assert ada.post(f"{page}/choose-anew", {"why": "Her telephone was stolen."}).status_code == 303
    assert "agree" not in ada.get(page).text
    assert page in ben.get("/console/").text
    agreed = re.search(r"/console/staff/\d+/decisions/\d+/agree", ben.get(page).text)
    assert agreed
    assert ada.post(agreed[0]).status_code == 403
    link = re.search(r"/console/invitation/([\w-]+)", ben.post(agreed[0]).text)

    assert link
    assert "Welcome, Rosa Vela" in _open(client, link[1]).text
    assert rosa.get("/console/account").status_code == 303


def test_the_link_of_a_new_administrator_is_made_at_the_terminal(app: Flask, sign_in: SignIn) -> None:
    admin = sign_in("administrator")
    with db.begin() as session:
        newcomer = Newcomer("Bea", "bea@example.org", frozenset({Role.ADMINISTRATOR}))
        number = members.join(session, newcomer, now=clock.now()).id

    refused = admin.post(f"/console/staff/{number}/invite-again")

    assert (refused.status_code, "flask staff add" in refused.text) == (422, True)
