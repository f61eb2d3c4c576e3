"""A form that came too late: nothing secret of it is kept, and it leads nowhere but to pages of ours."""

import pytest
from flask import Flask

from hotline import clock, db
from hotline.console import kept_forms
from tests.plugins.signed_in import COOKIE, SignIn


def test_no_password_is_kept_in_either_of_its_boxes(app: Flask, sign_in: SignIn) -> None:
    staff, now = sign_in("operator"), clock.now()
    typed = {"password": "tres lunas azules", "password_again": "tres lunas azules", "code": "123456", "note": "Llamé."}

    with (
        app.test_request_context(
            "/console/account/password", method="POST", data=typed, headers={"Cookie": f"{COOKIE}={staff.secret}"}
        ),
        db.reading() as session,
    ):
        sealed = kept_forms.seal(session, now=now)
        kept = kept_forms.opened(session, sealed, staff.actor.staff_id, now=now)

    assert kept is not None
    assert kept.boxes == (("note", "Llamé."),)


@pytest.mark.parametrize(
    "wanted",
    [
        "//example.org",
        "https://example.org/console/",
        "/console\\example.org",
        "/console/a\r\nX: y",
        "/console/\u00e9",
        "",
    ],
)
def test_nobody_is_led_out_of_the_console(wanted: str) -> None:
    assert kept_forms.way_back(wanted) == "/console/"
