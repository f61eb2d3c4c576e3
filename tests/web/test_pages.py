"""What holds for every public page: its language, its headers, its errors, its weight."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from flask.testing import FlaskClient

from hotline import db, secrets_box, texts
from hotline.app import create_app
from hotline.config import Settings
from hotline.languages import Language
from hotline.web import assets
from tests.web.visitor import Page, Visitor

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'sha256-[^']+'; worker-src 'self'; "
    "form-action 'self'; img-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PATHS = ("", "status", "callback")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("en-GB,es;q=0.4", "en"),
        ("fr,de", "en"),
        ("fr;q=1,es;q=0.1", "es"),
        ("", "en"),
    ],
)
def test_the_start_speaks_what_the_browser_asks_for(client: FlaskClient, wanted: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": wanted})

    page = Page(response.get_data(as_text=True))
    assert page.tag("html")["lang"] == language
    assert page.form("/find").action == f"/{language}/find"
    assert "Accept-Language" in response.headers["Vary"]


def test_every_page_leads_to_the_other_languages_by_their_own_names(visitor: Visitor) -> None:
    page = visitor.opens("status")

    assert "/es/status" in page.links
    assert "Español" in page.words


def test_one_request_does_not_speak_the_language_of_the_last(client: FlaskClient) -> None:
    client.get("/es/")

    assert texts.current().code == "en"


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("es", "ltr"), ("ar@pseudo", "rtl")])
def test_a_page_says_its_language_and_direction(
    visitor_in: Callable[[str], Visitor], code: str, direction: str
) -> None:
    page = visitor_in(code).opens()

    assert page.tag("html") == {"lang": code.partition("@")[0], "dir": direction}


@pytest.mark.parametrize(
    "path",
    [
        "/xx/",
        "/xx/find",
        "/EN/",
        "/en/nothing",
        "/../etc/passwd",
        "/assets/nothing.css",
        "/favicon.ico",
        "/wp-admin",
    ],
)
def test_an_unknown_address_is_no_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_pseudo_languages_are_no_pages_in_production(settings: Settings) -> None:
    production = create_app(replace(settings, environment="production")).test_client()

    assert production.get("/ar@pseudo/").status_code == 404
    assert production.get("/es/").status_code == 200
    db.current().dispose()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_forbids_what_is_foreign_and_keeps_nothing(client: FlaskClient, path: str) -> None:
    headers = client.get(f"/en/{path}").headers

    assert re.fullmatch(POLICY, headers["Content-Security-Policy"])
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Set-Cookie" not in headers


def test_errors_carry_the_same_headers(client: FlaskClient) -> None:
    headers = client.get("/nothing/at/all").headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "wishes"), [("/", {"Accept-Language", "Accept-Encoding"}), ("/en/about", {"Accept-Encoding"})]
)
def test_what_an_answer_depends_on_is_said_once(client: FlaskClient, path: str, wishes: set[str]) -> None:
    said = client.get(path).headers.getlist("Vary")

    assert sorted(", ".join(said).split(", ")) == sorted(wishes)


def test_an_error_is_told_in_the_language_of_the_address(client: FlaskClient) -> None:
    page = Page(client.get("/ar@pseudo/nothing").get_data(as_text=True))

    assert page.tag("html")["dir"] == "rtl"
    assert "/ar@pseudo/" in page.links


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/en/", 405), ("DELETE", "/en/status", 405), ("GET", "/en/callback/request", 405)],
)
def test_a_wrong_method_is_told_kindly(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)

    assert response.status_code == status
    assert "Allow" in response.headers
    assert "Please go back to the start" in response.get_data(as_text=True)


def test_thirty_megabytes_are_too_much(client: FlaskClient) -> None:
    response = client.post("/en/find", data={"given": "x" * 30_000_000})

    assert response.status_code == 413
    assert "That was too much to send." in response.get_data(as_text=True)


def test_what_is_too_much_is_taken_to_its_end_so_that_the_answer_is_read(client: FlaskClient) -> None:
    sent = BytesIO(b"x" * 300_000)

    response = client.post(
        "/en/find", input_stream=sent, content_length=300_000, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert sent.tell() == 300_000


def test_a_thousand_boxes_are_too_many(client: FlaskClient) -> None:
    response = client.post("/en/find", data={f"box{number}": "x" for number in range(5000)})

    assert response.status_code in (200, 413)


def fails(language: Language) -> str:
    raise RuntimeError(language.endonym)


def test_a_failure_of_ours_is_an_apology(settings: Settings) -> None:
    app = create_app(settings)
    app.testing = False
    app.add_url_rule("/<language:language>/fails", "fails", fails)

    response = app.test_client().get("/en/fails")

    assert response.status_code == 500
    assert "Something went wrong on our side." in response.get_data(as_text=True)


def test_records_out_of_reach_are_busy_and_say_when_to_come_back(client: FlaskClient, settings: Settings) -> None:
    page = Page(client.get("/en/").get_data(as_text=True))
    db.connect("sqlite:////nowhere/at/all.db", secrets_box.session_info(secrets_box.from_settings(settings)))

    response = client.post("/en/find", data=page.form("/find").boxes | {"given": "Nadia", "year": "1990"})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Please try again in a minute, or call us." in response.get_data(as_text=True)


def test_leaving_quickly_works_without_a_script(visitor: Visitor) -> None:
    for path in PATHS:
        link = visitor.opens(path).tag("a", id="leave")

        assert link["href"].startswith("https://")
        assert link["rel"] == "noreferrer"


def test_the_script_is_small(client: FlaskClient) -> None:
    assert len(assets.SCRIPT.encode()) < 1024
    assert len(assets.WORKER.encode()) < 1024


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_find_page_is_two_requests_and_eight_kilobytes(client: FlaskClient, language: str) -> None:
    packed = {"Accept-Encoding": "gzip"}
    response = client.get(f"/{language}/", headers=packed)
    page = Page(gzip.decompress(response.data).decode())

    needed = [have["href"] for tag, have in page.tags if tag == "link" and have["rel"] == "stylesheet"]
    needed += [have["src"] for _, have in page.tags if "src" in have]
    sizes = [len(response.data), *(len(client.get(address, headers=packed).data) for address in needed)]

    assert len(sizes) == 2
    assert sum(sizes) <= 8 * 1024


def test_static_files_carry_their_hash_and_are_kept(client: FlaskClient) -> None:
    response = client.get(f"/assets/{assets.STYLESHEET.address}")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_static_files_are_packed_beforehand(client: FlaskClient, encoding: str) -> None:
    response = client.get(f"/assets/{assets.STYLESHEET.address}", headers={"Accept-Encoding": encoding})

    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    unpacked = brotli.decompress(response.data) if encoding == "br" else gzip.decompress(response.data)
    assert unpacked == client.get(f"/assets/{assets.STYLESHEET.address}").data


def test_left_and_right_are_always_alike() -> None:
    """What differs between the start and the end of a line is said by those names, and turns with the script."""
    rules = re.findall(r"{([^{}]*)}", assets.STYLESHEET.body.plain.decode())

    for rule in rules:
        sides = dict(re.findall(r"(?<![\w-])((?:margin|padding|border)-(?:left|right)): ([^;]+)", rule))
        for kind in ("margin", "padding", "border"):
            assert sides.get(f"{kind}-left") == sides.get(f"{kind}-right")
        assert not re.search(r"(?<![\w-])(left|right|float|text-align: (left|right)):", rule)


@pytest.mark.parametrize("path", ["/es", "//es/", "/es/status/"])
def test_no_answer_names_the_host_that_was_asked_for(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Host": "evil.example"})

    assert response.status_code in (200, 404)
    assert "evil.example" not in response.text
