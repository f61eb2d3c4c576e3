"""The practice telephone in a browser: a whole call by keys, on any screen, and nothing that axe finds fault with."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from hotline.app import create_app
from hotline.config import Settings
from hotline.gateways.practice import PracticeGateway
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
def development(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("practice")
    shutil.copyfile(migrated, folder / "hotline.db")
    settings = settings_for(f"sqlite:///{folder / 'hotline.db'}")
    return replace(
        settings,
        environment="development",
        gateway="practice",
        practice_texts=folder / "texts.jsonl",
        operator_number="+14045550188",
    )


@pytest.fixture
def gateway(development: Settings) -> PracticeGateway:
    """What sends the service's texts, as `flask deliver` does."""
    return PracticeGateway(development)


@pytest.fixture(scope="module")
def site(development: Settings) -> Iterator[str]:
    """A service in development, where somebody is held under the A-number 098 765 432."""
    app = create_app(development)
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


def test_an_error_stays_until_somebody_does_something(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)
    trouble = page.locator("[data-trouble]")

    page.keyboard.press("5")
    expect(trouble).to_have_text("Nobody is on the line. Press Call first.")
    for _ in range(2):
        with page.expect_response("**/look"):
            pass
    expect(trouble).to_have_text("Nobody is on the line. Press Call first.")

    dial(page)
    expect(trouble).to_be_hidden()


def test_whoever_is_chosen_lies_on_the_telephone_with_keys_that_answer(open_page: PageMaker) -> None:
    page = open_page(viewport=NARROW)
    pick_up(page)
    chips = page.locator(".chip")

    page.locator("[data-person]").last.click()
    expect(page.locator("[data-act=dial]").first).to_be_focused()
    expect(page.locator("[data-act=dial]").first).to_be_in_viewport(ratio=1)
    expect(chips.first).to_be_disabled()

    page.keyboard.press("Enter")
    expect(chips.first).to_be_enabled()
    expect(chips.first).to_be_in_viewport(ratio=1)
    press(page, "1")
    press(page, "2")
    page.get_by_role("button", name="First names").click()
    expect(page.locator("[data-lines]")).to_contain_text("You say: ")
    page.click("[data-away]")
    expect(chips.first).to_be_hidden()


def test_a_text_without_an_answer_says_why(open_page: PageMaker) -> None:
    page = open_page(viewport=NARROW)
    pick_up(page)
    page.click("#tab-texts")
    expect(page.locator("[data-about-texts]")).to_contain_text("for the telephone company")

    page.fill("#body", "stop")
    page.keyboard.press("Enter")

    expect(page.locator(".note")).to_have_text("The hotline does not answer this text.")


def test_a_withheld_number_has_nothing_to_write_with(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)

    page.get_by_label("Withheld").check()
    page.click("[data-form=number] .button")
    expect(page.locator("[data-number]")).to_have_text("A withheld number")
    page.click("#tab-texts")

    expect(page.locator("[data-about-texts]")).to_contain_text("A withheld number cannot send texts")
    expect(page.locator("#body")).to_be_hidden()


def test_another_number_asks_before_it_ends_a_call(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)
    dial(page)
    page.get_by_label("From abroad").check()
    take = page.locator("[data-form=number] .button")

    take.click()
    expect(page.get_by_role("dialog")).to_contain_text("You are in a call")
    assert faults(page) == []
    page.get_by_role("button", name="Stay in the call").click()
    expect(page.locator(".end")).to_be_visible()
    expect(page.locator("[data-number]")).to_contain_text("(404)")

    take.click()
    page.get_by_role("button", name="Hang up and go on").click()
    expect(page.locator("[data-number]")).to_contain_text("+502")
    expect(page.locator(".dial")).to_be_visible()


def test_a_mistyped_number_ends_no_call(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)
    dial(page)

    page.fill("#other-number", "12")
    page.click("[data-form=number] .button")

    expect(page.locator("[data-trouble]")).to_contain_text("no telephone number")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".end")).to_be_visible()
    press(page, "1")


