"""A browser in front of the service itself: one server on loopback, one Chromium, a person for every answer."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hotline.app import create_app
from hotline.domain.people import Name
from tests import tools
from tests.browser import markup
from tests.browser.journeys import SURNAMES
from tests.browser.markup import Checker, Sent
from tests.browser.server import served
from tests.settings import settings_for
from tests.web import directory_rows
from tests.web.custody import put_in_custody, records

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What must come comes within this many milliseconds even on a busy machine.
expect.set_options(timeout=20_000)
PageMaker = Callable[..., Page]


@pytest.fixture(scope="module")
def application(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    path = tmp_path_factory.mktemp("site") / "hotline.db"
    shutil.copyfile(migrated, path)
    return create_app(replace(settings_for(f"sqlite:///{path}"), trusted_proxies=1))


@pytest.fixture(scope="module")
def sent(application: Flask) -> Sent:
    """What the service sent to whom."""
    return Sent(application)


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    with markup.running(tmp_path_factory.mktemp("checker")) as running:
        yield running


@pytest.fixture(scope="module")
def site(application: Flask, sent: Sent) -> Iterator[str]:
    """The address of a running service; its people are told apart by their surnames."""
    put_everybody_in_custody()
    directory_rows.everything()
    with served(application) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools.chromium_path(),
            args=CHROMIUM_ARGUMENTS,
            ignore_default_args=["--disable-back-forward-cache"],  # a visitor's browser has it
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(site: str, browser: Browser) -> Iterator[PageMaker]:
    """Opens a fresh page of a visitor; options as of Browser.new_context(), `address` where the visitor comes from."""
    contexts = []

    def open_one(address: str = "", **options: object) -> Page:
        headers = {"X-Forwarded-For": address or new_address()}
        context = browser.new_context(base_url=site, extra_http_headers=headers, **options)  # type: ignore[arg-type]
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def new_address() -> str:
    """Every visitor comes from another network, or the limits would stop the many look-ups of these tests."""
    return f"2001:db8:{1 + secrets.randbelow(0xFFFE):x}:{1 + secrets.randbelow(0xFFFE):x}::1"


def put_everybody_in_custody() -> None:
    """A person for every answer there is."""
    for answer, facts in records().items():
        put_in_custody(**facts, names=(Name("Xochitl", SURNAMES[answer]),), a_numbers=())  # type: ignore[arg-type]
