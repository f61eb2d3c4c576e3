"""Somebody of the staff, signed in: real rows, the real cookie, and forms that carry their token."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hotline import clock, db
from hotline.console import guard
from hotline.domain.access import Actor
from hotline.domain.staff import members, sessions
from hotline.domain.staff.members import Newcomer
from hotline.models.staff import Role, StaffState

COOKIE = "__Host-staff"


class StaffClient:
    """A browser of somebody of the staff, who is `actor`; `secret` is what its cookie holds."""

    def __init__(self, browser: FlaskClient, actor: Actor, secret: str) -> None:
        self.browser, self.actor, self.secret = browser, actor, secret
        browser.set_cookie(COOKIE, secret, domain="localhost", secure=True, httponly=True, samesite="Strict")

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.browser.get(path, base_url="https://localhost", **options)

    def post(self, path: str, boxes: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form as the page would that shows it, with its token."""
        form = {"token": self.token(), **(boxes or {})}
        return self.browser.post(path, data=form, base_url="https://localhost", **options)

    def token(self) -> str:
        """What every form of theirs carries."""
        with self.browser.application.test_request_context(headers={"Cookie": f"{COOKIE}={self.secret}"}):
            return guard.token()


SignIn = Callable[..., StaffClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign somebody in who works as these roles: `sign_in("operator", "supervisor", languages=("es",))`."""

    def begin(
        *roles: str,
        name: str = "",
        languages: tuple[str, ...] = ("en", "es"),
        interface: str = "en",
        now: datetime | None = None,
    ) -> StaffClient:
        at = now or clock.now()
        with db.begin() as session:
            actor, secret = new_actor(session, *roles, name=name, languages=languages, interface=interface, now=at)
        return StaffClient(app.test_client(), actor, secret)

    return begin


def new_actor(
    session: Any,
    *roles: str,
    name: str = "",
    languages: tuple[str, ...] = ("en", "es"),
    interface: str = "en",
    now: datetime,
) -> tuple[Actor, str]:
    """Somebody of the staff with a session, and its secret; for tests of the domain too."""
    words = frozenset(map(Role, roles))
    number = len(members.everybody(session)) + 1
    called = name or f"Staff Member {number} ({', '.join(sorted(words))})"
    newcomer = Newcomer(called, f"staff{number}@example.org", words, languages)
    member = members.join(session, newcomer, now=now)
    member.state, member.interface = StaffState.ACTIVE, interface
    secret = sessions.begin(session, member.id, "Firefox on Linux", now=now)
    actor = sessions.actor(session, secret, now=now)
    assert actor
    return actor, secret
