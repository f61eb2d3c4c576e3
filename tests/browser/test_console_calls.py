"""Two operators and a caller, each in a browser of their own: one takes the call, talks, and writes down what came."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hotline import clock, db
from tests.browser.conftest import PageMaker
from tests.browser.test_every_page import NARROW, WIDE, faults, overflow
from tests.browser.test_practice_telephone import development, dial, pick_up, press, site
from tests.plugins.signed_in import new_actor

__all__ = ["development", "site"]

pytestmark = pytest.mark.needs("chromium", "axe", "fonts")

THEIRS, CALLERS = "+1 404 555 0177", "+1 404 555 0166"
PICTURES = os.environ.get("PICTURES", "")


def _look(page: Page, name: str) -> None:
    """Nothing to find fault with; a picture of it where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    assert overflow(page) == 0, name
    assert faults(page) == [], name


def _signed_in(open_page: PageMaker, site: str, name: str, *, interface: str = "en", **options: object) -> Page:
    with db.begin() as session:
        _, secret = new_actor(session, "operator", name=name, interface=interface, now=clock.now())
    page = open_page(**options)
    page.context.add_cookies([{"name": "staff", "value": secret, "url": site}])
    page.goto("/console/calls")
    return page


def _telephone(page: Page, number: str) -> Page:
    pick_up(page)
    page.fill("#other-number", number)
    page.click("[data-form=number] button")
    expect(page.locator("[data-number]")).to_contain_text(number[-4:])
    return page


def _sign_on(page: Page, number: str) -> None:
    page.fill("#number", number)
    page.click("text=Sign on >> nth=-1")
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()


def test_two_operators_and_a_caller(open_page: PageMaker, site: str) -> None:
    # given two operators who are signed on
    ada = _signed_in(open_page, site, "Ada Operator", viewport=WIDE)
    _look(ada, "calls-nobody-on-shift")
    _sign_on(ada, THEIRS)
    bob = _signed_in(open_page, site, "Bob Operator", viewport=NARROW, color_scheme="dark")
    _look(bob, "calls-sign-on-narrow")
    _sign_on(bob, "+1 404 555 0178")
    adas = _telephone(open_page(viewport=WIDE), THEIRS)

    # when somebody tells an A-number and asks for a person
    caller = _telephone(open_page(viewport=WIDE), CALLERS)
    dial(caller)
    for keys in ("1", "1", "098765432#", "1", "1985#", "0"):
        press(caller, keys)
    expect(caller.locator("[data-lines]")).to_contain_text("You are in line for a person.")

    # then both see who waits and what was told, and one has the call
    for page in (ada, bob):
        expect(page.locator("main")).to_contain_text("1 caller waits")
        expect(page.locator("main")).to_contain_text("098765432")
    _look(ada, "calls-one-waits")
    _look(bob, "calls-one-waits-narrow-dark")
    ada.get_by_role("button", name="Take the next caller").click()
    expect(ada.locator("main")).to_contain_text("Your telephone rings.")
    expect(bob.locator("main")).to_contain_text("Nobody waits")
    _look(ada, "calls-rings")

    # and they talk, once she pressed 1 on her telephone
    adas.get_by_role("button", name="Answer", exact=True).click()
    expect(adas.locator("[data-lines]")).to_contain_text("A caller who speaks English waits for you.")
    adas.click('[data-key="1"]')
    for telephone in (adas, caller):
        expect(telephone.locator("[data-status]")).to_contain_text("You talk with the other end.")
    expect(ada.locator("main")).to_contain_text("You are connected.")
    _look(ada, "calls-talking")

    # and what came of it is written down when the caller has hung up
    caller.click(".end")
    expect(adas.locator("[data-lines]")).to_contain_text("The caller has hung up")
    ada.fill("#note", "شكراً - asked for her brother.")
    expect(ada.locator("main")).to_contain_text("The call is over.")
    _look(ada, "calls-over")
    ada.get_by_label("Told what we know").check()
    ada.get_by_role("button", name="Write it down").click()
    expect(ada.locator("main")).to_contain_text("Nobody waits")
    _look(ada, "calls-done")


def test_the_room_in_another_writing_direction(open_page: PageMaker, site: str) -> None:
    _look(_signed_in(open_page, site, "Cy Operator", interface="ar@pseudo", viewport=WIDE), "calls-right-to-left")
