"""Without a connection: our number and hours, and nothing else."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from hotline import hours
from hotline.app import create_app
from hotline.config import Settings
from tests.web.visitor import Page, Visitor


def test_it_tells_our_number_and_needs_nothing_besides(visitor: Visitor) -> None:
    page = visitor.opens("offline")

    assert page.links == ["tel:+18005550100", "/en/"]
    assert [tag for tag, have in page.tags if "src" in have or tag in ("link", "form")] == []
    assert "800" in page.text


def test_its_style_is_allowed_by_its_hash_alone(visitor: Visitor) -> None:
    visitor.opens("offline")

    policy = visitor.response.headers["Content-Security-Policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'", policy
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("always", "People answer day and night."),
        ("08:00-20:30 America/Chicago", "People answer every day from 8:00 AM to 8:30 PM, Central Time."),
    ],
)
def test_it_tells_the_hours(settings: Settings, written: str, told: str) -> None:
    app = create_app(replace(settings, hotline_hours=hours.read(written)))

    assert told in Visitor(app.test_client()).opens("offline").text


def test_the_worker_asks_for_nothing_of_others(client: FlaskClient) -> None:
    response = client.get("/worker.js")

    assert response.content_type.startswith("text/javascript")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert "offline" in response.text


def test_hours_stand_under_every_page(settings: Settings) -> None:
    app = create_app(replace(settings, hotline_hours=hours.read("always")))

    page = Page(app.test_client().get("/en/").text)

    assert "People answer day and night." in page.text


def test_the_worker_changes_with_the_page_it_keeps(settings: Settings) -> None:
    now = create_app(settings).test_client()
    later = create_app(replace(settings, hotline_hours=hours.read("always"))).test_client()

    assert now.get("/worker.js?es").text == now.get("/worker.js?es").text
    assert now.get("/worker.js?es").text != later.get("/worker.js?es").text
    assert now.get("/worker.js?nonsense").status_code == 200
