"""Passkeys in a real browser, with an authenticator that exists in it alone: joining, signing in, a copied key."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, expect
from sqlalchemy import select, update

from hotline import clock, db
from hotline.app import create_app
from hotline.domain.staff import invitations
from hotline.domain.staff.members import Newcomer
from hotline.models.audit import AuditEntry
from hotline.models.staff import Passkey, Role, StaffSession
from tests.browser.server import served
from tests.settings import settings_for

pytestmark = pytest.mark.needs("chromium")
HOME = re.compile(r"/console/$")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def console(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service; a passkey answers names, so it is not a number."""
    path = tmp_path_factory.mktemp("console") / "hotline.db"
    shutil.copyfile(migrated, path)
    app: Flask = create_app(replace(settings_for(f"sqlite:///{path}"), environment="development"))
    with served(app) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(console: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=console)
    yield context.new_page()
    context.close()


@pytest.fixture
def device(page: Page) -> tuple[CDPSession, str]:
    """What holds the passkeys: its connection and its id."""
    connection = page.context.new_cdp_session(page)
    connection.send("WebAuthn.enable")
    made = connection.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return connection, made["authenticatorId"]


def _joined(page: Page, email: str) -> None:
    """Somebody takes an invitation up with a passkey."""
    with db.begin() as session:
        newcomer = Newcomer("Rosa Vela", email, frozenset({Role.OPERATOR}), ("es",))
        secret = invitations.invite(session, None, newcomer, now=clock.now())
    page.goto(f"/console/invitation/{secret}")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(HOME)
    page.goto("/console/account")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def _signs_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in with a passkey").click()


def test_somebody_joins_and_signs_in_with_a_passkey_alone(page: Page, device: Any) -> None:
    _joined(page, "rosa@example.org")
    _sign_out(page)

    _signs_in(page)

    expect(page).to_have_url(HOME)
    page.goto("/console/account")
    expect(page.get_by_role("link", name="Rosa Vela")).to_be_visible()
    with db.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last
    assert (last.action, last.facts) == ("sign_in.succeeded", '{"means": "passkey"}')


def test_a_passkey_that_was_copied_is_refused(page: Page, device: Any) -> None:
    _joined(page, "copied@example.org")
    _sign_out(page)
    with db.begin() as session:  # another copy of it has signed a hundred times since
        session.execute(update(Passkey).values(sign_count=Passkey.sign_count + 100))

    _signs_in(page)

    expect(page.get_by_text("The passkey was not taken.")).to_be_visible()


def test_a_device_that_did_not_verify_its_owner_is_refused(page: Page, device: tuple[CDPSession, str]) -> None:
    _joined(page, "unverified@example.org")
    _sign_out(page)
    connection, authenticator = device
    connection.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})

    _signs_in(page)

    expect(page.get_by_text("Your device gave no passkey.")).to_be_visible()


def test_a_passkey_proves_anew_who_one_is(page: Page, device: Any) -> None:
    _joined(page, "again@example.org")
    with db.begin() as session:
        session.execute(update(StaffSession).values(confirmed_at=clock.now() - timedelta(minutes=6)))

    page.goto("/console/account/password")
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="New password")).to_be_visible()
    expect(page).to_have_url(re.compile("/console/account/password$"))
