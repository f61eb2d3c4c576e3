"""Signing in to the console: two proofs or none of it, the same words for every stranger, and no form that is lost."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from hotline import clock, db
from hotline.domain.staff import invitations, passwords, sessions
from hotline.domain.staff.details import Details
from hotline.models.audit import AuditEntry
from hotline.models.staff import StaffMember, StaffSession
from tests.domain.staff.proofs import PASSWORD, ROSA
from tests.plugins.signed_in import SignIn

SITE = "https://localhost"
_BOX = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def rosa(app: Flask) -> TOTP:
    """Rosa's app; she joined yesterday and is signed in nowhere."""
    yesterday = clock.now() - timedelta(days=1)
    with db.begin() as session:
        link = invitations.invite(session, None, ROSA, now=yesterday)
        app_of_hers = TOTP(invitations.offer_code(session, link, now=yesterday))
        chosen = passwords.choose(PASSWORD, Details(ROSA.name, ROSA.email), has_codes=True)
        invitations.accept(session, link, chosen, app_of_hers.at(yesterday), "Firefox / Linux", now=yesterday)
    return app_of_hers


def _post(browser: FlaskClient, path: str, **boxes: str) -> TestResponse:
    return browser.post(path, data=boxes, base_url=SITE)


def _cookies(response: TestResponse) -> dict[str, str]:
    lines = response.headers.getlist("Set-Cookie")
    return {line.partition("=")[0]: line for line in lines}


def test_a_password_and_a_code_open_the_console(client: FlaskClient, rosa: TOTP) -> None:
    first = _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)
    assert first.status_code == 200
    assert "__Host-staff" not in _cookies(first)

    second = _post(client, "/console/sign-in/code", code=rosa.now(), back="/console/account")

    assert (second.status_code, second.location) == (303, "/console/account")
    cookie = _cookies(second)["__Host-staff"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert "Domain" not in cookie
    assert "Rosa Vela" in client.get("/console/account", base_url=SITE).text


def test_the_browser_still_knows_whose_form_it_was_when_the_session_has_ended(client: FlaskClient, rosa: TOTP) -> None:
    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)
    lasts = re.search(
        r"Max-Age=(\d+)", _cookies(_post(client, "/console/sign-in/code", code=rosa.now()))["__Host-staff"]
    )
    assert lasts
    assert int(lasts[1]) > sessions.LONGEST.total_seconds()

    with db.begin() as session:
        session.execute(update(StaffSession).values(ends_at=clock.now() - timedelta(hours=1)))

    late = _post(client, "/console/callbacks/1/note", note="Llamé.")

    assert late.status_code == 401
    assert re.search(r'name="kept" value="[\w=-]{40,}"', late.text)


def test_every_stranger_reads_the_same_words(app: Flask, rosa: TOTP) -> None:
    with db.begin() as session:
        session.execute(update(StaffMember).values(locked_until=clock.now() + timedelta(minutes=15)))
    tries = [("nobody@example.org", PASSWORD), (ROSA.email, PASSWORD), (ROSA.email, "not this one")]

    pages = [
        _post(app.test_client(), "/console/sign-in", email=email, password=word).text.replace(email, "")
        for email, word in tries
    ]

    assert len(set(pages)) == 1
    assert "do not go together" in pages[0]


def test_what_was_typed_stays_but_never_the_password(client: FlaskClient, rosa: TOTP) -> None:
    page = _post(client, "/console/sign-in", email=ROSA.email, password="not this one")

    assert page.status_code == 422
    assert ROSA.email in page.text
    assert "not this one" not in page.text


def test_a_telephone_whose_clock_is_off_is_told_so(client: FlaskClient, rosa: TOTP) -> None:
    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)

    page = _post(client, "/console/sign-in/code", code=rosa.at(clock.now() - timedelta(minutes=5)))

    assert "The clock of your telephone is off." in page.text


def test_a_copied_cookie_opens_nothing_after_signing_out(app: Flask, sign_in: SignIn) -> None:
    staff = sign_in("operator")
    thief = app.test_client()
    thief.set_cookie("__Host-staff", staff.secret, secure=True)
    assert thief.get("/console/account", base_url=SITE).status_code == 200

    staff.post("/console/sign-out")

    assert thief.get("/console/account", base_url=SITE).status_code == 303


def test_a_page_that_renews_itself_keeps_no_session_awake(app: Flask, sign_in: SignIn) -> None:
    staff = sign_in("operator", now=clock.now() - timedelta(minutes=2))

    def seen() -> timedelta:
        with db.reading() as session:
            return clock.now() - (session.scalars(select(StaffSession.seen_at)).one())

    staff.get("/console/calls/now", headers={"Sec-Fetch-Dest": "document"})  # whatever a browser says of itself
    assert seen() > timedelta(minutes=1)

    staff.get("/console/account", headers={"Sec-Fetch-Dest": "empty"})
    assert seen() < timedelta(minutes=1)


def test_whoever_watches_the_line_is_asked_whether_they_are_there(sign_in: SignIn) -> None:
    staff = sign_in("operator", now=clock.now() - timedelta(minutes=13))
    watched = staff.get("/console/calls/now")
    assert "Are you there?" in watched.text

    assert staff.post("/console/calls/here").location == "/console/calls"

    after = staff.get("/console/calls/now", headers={"If-None-Match": watched.headers["ETag"]})
    assert after.status_code == 200
    assert "Are you there?" not in after.text


