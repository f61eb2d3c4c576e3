"""A browser in front of the service itself: one server on loopback, one Chromium, a person for every answer."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hotline.app import create_app
from hotline.domain.people import Name
from tests import tools
from tests.browser.journeys import SURNAMES
from tests.browser.server import served
from tests.settings import settings_for
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
def site(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service; its people are told apart by their surnames."""
    path = tmp_path_factory.mktemp("site") / "hotline.db"
    shutil.copyfile(migrated, path)
    app = create_app(replace(settings_for(f"sqlite:///{path}"), trusted_proxies=1))
    for answer, facts in records().items():
        put_in_custody(**facts, names=(Name("Xochitl", SURNAMES[answer]),), a_numbers=())  # type: ignore[arg-type]
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(site: str, browser: Browser) -> Iterator[PageMaker]:
    """Opens a fresh page of a visitor with an address of their own; options as of Browser.new_context()."""
    contexts = []

    def open_one(**options: object) -> Page:
        # Every visitor comes from another network, or the limits would stop the many look-ups of these tests.
        address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
        headers = {"X-Forwarded-For": address}
        context = browser.new_context(base_url=site, extra_http_headers=headers, **options)  # type: ignore[arg-type]
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
