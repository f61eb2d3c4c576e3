"""The practice telephone in a browser: a whole call by keys, on any screen, and nothing that axe finds fault with."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from hotline.app import create_app
from tests.browser.conftest import PageMaker
from tests.browser.server import served
from tests.browser.test_every_page import NARROW, WIDE, faults, overflow
from tests.settings import settings_for
from tests.web.custody import put_in_custody

pytestmark = pytest.mark.needs("chromium", "axe", "fonts")

SMALLEST_TARGET = """() => [...document.querySelectorAll('button, input, summary, a:not(.skip), .choice')]
  .filter(e => e.checkVisibility() && !e.closest('.choice input') && !e.matches('.choice input'))
  .filter(e => e.getBoundingClientRect().height < 47.5).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def site(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in development, where somebody is held under the A-number 098 765 432."""
    folder = tmp_path_factory.mktemp("practice")
    shutil.copyfile(migrated, folder / "hotline.db")
    settings = settings_for(f"sqlite:///{folder / 'hotline.db'}")
    app = create_app(
        replace(settings, environment="development", gateway="practice", practice_texts=folder / "texts.jsonl")
    )
    put_in_custody()
    with served(app) as address:
        yield address


def pick_up(page: Page, language: str = "en") -> None:
    page.goto(f"/phone/{language}")
    expect(page.locator("[data-number]")).not_to_be_empty()


def dial(page: Page) -> None:
    page.click(".dial")
    expect(page.locator("[data-lines] .hotline").first).to_be_visible()


def press(page: Page, keys: str) -> None:
    """Press keys on the telephone, and wait until the hotline has answered."""
    answers = page.locator("[data-lines] .you").count()
    for key in keys:
        page.click(f'[data-key="{key}"]')
    expect(page.locator("[data-lines] .you")).to_have_count(answers + 1)
    expect(page.locator("[data-lines] > :last-child")).to_have_class("hotline")


def test_a_whole_call_by_keys_tells_where_somebody_is(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    pick_up(page)

    dial(page)
    for keys in ("1", "1", "98765432#", "1", "1985#"):
        press(page, keys)

    expect(page.locator("[data-lines]")).to_contain_text("Stewart Detention Center")
    assert page.locator("[data-lines] .hotline").last.get_attribute("lang") == "en-US"
    page.click(".end")
    expect(page.locator("[data-lines] > :last-child")).to_have_text("You hang up.")
    expect(page.locator(".dial")).to_be_visible()
    assert told == []


def test_the_keyboard_alone_calls(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)

    page.focus(".dial")
    page.keyboard.press("Enter")
    expect(page.locator(".end")).to_be_focused()
    page.keyboard.press("2")

    expect(page.locator("[data-lines] .hotline").last).to_have_attribute("lang", "es-US")


def test_a_text_is_written_and_answered(open_page: PageMaker) -> None:
    page = open_page(viewport=NARROW)
    pick_up(page)

    page.click("#tab-texts")
    page.fill("#body", "hola")
    page.keyboard.press("Enter")

    expect(page.locator(".theirs").first).to_be_visible()


def test_the_number_is_chosen(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)

    page.fill("#other-number", "12")
    page.click("[data-form=number] .button")
    expect(page.locator("[data-trouble]")).to_contain_text("no telephone number")
    page.fill("#other-number", "+50255550123")
    page.click("[data-form=number] .button")

    expect(page.locator("[data-number]")).to_have_text("+502 5555 0123")


def test_keys_stay_in_sight_below_what_is_heard(open_page: PageMaker) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    pick_up(page)

    dial(page)

    for place in ("[data-lines]", '[data-key="#"]', ".end"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "es", "en@pseudo", "ar@pseudo"])
def test_it_is_accessible_and_fits_a_narrow_screen(open_page: PageMaker, language: str) -> None:
    page = open_page(viewport=NARROW)
    pick_up(page, language)
    assert faults(page) == []

    dial(page)

    assert page.locator("html").get_attribute("dir") == ("rtl" if language.startswith("ar") else "ltr")
    assert overflow(page) == 0
    assert page.evaluate(SMALLEST_TARGET) == []
    for tab in ("call", "texts", "messages"):
        page.click(f"#tab-{tab}")
        assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_on_a_wide_screen_in_any_light(open_page: PageMaker, scheme: str) -> None:
    page = open_page(viewport=WIDE, color_scheme=scheme)
    pick_up(page)
    dial(page)
    page.click("summary")

    assert faults(page) == []
    assert overflow(page) == 0


def test_text_twice_as_large_still_fits(open_page: PageMaker) -> None:
    page = open_page(viewport={"width": 640, "height": 900})
    pick_up(page, "es")
    dial(page)

    page.evaluate("document.documentElement.style.fontSize = '212.5%'")

    assert overflow(page) == 0


def test_without_a_script_it_says_so(open_page: PageMaker) -> None:
    page = open_page(java_script_enabled=False)

    page.goto("/phone/en")

    assert page.locator("[data-needs-script]").is_visible()
    assert not page.locator("#handset").is_visible()