def test_a_service_that_breaks_passes_the_call_on(open_page: PageMaker) -> None:
    page = open_page(viewport=NARROW | {"height": 640})
    pick_up(page)
    dial(page)
    press(page, "1")
    switch = page.get_by_role("button", name="Break the service")

    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.click('[data-key="1"]')

    expect(page.locator("[data-lines]")).to_contain_text("We are now calling a person for you.")
    expect(page.locator("[data-status]")).to_contain_text("(404) 555-0188")
    assert faults(page) == []
    page.locator(".end").scroll_into_view_if_needed()  # wherever the switch had led: they fit on one screen
    for place in (".acts[data-state=ringing] [data-value=answer]", ".end"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Busy").click()
    expect(page.locator("[data-lines]")).to_contain_text("If you could not speak with a person")
    expect(page.locator("[data-broken]")).to_be_visible()
    switch.click()
    expect(page.locator("[data-broken]")).to_be_hidden()
    page.click(".dial")
    expect(page.locator("[data-lines] .you")).to_have_count(1)
    press(page, "1")


def test_the_language_of_the_page_asks_too(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)
    dial(page)

    page.get_by_role("link", name="Español").click()
    page.get_by_role("button", name="Hang up and go on").click()

    expect(page.locator("html")).to_have_attribute("lang", "es")


@pytest.mark.parametrize("tab", ["texts", "messages"])
def test_who_reads_on_a_small_screen_has_no_keys_in_the_way(open_page: PageMaker, tab: str) -> None:
    page = open_page(viewport=NARROW)
    pick_up(page)

    page.click(f"#tab-{tab}")
    expect(page.locator(".keys")).to_be_hidden()
    page.click("#tab-call")
    expect(page.locator(".keys")).to_be_visible()


def test_a_text_that_arrives_is_announced_and_counted(open_page: PageMaker, gateway: PracticeGateway) -> None:
    page = open_page(viewport=WIDE)
    pick_up(page)
    number = page.get_by_label("Ordinary").get_attribute("value")
    assert number

    gateway.send_text(number, "The place is Stewart.", key="1")

    expect(page.locator("[data-announced]")).to_contain_text("A text has arrived")
    expect(page.locator("[data-new-texts]")).to_have_text("1")
    page.click("#tab-texts")
    expect(page.locator("[data-new-texts]")).to_be_hidden()


def test_without_voices_it_says_that_a_call_is_only_written(open_page: PageMaker) -> None:
    page = open_page(viewport=WIDE)
    page.add_init_script("delete window.speechSynthesis")

    pick_up(page)

    expect(page.locator("[data-mute]")).to_be_visible()
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_keys_stay_in_sight_below_what_is_heard(open_page: PageMaker) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    pick_up(page)

    dial(page)

    for place in ("[data-lines]", '[data-key="#"]', ".end"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)


def test_everything_of_a_call_fits_a_very_small_screen(open_page: PageMaker) -> None:
    page = open_page(viewport=NARROW | {"height": 640}, is_mobile=True, has_touch=True)
    pick_up(page, "es")

    dial(page)

    for place in ("[data-lines]", "[data-status]", '[data-key="1"]', '[data-key="#"]', ".end"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "es"])
def test_with_somebody_chosen_a_very_small_screen_still_has_room_to_speak_and_to_hang_up(
    open_page: PageMaker, language: str
) -> None:
    page = open_page(viewport=NARROW | {"height": 640})
    pick_up(page, language)
    page.locator("[data-person]").first.click()

    dial(page)
    press(page, {"en": "1", "es": "2"}[language])
    press(page, "2")

    for place in ("[data-status]", ".chip", "#words", "[data-say]", '[data-key="1"]', '[data-key="#"]', ".end"):
        expect(page.locator(place).first).to_be_in_viewport(ratio=1)
    page.fill("#words", "Ana")
    page.click("[data-say]")
    expect(page.locator("[data-lines]")).to_contain_text("Ana")


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
