"""Every page in every language: nothing that axe finds fault with, nothing wider than the screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import tools
from tests.browser.conftest import PageMaker, new_address
from tests.browser.journeys import EVERY_PAGE, SURNAMES
from tests.browser.markup import Checker, Sent

pytestmark = pytest.mark.needs("chromium", "axe", "fonts", "markup checker", "java")

AXE = tools.NODE_MODULES / "axe-core" / "axe.min.js"
LANGUAGES = ("en", "es", "en@pseudo", "ar@pseudo")
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
# Buttons, what leads on at the edges, and in between the links that stand alone: those in a sentence are as high as it.
SMALLEST_TARGET = """() => [
    ...document.querySelectorAll('a.button, button, .exit a, .foot a, .languages a, .brand'),
    ...[...document.querySelectorAll('main a')].filter(e => e.checkVisibility()
      && e.parentElement.textContent.trim() === e.textContent.trim()),
  ].filter(e => e.getBoundingClientRect().height < 47.5).map(e => e.textContent)"""
TOO_WIDE = """() => [...document.querySelectorAll('body *:not(.skip)')]
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, at]) => at.right > innerWidth + .5 || at.left < -.5)
  .map(([e, at]) => `${e.tagName} ${e.className} ${at.left} ${at.right}: ${e.textContent.slice(0, 40)}`)"""
# Labels of one word that stand in more than one line.
BROKEN_LABELS = """() => [...document.querySelectorAll('.date label')]
  .filter(e => e.getClientRects().length > 1 || e.offsetHeight > 1.5 * parseFloat(getComputedStyle(e).lineHeight))
  .map(e => e.textContent)"""


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds by all its rules, or by these: the rule and where."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(rules.length ? {runOnly: rules} : {})", list(rules))
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(scope="module")
def kept_page(site: str, browser: Browser) -> Iterator[Page]:
    """For one visitor after the other: half of a test was starting afresh and reading axe again."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(kept_page: Page) -> tuple[Page, str]:
    """A page that stands as a new visitor's on a telephone, and the address where the visitor comes from."""
    address = new_address()
    kept_page.context.set_extra_http_headers({"X-Forwarded-For": address})
    kept_page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict is taken
    kept_page.emulate_media(color_scheme="light", media="screen")
    return kept_page, address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_is_accessible_and_fits_the_screen(
    visit: tuple[Page, str], sent: Sent, checker: Checker, name: str, language: str
) -> None:
    page, address = visit

    EVERY_PAGE[name](page, language)

    assert checker.faults(sent.to(address)) == []
    assert page.locator("html").get_attribute("dir") == ("rtl" if language.startswith("ar") else "ltr")
    assert overflow(page) == 0
    assert page.evaluate(SMALLEST_TARGET) == []
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, "color-contrast") == []
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a plain dict is taken
    assert overflow(page) == 0
    assert faults(page, "color-contrast") == []
    page.emulate_media(color_scheme="light", media="print")
    assert overflow(page) == 0
    assert faults(page, "color-contrast") == []
    assert not page.locator("#leave").is_visible()


@pytest.mark.parametrize("name", ["find", "faults", "held", "not_confirmed", "rights", "report_fault"])
def test_text_twice_as_large_still_fits(open_page: PageMaker, name: str) -> None:
    page = open_page(viewport={"width": 640, "height": 900})
    EVERY_PAGE[name](page, "es")

    page.evaluate("document.documentElement.style.fontSize = '225%'")

    assert overflow(page) == 0


@pytest.mark.parametrize("language", ["es", "ar@pseudo"])
@pytest.mark.parametrize("name", ["find", "held", "consulates_of", "legal_help_in"])
def test_text_twice_as_large_fits_the_narrowest_screen(open_page: PageMaker, name: str, language: str) -> None:
    page = open_page(viewport=NARROW)
    EVERY_PAGE[name](page, language)

    page.evaluate("document.documentElement.style.fontSize = '225%'")

    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(BROKEN_LABELS) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("name", ["rights", "what_now", "legal_help", "report_fault"])
def test_what_is_handed_on_in_print_fits_one_sheet(open_page: PageMaker, name: str) -> None:
    page = open_page(viewport=WIDE)
    EVERY_PAGE[name](page, "es")

    printed = page.pdf(format="Letter")

    assert printed.count(b"/Type /Page\n") <= 2


@pytest.mark.parametrize("name", [*SURNAMES, "not_confirmed", "rights_notice"])
def test_a_printed_answer_or_notice_fits_one_page(open_page: PageMaker, name: str) -> None:
    page = open_page(viewport=WIDE)
    EVERY_PAGE[name](page, "es")

    printed = page.pdf(format="Letter")

    assert printed.count(b"/Type /Page\n") == 1