def test_who_signs_in_anew_leaves_no_older_session_in_that_browser(
    app: Flask, client: FlaskClient, rosa: TOTP, sign_in: SignIn
) -> None:
    before = sign_in("operator")
    client.set_cookie("__Host-staff", before.secret, secure=True, httponly=True, samesite="Strict")

    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)
    _post(client, "/console/sign-in/code", code=rosa.now())

    assert before.get("/console/account").status_code == 303
    assert client.get("/console/account", base_url=SITE).status_code == 200


def test_a_file_that_is_not_there_is_not_remembered_as_missing(client: FlaskClient) -> None:
    with client.get("/console/files/console.css", base_url=SITE) as there:
        assert "immutable" in there.headers["Cache-Control"]

    missing = client.get("/console/files/nothing.css", base_url=SITE)

    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-store")


def test_another_sites_page_signs_nobody_in(client: FlaskClient, rosa: TOTP) -> None:
    boxes = {"email": ROSA.email, "password": PASSWORD}
    foreign = {"Sec-Fetch-Site": "cross-site"}

    assert client.post("/console/sign-in", data=boxes, base_url=SITE, headers=foreign).status_code == 403


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/console/\\evil", "/find"])
def test_nobody_is_led_elsewhere_by_signing_in(client: FlaskClient, rosa: TOTP, back: str) -> None:
    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)

    assert _post(client, "/console/sign-in/code", code=rosa.now(), back=back).location == "/console/"


def _sent_too_late(client: FlaskClient, rosa: TOTP) -> TestResponse:
    """Rosa changes her languages after her session ended."""
    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD)
    _post(client, "/console/sign-in/code", code=rosa.at(clock.now() - timedelta(seconds=30)))
    with db.begin() as session:
        session.execute(update(StaffSession).values(ended_at=clock.now()))
    return _post(client, "/console/account/languages", languages="quc", interface="es")


def _boxes(page: TestResponse) -> dict[str, str]:
    return dict(_BOX.findall(page.text))


def test_a_form_that_comes_after_the_session_ended_comes_back(client: FlaskClient, rosa: TOTP) -> None:
    asked = _sent_too_late(client, rosa)
    assert asked.status_code == 401
    assert "quc" not in asked.text
    carried = _boxes(asked)
    second = _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD, **carried)

    back = _post(client, "/console/sign-in/code", code=rosa.now(), **_boxes(second))

    boxes = _boxes(back)
    assert (boxes["languages"], boxes["interface"]) == ("quc", "es")
    assert 'action="/console/account/languages"' in back.text
    assert _post(client, "/console/account/languages", **boxes).status_code == 303
    with db.reading() as session:
        assert session.scalars(select(StaffMember.languages)).all() == ["quc"]


def test_nobody_else_sees_what_was_typed(client: FlaskClient, rosa: TOTP) -> None:
    kept = _boxes(_sent_too_late(client, rosa))
    with db.begin() as session:
        newcomer = invitations.Newcomer("Ana Soto", "ana@example.org", ROSA.roles)
        link = invitations.invite(session, None, newcomer, now=clock.now())
        anas = TOTP(invitations.offer_code(session, link, now=clock.now()))
        chosen = passwords.choose(PASSWORD, Details(newcomer.name, newcomer.email), has_codes=True)
        code = anas.at(clock.now() - timedelta(seconds=30))
        invitations.accept(session, link, chosen, code, "Firefox / Linux", now=clock.now())
    _post(client, "/console/sign-in", email="ana@example.org", password=PASSWORD)

    page = _post(client, "/console/sign-in/code", code=anas.now(), **kept)

    assert page.status_code == 303
    assert "quc" not in page.text


@pytest.mark.parametrize("junk", ["x", "AQ==", "AQJzMQ==", "AQJzMWFiYw==", "\u00e9" * 9])
def test_a_kept_form_that_is_none_of_ours_is_left_out(client: FlaskClient, rosa: TOTP, junk: str) -> None:
    _post(client, "/console/sign-in", email=ROSA.email, password=PASSWORD, kept=junk)

    assert _post(client, "/console/sign-in/code", code=rosa.now(), kept=junk).location == "/console/"


def test_a_passkey_that_is_none_signs_nobody_in(client: FlaskClient, rosa: TOTP) -> None:
    asked = _post(client, "/console/sign-in/passkey/ask")
    assert "data-passkey" in asked.text

    for junk in ("", "{}", "[1]", "no json", '{"id": "abc", "rawId": "abc", "response": {}, "type": "public-key"}'):
        page = _post(client, "/console/sign-in/passkey", answer=junk)

        assert (page.status_code, "The passkey was not taken" in page.text) == (422, True)
        _post(client, "/console/sign-in/passkey/ask")


def test_what_goes_wrong_is_recorded_without_an_address(client: FlaskClient, rosa: TOTP) -> None:
    _post(client, "/console/sign-in", email=ROSA.email, password="not this one")

    with db.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last
    assert (last.action, last.facts) == ("sign_in.failed", '{"means": "password"}')
    assert last.subject.startswith("staff:")


def test_signing_in_speaks_the_browsers_language(client: FlaskClient) -> None:
    page = client.get("/console/sign-in", base_url=SITE, headers={"Accept-Language": "es-MX,es;q=0.9"})

    assert '<html lang="es"' in page.text
