"""What a browser makes of the pages: without a script, going back, leaving, and what it keeps."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import journeys
from tests.browser.conftest import PageMaker
from tests.browser.journeys import EVERY_PAGE

pytestmark = pytest.mark.needs("chromium")


@pytest.mark.parametrize("name", sorted(set(EVERY_PAGE) - {"expired"}))
def test_every_page_is_reached_without_a_script(open_page: PageMaker, name: str) -> None:
    page = open_page(java_script_enabled=False)

    EVERY_PAGE[name](page, "es")

    assert page.locator("h1").count() == 1


def test_an_answer_is_read_in_another_language_without_a_script(open_page: PageMaker) -> None:
    page = open_page(java_script_enabled=False)
    journeys.answer("held")(page, "en")

    page.click(".languages [lang=es]")

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("body")).to_contain_text("Stewart")


def test_enter_answers_a_question_and_changes_no_language(open_page: PageMaker) -> None:
    page = open_page()
    journeys.question(page, "en")
    asked = page.locator(".asked").inner_text()

    with page.expect_event("load"):
        page.locator("main .card input").first.press("Enter")

    expect(page.locator("main")).not_to_contain_text(asked)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_going_back_to_an_answer_does_not_show_it(open_page: PageMaker) -> None:
    page = open_page()
    journeys.answer("held")(page, "en")
    expect(page.locator("body")).to_contain_text("Stewart")

    with page.expect_event("load"):
        page.click(".brand")

    assert "Stewart" not in go_back(page)


def test_going_back_from_an_answer_shows_nothing_that_was_typed(open_page: PageMaker) -> None:
    page = open_page()
    journeys.answer("held")(page, "en")

    assert "Stewart" not in go_back(page)
    assert page.input_value("#surnames") == ""


def test_going_back_after_confirming_shows_no_pin(open_page: PageMaker) -> None:
    page = open_page()
    _, pin = journeys.confirm_at(journeys.a_number(), page, "en")
    expect(page.locator("h1")).to_have_text("You will hear from us when something changes.")

    assert pin not in go_back(page)


def go_back(page: Page) -> str:
    """Go back as the visitor's own key does; answers what the browser then shows.

    A browser that keeps no copy of an answer shows a page of its own.
    """
    left = page.url
    page.evaluate("history.back()")
    for _ in range(100):
        page.wait_for_timeout(100)  # milliseconds
        if page.url != left:
            break
    page.wait_for_timeout(500)  # the browser's own page comes after the address
    return page.locator("body").inner_text()


def test_leaving_takes_the_page_out_of_the_history(open_page: PageMaker) -> None:
    page = open_page()
    page.route("https://**", lambda route: route.fulfill(body="weather"))
    page.goto("about:blank")
    journeys.find(page, "en")
    before = page.evaluate("history.length")

    page.click("#leave")

    page.wait_for_url("https://**")
    assert page.evaluate("history.length") == before


def test_shift_three_times_leaves(open_page: PageMaker) -> None:
    page = open_page()
    page.route("https://**", lambda route: route.fulfill(body="weather"))
    journeys.find(page, "en")

    for _ in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url("https://**")


def test_the_browser_keeps_nothing_and_asks_nobody_else(open_page: PageMaker, site: str) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))

    journeys.search_left(page, "en")

    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not [url for url in asked if not url.startswith(site)]
    assert not [url for url in asked if "Xochitl" in url or "1985" in url]
    assert refused == []


def test_a_link_in_the_error_summary_leads_to_its_box(open_page: PageMaker) -> None:
    page = open_page()
    journeys.faults(page, "en")

    page.click(".summary a[href='#country']")

    expect(page.locator("#country")).to_be_focused()


def test_the_keyboard_alone_finds_a_person(open_page: PageMaker) -> None:
    page = open_page()
    journeys.find(page, "en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()

    page.keyboard.press("Enter")
    for text in ("Xochitl", "Zepeda Olvera", "3", "12", "1985"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")

    expect(page.locator(".answer")).to_contain_text("Stewart Detention Center")


def test_without_a_connection_our_number_is_shown_and_nothing_else_is_kept(open_page: PageMaker) -> None:
    page = open_page()
    journeys.answer("held")(page, "es")
    page.evaluate("navigator.serviceWorker.ready")

    page.context.set_offline(True)
    page.goto("/es/status")

    expect(page.locator("body")).to_contain_text("800")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    kept = "caches.open('offline').then(kept => kept.keys()).then(keys => keys.map(key => new URL(key.url).pathname))"
    assert page.evaluate(kept) == ["/es/offline"]


def test_a_form_sent_without_a_connection_shows_our_number_too(open_page: PageMaker) -> None:
    page = open_page()
    journeys.find(page, "en")
    page.evaluate("navigator.serviceWorker.ready")

    page.context.set_offline(True)
    journeys.press(page, page.locator("main .card button").first)

    expect(page.locator("h1")).to_have_text("There is no connection right now")


def test_the_back_button_after_an_answer_in_another_language_shows_no_answer(open_page: PageMaker) -> None:
    page = open_page()
    journeys.answer("held")(page, "en")
    with page.expect_event("load"):
        page.click(".languages [lang=es]")
    expect(page.locator("body")).to_contain_text("Stewart")

    assert "Stewart" not in go_back(page)


def test_going_back_to_an_answer_begins_anew_and_does_not_speak_of_the_connection(open_page: PageMaker) -> None:
    page = open_page()
    journeys.answer("held")(page, "es")
    page.evaluate("navigator.serviceWorker.ready")
    with page.expect_event("load"):
        page.click(".foot a[href='/es/rights']")

    page.evaluate("history.back()")

    expect(page.locator("#surnames")).to_have_value("")
    expect(page.locator("body")).not_to_contain_text("Stewart")


def test_going_back_to_a_help_page_shows_it_again(open_page: PageMaker) -> None:
    page = open_page()
    page.goto("/es/rights")
    with page.expect_event("load"):
        page.click(".foot a[href='/es/consulates']")

    page.evaluate("history.back()")

    page.wait_for_url("**/es/rights", wait_until="commit")
    expect(page.locator("h1")).to_have_text("Conozca sus derechos")
