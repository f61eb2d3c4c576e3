"""The practice telephone rings in a browser: it is seen and answered on any screen, or declined, or left to ring."""

import re

import pytest
from playwright.sync_api import Page, expect

from hotline.gateways.practice import PracticeGateway
from tests.browser.conftest import PageMaker
from tests.browser.test_every_page import NARROW, WIDE, faults, overflow
from tests.browser.test_practice_telephone import development, gateway, pick_up, site

__all__ = ["development", "gateway", "site"]

pytestmark = pytest.mark.needs("chromium", "axe", "fonts")

KEY = "0123456789abcdef"
sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


def _ring(page: Page, gateway: PracticeGateway, site: str) -> None:
    pick_up(page)
    number = "+1" + re.sub(r"\D", "", page.locator("[data-number]").inner_text())
    base = "https://hotline.example.org/ivr"
    gateway.place_call(number, url=f"{base}/news/{KEY}", report_url=f"{base}/reports/{KEY}", key=KEY)
    expect(page.locator(".take")).to_be_visible()


@sizes
def test_a_call_rings_in_sight_and_is_answered(
    open_page: PageMaker, gateway: PracticeGateway, site: str, size: dict[str, int]
) -> None:
    page = open_page(viewport=size)
    _ring(page, gateway, site)

    expect(page).to_have_title("☎ The hotline calls you.")
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_in_viewport()
    assert overflow(page) == 0
    assert faults(page) == []

    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("[data-lines]")).to_contain_text("There is no message any more")
    expect(page).to_have_title("Practice telephone")


@pytest.mark.parametrize(
    ("button", "line"),
    [
        ("Decline", "You decline the call."),
        ("Let it ring", "Nobody answers."),
        ("Leave it to voice mail", "Your voice mail takes the call"),
    ],
)
def test_a_call_need_not_be_answered(
    open_page: PageMaker, gateway: PracticeGateway, site: str, button: str, line: str
) -> None:
    page = open_page(viewport=WIDE)
    _ring(page, gateway, site)

    page.get_by_role("button", name=button).click()

    expect(page.locator("[data-lines]")).to_contain_text(line)
    expect(page.locator(".take")).to_be_hidden()
