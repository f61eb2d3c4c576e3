"""A day in the console: somebody new joins, takes a call, finds a person, calls back, releases a roster, is seen."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import insert, select

from hotline import clock, db
from hotline.domain.reports import Kind, periods
from hotline.domain.rosters import releasing
from hotline.domain.staff import invitations
from hotline.domain.staff.members import Newcomer
from hotline.models.audit import AuditEntry
from hotline.models.operations import DayCount
from hotline.models.staff import Role
from tests.browser.conftest import PageMaker
from tests.browser.test_every_page import WIDE
from tests.browser.test_passkeys import AUTHENTICATOR
from tests.browser.test_practice_telephone import development, dial, pick_up, press, site
from tests.domain.rosters.sheets import MONDAY, load_rows, other, row
from tests.plugins.signed_in import new_actor

__all__ = ["development", "site"]

pytestmark = pytest.mark.needs("chromium")

HERS, CALLERS, MISSED = "+1 404 555 0177", "+1 404 555 0166", "+1 404 555 0155"
PICTURES = os.environ.get("PICTURES", "")
DONE = {
    "staff.joined",
    "sign_in.succeeded",
    "shift.began",
    "call.taken",
    "search.ran",
    "person.viewed",
    "call.wrapped_up",
    "callback.viewed",
    "callback.tried",
    "decision.proposed",
    "decision.agreed",
    "batch.released",
    "report.viewed",
}


@pytest.fixture
def rosa(site: str, browser: Browser) -> Page:
    """The browser of somebody who was invited, with a device that holds passkeys; a passkey answers names alone."""
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), viewport=WIDE)
    page = context.new_page()
    connection = context.new_cdp_session(page)
    connection.send("WebAuthn.enable")
    connection.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def _joins(page: Page) -> None:
    roles = frozenset({Role.SUPERVISOR, Role.OPERATOR})
    with db.begin() as session:
        newcomer = Newcomer("Rosa Vela", "rosa@example.org", roles, ("en", "es"))
        secret = invitations.invite(session, None, newcomer, now=clock.now())
    page.goto(f"/console/invitation/{secret}")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    page.goto("/console/account")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def _telephone(page: Page, number: str) -> Page:
    pick_up(page)
    page.fill("#other-number", number)
    page.click("[data-form=number] button")
    expect(page.locator("[data-number]")).to_contain_text(number[-4:])
    return page


def _looks(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"day-{name}.png", full_page=True)


def _takes_a_call(rosa: Page, open_page: PageMaker) -> Page:
    """Somebody asks on the practice telephone for a person; another hangs up before anybody takes the call."""
    rosa.goto("/console/calls")
    rosa.fill("#number", HERS)
    rosa.click("text=Sign on >> nth=-1")
    expect(rosa.get_by_role("button", name="Sign off")).to_be_visible()
    hers = _telephone(open_page(viewport=WIDE), HERS)
    caller, missed = (_telephone(open_page(viewport=WIDE), number) for number in (CALLERS, MISSED))
    for telephone in (missed, caller):
        dial(telephone)
        press(telephone, "1")
        press(telephone, "0")
        expect(telephone.locator("[data-lines]")).to_contain_text("You are in line for a person.")
    missed.click(".end")
    expect(rosa.locator("main")).to_contain_text("1 caller waits")

    rosa.get_by_role("button", name="Take the next caller").click()
    hers.get_by_role("button", name="Answer", exact=True).click()
    expect(hers.locator("[data-lines]")).to_contain_text("waits for you")
    hers.click('[data-key="1"]')
    expect(rosa.locator("main")).to_contain_text("You are connected.")
    _looks(rosa, "call")
    return caller


def _finds_under_a_misspelled_name(rosa: Page) -> None:
    rosa.goto("/console/people")
    rosa.get_by_label("Given names").fill("Sochil")
    rosa.get_by_label("Surname", exact=True).fill("Cepeda")
    rosa.get_by_role("button", name="Search").click()
    expect(rosa.locator("main")).to_contain_text("Who may be meant")
    _looks(rosa, "found")
    rosa.locator("table.rows a").first.click()
    rosa.get_by_label("Why do you open this page?").fill("Her son is on the telephone.")
    rosa.get_by_role("button", name="Open the page").click()
    expect(rosa.locator("main")).to_contain_text("Stewart Detention Center")
    _looks(rosa, "person")


def _writes_the_call_down(rosa: Page, caller: Page) -> None:
    rosa.goto("/console/calls")
    caller.click(".end")
    expect(rosa.locator("main")).to_contain_text("The call is over.")
    rosa.get_by_label("Told what we know").check()
    rosa.get_by_role("button", name="Write it down").click()
    expect(rosa.locator("main")).to_contain_text("Nobody waits")


def _calls_back(rosa: Page) -> None:
    """The one who hung up in line stands among the callbacks."""
    rosa.goto("/console/callbacks")
    rosa.get_by_role("button", name="Take the next call").click()
    expect(rosa.get_by_role("link", name=re.compile(r"0155"))).to_be_visible()
    _looks(rosa, "callback")
    rosa.get_by_role("button", name="Reached").click()
    expect(rosa.locator("main")).to_contain_text("Nobody waits to be called now")


def _releases_a_roster(rosa: Page, held: int) -> None:
    rosa.goto(f"/console/imports/{held}")
    expect(rosa.locator("main")).to_contain_text("50 people would no longer be held or listed")
    _looks(rosa, "roster")
    rosa.get_by_label("Why you agree or not").fill("I read it, too.")
    rosa.get_by_role("button", name="Agree and publish").click()
    expect(rosa.locator("h1")).to_contain_text("published")


def _reads_the_report(rosa: Page) -> None:
    last_week = periods.latest(Kind.WEEK, clock.now().date()).start
    with db.begin() as session:
        counted = {"day": last_week, "what": "call", "channel": "phone", "language": "es", "outcome": "machine"}
        session.execute(insert(DayCount).values(n=50, **counted))
    rosa.goto("/console/reports")
    expect(rosa.get_by_role("img", name="Spanish: 50.")).to_be_visible()
    _looks(rosa, "report")


def _is_seen(auditor: Page) -> None:
    """All of it stands in the trail, with her name and the reason that she gave."""
    with db.reading() as session:
        done = set(session.scalars(select(AuditEntry.action)))
    assert sorted(DONE - done) == []
    auditor.goto("/console/audit/trail")
    for told in ("Rosa Vela", "Her son is on the telephone."):
        expect(auditor.locator("table.rows")).to_contain_text(told)
    _looks(auditor, "trail")


def _held_roster(folder: Path) -> int:
    """The number of a roster on hold, which another supervisor proposes to publish."""
    everybody = [other(number) for number in range(60)]
    load_rows(folder, everybody, is_initial=True)
    held = load_rows(folder, [row(), *everybody[:10]], at=MONDAY + timedelta(days=1)).batch_id
    assert held
    with db.begin() as session:
        ada, _ = new_actor(session, "supervisor", name="Ada Lead", now=clock.now())
        releasing.propose(session, ada, held, why="The field office says it is true.", now=clock.now())
    return held


def _auditor(open_page: PageMaker, site: str) -> Page:
    with db.begin() as session:
        _, secret = new_actor(session, "auditor", name="Otto Auditor", now=clock.now())
    page = open_page(viewport=WIDE)
    page.context.add_cookies([{"name": "staff", "value": secret, "url": site}])
    return page


def test_a_day_of_somebody_new(rosa: Page, open_page: PageMaker, site: str, tmp_path: Path) -> None:
    _joins(rosa)
    caller = _takes_a_call(rosa, open_page)
    _finds_under_a_misspelled_name(rosa)
    _writes_the_call_down(rosa, caller)
    _calls_back(rosa)
    _releases_a_roster(rosa, _held_roster(tmp_path))
    _reads_the_report(rosa)
    _is_seen(_auditor(open_page, site))
